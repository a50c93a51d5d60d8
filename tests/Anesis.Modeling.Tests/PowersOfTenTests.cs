using System.Globalization;
using Anesis.Modeling.Units;

namespace Anesis.Modeling.Tests;

public class PowersOfTenTests
{
    [Fact]
    public void A_scale_is_the_double_nearest_to_its_power()
    {
        for (int scale = -22; scale <= 22; scale++)
        {
            PowersOfTen.Of(scale).Should().Be(double.Parse($"1e{scale}", CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(-30)]
    [InlineData(300)]
    public void Other_scales_are_powers_to_an_ulp(double scale) =>
        PowersOfTen.Of(scale).Should().BeApproximately(Math.Pow(10, scale), 4e-16 * Math.Pow(10, scale));
}
