using System.Globalization;
using System.Text;
using Anesis.Formats.Combine;
using Anesis.Formats.SedMl;
using Anesis.Modeling.Diagnostics;
using Anesis.Pharmacometrics.SedMl;
using Anesis.Tests;

namespace Anesis.Pharmacometrics.Tests.SedMl;

/// <summary>The reports that Tellurium made of the shared archives, which they carry.</summary>
public sealed class ExperimentTests
{
    private const string Decay = """
        <sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2"><model id="m">
          <listOfParameters><parameter id="k" value="1" constant="false"/><parameter id="x" value="1" constant="false"/></listOfParameters>
          <listOfRules><rateRule variable="x"><math xmlns="http://www.w3.org/1998/Math/MathML"><apply><minus/><apply><times/><ci>k</ci><ci>x</ci></apply></apply></math></rateRule></listOfRules>
        </model></sbml>
        """;

    [Theory]
    [InlineData("level-1-version-4_L1V4_repeated-steady-scan-oscli", 1e-9)]
    [InlineData("level-1-version-4_L1V4_oscli-nested-pulse", 2e-3)]
    [InlineData("level-1-version-5_L1V5_oscli-nested-pulse", 2e-3)]
    public void Reports_agree_with_those_of_another_tool(string name, double tolerance)
    {
        string file = SharedFiles.Find($"realworld/omex/{name}.omex");
        var archive = CombineArchive.Read(File.ReadAllBytes(file), file).Value!;
        var results = Run(archive);
        var report = SedReader.Read(archive.Masters[0].Content, name).Value!.Outputs.OfType<SedReport>().Single();
        string[][] expected = [.. Encoding.UTF8.GetString(archive.Find("results/tellurium/report1.csv")!.Content.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Trim().Split(','))];
        for (int column = 0; column < report.Columns.Count; column++)
        {
            report.Columns[column].Label.Should().Be(expected[0][column]);
            double[] found = [.. results.Generators[report.Columns[column].Data].All];
            found.Length.Should().Be(expected.Length - 1);
            for (int row = 0; row < found.Length; row++)
            {
                double wanted = double.Parse(expected[row + 1][column], CultureInfo.InvariantCulture);
                found[row].Should().BeApproximately(wanted, 1e-9 + (tolerance * Math.Abs(wanted)), $"{expected[0][column]} in row {row}");
            }
        }
    }

    [Fact]
    public void A_repeated_task_without_reset_goes_on_from_where_it_was()
    {
        // Decay with k = 1 for one unit, then k = 2 for another: exp(−1), exp(−3).
        var results = Run(Archive("""
            <oneStep id="step" step="1"/>
            """, """
            <task id="one" modelReference="model" simulationReference="step"/>
            <repeatedTask id="all" range="rates" resetModel="false">
              <listOfRanges><vectorRange id="rates"><value>1</value><value>2</value></vectorRange></listOfRanges>
              <listOfChanges><setValue modelReference="model" target="/sbml:sbml/sbml:model/sbml:listOfParameters/sbml:parameter[@id='k']" range="rates"><math xmlns="http://www.w3.org/1998/Math/MathML"><ci>rates</ci></math></setValue></listOfChanges>
              <listOfSubTasks><subTask task="one" order="1"/></listOfSubTasks>
            </repeatedTask>
            """, "all"));
        results.Generators["x"].Segments[0][1].Should().BeApproximately(Math.Exp(-1), 1e-7);
        results.Generators["x"].Segments[1][1].Should().BeApproximately(Math.Exp(-3), 1e-7);
        results.Generators["largest"].All.Should().Equal(1.0);
    }

