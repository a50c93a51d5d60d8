using Anesis.Cli.Commands;
using Anesis.Modeling;

namespace Anesis.Cli.Tests;

public sealed class UnitSymbolsTests
{
    [Fact]
    public void Units_are_written_in_symbols()
    {
        Of(new UnitPart("mole", 1, -3), new UnitPart("litre", -1)).Should().Be("mmol/L");
        Of(new UnitPart("second", -1, 0, 60)).Should().Be("1/min");
        Of(new UnitPart("mole", 1, -6), new UnitPart("litre", -1), new UnitPart("second", -1, 0, 3600)).Should().Be("µmol/(L·h)");
        Of(new UnitPart("gram", 1, 0, 1e-3)).Should().Be("mg");
        Of(new UnitPart("metre", 2)).Should().Be("m²");
        Of(new UnitPart("dimensionless")).Should().Be("");
        Of(new UnitPart("gram", 1, 3)).Should().Be("kg");
    }

    [Fact]
    public void A_multiplier_that_is_no_prefix_has_no_symbol() => Of(new UnitPart("metre", 1, 0, 0.3048)).Should().BeNull();

    private static string? Of(params UnitPart[] parts) => UnitSymbols.Of(new UnitDefinition { Id = "u", Parts = [.. parts] });
}
