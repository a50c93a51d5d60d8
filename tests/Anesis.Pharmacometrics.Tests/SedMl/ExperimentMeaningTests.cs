using System.Text;
using Anesis.Formats.SedMl;
using Anesis.Modeling.Diagnostics;
using Anesis.Pharmacometrics.SedMl;

namespace Anesis.Pharmacometrics.Tests.SedMl;

/// <summary>
/// What the elements of SED-ML Level 1 Version 4 mean (the specification's sections 2.1 to 2.4), against closed forms: S decays at k·f from 10 in a compartment of size 2.
/// </summary>
public sealed class ExperimentMeaningTests
{
    private const string Model = """
        <sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2"><model id="m">
          <listOfCompartments><compartment id="c" size="2" spatialDimensions="3" constant="true"/></listOfCompartments>
          <listOfSpecies>
            <species id="S" compartment="c" initialConcentration="10" hasOnlySubstanceUnits="false" boundaryCondition="false" constant="false"/>
            <species id="P" compartment="c" initialAmount="0" hasOnlySubstanceUnits="true" boundaryCondition="false" constant="false"/>
          </listOfSpecies>
          <listOfParameters><parameter id="k" value="0.5" constant="true"/><parameter id="q" value="3" constant="true"/><parameter id="assigned" constant="true"/></listOfParameters>
          <listOfInitialAssignments><initialAssignment symbol="assigned"><math xmlns="http://www.w3.org/1998/Math/MathML"><apply><times/><ci>q</ci><cn>7</cn></apply></math></initialAssignment></listOfInitialAssignments>
          <listOfReactions><reaction id="J" reversible="false">
            <listOfReactants><speciesReference species="S" stoichiometry="1" constant="true"/></listOfReactants><listOfProducts><speciesReference species="P" stoichiometry="1" constant="true"/></listOfProducts>
            <kineticLaw><math xmlns="http://www.w3.org/1998/Math/MathML"><apply><times/><ci>c</ci><ci>f</ci><ci>k</ci><ci>S</ci></apply></math><listOfLocalParameters><localParameter id="f" value="1"/></listOfLocalParameters></kineticLaw>
          </reaction></listOfReactions>
        </model></sbml>
        """;

    private const string Parameter = "/sbml:sbml/sbml:model/sbml:listOfParameters/sbml:parameter";
    private const string S = "/sbml:sbml/sbml:model/sbml:listOfSpecies/sbml:species[@id='S']";
    private const string Course = """<uniformTimeCourse id="course" initialTime="0" outputStartTime="0" outputEndTime="1" numberOfSteps="1"/>""";
    private const string One = """<task id="one" modelReference="model" simulationReference="course"/>""";

    [Fact]
    public void A_variable_in_a_change_may_be_a_range()
    {
        // The specification's own example of a repeated task.
        var results = Run(Course, One + Repeated("all", "<vectorRange id=\"r\"><value>1</value><value>2</value></vectorRange>", Set($"{Parameter}[@id='k']", "<variable id=\"val\" target=\"#r\"/>", "<ci>val</ci>"), "one"), Of("s", "all", S));
        Ends(results, "s").Should().Equal([10 * Math.Exp(-1), 10 * Math.Exp(-2)], Near);
    }

    [Fact]
    public void A_function_of_a_range_can_be_what_a_task_repeats_over()
    {
        string ranges = $"""<functionalRange id="f" range="r"><math xmlns="http://www.w3.org/1998/Math/MathML"><apply><times/><ci>r</ci><cn>2</cn></apply></math></functionalRange><uniformRange id="r" start="0.5" end="1.5" numberOfSteps="2" type="linear"/>""";
        var results = Run(Course, One + Repeated("all", ranges, Set($"{Parameter}[@id='k']", "", "<ci>f</ci>"), "one", range: "f"), Of("s", "all", S));
        Ends(results, "s").Should().Equal([10 * Math.Exp(-1), 10 * Math.Exp(-2), 10 * Math.Exp(-3)], Near);
    }

