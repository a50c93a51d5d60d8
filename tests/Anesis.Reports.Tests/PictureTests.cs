using System.Xml.Linq;
using Anesis.Reports.Pictures;
using SkiaSharp;

namespace Anesis.Reports.Tests;

public sealed class PictureTests
{
    [Fact]
    public void Pictures_are_drawn_for_the_eye()
    {
        string? folder = Environment.GetEnvironmentVariable("ANESIS_PICTURES");
        Assert.SkipWhen(folder is null, "set ANESIS_PICTURES to a folder to look at the pictures");
        foreach (var theme in new[] { Theme.Light, Theme.Dark })
        {
            Save($"single-{theme.Name}", MadeUpPictures.Single(), theme);
            Save($"log-{theme.Name}", MadeUpPictures.Single(logarithmic: true), theme);
            Save($"multiples-{theme.Name}", MadeUpPictures.Multiples(), theme);
            Save($"spaghetti-{theme.Name}", MadeUpPictures.Spaghetti(), theme);
        }

        void Save(string name, Picture picture, Theme theme)
        {
            File.WriteAllBytes(Path.Combine(folder!, name + ".png"), PictureWriter.Png(picture, theme));
            File.WriteAllText(Path.Combine(folder!, name + ".svg"), PictureWriter.Svg(picture, theme));
        }
    }

    [Fact]
    public void Svg_is_xml_that_scales_and_speaks()
    {
        foreach (var picture in new[] { MadeUpPictures.Single(), MadeUpPictures.Multiples(), MadeUpPictures.Spaghetti() })
        {
            var svg = XDocument.Parse(PictureWriter.Svg(picture)).Root!;
            svg.Name.LocalName.Should().Be("svg");
            svg.Attribute("viewBox")!.Value.Should().StartWith("0 0 760 ");
            svg.Attribute("aria-label")!.Value.Should().Be(picture.Title);
        }
    }

