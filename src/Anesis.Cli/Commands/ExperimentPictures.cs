using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Anesis.Formats.SedMl;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.SedMl;
using Anesis.Reports.Pictures;

namespace Anesis.Cli.Commands;

/// <summary>Draws the plots and figures of an experiment.</summary>
internal sealed partial class ExperimentPictures(SedDocument document, SedResults results)
{
    private const int LeastSide = 160, MostSide = 4000, Hues = 7;

    private readonly Dictionary<string, SedStyle> _styles = document.Styles.DistinctBy(s => s.Id).ToDictionary(s => s.Id, s => s.Resolved(document.Styles), StringComparer.Ordinal);

    /// <summary>What could not be drawn as it is asked for, in words.</summary>
    public List<string> Remarks { get; } = [];

    public Picture Of(SedPicture plot)
    {
        var panel = plot switch
        {
            SedPlot curves => Curves(curves),
            SedSurfacePlot surfaces => Surfaces(surfaces),
            _ => throw new ArgumentOutOfRangeException(nameof(plot)),
        };
        return new Picture
        {
            Title = plot.Name ?? plot.Id,
            Panels = [panel],
            Note = Words(plot.Notes),
            ShowsLegend = plot.Legend ?? true,
            Width = double.IsNaN(plot.Width) ? 760 : (int)Math.Clamp(plot.Width, LeastSide, MostSide),
            Height = double.IsNaN(plot.Height) ? 0 : (int)Math.Clamp(plot.Height, LeastSide, MostSide),
        };
    }

    public PictureSheet Of(SedFigure figure) => new(figure.Rows, figure.Columns, figure.SubPlots
        .Select(s => new SheetCell(Of(document.Outputs.OfType<SedPicture>().First(p => p.Id == s.Plot)) with { Note = null }, s.Row, s.Column, s.RowSpan, s.ColumnSpan)).ToValueList())
    {
        Title = figure.Name,
        Note = Words(figure.Notes),
    };

    public string NameOf(string generator) => document.Generators.First(g => g.Id == generator).Name ?? generator;

    private Panel Curves(SedPlot plot)
    {
        bool isLying = plot.Curves.Any(c => c.Kind is SedCurveKind.HorizontalBar or SedCurveKind.HorizontalBarStacked);
        var bars = Bars(plot);
        var layers = new List<Layer>();
        var drawn = plot.Areas.Select((a, i) => (Order: a.Order ?? -1, Draw: (Action)(() => layers.AddRange(Area(a, i)))))
            .Concat(plot.Curves.Select((c, i) => (Order: c.Order ?? 0, Draw: (Action)(() => layers.AddRange(c.Kind == SedCurveKind.Points ? Points(c, i, isLying) : bars[c])))));
        foreach (var (_, draw) in drawn.OrderBy(d => d.Order))
        {
            draw();
        }

        // Error bars lie over the bars that they belong to.
        layers = [.. layers.OrderBy(l => l is ErrorBarLayer ? 1 : 0)];
        string[] Names(IEnumerable<SedCurve> curves, Func<SedCurve, string> of) => [.. curves.Select(of).Select(NameOf).Distinct(StringComparer.Ordinal)];
        var x = Axis(plot.X, Names(plot.Curves, c => c.X));
        var y = Axis(plot.Y, Names(plot.Curves.Where(c => !c.OnRight), c => c.Y));
        return new(isLying ? y : x, isLying ? x : y, layers.ToValueList()) { RightY = plot.RightY is { } right && !isLying ? Axis(right, Names(plot.Curves.Where(c => c.OnRight), c => c.Y)) : null };
    }

