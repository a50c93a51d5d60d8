using Anesis.Pharmacometrics.Vpc;
using Anesis.Reports.Pictures;

namespace Anesis.Reports.Tests;

public sealed class VpcPictureTests
{
    private static IEnumerable<VpcRow> Rows(string stratum, bool shares) =>
        from bin in Enumerable.Range(0, 3)
        from percentile in shares ? new[] { 5, 50, 95, double.NaN } : [5.0, 50, 95]
        let value = double.IsNaN(percentile) ? 0.1 * bin : percentile
        select new VpcRow(stratum, bin, bin + 1, bin + 0.5, 10, percentile, value, 0.9 * value, value, 1.1 * value);

    [Fact]
    public void A_panel_holds_bands_points_and_observed_lines_and_the_legend_says_each_once()
    {
        var picture = new VpcPicture([.. Rows("SEX = 1", false), .. Rows("SEX = 0", false)], 0.95, "h") { Points = [("SEX = 0", 1, 20)] }.Picture();
        picture.Panels.Select(p => p.Title).Should().Equal("SEX = 0", "SEX = 1");
        picture.Panels[0].Layers.OfType<BandLayer>().Should().HaveCount(3);
        picture.Panels[0].Layers.OfType<LineLayer>().Should().HaveCount(3);
        picture.Panels[0].Layers.OfType<PointsLayer>().Single().X.Should().Equal(1.0);
        picture.Panels[1].Layers.OfType<PointsLayer>().Should().BeEmpty();
        picture.Panels.Select(p => p.Y.Maximum).Distinct().Should().ContainSingle("panels side by side have one scale");
        picture.Panels.SelectMany(p => p.Layers).Select(l => l.Legend).Distinct().Should().BeEquivalentTo(
            "simulated, 95 % interval: 5th and 95th percentiles", "simulated, 95 % interval: median", "observed 5th and 95th percentiles", "observed median", "observations");
        PictureWriter.Svg(picture).Should().Contain("SEX = 0").And.Contain("observed median");
    }

    [Fact]
    public void Shares_below_the_limit_have_panels_of_their_own_in_per_cent()
    {
        var picture = new VpcPicture([.. Rows("", true)], 0.9, "h") { Limit = 3 }.Picture();
        picture.Panels.Should().HaveCount(2);
        picture.Panels[1].Layers.OfType<LineLayer>().Single().Y.Should().Equal(0, 10, 20);
        picture.Panels[0].References.Single().Value.Should().Be(3);
    }

    [Fact]
    public void A_single_bin_is_as_wide_as_it_is()
    {
        var picture = new VpcPicture([new("", 0, 4, 2, 10, 50, 1, 0.5, 1, 2)], 0.9, null).Picture();
        picture.Panels[0].Layers.OfType<BandLayer>().Single().X.Should().Equal(0, 4);
    }
}