    [Fact]
    public void A_reset_takes_back_what_the_task_itself_set()
    {
        // k is set before the second of two subtasks alone: the first one has the model's own k in each repeat.
        string tasks = One + """<repeatedTask id="all" range="r" resetModel="true"><listOfRanges><vectorRange id="r"><value>1</value><value>2</value></vectorRange></listOfRanges><listOfSubTasks><subTask id="a" task="one" order="1"/><subTask id="b" task="one" order="2">"""
            + $"""<listOfChanges>{Set($"{Parameter}[@id='k']", "", "<cn>3</cn>")}{Set(S, "", "<cn>10</cn>")}</listOfChanges></subTask></listOfSubTasks></repeatedTask>""";
        Ends(Run(Course, tasks, Of("s", "all", S)), "s").Should().Equal([10 * Math.Exp(-0.5), 10 * Math.Exp(-3), 10 * Math.Exp(-0.5), 10 * Math.Exp(-3)], Near);
    }

    [Theory]
    [InlineData("true", 1, 6)]
    [InlineData("false", 3, 2)]
    public void Concatenated_repeats_are_one_row(string concatenate, int rows, int length)
    {
        var results = Run(Course, One + Repeated("all", "<uniformRange id=\"r\" start=\"1\" end=\"3\" numberOfSteps=\"2\" type=\"linear\"/>", "", "one", concatenate: concatenate), Of("s", "all", S));
        results.Generators["s"].Segments.Count.Should().Be(rows);
        results.Generators["s"].Segments[0].Length.Should().Be(length);
    }

    [Theory]
    [InlineData("KISAO:0000836", 5)] // an amount of 10 in a size of 2
    [InlineData("KISAO:0000838", 10)]
    [InlineData("", 10)]
    public void A_species_is_set_as_amount_or_concentration(string symbol, double start)
    {
        string change = Set(S, "", "<cn>10</cn>", symbol.Length > 0 ? $"symbol=\"{symbol}\"" : "");
        var results = Run(Course, One + Repeated("all", "<vectorRange id=\"r\"><value>1</value></vectorRange>", change, "one"), Of("s", "all", S) + Of("amount", "all", S, "symbol=\"KISAO:0000836\""));
        results.Generators["s"].Segments[0][0].Should().BeApproximately(start, 1e-12);
        results.Generators["amount"].Segments[0][0].Should().BeApproximately(2 * start, 1e-12);
    }

    [Fact]
    public void A_parameter_inside_a_rate_law_is_set_and_observed()
    {
        const string Local = "/sbml:sbml/sbml:model/sbml:listOfReactions/sbml:reaction[@id='J']/sbml:kineticLaw/sbml:listOfLocalParameters/sbml:localParameter[@id='f']";
        var results = Run(Course, One + Repeated("all", "<vectorRange id=\"r\"><value>1</value><value>4</value></vectorRange>", Set(Local, "", "<ci>r</ci>"), "one"), Of("s", "all", S) + Of("f", "all", Local));
        Ends(results, "s").Should().Equal([10 * Math.Exp(-0.5), 10 * Math.Exp(-2)], Near);
        Ends(results, "f").Should().Equal(1, 4);
    }

    [Fact]
    public void Exact_repeats_draw_different_numbers_and_the_same_in_another_run()
    {
        const string Random = """<uniformTimeCourse id="course" initialTime="0" outputStartTime="0" outputEndTime="1" numberOfSteps="20"><algorithm kisaoID="KISAO:0000029"/></uniformTimeCourse>""";
        SedResults Once() => Run(Random, One + Repeated("all", "<uniformRange id=\"r\" start=\"1\" end=\"5\" numberOfSteps=\"4\" type=\"linear\"/>", "", "one"), Of("s", "all", S), parameters: "<listOfAlgorithmParameters><algorithmParameter kisaoID=\"KISAO:0000488\" value=\"7\"/></listOfAlgorithmParameters>");
        var (first, second) = (Once(), Once());
        first.Generators["s"].Segments.Select(s => string.Join(' ', s)).Distinct(StringComparer.Ordinal).Count().Should().BeGreaterThan(3);
        first.Generators["s"].All.Should().Equal(second.Generators["s"].All);
    }

    [Fact]
    public void A_change_is_computed_from_what_elements_mean_also_in_another_model()
    {
        // "assigned" is 7·q by an initial assignment: 21 in "model", 70 in "other", whose q is 10; S gets their sum as an amount, in a size of 2.
        string models = $"""
            <model id="other" language="urn:sedml:language:sbml" source="#model"><listOfChanges><changeAttribute target="{Parameter}[@id='q']/@value" newValue="10"/></listOfChanges></model>
            <model id="third" language="urn:sedml:language:sbml" source="model"><listOfChanges><computeChange target="{S}" symbol="KISAO:0000836">
              <listOfVariables><variable id="a" target="{Parameter}[@id='assigned']"/><variable id="b" modelReference="other" target="{Parameter}[@id='assigned']"/></listOfVariables>
              <math xmlns="http://www.w3.org/1998/Math/MathML"><apply><plus/><ci>a</ci><ci>b</ci></apply></math></computeChange></listOfChanges></model>
            """;
        var results = Run(Course, """<task id="one" modelReference="third" simulationReference="course"/>""", Of("s", "one", S), models);
        results.Generators["s"].Segments[0][0].Should().BeApproximately(91.0 / 2, 1e-12);
    }