    private IEnumerable<Layer> Points(SedCurve curve, int index, bool isLying)
    {
        var (paint, line) = Look(curve.Style);
        string legend = curve.Name ?? (curve.Id.Length > 0 && document.Generators.First(g => g.Id == curve.Y).Name is null ? curve.Id : NameOf(curve.Y));
        foreach (var (x, y, k) in Rows(curve.X, curve.Y))
        {
            yield return new LineLayer(isLying ? y : x, isLying ? x : y, legend, index % Hues, line) { Paint = paint, OnRight = curve.OnRight };
            if (Errors(curve, x, y, k) is { } errors)
            {
                yield return errors with { Hue = index % Hues, Paint = new() { LineColour = paint.LineColour ?? paint.MarkerLineColour ?? paint.MarkerFill }, OnRight = curve.OnRight };
            }
        }
    }

    private ErrorBarLayer? Errors(SedCurve curve, ValueList<double> x, ValueList<double> y, int row)
    {
        string?[] errors = [curve.XErrorLower, curve.XErrorUpper, curve.YErrorLower, curve.YErrorUpper];
        if (errors.All(e => e is null))
        {
            return null;
        }

        ValueList<double> Ends(ValueList<double> at, string? lower, string? upper, bool isUpper)
        {
            if (lower is null && upper is null)
            {
                return [];
            }

            double[]? distances = (isUpper ? upper : lower) is { } id ? Row(id, row, results.Generators[curve.Y].Scans) : null;
            return at.Select((v, i) => distances is null ? v : i < distances.Length ? isUpper ? v + distances[i] : v - distances[i] : double.NaN).ToValueList();
        }

        return new(x, y, Ends(x, errors[0], errors[1], false), Ends(x, errors[0], errors[1], true), Ends(y, errors[2], errors[3], false), Ends(y, errors[2], errors[3], true));
    }

    /// <summary>Bars of one place stand side by side, the stacked ones on each other.</summary>
    private Dictionary<SedCurve, List<Layer>> Bars(SedPlot plot)
    {
        var curves = plot.Curves.Where(c => c.Kind != SedCurveKind.Points).Distinct().OrderBy(c => c.Order ?? 0).ToList();
        double[] places = [.. curves.SelectMany(c => results.Generators[c.X].All).Where(double.IsFinite).Distinct().Order()];
        double spacing = places.Zip(places.Skip(1), (a, b) => b - a).DefaultIfEmpty(1).Min();
        static bool IsStacked(SedCurve curve) => curve.Kind is SedCurveKind.BarStacked or SedCurveKind.HorizontalBarStacked;
        int slots = curves.Count(c => !IsStacked(c)) + (curves.Exists(IsStacked) ? 1 : 0), slot = 0;
        double width = 0.8 * spacing / Math.Max(1, slots);
        int stack = -1;
        var above = new Dictionary<double, double>();
        var below = new Dictionary<double, double>();
        var found = new Dictionary<SedCurve, List<Layer>>();
        foreach (var curve in curves)
        {
            int at = IsStacked(curve) ? stack >= 0 ? stack : stack = slot++ : slot++;
            double shift = (at - ((slots - 1) / 2.0)) * width;
            bool isLying = curve.Kind is SedCurveKind.HorizontalBar or SedCurveKind.HorizontalBarStacked;
            int hue = plot.Curves.ToList().IndexOf(curve) % Hues;
            var style = curve.Style is { } id ? _styles.GetValueOrDefault(id) : null;
            var paint = new LayerPaint { Fill = Hex(style?.Fill), LineColour = style?.Line == SedLineKind.None ? null : Hex(style?.LineColour), LineWidth = style?.Line == SedLineKind.None ? 0 : (float?)style?.LineThickness };
            var layers = found[curve] = [];
            foreach (var (x, y, k) in Rows(curve.X, curve.Y))
            {
                var low = new List<double>();
                var high = new List<double>();
                for (int i = 0; i < x.Count; i++)
                {
                    var base_ = y[i] < 0 ? below : above;
                    double from = IsStacked(curve) ? base_.GetValueOrDefault(x[i]) : 0;
                    low.Add(from);
                    high.Add(from + y[i]);
                    if (IsStacked(curve) && double.IsFinite(y[i]))
                    {
                        base_[x[i]] = from + y[i];
                    }
                }

                layers.Add(new BarLayer(x.Select(v => v + shift).ToValueList(), low.ToValueList(), high.ToValueList(), width / 2, isLying, curve.Name ?? NameOf(curve.Y), hue) { Paint = paint, OnRight = curve.OnRight });
                if (Errors(curve, x.Select(v => v + shift).ToValueList(), high.ToValueList(), k) is { } errors)
                {
                    layers.Add(isLying
                        ? new ErrorBarLayer(errors.Y, errors.X, errors.YLow, errors.YHigh, errors.XLow, errors.XHigh, -1)
                        : errors with { Hue = -1, OnRight = curve.OnRight });
                }
            }
        }

        return found;
    }