    [Fact]
    public void Axes_say_their_units_and_the_legend_its_layers()
    {
        string text = string.Join('|', XDocument.Parse(PictureWriter.Svg(MadeUpPictures.Single())).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value.Trim()));
        text.Should().Contain("Time [h]").And.Contain("|Ketamine, venous|").And.Contain("|ng/mL|").And.Contain("|median|50 % of people|90 % of people|observed, mean ± SD|");
    }

    [Fact]
    public void The_same_picture_has_the_same_bytes()
    {
        PictureWriter.Svg(MadeUpPictures.Multiples()).Should().Be(PictureWriter.Svg(MadeUpPictures.Multiples()));
        PictureWriter.Png(MadeUpPictures.Single()).Should().Equal(PictureWriter.Png(MadeUpPictures.Single()));
    }

    [Fact]
    public void Each_layer_is_drawn_once()
    {
        var svg = XDocument.Parse(PictureWriter.Svg(MadeUpPictures.Single()));
        svg.Descendants().Count(e => e.Name.LocalName == "path" && (string?)e.Attribute("fill") == "#0072B2" && e.Attribute("fill-opacity") is not null).Should().Be(2);
    }

    [Fact]
    public void Text_is_drawn_in_the_type_that_is_shipped()
    {
        ReportFonts.Regular.FamilyName.Should().Be("Inter");
        ReportFonts.Bold.FontWeight.Should().BeGreaterThan(ReportFonts.Regular.FontWeight);
        ScottPlot.Fonts.GetTypeface("Inter", bold: true, italic: false).FontWeight.Should().Be(ReportFonts.Bold.FontWeight);
        ReportFonts.Regular.ContainsGlyphs("λ µ Δ − ± ≤ ₂ ²").Should().BeTrue();

        // The title and the axis label leave marks where there were none.
        Dark(MadeUpPictures.Single(), new SKRectI(0, 0, 1520, 60)).Should().BeGreaterThan(1000);
        Dark(MadeUpPictures.Single() with { Title = " " }, new SKRectI(0, 0, 1520, 60)).Should().Be(0);
        Dark(MadeUpPictures.Single(), new SKRectI(0, 200, 60, 700)).Should().BeGreaterThan(200);
    }

    [Fact]
    public void A_png_is_of_twice_the_size_on_the_ground_of_its_theme()
    {
        using var image = SKBitmap.Decode(PictureWriter.Png(MadeUpPictures.Multiples(), Theme.Dark));
        image.Width.Should().Be(1520);
        image.GetPixel(1518, 2).Should().Be(SKColor.Parse(Theme.Dark.Ground));
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void Hues_stand_out_from_the_ground(string name)
    {
        var theme = name == "light" ? Theme.Light : Theme.Dark;
        foreach (string hue in theme.Hues)
        {
            Contrast(hue, theme.Ground).Should().BeGreaterThan(2.9, hue);
        }

        Contrast(theme.Ink, theme.Ground).Should().BeGreaterThan(7);
        Contrast(theme.Faint, theme.Ground).Should().BeGreaterThan(4.5);
        theme.Roles.Select(r => r.Hex).Should().OnlyHaveUniqueItems("a style sheet tells roles apart by their colour");
    }

    [Fact]
    public void A_logarithmic_axis_leaves_out_what_has_no_logarithm()
    {
        var panel = new Panel(new("Time", "h"), new("c") { Logarithmic = true }, [new LineLayer([0, 1, 2, 3], [0, 10, double.NaN, 1]), new BandLayer([0, 1, 2], [0, 0, 0], [1, 2, 3], BandStrength.Light)]);
        var draw = () => PictureWriter.Svg(new Picture { Panels = [panel] });
        draw.Should().NotThrow().Which.Should().NotContain("NaN");
    }

    [Fact]
    public void Panels_without_data_and_constant_curves_are_drawn()
    {
        var x = new PanelAxis("Time", "h");
        foreach (var layers in new Layer[][] { [], [new LineLayer([0, 1], [5, 5])], [new LineLayer([2], [0])], [new LineLayer([0, 1], [double.NaN, double.NaN])], [new PointsLayer([1], [1e-300])], [new LineLayer([0, 1], [1e300, -1e300])] })
        {
            var draw = () => PictureWriter.Png(new Picture { Panels = [new Panel(x, new("y"), [.. layers])] });
            draw.Should().NotThrow();
        }
    }

    [Theory]
    [InlineData(0, 8, 10, "h", "0 1 2 3 4 5 6 7 8")]
    [InlineData(0, 48, 6, "h", "0 12 24 36 48")]
    [InlineData(0, 90, 6, "min", "0 15 30 45 60 75 90")]
    [InlineData(0, 0.35, 5, null, "0.0 0.1 0.2 0.3 0.4")]
    [InlineData(-12, 31, 5, null, "−20 −10 0 10 20 30 40")]
    [InlineData(0, 25000, 5, null, "0 5000 10 000 15 000 20 000 25 000")]
    public void Ticks_stand_at_numbers_that_people_use(double low, double high, int wanted, string? unit, string expected) =>
        string.Join(' ', AxisTicks.Linear(low, high, wanted, unit).Major.Select(t => t.Label.Replace('\u2009', ' '))).Should().Be(expected);

    [Fact]
    public void Logarithmic_ticks_are_decades_and_the_axis_ends_near_the_data()
    {
        var ticks = AxisTicks.Logarithmic(0.03, 400, 6);
        ticks.Major.Select(t => t.Label).Should().Equal("0.1", "1", "10", "100");
        ticks.Minor.Should().HaveCount(8 + (3 * 8) + 4);
        ticks.Minimum.Should().BeApproximately(0.02, 1e-12);
        ticks.Maximum.Should().BeApproximately(500, 1e-9);
        AxisTicks.Logarithmic(0.3, 0.7, 6).Major.Select(t => t.Label).Should().Equal("0.1", "0.2", "0.5", "1");
    }

    [Fact]
    public void Thinning_keeps_the_highest_and_the_lowest()
    {
        double[] x = [.. Enumerable.Range(0, 100_000).Select(i => (double)i)];
        double[] y = [.. x.Select(v => Math.Sin(v / 1000))];
        y[54_321] = 9;
        y[12_345] = -9;
        var (thinX, thinY) = CurveThinning.Runs([.. x], [.. y], v => v, v => v, 1000).Single();
        thinX.Length.Should().BeLessThan(1100);
        thinY.Max().Should().Be(9);
        thinY.Min().Should().Be(-9);
        thinX.Should().BeInAscendingOrder();
    }

    private static int Dark(Picture picture, SKRectI area)
    {
        using var image = SKBitmap.Decode(PictureWriter.Png(picture));
        int dark = 0;
        for (int x = area.Left; x < area.Right; x++)
        {
            for (int y = area.Top; y < area.Bottom; y++)
            {
                dark += image.GetPixel(x, y).Red < 128 ? 1 : 0;
            }
        }

        return dark;
    }

    /// <summary>Contrast by WCAG 2.</summary>
    private static double Contrast(string a, string b)
    {
        static double Luminance(string hex)
        {
            var c = SKColor.Parse(hex);
            static double Linear(byte v) => v / 255.0 <= 0.04045 ? v / 255.0 / 12.92 : Math.Pow(((v / 255.0) + 0.055) / 1.055, 2.4);
            return (0.2126 * Linear(c.Red)) + (0.7152 * Linear(c.Green)) + (0.0722 * Linear(c.Blue));
        }

        double x = Luminance(a), y = Luminance(b);
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }
}
