using System.Globalization;

namespace Anesis.Cli.Tests;

/// <summary>Problems of a model with a closed form: dX/dt = 2 − k·X with X(0) = 5, and Y constant at 1.</summary>
public sealed class PetabProblemTests
{
    private const string Model = """
        <sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2"><model id="m">
        <listOfCompartments><compartment id="c" size="1" constant="true"/></listOfCompartments>
        <listOfSpecies><species id="X" compartment="c" initialConcentration="5" hasOnlySubstanceUnits="false" boundaryCondition="false" constant="false"/>
        <species id="Y" compartment="c" initialConcentration="1" hasOnlySubstanceUnits="false" boundaryCondition="false" constant="false"/></listOfSpecies>
        <listOfParameters><parameter id="k" value="0.5" constant="true"/></listOfParameters>
        <listOfReactions><reaction id="r" reversible="false"><listOfProducts><speciesReference species="X" stoichiometry="1" constant="true"/></listOfProducts>
        <kineticLaw><math xmlns="http://www.w3.org/1998/Math/MathML"><apply><minus/><cn>2</cn><apply><times/><ci>k</ci><ci>X</ci></apply></apply></math></kineticLaw></reaction></listOfReactions></model></sbml>
        """;

    private const string Parameters = "parameterId parameterScale lowerBound upperBound nominalValue estimate|k lin 0 10 0.5 1|s lin 0 10 0.5 1|q log10 0.1 10 4 1";
    private const string Observables = "observableId observableFormula noiseFormula observableTransformation noiseDistribution|";
    private const string Measurements = "observableId preequilibrationConditionId simulationConditionId time measurement observableParameters noiseParameters|";

    private static (int Code, string Output, string Messages) Run(string command, string conditions, string observables, string measurements, string parameters = Parameters)
    {
        using var folder = new CommandFolder();
        folder.Write("m.xml", Model);
        void Table(string name, string text) => folder.Write(name, text.Replace(' ', '\t').Replace("_", "", StringComparison.Ordinal).Replace('~', '_').Replace('|', '\n') + "\n");
        Table("p.tsv", parameters);
        Table("c.tsv", conditions);
        Table("o.tsv", Observables + observables);
        Table("d.tsv", Measurements + measurements);
        string file = folder.Write("p.yaml", "format_version: 1\nparameter_file: p.tsv\nproblems:\n- condition_files: [c.tsv]\n  measurement_files: [d.tsv]\n  observable_files: [o.tsv]\n  sbml_files: [m.xml]\n");
        return command == "check" ? folder.Run("check", file) : folder.Run("simulate", file, "--rtol", "1e-10");
    }

    private static double X(double time, double start = 5, double k = 0.5) => (2 / k) + ((start - (2 / k)) * Math.Exp(-k * time));

    private static double Normal(double m, double s, double sd) => (-0.5 * Math.Log(2 * Math.PI * sd * sd)) - (Math.Pow((m - s) / sd, 2) / 2);

