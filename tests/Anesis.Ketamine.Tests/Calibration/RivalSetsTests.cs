using Anesis.Ketamine.Calibration;
using AwesomeAssertions;

namespace Anesis.Ketamine.Tests.Calibration;

/// <summary>
/// The published parameter sets that a switch selects. The expected concentrations were computed apart from this project from the published numbers
/// (a plain Runge-Kutta run of 35 mg over 40 min at 70 kg); those of Perez-Ruixo 2021 are the paper's own Table 4.
/// </summary>
public sealed class RivalSetsTests
{
    [Theory]
    [InlineData(0, "Simons 2022", "esketamine", 289, 63, 42, 21)]
    [InlineData(1, "Noppers 2011", "esketamine", 277, 63, 45, 23)]
    [InlineData(2, "Kamp 2020", "ketamine", 252, 74, 54, 27)]
    [InlineData(3, "Domino 1982", "ketamine", 240, 46, 38, 18)]
    [InlineData(4, "Clements and Nimmo 1981", "ketamine", 177, 85, 63, 36)]
    [InlineData(5, "Fanta 2015 and Otto 2021", "esketamine", 158, 79, 60, 27)]
    [InlineData(6, "Perez-Ruixo 2021", "esketamine", 125, 65, 45, 19)]
    public void A_set_gives_the_concentrations_of_its_publication(int set, string name, string drug, double end, double at80, double at110, double at230)
    {
        string output = drug == "ketamine" ? "ketamine_arterial" : "s_ketamine_arterial";
        double[] found = Typical($"35 mg {drug} iv over 40 min", new() { ["disposition_set"] = set }, output, 40, 80, 110, 230);
        double[] expected = [end, at80, at110, at230];
        for (int i = 0; i < expected.Length; i++)
        {
            found[i].Should().BeApproximately(expected[i], 0.06 * expected[i] + 1, name);
        }
    }

    [Fact]
    public void Perez_Ruixo_2021_with_its_own_uptake_gives_its_own_table()
    {
        var settings = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["disposition_set"] = 6, ["norketamine_set"] = 3, ["intake__nasal_fraction"] = 0.54, ["intake__nasal_loss"] = 0, ["intake__runoff_volume"] = 1e6,
            ["who__gut_wall_ratio"] = 0.5625, ["intake__k_stomach"] = 3.77, ["intake__k_gut"] = 1.45,
        };
        var study = Study("28 mg esketamine nasal", 24, new("cmax", Quantity.Cmax, "s_ketamine_venous", 43.8, "ng/mL"), new("auc", Quantity.Auc, "s_ketamine_venous", 147, "h*ng/mL"));
        foreach (var row in Run(study, settings))
        {
            row.Ratio.Should().BeApproximately(1, 0.05, row.Observed.Id);
        }
    }

    private static double[] Typical(string regimen, Dictionary<string, double> settings, string output, params int[] minutes)
    {
        var study = Study(regimen, 4, [.. minutes.Select(m => new ObservedValue($"{m}", Quantity.Value, output, 1, "ng/mL") { At = m / 60.0 })]);
        return [.. Run(study, settings).Select(r => r.GeometricMean)];
    }

    private static ObservedStudy Study(string regimen, double until, params ObservedValue[] values) =>
        new("rival", "") { Regimen = [regimen], Population = "adults", Until = until, Values = [.. values] };

    /// <summary>One person of 70 kg and 45 years without random effects.</summary>
    private static IReadOnlyList<CalibrationRow> Run(ObservedStudy study, Dictionary<string, double> settings)
    {
        var all = new Dictionary<string, double>(settings, StringComparer.Ordinal) { ["weight"] = 70, ["age"] = 45 };
        return new CalibrationRun(1, seed: 1, all) { Typical = true, RelativeTolerance = 1e-7 }.Rows([study], TestContext.Current.CancellationToken);
    }
}
