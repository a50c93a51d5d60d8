using Anesis.Tests;

namespace Anesis.Cli.Tests;

public sealed class ExperimentFileTests
{
    [Fact]
    public void An_archive_is_run_and_its_reports_and_plots_are_written()
    {
        string folder = Directory.CreateTempSubdirectory("anesis-test-").FullName;
        try
        {
            var (code, output, messages) = CommandLine.Run("simulate", SharedFiles.Find("realworld/omex/level-1-version-4_L1V4_oscli-nested-pulse.omex"), "--output", folder);
            code.Should().Be(0, messages);
            Directory.GetFiles(folder).Select(Path.GetFileName).Should().BeEquivalentTo("plot1.csv", "plot1.svg", "report1.csv");
            output.Should().Contain("report1.csv");
            File.ReadLines(Path.Combine(folder, "report1.csv")).First().Should().Be("time,J0_v0,S1,S2");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_PEtab_problem_gives_its_likelihood()
    {
        var (code, output, messages) = CommandLine.Run("simulate", SharedFiles.Find("realworld/petab-test-suite/0001/_0001.yaml"));
        code.Should().Be(0, messages);
        output.Should().StartWith("log-likelihood -0.84750169");
    }

    [Fact]
    public void Flux_balance_gives_objective_and_fluxes()
    {
        var (code, output, messages) = CommandLine.Run("fba", SharedFiles.Find("conformance/semantic/01606/01606-sbml-l3v2.xml"));
        code.Should().Be(0, messages);
        output.Should().StartWith($"id,value{Environment.NewLine}OBJF,1");
    }

    [Theory]
    [InlineData("--until", "3")]
    [InlineData("--arm", "main")]
    [InlineData("--leap-error", "0.1")]
    [InlineData("--explain-doses", "1")]
    public void An_option_that_the_file_decides_is_refused(string option, string value)
    {
        var (code, _, messages) = CommandLine.Run("simulate", SharedFiles.Find("realworld/petab-test-suite/0001/_0001.yaml"), option, value);
        code.Should().Be(2);
        messages.Should().Contain("AN1016").And.Contain(option);
    }

    [Fact]
    public void A_table_that_cannot_be_written_is_said()
    {
        var (code, _, messages) = CommandLine.Run("simulate", SharedFiles.Find("realworld/petab-test-suite/0001/_0001.yaml"), "--output", Path.Combine("no", "such", "folder", "x.tsv"));
        code.Should().Be(2);
        messages.Should().Contain("AN1101").And.Contain("x.tsv");
    }

    [Fact]
    public void A_model_becomes_an_archive_that_runs()
    {
        string folder = Directory.CreateTempSubdirectory("anesis-test-").FullName;
        try
        {
            string model = Path.Combine(folder, "m.ant"), archive = Path.Combine(folder, "m.omex");
            File.WriteAllText(model, "model m()\n  species S = 10;\n  J: S -> ; 0.1*S;\nend\n");
            CommandLine.Run("convert", model, archive).Code.Should().Be(0);
            CommandLine.Run("check", archive).Code.Should().Be(0);
            CommandLine.Run("simulate", archive, "--output", Path.Combine(folder, "out")).Code.Should().Be(0);
            File.ReadAllLines(Path.Combine(folder, "out", "report.csv")).Should().HaveCount(102);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
