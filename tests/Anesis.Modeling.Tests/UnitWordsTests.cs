using Anesis.Modeling.Expressions;
using Anesis.Modeling.Units;

namespace Anesis.Modeling.Tests;

public sealed class UnitWordsTests
{
    /// <summary>By definition of the litre (0.001 m³), the minute (60 s), the hour (3600 s) and the prefixes.</summary>
    [Theory]
    [InlineData(1000, -3, 0, 0, 1, "mol/L")]
    [InlineData(1, -3, 0, 0, 1, "mmol/L")]
    [InlineData(1e-3, -3, 0, 0, 1, "µmol/L")]
    [InlineData(1.0 / 60, 0, -1, 0, 1, "mol/min")]
    [InlineData(1e-6 / 60, 0, -1, 0, 1, "µmol/min")]
    [InlineData(1e-3 / 3600, 0, -1, 0, 1, "mmol/h")]
    [InlineData(1000.0 / 60, -3, -1, 0, 1, "mol/(L·min)")]
    [InlineData(1e9, -9, 0, 0, 3, "mol^3/L^3")]
    [InlineData(1e-3, 3, 0, 0, 0, "L")]
    [InlineData(1, 3, 0, 0, 0, "m^3")]
    [InlineData(1, 2, 0, 0, 0, "m^2")]
    [InlineData(1, 0, 0, 1, 0, "kg")]
    [InlineData(1e-9, 0, 0, 1, 0, "µg")]
    [InlineData(1e-3, -3, 0, 1, 0, "mg/L")]
    [InlineData(60, 0, 1, 0, 0, "min")]
    [InlineData(1.0 / 86400, 0, -1, 0, 0, "1/d")]
    [InlineData(2, 0, 0, 0, 1, "2 mol")]
    [InlineData(1, 0, 0, 0, 0, "dimensionless")]
    public void A_unit_reads_as_people_write_it(double factor, double metre, double second, double kilogram, double mole, string text) =>
        new Unit(factor, new BasePowers(metre, kilogram, second, 0, 0, mole, 0, 0)).ToString().Should().Be(text);

    [Fact]
    public void A_law_in_the_wrong_unit_is_told_with_its_formula_both_units_and_their_ratio()
    {
        var model = new Model
        {
            Id = "m",
            TimeUnits = "minute",
            ExtentUnits = "mole",
            UnitDefinitions = [new UnitDefinition { Id = "minute", Parts = [new UnitPart("second", 1, 0, 60)] }, new UnitDefinition { Id = "slow", Parts = [new UnitPart("mole", 1, -6), new UnitPart("second", -1, 0, 60)] }],
            Parameters = [new Parameter { Id = "v", Value = 1, Units = "slow" }],
            Reactions = [new Reaction { Id = "J", KineticLaw = new KineticLaw { Math = new Symbol("v") } }],
        };
        UnitChecker.Check(model).Should().ContainSingle().Which.ToString().Should().Be("warning AN0402: found the kinetic law of J, v, in µmol/min, expected mol/min, 1E+06 times that [10541]");
    }
}
