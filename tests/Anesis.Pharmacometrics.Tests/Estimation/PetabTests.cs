using System.Globalization;
using Anesis.Formats.Petab;
using Anesis.Modeling.Diagnostics;
using Anesis.Pharmacometrics.Estimation;
using Anesis.Tests;

namespace Anesis.Pharmacometrics.Tests.Estimation;

public sealed class PetabTests
{
    public static TheoryData<string> Cases() => [.. Enumerable.Range(1, 20).Select(i => i.ToString("D4", CultureInfo.InvariantCulture))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_likelihood_of_the_test_suite_is_met(string name)
    {
        string folder = SharedFiles.Find("realworld/petab-test-suite/" + name);
        var found = Evaluate(Path.Combine(folder, $"_{name}.yaml"));
        string[] solution = File.ReadAllLines(Path.Combine(folder, $"_{name}_solution.yaml"));
        double wanted = double.Parse(solution.First(l => l.StartsWith("llh:", StringComparison.Ordinal))[4..], CultureInfo.InvariantCulture);
        found.LogLikelihood.Should().BeApproximately(wanted, 1e-6 * Math.Abs(wanted));
    }

    /// <summary>
    /// Log-likelihoods of the nominal parameters of the benchmark collection (Hass et al., Bioinformatics 2019, 35, 3073), as AMICI's tests of that collection have them
    /// (AMICI-dev/AMICI, tests/benchmark_models/benchmark_models.yaml), with the same in the tests of PEtab.jl.
    /// </summary>
    [Theory]
    [InlineData("Bachmann_MSB2011", 418.40573341425295)]
    [InlineData("Boehm_JProteomeRes2014", -138.22199693517703)]
    [InlineData("Borghans_BiophysChem1997", 83.3237191357272)]
    [InlineData("Brannmark_JBC2010", -141.889113770537)]
    [InlineData("Bruno_JExpBot2016", 46.688176988431806)]
    [InlineData("Elowitz_Nature2000", 63.20279991419332)]
    [InlineData("Fujita_SciSignal2010", 53.08377736998929)]
    [InlineData("Schwen_PONE2014", -943.9992988598723)]
    [InlineData("Weber_BMC2015", -296.2017922646865)]
    public void Published_likelihoods_are_met(string name, double wanted) =>
        Evaluate(Path.Combine(SharedFiles.Find("realworld/petab/" + name), name + ".yaml")).LogLikelihood.Should().BeApproximately(wanted, 1e-6 * Math.Abs(wanted));

    [Fact]
    public void A_column_that_the_model_does_not_have_is_named_with_its_line()
    {
        string folder = Directory.CreateTempSubdirectory("petab").FullName;
        try
        {
            foreach (string file in Directory.GetFiles(SharedFiles.Find("realworld/petab-test-suite/0002")))
            {
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            }

            string conditions = Path.Combine(folder, "_conditions.tsv");
            File.WriteAllText(conditions, File.ReadAllText(conditions).Replace("a0", "a00", StringComparison.Ordinal));
            var read = PetabReader.Read(Path.Combine(folder, "_0002.yaml"));
            read.Diagnostics.Should().Contain(d => d.Severity == Severity.Error && d.Nearest == "a0" && d.At.Line == 2);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Common_files_one_folder_up_are_read_and_those_further_up_are_not()
    {
        string folder = Directory.CreateTempSubdirectory("petab").FullName;
        try
        {
            string inner = Directory.CreateDirectory(Path.Combine(folder, "collection", "problem")).FullName;
            foreach (string file in Directory.GetFiles(SharedFiles.Find("realworld/petab-test-suite/0001")))
            {
                File.Copy(file, Path.Combine(inner, Path.GetFileName(file)));
            }

            string yaml = Path.Combine(inner, "_0001.yaml");
            string text = File.ReadAllText(yaml);
            File.Move(Path.Combine(inner, "_model.xml"), Path.Combine(folder, "collection", "_model.xml"));
            File.WriteAllText(yaml, text.Replace("_model.xml", "../_model.xml", StringComparison.Ordinal));
            PetabReader.Read(yaml).IsOk.Should().BeTrue();
            File.Move(Path.Combine(folder, "collection", "_model.xml"), Path.Combine(folder, "_model.xml"));
            File.WriteAllText(yaml, text.Replace("_model.xml", "../../_model.xml", StringComparison.Ordinal));
            PetabReader.Read(yaml).Diagnostics.Should().Contain(d => d.Found.Contains("../../_model.xml", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("Smith_BMCSystBiol2013", "sc_PI3K")]
    [InlineData("Liu_IFACPapersOnLine2025", "ctrl")]
    public void A_name_that_is_defined_nowhere_is_refused(string name, string missing) =>
        PetabReader.Read(Path.Combine(SharedFiles.Find("realworld/petab/" + name), name + ".yaml")).Diagnostics
            .Should().Contain(d => d.Severity == Severity.Error && d.Found.Contains(missing, StringComparison.Ordinal));

    private static PetabEvaluation Evaluate(string path)
    {
        var problem = PetabReader.Read(path);
        problem.Diagnostics.Where(d => d.Severity == Severity.Error).Should().BeEmpty();
        var likelihood = PetabLikelihood.Create(problem.Value!, new()).Value!;
        return likelihood.Evaluate(likelihood.Nominal, TestContext.Current.CancellationToken);
    }
}
