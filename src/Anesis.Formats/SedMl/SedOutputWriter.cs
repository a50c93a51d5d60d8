using System.Globalization;
using Anesis.Formats.Sbml.Writing;
using Anesis.Modeling.Values;

namespace Anesis.Formats.SedMl;

/// <summary>Writes outputs and styles.</summary>
internal static class SedOutputWriter
{
    public static void Write(XmlOutput o, SedOutput output)
    {
        switch (output)
        {
            case SedPlot plot:
                SedWriter.Element(o, "plot2D", plot, () => Curves(o, plot), Picture(plot));
                break;
            case SedSurfacePlot surfaces:
                SedWriter.Element(o, "plot3D", surfaces, () => Surfaces(o, surfaces), Picture(surfaces));
                break;
            case SedReport report:
                SedWriter.Element(o, "report", report, () => SedWriter.List(o, "listOfDataSets", report.Columns, (w, column) => SedWriter.Element(w, "dataSet", column, () => { }, ("label", column.Label), ("dataReference", column.Data))));
                break;
            case SedFigure figure:
                SedWriter.Element(o, "figure", figure, () => SedWriter.List(o, "listOfSubPlots", figure.SubPlots, (w, place) => SedWriter.Element(w, "subPlot", place, () => { },
                    ("plot", place.Plot), ("row", Whole(place.Row)), ("col", Whole(place.Column)), ("rowSpan", place.RowSpan == 1 ? null : Whole(place.RowSpan)), ("colSpan", place.ColumnSpan == 1 ? null : Whole(place.ColumnSpan)))),
                    ("numRows", Whole(figure.Rows)), ("numCols", Whole(figure.Columns)));
                break;
            case SedEstimationOutput estimation:
                SedWriter.Element(o, estimation.Element, estimation, () => { }, ("taskReference", estimation.Task));
                break;
        }
    }

    public static void Write(XmlOutput o, SedStyle style) => SedWriter.Element(o, "style", style, () =>
    {
        Part(o, "line", [("type", Kind(style.Line)), ("color", style.LineColour), ("thickness", Size(style.LineThickness))]);
        Part(o, "marker", [("type", Kind(style.Marker)), ("size", Size(style.MarkerSize)), ("fill", style.MarkerFill), ("lineColor", style.MarkerLineColour), ("lineThickness", Size(style.MarkerLineThickness))]);
        Part(o, "fill", [("color", style.Fill)]);
    }, ("baseStyle", style.Base));

    private static (string, string?)[] Picture(SedPicture picture) => [("legend", Flag(picture.Legend)), ("height", Limit(picture.Height)), ("width", Limit(picture.Width))];

    private static void Curves(XmlOutput o, SedPlot plot)
    {
        Axis(o, "xAxis", plot.X);
        Axis(o, "yAxis", plot.Y);
        if (plot.RightY is { } right)
        {
            Axis(o, "rightYAxis", right);
        }

        string? Side(bool onRight) => plot.RightY is null ? null : onRight ? "right" : "left";
        SedWriter.List(o, "listOfCurves", plot.Curves.Cast<SedElement>().Concat(plot.Areas).ToValueList(), (w, element) =>
        {
            if (element is SedArea area)
            {
                SedWriter.Element(w, "shadedArea", area, () => { }, ("xDataReference", area.X), ("yDataReferenceFrom", area.From), ("yDataReferenceTo", area.To), ("order", Order(area.Order)), ("style", area.Style), ("yAxis", Side(area.OnRight)));
            }
            else if (element is SedCurve curve)
            {
                SedWriter.Element(w, "curve", curve, () => { }, ("xDataReference", curve.X), ("yDataReference", curve.Y), ("type", SedWriter.NameOf(curve.Kind.ToString())), ("order", Order(curve.Order)), ("style", curve.Style), ("yAxis", Side(curve.OnRight)),
                    ("xErrorUpper", curve.XErrorUpper), ("xErrorLower", curve.XErrorLower), ("yErrorUpper", curve.YErrorUpper), ("yErrorLower", curve.YErrorLower));
            }
        });
    }

    private static void Surfaces(XmlOutput o, SedSurfacePlot plot)
    {
        Axis(o, "xAxis", plot.X);
        Axis(o, "yAxis", plot.Y);
        SedWriter.List(o, "listOfSurfaces", plot.Surfaces, (w, surface) => SedWriter.Element(w, "surface", surface, () => { },
            ("xDataReference", surface.X), ("yDataReference", surface.Y), ("zDataReference", surface.Z), ("type", SedWriter.NameOf(surface.Kind.ToString())), ("order", Order(surface.Order)), ("style", surface.Style)));
        Axis(o, "zAxis", plot.Z);
    }

    private static void Axis(XmlOutput o, string name, SedAxis axis)
    {
        o.Begin(name);
        o.Attribute("name", axis.Name);
        o.Attribute("type", axis.Logarithmic ? "log10" : "linear");
        o.Attribute("min", Limit(axis.Minimum));
        o.Attribute("max", Limit(axis.Maximum));
        o.Attribute("grid", Flag(axis.Grid));
        o.Attribute("reverse", axis.Reverse ? "true" : null);
        o.Attribute("style", axis.Style);
        o.End();
    }

    private static void Part(XmlOutput o, string name, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        bool isSaid = false;
        foreach (var (_, value) in attributes)
        {
            isSaid |= value is not null;
        }

        if (!isSaid)
        {
            return;
        }

        o.Begin(name);
        foreach (var (attribute, value) in attributes)
        {
            o.Attribute(attribute, value);
        }

        o.End();
    }

    private static string? Kind<T>(T? member)
        where T : struct, Enum => member is { } kind ? SedWriter.NameOf(kind.ToString()) : null;

    private static string? Flag(bool? flag) => flag is { } known ? known ? "true" : "false" : null;

    private static string? Limit(double value) => double.IsNaN(value) ? null : SedWriter.Text(value);

    private static string? Size(double? value) => value is { } size ? SedWriter.Text(size) : null;

    private static string? Order(int? order) => order is { } number ? Whole(number) : null;

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);
}
