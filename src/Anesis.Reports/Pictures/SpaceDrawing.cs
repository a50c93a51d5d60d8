using Anesis.Mathematics;
using Anesis.Modeling.Values;
using SkiaSharp;

namespace Anesis.Reports.Pictures;

/// <summary>Draws a scene in parallel projection: axes on a box, then what is farthest first.</summary>
internal sealed class SpaceDrawing
{
    private const double Azimuth = 35 * Math.PI / 180, Elevation = 28 * Math.PI / 180;
    private const int MostRows = 90;
    private readonly SKCanvas _canvas;
    private readonly SpaceScene _scene;
    private readonly ColourScale? _scale;
    private readonly Theme _theme;
    private readonly AxisTicks _x, _y, _z;
    private readonly float _zoomX, _zoomY, _left, _top;

    private SpaceDrawing(SKCanvas canvas, SpaceScene scene, SKRect area, ColourScale? scale, Theme theme)
    {
        (_canvas, _scene, _scale, _theme) = (canvas, scene, scale, theme);
        var points = scene.Layers.SelectMany(l => l.Rows).SelectMany(r => r).ToList();
        bool bars = scene.Layers.Any(l => l.Form == SpaceForm.Bars);
        _x = Ticks(scene.X, points.Select(p => p.X), room: bars);
        _y = Ticks(scene.Y, points.Select(p => p.Y), room: bars);
        _z = Ticks(scene.Z, bars && !scene.Z.Logarithmic ? points.Select(p => p.Z).Append(0) : points.Select(p => p.Z), room: false);
        var corners = new List<(double X, double Y)>();
        foreach (int corner in Enumerable.Range(0, 8))
        {
            corners.Add(Turned(corner & 1, (corner >> 1) & 1, corner >> 2));
        }

        double width = corners.Max(c => c.X) - corners.Min(c => c.X), height = corners.Max(c => c.Y) - corners.Min(c => c.Y);
        const float Side = 74, Above = 12, Below = 44;
        _zoomX = (float)((area.Width - (2 * Side)) / width);
        _zoomY = (float)((area.Height - Above - Below) / height);
        // A narrow picture is not stretched upwards.
        float most = 1.5f * _zoomX, spare = Math.Max(0, (float)((_zoomY - most) * height));
        _zoomY = Math.Min(_zoomY, most);
        _left = (float)(area.Left + Side - (_zoomX * corners.Min(c => c.X)));
        _top = (float)(area.Top + Above + (spare / 2) + (_zoomY * corners.Max(c => c.Y)));
    }

    public static void Draw(SKCanvas canvas, SpaceScene scene, SKRect area, ColourScale? scale, Theme theme)
    {
        var drawing = new SpaceDrawing(canvas, scene, area, scale, theme);
        drawing.Box();
        drawing.Layers();
    }

    private static AxisTicks Ticks(PanelAxis axis, IEnumerable<double> values, bool room)
    {
        double[] known = [.. values.Where(v => double.IsFinite(v) && (!axis.Logarithmic || v > 0))];
        double low = known.DefaultIfEmpty(axis.Logarithmic ? 0.1 : 0).Min(), high = known.DefaultIfEmpty(1).Max();
        double around = room && !axis.Logarithmic ? 0.6 * Spacing(known) : 0;
        (low, high) = (double.IsNaN(axis.Minimum) ? low - around : axis.Minimum, double.IsNaN(axis.Maximum) ? high + around : axis.Maximum);
        if (!(high > low))
        {
            (low, high) = axis.Logarithmic ? (low / 2, high * 2) : (low - 0.5, high + 0.5);
        }

        var ticks = axis.Logarithmic ? AxisTicks.Logarithmic(low, high, 4) : AxisTicks.Linear(low, high, 5, exact: true);
        double slack = 1e-9 * (high - low);
        return new(low, high, [.. ticks.Major.Where(m => m.Value >= low - slack && m.Value <= high + slack)], []);
    }

