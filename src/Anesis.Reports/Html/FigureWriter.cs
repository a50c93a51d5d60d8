using System.Globalization;
using Anesis.Reports.Documents;
using Anesis.Reports.Pictures;

namespace Anesis.Reports.Html;

/// <summary>A picture in a page: its panels stand side by side where there is room, below each other on a narrow screen; the legend is the page's own text.</summary>
internal static class FigureWriter
{
    public static void Write(HtmlText html, FigureSection section, int number)
    {
        var picture = section.Picture;
        html.Open("figure", ("aria-label", picture.AlternativeText ?? picture.Title));
        if (picture.Title is not null)
        {
            html.Element("p", picture.Title, "figure-title");
        }

        Legend(html, LegendRow.LayersOf(picture));
        html.Open("div", ("class", picture.Panels.Count == 1 ? "panels single" : "panels"));
        int panel = 0;
        foreach (string svg in PictureWriter.PanelSvgs(picture, Theme.Light))
        {
            html.Trusted(SvgText.Themed(svg, Theme.Light, string.Create(CultureInfo.InvariantCulture, $"f{number}-{++panel}-"))).Line();
        }

        html.Close();
        string caption = string.Join(' ', new[] { section.Caption, picture.Note }.Where(t => !string.IsNullOrEmpty(t)));
        html.Open("figcaption").Element("b", string.Create(CultureInfo.InvariantCulture, $"Figure {number}.")).Text(" ").Text(caption).Close().Close();
    }

    private static void Legend(HtmlText html, IReadOnlyList<Layer> layers)
    {
        if (layers.Count == 0)
        {
            return;
        }

        html.Open("ul", ("class", "key"));
        foreach (var layer in layers)
        {
            string colour = layer.Hue < 0 ? "var(--ink)" : string.Create(CultureInfo.InvariantCulture, $"var(--hue{layer.Hue % Theme.Light.Hues.Count})");
            html.Open("li").Open("span", ("class", "swatch " + Kind(layer)), ("style", "color:" + colour), ("aria-hidden", "true")).Close().Text(layer.Legend!).Close();
        }

        html.Close();
    }

    private static string Kind(Layer layer) => layer switch
    {
        BandLayer { Strength: not BandStrength.Light } or BarLayer => "band strong",
        IntervalLayer => "point",
        BandLayer => "band",
        PointsLayer { Open: true } => "point open",
        PointsLayer => "point",
        SpaghettiLayer => "line thin",
        LineLayer { Style: LineStyle.Dashed } => "line dashed",
        LineLayer { Style: LineStyle.Dotted } => "line dotted",
        _ => "line",
    };
}
