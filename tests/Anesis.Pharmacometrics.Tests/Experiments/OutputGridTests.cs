using Anesis.Modeling.Diagnostics;
using Anesis.Pharmacometrics.Experiments;
using AwesomeAssertions;
using Xunit;

namespace Anesis.Pharmacometrics.Tests.Experiments;

public sealed class OutputGridTests
{
    private static readonly TimeUnit Hours = new(1, "h");

    [Theory]
    [InlineData("1", 3, new double[] { 0, 1, 2, 3 })]
    [InlineData("30 min", 1.25, new double[] { 0, 0.5, 1, 1.25 })]
    [InlineData("30min until 1h then 1h", 3, new double[] { 0, 0.5, 1, 2, 3 })]
    [InlineData("30 min to 1 h, then every 2 h until 5 h then 10 h", 20, new double[] { 0, 0.5, 1, 3, 5, 15, 20 })]
    [InlineData("30 min until 24 h then 1 h", 1, new double[] { 0, 0.5, 1 })]
    public void A_grid_is_dense_where_it_says(string text, double end, double[] expected)
    {
        var errors = new List<Diagnostic>();
        OutputGrid.Read(text, "--every", Hours, end, errors).Should().Equal(expected);
        errors.Should().BeEmpty();
    }

    [Fact]
    public void Every_minute_of_a_day_and_then_hourly()
    {
        double[] times = OutputGrid.Read("1 min until 24 h then 1 h", "--every", Hours, 48, []);
        times.Should().HaveCount(1440 + 1 + 24).And.BeInAscendingOrder();
        times[1440].Should().Be(24);
        times[^1].Should().Be(48);
    }

    [Theory]
    [InlineData("0 min")]
    [InlineData("-1 h")]
    [InlineData("1 min then 1 h")]
    [InlineData("1 min until then 1 h")]
    [InlineData("1 min until 24 h then")]
    [InlineData("1 h until 24 h then 2 h until 12 h")]
    [InlineData("1 hoer")]
    [InlineData("1 ms until 1000 y then 1 h")]
    public void What_is_no_spacing_is_refused_once(string text)
    {
        var errors = new List<Diagnostic>();
        OutputGrid.Read(text, "--every", Hours, 1e9, errors).Should().BeEmpty();
        errors.Should().ContainSingle().Which.Code.Should().Be("AN1003");
    }
}