    [Fact]
    public void With_reset_each_repeat_starts_anew()
    {
        var results = Run(Archive("""<uniformTimeCourse id="course" initialTime="0" outputStartTime="1" outputEndTime="2" numberOfSteps="1"/>""", """
            <task id="one" modelReference="model" simulationReference="course"/>
            <repeatedTask id="all" range="rates" resetModel="true">
              <listOfRanges><uniformRange id="rates" start="1" end="3" numberOfSteps="2" type="linear"/></listOfRanges>
              <listOfChanges><setValue modelReference="model" target="/sbml:sbml/sbml:model/sbml:listOfParameters/sbml:parameter[@id='k']"><math xmlns="http://www.w3.org/1998/Math/MathML"><ci>rates</ci></math></setValue></listOfChanges>
              <listOfSubTasks><subTask task="one" order="1"/></listOfSubTasks>
            </repeatedTask>
            """, "all"));
        results.Generators["x"].All.Select(v => -Math.Log(v)).Should().Equal([1, 2, 2, 4, 3, 6], (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void A_scan_over_two_ranges_visits_the_inner_one_for_each_of_the_outer()
    {
        // x(1) = x₀·exp(−k) for k = 1, 2 (outer, vector) and x₀ = 3, 5, 7 (inner, uniform), twice each by a functional range that halves x₀ back.
        var results = Run(Archive("""<uniformTimeCourse id="course" initialTime="0" outputStartTime="0" outputEndTime="1" numberOfSteps="1"/>""", """
            <task id="one" modelReference="model" simulationReference="course"/>
            <repeatedTask id="inner" range="starts" resetModel="true">
              <listOfRanges>
                <uniformRange id="starts" start="6" end="14" numberOfSteps="2" type="linear"/>
                <functionalRange id="half" range="starts"><listOfParameters><parameter id="two" value="2"/></listOfParameters><math xmlns="http://www.w3.org/1998/Math/MathML"><apply><divide/><ci>starts</ci><ci>two</ci></apply></math></functionalRange>
              </listOfRanges>
              <listOfChanges><setValue modelReference="model" target="/sbml:sbml/sbml:model/sbml:listOfParameters/sbml:parameter[@id='x']" range="half"><math xmlns="http://www.w3.org/1998/Math/MathML"><ci>half</ci></math></setValue></listOfChanges>
              <listOfSubTasks><subTask task="one" order="1"/></listOfSubTasks>
            </repeatedTask>
            <repeatedTask id="outer" range="rates" resetModel="true">
              <listOfRanges><vectorRange id="rates"><value>1</value><value>2</value></vectorRange></listOfRanges>
              <listOfChanges><setValue modelReference="model" target="/sbml:sbml/sbml:model/sbml:listOfParameters/sbml:parameter[@id='k']" range="rates"><math xmlns="http://www.w3.org/1998/Math/MathML"><ci>rates</ci></math></setValue></listOfChanges>
              <listOfSubTasks><subTask task="inner" order="1"/></listOfSubTasks>
            </repeatedTask>
            """, "outer"));
        double[] ends = [.. results.Generators["x"].Segments.Select(s => s[1])];
        double[] expected = [.. new[] { 1.0, 2 }.SelectMany(k => new[] { 3.0, 5, 7 }.Select(x => x * Math.Exp(-k)))];
        ends.Should().Equal(expected, (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("", "all")]
    [InlineData("", "one")]
    [InlineData("KISAO:0000834", "all")]
    public void A_term_over_many_values_keeps_the_dimensions_that_it_is_not_applied_to(string term, string over)
    {
        string variable = $"""dimensionTerm="KISAO:0000830" {(term.Length > 0 ? $"term=\"{term}\"" : "")}""";
        var archive = Archive("""<uniformTimeCourse id="course" initialTime="0" outputStartTime="0" outputEndTime="0.69314718055994531" numberOfSteps="1"/>""", """
            <task id="one" modelReference="model" simulationReference="course"/>
            <repeatedTask id="all" range="starts" resetModel="true">
              <listOfRanges><vectorRange id="starts"><value>3</value><value>1</value></vectorRange></listOfRanges>
              <listOfChanges><setValue modelReference="model" target="/sbml:sbml/sbml:model/sbml:listOfParameters/sbml:parameter[@id='x']" range="starts"><math xmlns="http://www.w3.org/1998/Math/MathML"><ci>starts</ci></math></setValue></listOfChanges>
              <listOfSubTasks><subTask task="one" order="1"/></listOfSubTasks>
            </repeatedTask>
            """, "all", variable: variable, applied: over);
        Run(archive).Generators["x"].All.Should().Equal(Expected(term, over), (a, b) => Math.Abs(a - b) < 1e-6);

        // Courses: 3, 1.5 and 1, 0.5; slopes the negative of each.
        static double[] Expected(string term, string over) => (term.Length, over) switch
        {
            (0, "") => [3],
            (0, "all") => [3, 1.5],
            (0, _) => [3, 1],
            _ => [-1, -0.5],
        };
    }

    [Fact]
    public void Changes_of_the_model_text_are_made_in_order()
    {
        const string Rate = "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><apply><times/><cn>-1</cn><ci>k</ci></apply></math>";
        var results = Run(Archive("""<uniformTimeCourse id="course" initialTime="0" outputStartTime="0" outputEndTime="1" numberOfSteps="1"/>""",
            """<task id="one" modelReference="model" simulationReference="course"/>""", "one", $"""
            <listOfChanges>
              <changeAttribute target="/sbml:sbml/sbml:model/sbml:listOfParameters/sbml:parameter[@id='x']/@value" newValue="10"/>
              <addXML target="/sbml:sbml/sbml:model/sbml:listOfParameters"><newXML><parameter xmlns="http://www.sbml.org/sbml/level3/version2/core" id="two" value="2" constant="true"/></newXML></addXML>
              <computeChange target="/sbml:sbml/sbml:model/sbml:listOfParameters/sbml:parameter[@id='k']">
                <listOfVariables><variable id="t" target="/sbml:sbml/sbml:model/sbml:listOfParameters/sbml:parameter[@id='two']/@value"/></listOfVariables>
                <math xmlns="http://www.w3.org/1998/Math/MathML"><apply><times/><ci>t</ci><cn>3</cn></apply></math>
              </computeChange>
              <changeXML target="/sbml:sbml/sbml:model/sbml:listOfRules/sbml:rateRule"><newXML><rateRule xmlns="http://www.sbml.org/sbml/level3/version2/core" variable="x">{Rate}</rateRule></newXML></changeXML>
              <removeXML target="/sbml:sbml/sbml:model/sbml:listOfParameters/sbml:parameter[@id='two']"/>
            </listOfChanges>
            """));
        results.Generators["x"].Segments[0][0].Should().Be(10);
        results.Generators["x"].Segments[0][1].Should().BeApproximately(4, 1e-8);
    }

    [Theory]
    [InlineData("KISAO:0000019", false)]
    [InlineData("KISAO_0000288", false)]
    [InlineData("KISAO:0000496", false)]
    [InlineData("KISAO:0000437", true)]
    [InlineData("KISAO:0000366", true)]
    public void Terms_of_KiSAO_without_a_method_of_ours_take_the_nearest_and_say_so(string term, bool told)
    {
        var archive = Archive($"""<uniformTimeCourse id="course" initialTime="0" outputStartTime="0" outputEndTime="1" numberOfSteps="1"><algorithm kisaoID="{term}"/></uniformTimeCourse>""",
            """<task id="one" modelReference="model" simulationReference="course"/>""", "one");
        var experiment = SedReader.Read(archive.Masters[0].Content, "e").Then(d => SedExperiment.Prepare(d, name => archive.Find(name)?.Content, new()));
        experiment.IsOk.Should().BeTrue();
        experiment.Diagnostics.Any(d => d.Code == "AN0235" && d.Nearest == "KISAO:0000019").Should().Be(told);
    }

    [Theory]
    [InlineData("KISAO:0000841", 0.6839397205857212)] // (1 + 1/e)/2
    [InlineData("KISAO:0000842", 0.31606027941427883)] // (1 − 1/e)/2
    [InlineData("KISAO:0000843", 0.22348836688120955)] // that over √2
    [InlineData("KISAO:0000834", -1)] // the slope at the start, −k·x
    public void A_term_makes_what_it_says_of_the_values(string term, double wanted)
    {
        var archive = Archive("""<oneStep id="step" step="1"/>""", """<task id="one" modelReference="model" simulationReference="step"/>""", "one");
        var experiment = archive.Masters[0];
        string text = Encoding.UTF8.GetString(experiment.Content.Span).Replace("<variable id=\"v\" ", $"<variable id=\"v\" dimensionTerm=\"{term}\" ", StringComparison.Ordinal);
        Run(archive with { Entries = [archive.Entries[0], experiment with { Content = Encoding.UTF8.GetBytes(text) }] }).Generators["x"].All.First().Should().BeApproximately(wanted, 1e-7);
    }

    [Theory]
    [InlineData("KISAO:0000694", false)]
    [InlineData("KISAO:0000699", false)]
    public void The_general_solvers_are_our_own_choice(string term, bool told) => Terms_of_KiSAO_without_a_method_of_ours_take_the_nearest_and_say_so(term, told);

    [Theory]
    [InlineData("KISAO:0000842", true)]
    [InlineData("KISAO:0000806", false)]
    public void A_term_that_is_not_offered_is_refused_with_its_place(string term, bool isKnown)
    {
        var archive = Archive("""<oneStep id="step" step="1"/>""", """<task id="one" modelReference="model" simulationReference="step"/>""", "one");
        string text = Encoding.UTF8.GetString(archive.Masters[0].Content.Span).Replace("<variable id=\"v\" ", $"<variable id=\"v\" dimensionTerm=\"{term}\" ", StringComparison.Ordinal);
        var read = SedReader.Read(Encoding.UTF8.GetBytes(text), "e.sedml").Then(d => SedExperiment.Prepare(d, name => archive.Find(name)?.Content, new()));
        read.IsOk.Should().Be(isKnown);
        read.Diagnostics.Any(d => d.Code == "AN0237" && d.At.Line > 0 && d.Found.Contains(term, StringComparison.Ordinal)).Should().Be(!isKnown);
    }

    [Fact]
    public void A_model_of_the_network_is_refused_and_not_fetched()
    {
        string file = SharedFiles.Find("realworld/omex/level-1-version-4_L1V4_ikappab.omex");
        var archive = CombineArchive.Read(File.ReadAllBytes(file), file).Value!;
        var read = SedReader.Read(archive.Masters[0].Content, "e").Then(d => SedExperiment.Prepare(d, name => archive.Find(name)?.Content, new()));
        read.Diagnostics.Should().Contain(d => d.Code == "AN0233" && d.Severity == Severity.Error);
    }

    private static SedResults Run(CombineArchive archive)
    {
        var experiment = SedReader.Read(archive.Masters[0].Content, "e").Then(d => SedExperiment.Prepare(d, name => archive.Find(name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name)?.Content, new()));
        experiment.Diagnostics.Where(d => d.Severity == Severity.Error).Should().BeEmpty();
        var results = experiment.Value!.Run(TestContext.Current.CancellationToken);
        results.Failures.Should().BeEmpty();
        return results;
    }

    private static CombineArchive Archive(string simulation, string tasks, string task, string changes = "", string variable = "", string applied = "")
    {
        string Generator(string id, string math) => $"""
            <dataGenerator id="{id}"><listOfVariables><variable id="v" taskReference="{task}" target="/sbml:sbml/sbml:model/sbml:listOfParameters/sbml:parameter[@id='x']" {variable}>{(applied.Length > 0 ? $"<listOfAppliedDimensions><appliedDimension target=\"{applied}\"/></listOfAppliedDimensions>" : "")}</variable></listOfVariables>
            <math xmlns="http://www.w3.org/1998/Math/MathML">{math}</math></dataGenerator>
            """;
        string text = $"""
            <sedML xmlns="http://sed-ml.org/sed-ml/level1/version4" xmlns:sbml="http://www.sbml.org/sbml/level3/version2/core" level="1" version="4">
              <listOfModels><model id="model" language="urn:sedml:language:sbml" source="m.xml">{changes}</model></listOfModels>
              <listOfSimulations>{simulation}</listOfSimulations>
              <listOfTasks>{tasks}</listOfTasks>
              <listOfDataGenerators>{Generator("x", "<ci>v</ci>")}{Generator("largest", "<apply><csymbol encoding=\"text\" definitionURL=\"http://sed-ml.org/#max\">max</csymbol><ci>v</ci></apply>")}</listOfDataGenerators>
            </sedML>
            """;
        return new([new("m.xml", CombineArchive.SbmlFormat, false, Encoding.UTF8.GetBytes(Decay)), new("e.sedml", CombineArchive.SedMlFormat, true, Encoding.UTF8.GetBytes(text))]);
    }
}