    private IEnumerable<Layer> Area(SedArea area, int index)
    {
        string? fill = Hex(area.Style is { } id ? _styles.GetValueOrDefault(id)?.Fill : null);
        var high = Joined(results.Generators[area.To], results.Generators[area.From].Scans);
        foreach (var (x, low, k) in Rows(area.X, area.From))
        {
            double[] top = high.Count == 0 ? [] : high[Math.Min(k, high.Count - 1)];
            int length = Math.Min(x.Count, top.Length);
            yield return new BandLayer(x.Take(length).ToValueList(), low.Take(length).ToValueList(), top.Take(length).ToValueList(), BandStrength.Strong, area.Name ?? NameOf(area.To), index % Hues) { Paint = new() { Fill = fill }, OnRight = area.OnRight };
        }
    }

    private Panel Surfaces(SedSurfacePlot plot)
    {
        string[] Names(Func<SedSurface, string> of) => [.. plot.Surfaces.Select(of).Select(NameOf).Distinct(StringComparer.Ordinal)];
        PanelAxis x = Axis(plot.X, Names(s => s.X)), y = Axis(plot.Y, Names(s => s.Y)), z = Axis(plot.Z, Names(s => s.Z));
        var surfaces = plot.Surfaces.OrderBy(s => s.Order ?? 0).Select((s, i) => (Surface: s, Hue: i % Hues, Rows: SpaceRows(s))).ToList();
        double[] heights = [.. surfaces.SelectMany(s => s.Rows).SelectMany(r => r).Select(p => p.Z).Where(v => double.IsFinite(v) && (!plot.Z.Logarithmic || v > 0))];
        double low = double.IsNaN(plot.Z.Minimum) ? heights.DefaultIfEmpty(plot.Z.Logarithmic ? 0.1 : 0).Min() : plot.Z.Minimum, high = double.IsNaN(plot.Z.Maximum) ? heights.DefaultIfEmpty(1).Max() : plot.Z.Maximum;
        string? fill = plot.Surfaces.Where(s => s.Kind == SedSurfaceKind.HeatMap).Select(s => Hex(s.Style is { } id ? _styles.GetValueOrDefault(id)?.Fill : null)).FirstOrDefault(f => f is not null);
        var scale = new ColourScale(low, high > low ? high : low + 1) { Logarithmic = plot.Z.Logarithmic, Fill = fill, Label = z.Heading };
        bool flat = surfaces.Count > 0 && surfaces.TrueForAll(s => s.Surface.Kind is SedSurfaceKind.HeatMap or SedSurfaceKind.Contour);
        if (flat)
        {
            var grids = surfaces.Select(s => (s.Surface, Grid: HeightGrid.Of([.. s.Rows.SelectMany(r => r)]))).ToList();
            if (grids.TrueForAll(g => g.Grid is not null))
            {
                var layers = grids.SelectMany(g => g.Surface.Kind == SedSurfaceKind.HeatMap ? (IEnumerable<Layer>)[g.Grid!.Cells(plot.X.Logarithmic, plot.Y.Logarithmic)] : g.Grid!.Contours(scale, Look(g.Surface.Style).Paint, Look(g.Surface.Style).Line));
                var points = surfaces.SelectMany(s => s.Rows).SelectMany(r => r).ToList();
                (x, y) = (Around(x, points.Select(p => p.X), grids.Exists(g => g.Surface.Kind == SedSurfaceKind.HeatMap)), Around(y, points.Select(p => p.Y), grids.Exists(g => g.Surface.Kind == SedSurfaceKind.HeatMap)));
                return new(x with { Grid = plot.X.Grid ?? false }, y with { Grid = plot.Y.Grid ?? false }, layers.ToValueList()) { Scale = scale };
            }

            Remarks.Add($"{plot.Id}: its values are not on a grid of x and y, so it is drawn in space and not from above");
        }

        var scene = surfaces.Select(s => Layer(s.Surface, s.Rows, s.Hue)).ToValueList();
        bool coloured = scene.Any(l => l.Form is SpaceForm.Mesh or SpaceForm.Surface or SpaceForm.Bars && l.Paint.Fill is null && (l.Form != SpaceForm.Mesh || l.Paint.LineColour is null));
        return new(x, y, []) { Space = new(x, y, z, scene), Scale = coloured ? scale : null };
    }

