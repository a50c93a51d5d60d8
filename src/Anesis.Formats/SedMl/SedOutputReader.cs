using System.Globalization;
using Anesis.Formats.Sbml.Xml;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Formats.SedMl;

/// <summary>Reads outputs and styles.</summary>
internal static class SedOutputReader
{
    private const int MostRows = 100;

    private static readonly string[] Outputs = ["plot2D", "plot3D", "report", "figure", "parameterEstimationReport", "parameterEstimationResultPlot", "waterfallPlot"];

    public static SedOutput? Output(SedReading r, XmlNode node)
    {
        switch (node.Name)
        {
            case "plot2D":
                return r.Named(node, Plot(r, node));
            case "plot3D":
                return r.Named(node, Surfaces(r, node));
            case "report":
                return r.Named(node, new SedReport(r.FileId(node), r.Items(node, "listOfDataSets").Select(c => r.Named(c, new SedColumn(SedReading.Text(c, "id") ?? "", SedReading.Text(c, "label") ?? r.Required(c, "id"), r.Required(c, "dataReference")))).ToValueList()));
            case "figure":
                return r.Named(node, new SedFigure(r.FileId(node), r.Whole(node, "numRows", MostRows, absent: 0), r.Whole(node, "numCols", MostRows, absent: 0), r.Items(node, "listOfSubPlots").Select(s =>
                    r.Named(s, new SedSubPlot(SedReading.Text(s, "id") ?? "", r.Required(s, "plot"), r.Whole(s, "row", MostRows, absent: 0), r.Whole(s, "col", MostRows, absent: 0), r.Whole(s, "rowSpan", MostRows, absent: 1), r.Whole(s, "colSpan", MostRows, absent: 1)))).ToValueList()));
            case "parameterEstimationReport" or "parameterEstimationResultPlot" or "waterfallPlot":
                return r.Named(node, new SedEstimationOutput(r.FileId(node), node.Name, r.Required(node, "taskReference")));
            default:
                r.Error(node, $"the output <{node.Name}>", "plot2D, plot3D, report, figure, parameterEstimationReport, parameterEstimationResultPlot or waterfallPlot", Spelling.Nearest(node.Name, Outputs));
                return null;
        }
    }

    public static SedStyle Style(SedReading r, XmlNode node)
    {
        XmlNode? line = r.Child(node, "line"), marker = r.Child(node, "marker"), fill = r.Child(node, "fill");
        return r.Named(node, new SedStyle(r.Required(node, "id"), SedReading.Text(node, "baseStyle"))
        {
            // Drafts of Version 4 called a line's kind "style" as well.
            Line = line is null ? null : r.Kind<SedLineKind>(line, "type") ?? r.Kind<SedLineKind>(line, "style"),
            LineColour = Colour(r, line, "color"),
            LineThickness = Size(r, line, "thickness"),
            Marker = marker is null ? null : r.Kind<SedMarkerKind>(marker, "type") ?? r.Kind<SedMarkerKind>(marker, "style"),
            MarkerSize = Size(r, marker, "size"),
            MarkerFill = Colour(r, marker, "fill"),
            MarkerLineColour = Colour(r, marker, "lineColor"),
            MarkerLineThickness = Size(r, marker, "lineThickness"),
            Fill = Colour(r, fill, "color"),
        });
    }

    private static SedPlot Plot(SedReading r, XmlNode node)
    {
        string id = r.FileId(node);
        var drawn = r.Items(node, "listOfCurves").ToList();
        var curves = drawn.Where(c => c.Name == "curve").ToList();
        var areas = drawn.Where(c => c.Name == "shadedArea").ToList();
        foreach (var other in drawn.Except(curves).Except(areas))
        {
            r.Error(other, $"<{other.Name}> among curves", "curve or shadedArea", Spelling.Nearest(other.Name, ["curve", "shadedArea"]));
        }

        var right = r.Child(node, "rightYAxis");
        if (right is not null && r.Child(node, "yAxis") is null)
        {
            r.Error(right, "a right axis of y without <yAxis>", "both, or <yAxis> alone");
        }

        bool Log(string attribute) => curves.Exists(c => r.Boolean(c, attribute, absent: false));
        return new SedPlot(id, curves.Select(c => r.Named(c, new SedCurve(SedReading.Text(c, "id") ?? "", r.Required(c, "xDataReference"), r.Required(c, "yDataReference"))
        {
            Kind = r.Kind<SedCurveKind>(c, "type") ?? SedCurveKind.Points,
            Order = Order(r, c),
            Style = SedReading.Text(c, "style"),
            OnRight = OnRight(r, c, right),
            XErrorUpper = SedReading.Text(c, "xErrorUpper"),
            XErrorLower = SedReading.Text(c, "xErrorLower"),
            YErrorUpper = SedReading.Text(c, "yErrorUpper"),
            YErrorLower = SedReading.Text(c, "yErrorLower"),
        })).ToValueList())
        {
            Areas = areas.Select(c => r.Named(c, new SedArea(SedReading.Text(c, "id") ?? "", r.Required(c, "xDataReference"), r.Required(c, "yDataReferenceFrom"), r.Required(c, "yDataReferenceTo"))
            {
                Order = Order(r, c),
                Style = SedReading.Text(c, "style"),
                OnRight = OnRight(r, c, right),
            })).ToValueList(),
            Legend = r.Flag(node, "legend"),
            Width = Limit(r, node, "width"),
            Height = Limit(r, node, "height"),
            X = Axis(r, r.Child(node, "xAxis"), Log("logX")),
            Y = Axis(r, r.Child(node, "yAxis"), Log("logY")),
            RightY = right is null ? null : Axis(r, right, logarithmic: false),
        };
    }

