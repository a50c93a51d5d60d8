using Anesis.Reports.Pictures;
using SkiaSharp;

namespace Anesis.Reports.Tests;

public sealed class HoverMarksTests
{
    private static Picture Points(bool logarithmic) => new()
    {
        Panels = [new(new("Time", "h"), new("Conc", "mg/L") { Logarithmic = logarithmic }, [new PointsLayer([1, 4, 9], [0.5, 20, 3], "measured", 1)]) { Title = "A panel" }],
        Columns = 1, Width = 560, PanelHeight = 290, ShowsLegend = false,
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_mark_lies_on_what_is_drawn(bool logarithmic)
    {
        var picture = Points(logarithmic);
        var frame = PictureDrawing.FrameOf(picture, PictureLayout.Of(picture));
        using var bitmap = SKBitmap.Decode(PictureWriter.Png(picture, Theme.Light, 2));
        foreach (var (x, y) in new[] { (4.0, 20.0), (9, 3) })
        {
            bitmap.GetPixel((int)Math.Round(2 * frame.X(x)), (int)Math.Round(2 * frame.Y(y))).Should().Be(SKColor.Parse(Theme.Light.Hues[1]), $"the point {x}, {y} is drawn there");
        }
    }

    [Fact]
    public void A_mark_says_the_numbers_and_its_text_is_encoded()
    {
        var picture = Points(false) with { Panels = [Points(false).Panels[0] with { Layers = [new PointsLayer([1], [2], "<b>a & b</b>", 0)] }] };
        string marks = HoverMarks.Of(picture, PictureLayout.Of(picture));
        marks.Should().Contain("<title>&lt;b&gt;a &amp; b&lt;/b&gt;: 2 mg/L at 1 h</title>");
    }

    [Fact]
    public void Thousands_of_points_have_a_few_hundred_marks()
    {
        double[] many = [.. Enumerable.Range(0, 5000).Select(i => (double)i)];
        var picture = Points(false) with { Panels = [Points(false).Panels[0] with { Layers = [new PointsLayer([.. many], [.. many], "measured", 0)] }] };
        HoverMarks.Of(picture, PictureLayout.Of(picture)).Split("<circle").Should().HaveCountLessThan(502);
    }
}