    public static TheoryData<string, string, string, double> Known() => new()
    {
        { "conditionId|c0", "o X s lin normal", "o _ c0 1 3", Normal(3, X(1), 0.5) },
        { "conditionId|c0", "o X s lin laplace", "o _ c0 1 3", -Math.Abs(3 - X(1)) / 0.5 },
        { "conditionId|c0", "o X s log normal", "o _ c0 1 3", Normal(Math.Log(3), Math.Log(X(1)), 0.5) - Math.Log(3) },
        { "conditionId|c0", "o X s log10 normal", "o _ c0 1 3", Normal(Math.Log10(3), Math.Log10(X(1)), 0.5) - Math.Log(3 * Math.Log(10)) },
        { "conditionId|c0", "o X s log laplace", "o _ c0 1 3", (-Math.Abs(Math.Log(3 / X(1))) / 0.5) - Math.Log(3) },
        { "conditionId|c0", "o X s lin normal", "o _ c0 inf 3|o _ c0 1 3", Normal(3, 4, 0.5) + Normal(3, X(1), 0.5) },
        { "conditionId k X Y|pre 0.5 NaN 7|main 0.25 NaN NaN", "o X s lin normal|y Y s lin normal", "o pre main 2 3|y pre main 2 3", Normal(3, X(2, 4, 0.25), 0.5) + Normal(3, 7, 0.5) },
        { "conditionId k X Y|pre 0.5 3 7|main 0.25 9 q", "o X s lin normal|y Y s lin normal", "o pre main 2 3|y pre main 2 3", Normal(3, X(2, 9, 0.25), 0.5) + Normal(3, 4, 0.5) },
        { "conditionId|c0", "o observableParameter1~o*X+observableParameter2~o 2*noiseParameter1~o lin normal", "o _ c0 1 3 2;q s|o _ c0 1 3 q;1 0.3", Normal(3, (2 * X(1)) + 4, 1) + Normal(3, (4 * X(1)) + 1, 0.6) },
        { "conditionId|c0", "o 2*X 0.1*o+s lin normal", "o _ c0 1 3", Normal(3, 2 * X(1), (0.2 * X(1)) + 0.5) },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void A_likelihood_is_that_of_the_closed_form(string conditions, string observables, string measurements, double expected)
    {
        var (code, output, messages) = Run("simulate", conditions, observables, measurements);
        code.Should().Be(0, messages);
        double.Parse(output.Split('\n')[0].Split(' ')[1], CultureInfo.InvariantCulture).Should().BeApproximately(expected, 1e-6);
    }

    [Theory]
    [InlineData("o observableParameter1~o*X s lin normal", "o _ c0 1 3 1;2", "d.tsv:2", "2 observableParameters")]
    [InlineData("o X noiseParameter1~o lin normal", "o _ c0 1 3", "d.tsv:2", "0 noiseParameters")]
    [InlineData("o X s log normal", "o _ c0 1 3|o _ c0 1 0", "d.tsv:3", "logarithm")]
    [InlineData("o X -1 lin normal", "o _ c0 1 3", "o.tsv:2", "the noise -1")]
    [InlineData("o X _ lin normal", "o _ c0 1 3", "o.tsv:2", "noiseFormula")]
    [InlineData("o X s lin gauss", "o _ c0 1 3", "o.tsv:2", "\"gauss\"")]
    [InlineData("o XX s lin normal", "o _ c0 1 3", "o.tsv:2", "\"XX\"")]
    [InlineData("o X s lin normal", "o _ c0 1 3 _ _ 5", "d.tsv:2", "8 cells")]
    [InlineData("o X s lin normal", "oo _ c0 1 3", "d.tsv:2", "\"oo\"")]
    [InlineData("o X s lin normal", "o _ c1 1 3", "d.tsv:2", "\"c1\"")]
    [InlineData("o X s lin normal", "o _ c0 -1 3", "d.tsv:2", "time -1")]
    public void A_wrong_row_is_named_with_its_file_and_line(string observables, string measurements, string place, string says)
    {
        var (code, output, _) = Run("check", "conditionId|c0", observables, measurements);
        code.Should().Be(2);
        output.Should().Contain(place).And.Contain(says);
    }

    [Fact]
    public void All_tables_are_checked_at_once()
    {
        var (_, output, _) = Run("check", "conditionId kk|c0 1|c0 1", "o XX s lin normal", "o _ c0 x 3|q _ c0 1 3", Parameters.Replace("k lin", "k log2", StringComparison.Ordinal).Replace("4 1", "4 2", StringComparison.Ordinal));
        foreach (string place in new[] { "p.tsv:2", "p.tsv:4", "c.tsv:2", "c.tsv:3", "o.tsv:2", "d.tsv:2", "d.tsv:3" })
        {
            output.Should().Contain(place);
        }
    }
}
