using System.Globalization;
using System.Text.RegularExpressions;
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
            Directory.GetFiles(folder).Select(Path.GetFileName).Should().BeEquivalentTo("plot1.csv", "plot1.png", "plot1.svg", "report1.csv");
            output.Should().Contain("report1.csv");
            File.ReadLines(Path.Combine(folder, "report1.csv")).First().Should().Be("time,J0_v0,S1,S2");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_scan_inside_another_is_a_line_for_each_repeat()
    {
        string folder = Directory.CreateTempSubdirectory("anesis-test-").FullName;
        try
        {
            var (code, _, messages) = CommandLine.Run("simulate", SharedFiles.Find("realworld/omex/level-1-version-4_L1V4_parameter-scan-2d.omex"), "--output", folder);
            code.Should().Be(0, messages);

            // Nine repeats of a scan over 1 to 40, two curves; a line that ran on to the next repeat would turn back from right to left.
            var lines = Regex.Matches(File.ReadAllText(Path.Combine(folder, "plot1.svg")), "<path fill=\"none\" stroke=\"#(?:0072B2|D55E00)\"[^>]* d=\"(?<d>[^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(5))
                .Select(m => Regex.Matches(m.Groups["d"].Value, "[ML](?<x>-?[0-9.]+)", RegexOptions.None, TimeSpan.FromSeconds(5)).Select(p => double.Parse(p.Groups["x"].Value, CultureInfo.InvariantCulture)).ToList()).Where(x => x.Count > 2).ToList();
            lines.Should().HaveCount(18).And.OnlyContain(x => x.Zip(x.Skip(1)).All(p => p.Second > p.First));
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
        messages.Should().Contain("AN1014").And.Contain(Path.Combine("no", "such", "folder"));
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

    private const string Model = """
        <sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2"><model id="m">
          <listOfParameters><parameter id="k" value="3" constant="false"/></listOfParameters></model></sbml>
        """;

    private static string Experiment(string models, string report = "r", string tasks = "", string end = "1") => $"""
        <sedML xmlns="http://sed-ml.org/sed-ml/level1/version4" xmlns:s="http://www.sbml.org/sbml/level3/version2/core" level="1" version="4">
        <listOfModels>{models}</listOfModels>
        <listOfSimulations><uniformTimeCourse id="c" initialTime="0" outputStartTime="0" outputEndTime="{end}" numberOfSteps="1"/></listOfSimulations>
        <listOfTasks><task id="t" modelReference="a" simulationReference="c"/>{tasks}</listOfTasks>
        <listOfDataGenerators><dataGenerator id="d"><listOfVariables><variable id="v" target="/s:sbml/s:model/s:listOfParameters/s:parameter[@id='k']" taskReference="t"/></listOfVariables>
        <math xmlns="http://www.w3.org/1998/Math/MathML"><ci>v</ci></math></dataGenerator></listOfDataGenerators>
        <listOfOutputs><report id="{report}"><listOfDataSets><dataSet id="x" label="k" dataReference="d"/></listOfDataSets></report></listOfOutputs></sedML>
        """;

    private static string One(string source, string changes = "") => $"""<model id="a" language="urn:sedml:language:sbml" source="{source}">{changes}</model>""";

    [Fact]
    public void A_model_may_be_another_one_with_changes()
    {
        using var folder = new CommandFolder();
        folder.Write("m.xml", Model);
        const string Change = """<listOfChanges><changeAttribute target="/s:sbml/s:model/s:listOfParameters/s:parameter[@id='k']/@value" newValue="7"/></listOfChanges>""";
        string file = folder.Write("e.sedml", Experiment("""<model id="b" language="urn:sedml:language:sbml" source="m.xml"/>""" + One("#b", Change)));
        folder.Run("simulate", file, "--output", folder.Path("out")).Code.Should().Be(0);
        folder.Read("out/r.csv").ReplaceLineEndings("\n").Should().Be("k\n7\n7\n");
    }

    [Theory]
    [InlineData("nope.xml")]
    [InlineData("../m.xml")]
    [InlineData("/etc/passwd")]
    [InlineData(".")]
    [InlineData("#a")]
    [InlineData("http://example.com/n.xml")]
    public void A_model_that_is_not_there_is_refused(string source) => Refused("AN0233", Experiment(One(source)));

    [Fact]
    public void Models_that_change_each_other_are_refused() => Refused("AN0233", Experiment(One("#b") + One("#a").Replace("id=\"a\"", "id=\"b\"", StringComparison.Ordinal)));

    [Fact]
    public void An_output_cannot_name_a_file_elsewhere() => Refused("AN0230", Experiment(One("m.xml"), report: "../../evil"));

    [Fact]
    public void An_id_stands_once() => Refused("AN0231", Experiment(One("m.xml"), tasks: """<task id="t" modelReference="a" simulationReference="c"/>"""));

    [Fact]
    public void A_time_without_end_is_refused() => Refused("AN0230", Experiment(One("m.xml"), end: "INF"));

    [Fact]
    public void Scans_inside_scans_have_a_limit()
    {
        string Scan(string id, string inner) => $"""<repeatedTask id="{id}" range="r" resetModel="true"><listOfRanges><uniformRange id="r" start="0" end="1" numberOfSteps="9999999" type="linear"/></listOfRanges><listOfSubTasks><subTask task="{inner}" order="1"/></listOfSubTasks></repeatedTask>""";
        Refused("AN0231", Experiment(One("m.xml"), tasks: Scan("p", "t") + Scan("q", "p")));
    }

    private static void Refused(string code, string experiment)
    {
        using var folder = new CommandFolder();
        folder.Write("m.xml", Model);
        string file = folder.Write("e.sedml", experiment);
        foreach (string command in new[] { "check", "simulate" })
        {
            var (exit, output, messages) = folder.Run(command, file);
            exit.Should().Be(2);
            (output + messages).Should().Contain(code);
        }

        Directory.GetFileSystemEntries(folder.Folder).Should().HaveCount(2, "nothing is written");
    }

    [Theory]
    [InlineData("[", 100_000)]
    [InlineData("- ", 50_000)]
    [InlineData("? ", 50_000)]
    [InlineData("{a: ", 50_000)]
    public void A_problem_that_is_nested_too_deep_is_refused(string opening, int times)
    {
        using var folder = new CommandFolder();
        var (code, output, messages) = folder.Run("check", folder.Write("p.yaml", string.Concat(Enumerable.Repeat(opening, times)) + "1"));
        code.Should().Be(2);
        (output + messages).Should().Contain("AN0823").And.Contain("nested");
    }
}