    /// <summary>An axis over all that was computed, also where no line runs; cells reach beyond by themselves.</summary>
    private static PanelAxis Around(PanelAxis axis, IEnumerable<double> values, bool isCells)
    {
        double[] known = [.. values.Where(double.IsFinite)];
        return isCells || known.Length == 0 ? axis : axis with { Minimum = double.IsNaN(axis.Minimum) ? known.Min() : axis.Minimum, Maximum = double.IsNaN(axis.Maximum) ? known.Max() : axis.Maximum };
    }

    private SpaceLayer Layer(SedSurface surface, ValueList<ValueList<SpacePoint>> rows, int hue)
    {
        var form = surface.Kind switch
        {
            SedSurfaceKind.ParametricCurve => SpaceForm.Curve,
            SedSurfaceKind.SurfaceMesh => SpaceForm.Mesh,
            SedSurfaceKind.StackedCurves => SpaceForm.Curtain,
            SedSurfaceKind.Bar => SpaceForm.Bars,
            _ => SpaceForm.Surface,
        };
        if (form is SpaceForm.Mesh or SpaceForm.Surface && rows.Count < 2)
        {
            Remarks.Add($"{surface.Id}: its values are not in rows, so it is drawn as a curve and not as a surface");
            form = SpaceForm.Curve;
        }

        var (paint, line) = Look(surface.Style);
        return new(form, rows, surface.Name ?? NameOf(surface.Z), hue) { Paint = paint with { Fill = Hex(surface.Style is { } id ? _styles.GetValueOrDefault(id)?.Fill : null) }, Style = line };
    }

    /// <summary>Points in the rows of the results; single results that make a grid in its rows.</summary>
    private ValueList<ValueList<SpacePoint>> SpaceRows(SedSurface surface)
    {
        var z = results.Generators[surface.Z].Segments;
        var rows = new List<ValueList<SpacePoint>>();
        for (int k = 0; k < z.Count; k++)
        {
            double[] xs = Nth(results.Generators[surface.X].Segments, k), ys = Nth(results.Generators[surface.Y].Segments, k), zs = z[k];
            int length = new[] { xs.Length == 1 ? int.MaxValue : xs.Length, ys.Length == 1 ? int.MaxValue : ys.Length, zs.Length }.Min();
            rows.Add([.. Enumerable.Range(0, length).Select(i => new SpacePoint(xs[xs.Length == 1 ? 0 : i], ys[ys.Length == 1 ? 0 : i], zs[i]))]);
        }

        bool single = rows.TrueForAll(r => r.Count == 1) || rows.Count == 1;
        return single && surface.Kind != SedSurfaceKind.ParametricCurve && HeightGrid.Of([.. rows.SelectMany(r => r)]) is { } grid ? grid.Rows
            : rows.TrueForAll(r => r.Count == 1) ? [rows.SelectMany(r => r).ToValueList()] : rows.ToValueList();
    }