    /// <summary>The least distance between different numbers; 1 for fewer than two.</summary>
    private static double Spacing(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Distinct().Order()];
        return sorted.Zip(sorted.Skip(1), (a, b) => b - a).DefaultIfEmpty(1).Min();
    }

    private static double Part(PanelAxis axis, AxisTicks ticks, double value)
    {
        double low = PanelPlot.Place(axis, ticks.Minimum), high = PanelPlot.Place(axis, ticks.Maximum);
        double part = (PanelPlot.Place(axis, value) - low) / (high - low);
        return axis.Reverse ? 1 - part : part;
    }

    /// <summary>Of a point in the box of sides 1: to the right, and up.</summary>
    private static (double X, double Y) Turned(double x, double y, double z)
    {
        double a = x - 0.5, b = y - 0.5, across = (a * Elementary.Cos(Azimuth)) - (b * Elementary.Sin(Azimuth)), away = (a * Elementary.Sin(Azimuth)) + (b * Elementary.Cos(Azimuth));
        return (across, (away * Elementary.Sin(Elevation)) + ((z - 0.5) * 0.8 * Elementary.Cos(Elevation)));
    }

    /// <summary>How far away a point of the box is.</summary>
    private static double Distance(double x, double y, double z) =>
        ((((x - 0.5) * Elementary.Sin(Azimuth)) + ((y - 0.5) * Elementary.Cos(Azimuth))) * Elementary.Cos(Elevation)) - ((z - 0.5) * 0.8 * Elementary.Sin(Elevation));

    private SKPoint At(double x, double y, double z)
    {
        var (right, up) = Turned(x, y, z);
        return new(_left + (float)(_zoomX * right), _top - (float)(_zoomY * up));
    }

    private (double X, double Y, double Z) Place(SpacePoint p) => (Part(_scene.X, _x, p.X), Part(_scene.Y, _y, p.Y), Part(_scene.Z, _z, p.Z));

    private static bool IsInside((double X, double Y, double Z) p) => p.X is >= -1e-9 and <= 1 + 1e-9 && p.Y is >= -1e-9 and <= 1 + 1e-9 && double.IsFinite(p.Z);

    private void Box()
    {
        using var rule = new SKPaint { IsAntialias = true, Color = SKColor.Parse(_theme.Rule), StrokeWidth = 1, Style = SKPaintStyle.Stroke };
        using var edge = new SKPaint { IsAntialias = true, Color = SKColor.Parse(_theme.Faint), StrokeWidth = 1, Style = SKPaintStyle.Stroke };
        using var tick = ReportFonts.Sized(12);
        using var heading = ReportFonts.Sized(13);
        Ticked(_scene.X, _x, part =>
        {
            _canvas.DrawLine(At(part, 0, 0), At(part, 1, 0), rule);
            _canvas.DrawLine(At(part, 1, 0), At(part, 1, 1), rule);
            return At(part, 0, 0);
        }, 6, 15, SKTextAlign.Left);
        Ticked(_scene.Y, _y, part =>
        {
            _canvas.DrawLine(At(0, part, 0), At(1, part, 0), rule);
            _canvas.DrawLine(At(1, part, 0), At(1, part, 1), rule);
            return At(0, part, 0);
        }, -6, 13, SKTextAlign.Right);
        Ticked(_scene.Z, _z, part =>
        {
            _canvas.DrawLine(At(0, 1, part), At(1, 1, part), rule);
            _canvas.DrawLine(At(1, 1, part), At(1, 0, part), rule);
            return At(1, 0, part);
        }, 7, 4, SKTextAlign.Left);
        foreach (var (from, to) in new[]
        {
            (At(0, 0, 0), At(1, 0, 0)), (At(0, 0, 0), At(0, 1, 0)), (At(1, 0, 0), At(1, 0, 1)), (At(0, 1, 0), At(0, 1, 1)), (At(0, 1, 1), At(1, 1, 1)), (At(1, 1, 1), At(1, 0, 1)), (At(1, 1, 0), At(1, 1, 1)), (At(0, 1, 0), At(1, 1, 0)), (At(1, 1, 0), At(1, 0, 0)),
        })
        {
            _canvas.DrawLine(from, to, edge);
        }

        using var ink = new SKPaint { IsAntialias = true, Color = SKColor.Parse(_theme.Ink) };
        var x = At(0.5, 0, 0);
        _canvas.DrawText(_scene.X.Heading, x.X + 14, x.Y + 36, SKTextAlign.Left, heading, ink);
        var y = At(0, 0.5, 0);
        _canvas.DrawText(_scene.Y.Heading, y.X - 14, y.Y + 34, SKTextAlign.Right, heading, ink);
        var z = At(1, 0, 1);
        _canvas.DrawText(_scene.Z.Heading, z.X + 4, Math.Max(z.Y - 8, 12), SKTextAlign.Left, heading, ink);

        void Ticked(PanelAxis axis, AxisTicks ticks, Func<double, SKPoint> line, float dx, float dy, SKTextAlign align)
        {
            using var faint = new SKPaint { IsAntialias = true, Color = SKColor.Parse(_theme.Faint) };
            foreach (var (value, label) in ticks.Major)
            {
                double part = Part(axis, ticks, value);
                rule.Color = SKColor.Parse(_theme.Rule).WithAlpha((byte)(axis.Grid == false ? 0 : 255));
                var at = line(part);
                _canvas.DrawText(label, at.X + dx, at.Y + dy, align, tick, faint);
            }
        }
    }

    private void Layers()
    {
        var pieces = new List<(double Distance, Action Draw)>();
        foreach (var layer in _scene.Layers)
        {
            var rows = Thinned(layer.Rows).Select(r => r.Select(p => (Point: p, Place: Place(p))).ToArray()).ToArray();
            switch (layer.Form)
            {
                case SpaceForm.Curve:
                    foreach (var row in layer.Rows)
                    {
                        Line(pieces, layer, [.. row.Select(p => (p, Place(p)))]);
                    }

                    break;
                case SpaceForm.Curtain:
                    Curtains(pieces, layer, rows);
                    break;
                case SpaceForm.Bars:
                    Bars(pieces, layer);
                    break;
                default:
                    Faces(pieces, layer, rows);
                    break;
            }
        }

        foreach (var (_, draw) in pieces.OrderByDescending(p => p.Distance))
        {
            draw();
        }
    }

    /// <summary>At most so many rows and columns as the eye tells apart.</summary>
    private static IEnumerable<IEnumerable<SpacePoint>> Thinned(ValueList<ValueList<SpacePoint>> rows) => Every(rows, MostRows).Select(r => Every(r, MostRows));

    private static IEnumerable<T> Every<T>(ValueList<T> items, int most)
    {
        int stride = Math.Max(1, (int)Math.Ceiling((items.Count - 1) / (double)most));
        return items.Where((_, i) => i % stride == 0 || i == items.Count - 1);
    }

    private SKColor Colour(SpaceLayer layer, double z) => layer.Paint.Fill is { } fill ? PaintColours.Parse(fill)
        : _scale?.Of(z) ?? PaintColours.Of(layer.Paint.LineColour, SKColor.Parse(_theme.HueOf(layer.Hue)));

    private void Faces(List<(double, Action)> pieces, SpaceLayer layer, (SpacePoint Point, (double X, double Y, double Z) Place)[][] rows)
    {
        bool filled = layer.Form == SpaceForm.Surface;
        for (int i = 0; i + 1 < rows.Length; i++)
        {
            for (int k = 0; k + 1 < Math.Min(rows[i].Length, rows[i + 1].Length); k++)
            {
                var corners = new[] { rows[i][k], rows[i][k + 1], rows[i + 1][k + 1], rows[i + 1][k] };
                if (!corners.All(c => IsInside(c.Place)))
                {
                    continue;
                }

                double distance = corners.Average(c => Distance(c.Place.X, c.Place.Y, c.Place.Z)), height = corners.Average(c => c.Point.Z);
                pieces.Add((distance, () =>
                {
                    using var path = new SKPath();
                    path.AddPoly([.. corners.Select(c => At(c.Place.X, c.Place.Y, c.Place.Z))]);
                    using var paint = new SKPaint { IsAntialias = true, Style = SKPaintStyle.Fill, Color = filled ? Colour(layer, height) : SKColor.Parse(_theme.Ground) };
                    _canvas.DrawPath(path, paint);
                    paint.Style = SKPaintStyle.Stroke;
                    paint.StrokeWidth = layer.Paint.LineWidth ?? (filled ? 0.5f : 1.1f);
                    paint.Color = layer.Paint.LineColour is { } own ? PaintColours.Parse(own) : filled ? SKColor.Parse(_theme.Ink).WithAlpha(70) : Colour(layer, height);
                    if (layer.Style != LineStyle.None || filled)
                    {
                        // Without lines, the face's own colour closes the seam to its neighbours.
                        paint.Color = layer.Style == LineStyle.None ? Colour(layer, height) : paint.Color;
                        _canvas.DrawPath(path, paint);
                    }

                    if (layer.Paint.Marker != MarkerForm.None)
                    {
                        foreach (var corner in corners)
                        {
                            var at = At(corner.Place.X, corner.Place.Y, corner.Place.Z);
                            MarksPlottable.Draw(_canvas, at.X, at.Y, layer.Paint, Colour(layer, height));
                        }
                    }
                }));
            }
        }
    }

    private void Line(List<(double, Action)> pieces, SpaceLayer layer, (SpacePoint Point, (double X, double Y, double Z) Place)[] row)
    {
        for (int i = 0; i < row.Length; i++)
        {
            var (a, b) = (row[Math.Max(0, i - 1)], row[i]);
            if (!IsInside(a.Place) || !IsInside(b.Place))
            {
                continue;
            }

            double distance = Distance((a.Place.X + b.Place.X) / 2, (a.Place.Y + b.Place.Y) / 2, (a.Place.Z + b.Place.Z) / 2);
            pieces.Add((distance, () =>
            {
                var end = At(b.Place.X, b.Place.Y, b.Place.Z);
                var colour = PaintColours.Of(layer.Paint.LineColour, SKColor.Parse(_theme.HueOf(layer.Hue)));
                if (layer.Style != LineStyle.None)
                {
                    using var paint = new SKPaint { IsAntialias = true, StrokeWidth = layer.Paint.LineWidth ?? 1.8f, Color = colour, StrokeCap = SKStrokeCap.Round };
                    _canvas.DrawLine(At(a.Place.X, a.Place.Y, a.Place.Z), end, paint);
                }

                MarksPlottable.Draw(_canvas, end.X, end.Y, layer.Paint, colour);
            }));
        }
    }

    private void Curtains(List<(double, Action)> pieces, SpaceLayer layer, (SpacePoint Point, (double X, double Y, double Z) Place)[][] rows)
    {
        foreach (var row in rows)
        {
            var seen = row.Where(p => IsInside(p.Place)).ToArray();
            if (seen.Length < 2)
            {
                continue;
            }

            pieces.Add((seen.Average(p => Distance(p.Place.X, p.Place.Y, 0.5)), () =>
            {
                using var area = new SKPath();
                area.AddPoly([.. seen.Select(p => At(p.Place.X, p.Place.Y, p.Place.Z)), .. seen.Reverse().Select(p => At(p.Place.X, p.Place.Y, 0))]);
                using var paint = new SKPaint { IsAntialias = true, Style = SKPaintStyle.Fill, Color = layer.Paint.Fill is { } fill ? PaintColours.Parse(fill) : SKColor.Parse(_theme.Ground).WithAlpha(110) };
                _canvas.DrawPath(area, paint);
                using var line = new SKPath();
                line.AddPoly([.. seen.Select(p => At(p.Place.X, p.Place.Y, p.Place.Z))], close: false);
                paint.Style = SKPaintStyle.Stroke;
                paint.StrokeWidth = layer.Paint.LineWidth ?? 1.6f;
                paint.Color = PaintColours.Of(layer.Paint.LineColour, SKColor.Parse(_theme.HueOf(layer.Hue)));
                _canvas.DrawPath(line, paint);
            }));
        }
    }

    private void Bars(List<(double, Action)> pieces, SpaceLayer layer)
    {
        var points = layer.Rows.SelectMany(r => r).Select(p => (Point: p, Place: Place(p))).Where(p => IsInside(p.Place)).ToList();
        double dx = Math.Min(0.12, 0.35 * Spacing(points.Select(p => p.Place.X))), dy = Math.Min(0.12, 0.35 * Spacing(points.Select(p => p.Place.Y)));
        double ground = Math.Clamp(_scene.Z.Logarithmic ? 0 : Part(_scene.Z, _z, 0), 0, 1);
        foreach (var (point, place) in points)
        {
            double x0 = place.X - dx, x1 = place.X + dx, y0 = place.Y - dy, y1 = place.Y + dy, z0 = Math.Min(ground, place.Z), z1 = Math.Max(ground, place.Z);
            pieces.Add((Distance(place.X, place.Y, 0.5), () =>
            {
                var colour = Colour(layer, point.Z);
                Face(colour, layer, (x0, y0, z1), (x1, y0, z1), (x1, y1, z1), (x0, y1, z1));
                Face(Darker(colour, 0.82), layer, (x0, y0, z0), (x1, y0, z0), (x1, y0, z1), (x0, y0, z1));
                Face(Darker(colour, 0.66), layer, (x0, y0, z0), (x0, y1, z0), (x0, y1, z1), (x0, y0, z1));
            }));
        }
    }

    private static SKColor Darker(SKColor colour, double by) => new((byte)(by * colour.Red), (byte)(by * colour.Green), (byte)(by * colour.Blue), colour.Alpha);

    private void Face(SKColor colour, SpaceLayer layer, params (double X, double Y, double Z)[] corners)
    {
        using var path = new SKPath();
        path.AddPoly([.. corners.Select(c => At(c.X, c.Y, c.Z))]);
        using var paint = new SKPaint { IsAntialias = true, Style = SKPaintStyle.Fill, Color = colour };
        _canvas.DrawPath(path, paint);
        paint.Style = SKPaintStyle.Stroke;
        paint.StrokeWidth = layer.Paint.LineWidth ?? 0.6f;
        paint.Color = PaintColours.Of(layer.Paint.LineColour, SKColor.Parse(_theme.Ink).WithAlpha(110));
        _canvas.DrawPath(path, paint);
    }
}