    [Fact]
    public void Elements_of_another_level_are_added_and_several_are_removed()
    {
        string models = $"""
            <model id="other" language="urn:sedml:language:sbml" source="model"><listOfChanges>
              <removeXML target="{Parameter}"/><removeXML target="/sbml:sbml/sbml:model/sbml:listOfInitialAssignments"/>
              <addXML target="/sbml:sbml/sbml:model/sbml:listOfParameters"><newXML><l31:parameter xmlns:l31="http://www.sbml.org/sbml/level3/version1/core" id="k" value="2" constant="true"/><l31:parameter xmlns:l31="http://www.sbml.org/sbml/level3/version1/core" id="z" value="5" constant="true"/></newXML></addXML>
            </listOfChanges></model>
            """;
        var results = Run(Course, """<task id="one" modelReference="other" simulationReference="course"/>""", Of("s", "one", S) + Of("z", "one", $"{Parameter}[@id='z']"), models);
        results.Generators["s"].Segments[0][1].Should().BeApproximately(10 * Math.Exp(-2), 1e-7);
        results.Generators["z"].Segments[0][0].Should().Be(5);
    }

    [Fact]
    public void Data_generators_are_made_of_data_generators_and_functions_of_formulas()
    {
        const string Formula = """<apply><csymbol encoding="text" definitionURL="http://sed-ml.org/#sum">sum</csymbol><apply><times/><ci>v</ci><ci>v</ci></apply></apply>""";
        string generators = Of("s", "one", S) + Generator("half", "<variable id=\"v\" target=\"#s\"/>", "<apply><divide/><ci>v</ci><cn>2</cn></apply>") + Generator("squares", "<variable id=\"v\" target=\"#half\"/>", Formula);
        double end = 5 * Math.Exp(-0.5);
        var results = Run(Course, One, generators);
        results.Generators["half"].All.Should().Equal([5, end], Near);
        results.Generators["squares"].All.Should().Equal([25 + (end * end)], Near);
    }

    [Theory]
    [InlineData("all", 2)] // each time, over the repeats
    [InlineData("inner", 4)] // each time and outer repeat
    [InlineData("one", 6)] // each simulation
    public void A_dimension_is_one_task_of_several_around_each_other(string over, int values)
    {
        string tasks = One + Repeated("inner", "<uniformRange id=\"i\" start=\"1\" end=\"3\" numberOfSteps=\"2\" type=\"linear\"/>", Set($"{Parameter}[@id='k']", "", "<ci>i</ci>"), "one", range: "i")
            + Repeated("all", "<vectorRange id=\"r\"><value>1</value><value>2</value></vectorRange>", Set(S, "", "<apply><times/><cn>10</cn><ci>r</ci></apply>"), "inner");
        var largest = Run(Course, tasks, Generator("x", $"<variable id=\"v\" taskReference=\"all\" target=\"{S}\" dimensionTerm=\"KISAO:0000828\"><listOfAppliedDimensions><appliedDimension target=\"{over}\"/></listOfAppliedDimensions></variable>", "<ci>v</ci>")).Generators["x"];
        double[] all = [.. largest.All];
        all.Length.Should().Be(values switch { 2 => 6, _ => values });
        all.Max().Should().BeApproximately(20, 1e-9);
    }

