using Anesis.Reports.Documents;
using Anesis.Reports.Terminal;

namespace Anesis.Reports.Tests;

public sealed class SummaryTextTests
{
    [Fact]
    public void Numbers_line_up()
    {
        string text = SummaryText.Table([new("Ketamine, venous", 214.3, 149.2, 297.4, "ng/mL"), new("Heart rate", 85.94, 75.9, 96.6, "1/min"), new("NMDA block", 0.412, 0.3, 0.5)]);
        text.Should().Be("""
            quantity           median   90 % interval  unit
            Ketamine, venous  214          149 to 297  ng/mL
            Heart rate         85.9      75.9 to 96.6  1/min
            NMDA block          0.412  0.300 to 0.500

            """.Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    [Fact]
    public void One_person_has_no_interval() =>
        SummaryText.Table([new("x", 1, double.NaN, double.NaN, "mg")]).Should().Be("quantity  value  unit\nx             1  mg\n");

    [Fact]
    public void Colours_stand_only_where_asked_for()
    {
        KeyNumber[] numbers = [new("x", 1, 0.5, 2, "mg")];
        SummaryText.Table([.. numbers]).Should().NotContain("\u001b");
        SummaryText.Table([.. numbers], colours: true).Should().Contain("\u001b[1m1\u001b[0m");
    }

    [Fact]
    public void Long_names_are_cut_to_the_width()
    {
        string text = SummaryText.Table([new(new string('a', 100), 1, 0.5, 2, "mg")], width: 60);
        text.Split('\n').Should().OnlyContain(line => line.Length <= 60);
        text.Should().Contain("…");
    }

    [Fact]
    public void Observed_values_stand_beside() =>
        SummaryText.Table([new("x", 1, 0.5, 2, "mg") { Observed = "1.2 (trial)" }]).Should().Contain("observed").And.Contain("1.2 (trial)");

    [Theory]
    [InlineData(0, "0")]
    [InlineData(214.3, "214")]
    [InlineData(10, "10")]
    [InlineData(10.04, "10.0")]
    [InlineData(0.08895, "0.0890")]
    [InlineData(-3.14159, "−3.14")]
    [InlineData(123456.7, "123457")]
    [InlineData(1.5e7, "1.5e7")]
    [InlineData(2.5e-7, "2.5e−7")]
    [InlineData(4.763e-4, "0.000476")]
    [InlineData(1.204e-5, "0.0000120")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.PositiveInfinity, "∞")]
    [InlineData(1000, "1000")]
    [InlineData(0.99996, "1.00")]
    [InlineData(99.97, "100")]
    [InlineData(999.7, "1000")]
    public void Numbers_have_three_digits(double value, string expected) => Numbers.Text(value).Should().Be(expected);
}
