using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Anesis.Cli.Terminal;

namespace Anesis.Cli.Tests;

public sealed partial class ReportFilesTests
{
    private const string Decay = "model decay()\n compartment v = 2; species S in v = 10; k = 0.1; J: S -> ; k*S;\nend\n";

    [Theory]
    [InlineData("x.svg")]
    [InlineData("x.png")]
    public void The_same_run_draws_the_same_bytes(string name)
    {
        using var line = new CommandFolder();
        string model = line.Write("decay.ant", Decay);
        line.Run("simulate", model, "--until", "10", "--plot", line.Path(name)).Code.Should().Be(ExitCode.Done);
        byte[] first = File.ReadAllBytes(line.Path(name));
        line.Run("simulate", model, "--until", "10", "--plot", line.Path(name)).Code.Should().Be(ExitCode.Done);
        File.ReadAllBytes(line.Path(name)).Should().Equal(first);
        first.Length.Should().BeGreaterThan(1000);
    }

    [Fact]
    public void A_picture_shows_a_panel_an_output_with_its_unit()
    {
        using var line = new CommandFolder();
        line.Run("simulate", "person", "--regimen", "0.5 mg/kg iv over 40 min", "--people", "4", "--select", "ketamine_venous,madrs", "--until", "4h", "--every", "10 min", "--plot", line.Path("x.svg")).Code.Should().Be(ExitCode.Done);
        string[] words = [.. XDocument.Parse(line.Read("x.svg")).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value.Trim())];
        words.Should().Contain(["0.5 mg/kg iv over 40 min, 4 people", "ng/mL", "Time [h]", "median", "90 % of people"]).And.ContainMatch("*MADRS*(grade C)").And.ContainMatch("*only the direction is known*");
    }

    [Fact]
    public void A_report_on_a_person_says_what_came_out_and_what_it_rests_on()
    {
        using var line = new CommandFolder();
        line.Run("simulate", "person", "--regimen", "0.5 mg/kg iv over 40 min", "--people", "4", "--until", "4h", "--every", "10 min", "--set", "alcohol=0.5", "--report", line.Path("x.html")).Code.Should().Be(ExitCode.Done);
        string html = line.Read("x.html");
        html.Should().Contain("Ketamine, venous plasma: peak").And.Contain("90 % of people").And.Contain("Does blood pressure fall or rise?").And.Contain("Followed here")
            .And.Contain("measured in people").And.Contain("only the direction is known").And.Contain("alcohol = 0.5").And.Contain("set for this run").And.Contain("no dose advice")
            .And.Contain("relative tolerance 1e−6").And.Contain("Model SHA-256").And.Contain("Adults of 18 to 86 years");
    }

    [Fact]
    public void A_report_loads_nothing_and_links_only_sources()
    {
        using var line = new CommandFolder();
        line.Run("simulate", "lozenge-at-home", "--people", "4", "--every", "20 min", "--report", line.Path("x.html")).Code.Should().Be(ExitCode.Done);
        string html = line.Read("x.html");
        html.Should().NotContain("<script").And.NotContain("<link").And.NotContain("@import").And.NotContain("<img").And.NotContain("<iframe");
        Loaded().Matches(html).Select(m => m.Groups["at"].Value).Should().OnlyContain(a => a.StartsWith("data:", StringComparison.Ordinal) || a.StartsWith('#'));
        Tag().Matches(html).Select(m => m.Value).Where(t => (t.Contains("http:", StringComparison.Ordinal) || t.Contains("https:", StringComparison.Ordinal)) && !t.StartsWith("<svg ", StringComparison.Ordinal)).Should().OnlyContain(t => t.StartsWith("<a href=\"http", StringComparison.Ordinal));
        html.Should().Contain("prefers-color-scheme:dark").And.Contain("@media print");
    }

    [Fact]
    public void A_report_on_any_model_has_its_notes_parameters_and_curves()
    {
        using var line = new CommandFolder();
        line.Write("m.xml", """
            <?xml version="1.0" encoding="UTF-8"?>
            <sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2"><model id="m" name="A small model" substanceUnits="mole" timeUnits="second" volumeUnits="litre">
            <notes><body xmlns="http://www.w3.org/1999/xhtml"><p>Made &amp; kept for a test. <a href="http://example.org/x">x</a></p></body></notes>
            <listOfCompartments><compartment id="c" size="2" units="litre" constant="true"/></listOfCompartments>
            <listOfSpecies><species id="S" name="substrate" compartment="c" initialConcentration="3" hasOnlySubstanceUnits="false" boundaryCondition="false" constant="false"/></listOfSpecies>
            <listOfReactions><reaction id="J" reversible="false"><listOfReactants><speciesReference species="S" stoichiometry="1" constant="true"/></listOfReactants>
            <kineticLaw><math xmlns="http://www.w3.org/1998/Math/MathML"><apply><times/><ci>k</ci><ci>S</ci></apply></math><listOfLocalParameters><localParameter id="k" value="0.25"/></listOfLocalParameters></kineticLaw></reaction></listOfReactions></model></sbml>
            """);
        line.Run("simulate", line.Path("m.xml"), "--until", "10", "--report", line.Path("x.html")).Code.Should().Be(ExitCode.Done);
        string html = line.Read("x.html");
        html.Should().Contain("<h1>A small model</h1>").And.Contain("Made &amp; kept for a test.").And.Contain("Substrate").And.Contain("mol/L").And.Contain("<code>J.k</code>").And.Contain("0.25").And.Contain("no dose advice");
        html.Should().NotContain("example.org").And.NotContain("Ketamine").And.NotContain("blood pressure");
    }

    [Fact]
    public void What_a_picture_leaves_out_is_said()
    {
        using var line = new CommandFolder();
        string species = string.Concat(Enumerable.Range(1, 30).Select(i => $" species S{i} = {i}; S{i} -> ; 0.1*S{i};\n"));
        string model = line.Write("many.ant", $"model many()\n{species}end\n");
        var run = line.Run("simulate", model, "--until", "10", "--plot", line.Path("x.svg"), "--json");
        run.Code.Should().Be(ExitCode.Done);
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("notes").EnumerateArray().Select(n => n.GetString()).Should().ContainMatch("*24 of 30 outputs*");
        line.Read("x.svg").Should().Contain("24 of 30 outputs");
        line.Run("simulate", model, "--until", "10", "--plot", line.Path("y.svg")).Messages.Should().Contain("24 of 30 outputs");
    }

    [Fact]
    public void Observed_points_of_a_data_set_stand_in_its_picture()
    {
        using var line = new CommandFolder();
        string model = line.Write("decay.ant", Decay);
        string data = line.Write("d.csv", "ID,TIME,AMT,EVID,DV\n1,0,100,1,.\n1,1,.,0,45\n1,5,.,0,30\n2,0,50,1,.\n2,2,.,0,20\n");
        line.Run("simulate", model, "--data", data, "--select", "S", "--plot", line.Path("x.svg"), "--report", line.Path("x.html")).Code.Should().Be(ExitCode.Done);
        line.Read("x.svg").Should().Contain("observed").And.Contain("simulated, a line each");
        line.Read("x.html").Should().Contain("2 individuals of d.csv");
    }

    [Fact]
    public void Json_names_the_files_and_stays_alone_on_standard_output()
    {
        using var line = new CommandFolder();
        string model = line.Write("decay.ant", Decay);
        var run = line.Run("simulate", model, "--until", "10", "--report", line.Path("x.html"), "--plot", line.Path("x.svg"), "--json");
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("files").EnumerateArray().Select(f => f.GetProperty("path").GetString()).Should().Equal(line.Path("x.html"), line.Path("x.svg"));
        run.Messages.Should().BeEmpty();
    }

    [Theory]
    [InlineData("x.html", "--report")]
    [InlineData("x.svg", "--plot")]
    public void A_file_that_cannot_be_written_leaves_nothing_half(string name, string option)
    {
        using var line = new CommandFolder();
        string model = line.Write("decay.ant", Decay);
        Directory.CreateDirectory(line.Path(name + ".tmp"));   // where the temporary file would stand
        var run = line.Run("simulate", model, "--until", "10", option, line.Path(name));
        run.Code.Should().Be(ExitCode.WrongInput);
        run.Messages.Should().Contain("AN1101");
        File.Exists(line.Path(name)).Should().BeFalse();
    }

    [Fact]
    public void Places_that_meet_and_folders_are_refused_before_anything_runs()
    {
        using var line = new CommandFolder();
        string model = line.Write("decay.ant", Decay);
        line.Run("simulate", model, "--output", line.Path("x.csv"), "--summary", line.Path("x.csv")).Messages.Should().Contain("AN1014").And.Contain("which --output writes");
        Directory.CreateDirectory(line.Path("folder.html"));
        line.Run("simulate", model, "--report", line.Path("folder.html")).Messages.Should().Contain("AN1014").And.Contain("a folder");
        line.Run("simulate", model, "--plot", line.Path("x.pdf")).Messages.Should().Contain("AN1014").And.Contain(".svg or .png");
        Directory.GetFiles(line.Folder).Should().Equal(model);
    }

    [GeneratedRegex("src=\"(?<at>[^\"]*)\"|url\\((?<at>[^)]*)\\)|xlink:href=\"(?<at>[^\"]*)\"|<link[^>]*href=\"(?<at>[^\"]*)\"", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Loaded();

    [GeneratedRegex("<[a-z][^>]*>", RegexOptions.None, 5000)]
    private static partial Regex Tag();
}