    [Theory]
    [InlineData("all", "", "0,0,0,1,1,1")]
    [InlineData("inner", "", "0,0,0")]
    [InlineData("all", "dimensionTerm=\"KISAO:0000828\"><listOfAppliedDimensions><appliedDimension target=\"one\"/></listOfAppliedDimensions></variable", "0,0,0,1,1,1")]
    public void Points_of_a_scan_inside_another_are_told_apart(string task, string over, string scans)
    {
        string tasks = """<task id="one" modelReference="model" simulationReference="still"/>""" + Repeated("inner", "<uniformRange id=\"i\" start=\"1\" end=\"3\" numberOfSteps=\"2\" type=\"linear\"/>", Set($"{Parameter}[@id='k']", "", "<ci>i</ci>"), "one", range: "i")
            + Repeated("all", "<vectorRange id=\"r\"><value>1</value><value>2</value></vectorRange>", Set(S, "", "<apply><times/><cn>10</cn><ci>r</ci></apply>"), "inner");
        string variable = $"<variable id=\"v\" taskReference=\"{task}\" target=\"{S}\" {(over.Length == 0 ? "/" : over)}>";
        var results = Run("""<steadyState id="still"/>""", tasks, Generator("first", variable, "<ci>v</ci>") + Generator("x", "<variable id=\"w\" target=\"#first\"/>", "<apply><times/><cn>2</cn><ci>w</ci></apply>"));
        string.Join(',', results.Generators["first"].Scans).Should().Be(scans);
        string.Join(',', results.Generators["x"].Scans).Should().Be(scans);
    }