    private static SedSurfacePlot Surfaces(SedReading r, XmlNode node)
    {
        string id = r.FileId(node);
        var surfaces = r.Items(node, "listOfSurfaces").ToList();
        bool Log(string attribute) => surfaces.Exists(s => r.Boolean(s, attribute, absent: false));
        return new SedSurfacePlot(id, surfaces.Select(s => r.Named(s, new SedSurface(SedReading.Text(s, "id") ?? "", r.Required(s, "xDataReference"), r.Required(s, "yDataReference"), r.Required(s, "zDataReference"))
        {
            Kind = r.Kind<SedSurfaceKind>(s, "type") ?? SedSurfaceKind.SurfaceContour,
            Order = Order(r, s),
            Style = SedReading.Text(s, "style"),
        })).ToValueList())
        {
            Legend = r.Flag(node, "legend"),
            Width = Limit(r, node, "width"),
            Height = Limit(r, node, "height"),
            X = Axis(r, r.Child(node, "xAxis"), Log("logX")),
            Y = Axis(r, r.Child(node, "yAxis"), Log("logY")),
            Z = Axis(r, r.Child(node, "zAxis"), Log("logZ")),
        };
    }

    /// <summary>An axis; where it is not given, as the curves of the earlier versions say.</summary>
    private static SedAxis Axis(SedReading r, XmlNode? node, bool logarithmic)
    {
        if (node is null)
        {
            return SedAxis.Any with { Logarithmic = logarithmic };
        }

        string? type = SedReading.Text(node, "type");
        if (type is not (null or "linear" or "log10" or "log"))
        {
            r.Error(node, $"\"{type}\" as the attribute \"type\"", "linear or log10", Spelling.Nearest(type, ["linear", "log10"]));
        }

        var axis = new SedAxis(SedReading.Text(node, "name") ?? SedReading.Text(node, "id"), Limit(r, node, "min"), Limit(r, node, "max"))
        {
            Logarithmic = type is "log10" or "log",
            Grid = r.Flag(node, "grid"),
            Reverse = r.Boolean(node, "reverse", absent: false),
            Style = SedReading.Text(node, "style"),
        };
        if (axis.Minimum >= axis.Maximum)
        {
            r.Error(node, string.Create(CultureInfo.InvariantCulture, $"an axis from {axis.Minimum} to {axis.Maximum}"), "a smaller minimum");
        }
        else if (axis.Logarithmic && (axis.Minimum <= 0 || axis.Maximum <= 0))
        {
            r.Error(node, string.Create(CultureInfo.InvariantCulture, $"{(axis.Minimum <= 0 ? axis.Minimum : axis.Maximum)} as the limit of a logarithmic axis"), "a number above 0");
        }

        return axis;
    }

    private static bool OnRight(SedReading r, XmlNode curve, XmlNode? right)
    {
        string? side = SedReading.Text(curve, "yAxis");
        if (side is not (null or "left" or "right"))
        {
            r.Error(curve, $"\"{side}\" as the attribute \"yAxis\"", "left or right", Spelling.Nearest(side, ["left", "right"]));
        }
        else if (side == "right" && right is null)
        {
            r.Error(curve, "a curve on the right axis of y", "<rightYAxis> in its plot");
        }

        return side == "right";
    }

    private static int? Order(SedReading r, XmlNode node) => SedReading.Text(node, "order") is null ? null : r.Integer(node, "order");

    private static string? Colour(SedReading r, XmlNode? node, string name)
    {
        string? text = node is null ? null : SedReading.Text(node, name);
        string? digits = text?.TrimStart('#');
        if (digits is not null && !(digits.Length is 6 or 8 && digits.All(char.IsAsciiHexDigit)))
        {
            r.Error(node!, $"the colour \"{text}\"", "six or eight hexadecimal digits, RRGGBB or RRGGBBAA");
            return null;
        }

        return digits?.ToUpperInvariant();
    }

    private static double? Size(SedReading r, XmlNode? node, string name)
    {
        if (node is null || SedReading.Text(node, name) is null)
        {
            return null;
        }

        double size = r.Real(node, name);
        if (!(size is >= 0 and <= 1000))
        {
            r.Error(node, $"\"{SedReading.Text(node, name)}\" as the attribute \"{name}\"", "pixels from 0 to 1000");
            return null;
        }

        return size;
    }

    private static double Limit(SedReading r, XmlNode node, string name) => SedReading.Text(node, name) is null ? double.NaN : r.Real(node, name);
}