    private PanelAxis Axis(SedAxis axis, string[] names)
    {
        var style = axis.Style is { } id ? _styles.GetValueOrDefault(id) : null;
        return new(axis.Name ?? (names.Length == 1 ? names[0] : ""))
        {
            Logarithmic = axis.Logarithmic,
            Minimum = axis.Minimum,
            Maximum = axis.Maximum,
            Grid = axis.Grid,
            Reverse = axis.Reverse,
            Paint = new() { LineColour = Hex(style?.LineColour), LineWidth = style?.Line == SedLineKind.None ? 0 : (float?)style?.LineThickness },
        };
    }

    /// <summary>How a style paints lines and marks.</summary>
    private (LayerPaint Paint, LineStyle Line) Look(string? id)
    {
        if (id is null || !_styles.TryGetValue(id, out var style))
        {
            return (LayerPaint.Usual, LineStyle.Solid);
        }

        bool isMarked = style.Marker is not null || style.MarkerSize is not null || style.MarkerFill is not null || style.MarkerLineColour is not null || style.MarkerLineThickness is not null;
        var paint = new LayerPaint
        {
            LineColour = Hex(style.LineColour),
            LineWidth = (float?)style.LineThickness,
            Marker = !isMarked ? MarkerForm.None : style.Marker is { } kind ? (MarkerForm)(int)kind : MarkerForm.Circle,
            MarkerSize = (float?)style.MarkerSize,
            MarkerFill = Hex(style.MarkerFill),
            MarkerLineColour = Hex(style.MarkerLineColour),
            MarkerLineWidth = (float?)style.MarkerLineThickness,
        };
        return (paint, style.Line switch
        {
            SedLineKind.None => LineStyle.None,
            SedLineKind.Dash => LineStyle.Dashed,
            SedLineKind.Dot => LineStyle.Dotted,
            SedLineKind.DashDot => LineStyle.DashDotted,
            SedLineKind.DashDotDot => LineStyle.DashDoubleDotted,
            _ => LineStyle.Solid,
        });
    }

    private static string? Hex(string? digits) => digits is null ? null : "#" + digits;

    /// <summary>Each simulation's values of y with those of x.</summary>
    private IEnumerable<(ValueList<double> X, ValueList<double> Y, int Row)> Rows(string x, string y)
    {
        var scans = results.Generators[y].Scans;
        var ys = Joined(results.Generators[y], scans);
        for (int k = 0; k < ys.Count; k++)
        {
            double[] xs = Row(x, k, scans);
            int length = Math.Min(xs.Length, ys[k].Length);
            yield return (xs.Take(length).ToValueList(), ys[k].Take(length).ToValueList(), k);
        }
    }

    private double[] Row(string generator, int k, ValueList<int> scans) => Nth(Joined(results.Generators[generator], scans), k);

    private static double[] Nth(IReadOnlyList<double[]> rows, int k) => rows.Count == 0 ? [] : rows[Math.Min(k, rows.Count - 1)];

    /// <summary>Simulations of one value each (a scan of steady states) are one curve a scan.</summary>
    private static IReadOnlyList<double[]> Joined(SedSeries series, ValueList<int> scans) =>
        series.Segments.Count < 2 || series.Segments.Any(s => s.Length != 1) ? series.Segments
        : scans.Count == series.Segments.Count ? [.. series.All.Zip(scans).GroupBy(p => p.Second).Select(g => g.Select(p => p.First).ToArray())]
        : [[.. series.All]];

    /// <summary>The words of notes in XHTML; null for none.</summary>
    private static string? Words(string? markup)
    {
        string words = markup is null ? "" : Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(markup, " ")), " ").Trim();
        return words.Length == 0 ? null : words;
    }

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex("\\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