    [Theory]
    [InlineData("<task id=\"one\" modelReference=\"model\" simulationReference=\"course\"/>", "<variable id=\"v\" taskReference=\"one\" target=\"{S}\" symbol=\"KISAO:0000832\" target2=\"{S}\"/>", "<ci>v</ci>", "with respect to")]
    [InlineData("<task id=\"one\" modelReference=\"model\" simulationReference=\"course\"/>", "<variable id=\"v\" taskReference=\"one\" target=\"{S}\" symbol=\"KISAO:0000800\"/>", "<ci>v</ci>", "KISAO:0000800")]
    [InlineData("<task id=\"one\" modelReference=\"model\" simulationReference=\"course\"/>", "<variable id=\"value\" taskReference=\"one\" target=\"{S}\"/>", "<ci>valeu</ci>", "valeu")]
    [InlineData("<task id=\"one\" modelReference=\"model\" simulationReference=\"course\"/>", "<variable id=\"v\" target=\"#nothing\"/>", "<ci>v</ci>", "#nothing")]
    [InlineData("<parameterEstimationTask id=\"one\" modelReference=\"model\"/>", "<variable id=\"v\" taskReference=\"one\" target=\"{S}\"/>", "<ci>v</ci>", "estimation")]
    [InlineData("<task id=\"one\" modelReference=\"model\" simulationReference=\"course\"/><repeatedTask id=\"two\" range=\"r\" resetModel=\"true\"><listOfRanges><vectorRange id=\"r\"><value>1</value><value>1</value></vectorRange><vectorRange id=\"short\"><value>1</value></vectorRange></listOfRanges><listOfSubTasks><subTask task=\"one\"/></listOfSubTasks></repeatedTask>", "<variable id=\"v\" taskReference=\"one\" target=\"{S}\"/>", "<ci>v</ci>", "1 values in the range \"short\"")]
    public void What_is_wrong_or_not_offered_is_said_with_its_line(string tasks, string variable, string math, string told)
    {
        var read = Prepare(Course, tasks, Generator("x", variable.Replace("{S}", S, StringComparison.Ordinal), math));
        read.IsOk.Should().BeFalse();
        read.Diagnostics.Where(d => d.Severity == Severity.Error).Should().Contain(d => d.At.Line > 0 && d.Found.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public void Tasks_and_generators_that_double_inside_each_other_are_refused_at_once()
    {
        // Each is made of two of the one before: 2^48 of the first, with nothing that is in a circle.
        string tasks = One + string.Concat(Enumerable.Range(0, 48).Select(i => $"<repeatedTask id=\"t{i}\" range=\"r\" resetModel=\"true\"><listOfRanges><vectorRange id=\"r\"><value>1</value></vectorRange></listOfRanges><listOfSubTasks>{string.Concat(Enumerable.Repeat($"<subTask task=\"{(i == 0 ? "one" : $"t{i - 1}")}\" order=\"1\"/>", 2))}</listOfSubTasks></repeatedTask>"));
        var read = Prepare(Course, tasks, Of("s", "t47", S));
        read.Diagnostics.Should().ContainSingle().Which.Found.Should().Be("1048576 simulations in the task \"t19\"");
        string generators = Of("g0", "one", S) + string.Concat(Enumerable.Range(1, 48).Select(i => Generator($"g{i}", $"<variable id=\"v\" target=\"#g{i - 1}\"/><variable id=\"w\" target=\"#g{i - 1}\"/>", "<apply><plus/><ci>v</ci><ci>w</ci></apply>")));
        Run(Course, One, generators).Generators["g48"].Segments[0][0].Should().Be(10 * Math.Pow(2, 48));
        Prepare(Course, One, generators + string.Concat(Enumerable.Range(49, 10).Select(i => Generator($"g{i}", $"<variable id=\"v\" target=\"#g{i - 1}\"/>", "<ci>v</ci>")))).Diagnostics.Should().ContainSingle().Which.Found.Should().Contain("g50");
    }

    [Theory]
    [InlineData("<uniformTimeCourse id=\"course\" initialTime=\"0\" outputStartTime=\"0\" outputEndTime=\"1\" numberOfSteps=\"10000000\"/>", "", "one", "10000001 output times")]
    [InlineData("", "<repeatedTask id=\"all\" range=\"r\" resetModel=\"true\"><listOfRanges><dataRange id=\"r\" sourceReference=\"nowhere\"/></listOfRanges><listOfSubTasks><subTask task=\"one\" order=\"1\"/></listOfSubTasks></repeatedTask>", "all", "the data source \"nowhere\"")]
    public void What_cannot_be_held_or_found_is_refused_before_it_runs(string simulation, string task, string observed, string told)
    {
        var read = Prepare(simulation.Length > 0 ? simulation : Course, One + task, Of("s", observed, S));
        read.IsOk.Should().BeFalse();
        read.Diagnostics.Should().Contain(d => d.Severity == Severity.Error && d.At.Line > 0 && d.Found.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public void A_target_that_has_no_value_is_said_with_its_line() =>
        Prepare(Course, One, Of("s", "one", "/sbml:sbml/sbml:model")).Diagnostics.Should().Contain(d => d.Code == "AN0237" && d.At.Line > 0);

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-6;

    private static double[] Ends(SedResults results, string generator) => [.. results.Generators[generator].Segments.Select(s => s[^1])];

    private static string Set(string target, string variables, string math, string attributes = "") =>
        $"<setValue modelReference=\"model\" target=\"{target}\" {attributes}><listOfVariables>{variables}</listOfVariables><math xmlns=\"http://www.w3.org/1998/Math/MathML\">{math}</math></setValue>";

    private static string Repeated(string id, string ranges, string changes, string task, string range = "r", string concatenate = "false") =>
        $"<repeatedTask id=\"{id}\" range=\"{range}\" resetModel=\"true\" concatenate=\"{concatenate}\"><listOfRanges>{ranges}</listOfRanges><listOfChanges>{changes}</listOfChanges><listOfSubTasks><subTask task=\"{task}\" order=\"1\"/></listOfSubTasks></repeatedTask>";

    private static string Of(string id, string task, string target, string attributes = "") => Generator(id, $"<variable id=\"v\" taskReference=\"{task}\" target=\"{target}\" {attributes}/>", "<ci>v</ci>");

    private static string Generator(string id, string variable, string math) => $"<dataGenerator id=\"{id}\"><listOfVariables>{variable}</listOfVariables><math xmlns=\"http://www.w3.org/1998/Math/MathML\">{math}</math></dataGenerator>";

    private static Checked<SedExperiment> Prepare(string simulations, string tasks, string generators, string models = "", string parameters = "")
    {
        string text = $"""
            <sedML xmlns="http://sed-ml.org/sed-ml/level1/version4" xmlns:sbml="http://www.sbml.org/sbml/level3/version1/core" level="1" version="4">
              <listOfModels><model id="model" language="urn:sedml:language:sbml" source="m.xml"/>{models}</listOfModels>
              <listOfSimulations>{simulations}</listOfSimulations>
              <listOfTasks>{tasks}</listOfTasks>
              <listOfDataGenerators>{generators}</listOfDataGenerators>
              {parameters}
            </sedML>
            """;
        return SedReader.Read(Encoding.UTF8.GetBytes(text), "e.sedml").Then(d => SedExperiment.Prepare(d, name => name == "m.xml" ? Encoding.UTF8.GetBytes(Model) : (ReadOnlyMemory<byte>?)null, new()));
    }

    private static SedResults Run(string simulations, string tasks, string generators, string models = "", string parameters = "")
    {
        var experiment = Prepare(simulations, tasks, generators, models, parameters);
        experiment.Diagnostics.Where(d => d.Severity == Severity.Error).Should().BeEmpty();
        var results = experiment.Value!.Run(TestContext.Current.CancellationToken);
        results.Failures.Should().BeEmpty();
        return results;
    }
}
