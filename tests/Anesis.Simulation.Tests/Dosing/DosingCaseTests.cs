using System.Globalization;
using Anesis.Formats.Antimony;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Dosing;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Tests.Ensembles;
using Anesis.Tests;

namespace Anesis.Simulation.Tests.Dosing;

/// <summary>The dosing cases with results of public simulators and of NONMEM itself, at the default tolerances.</summary>
public class DosingCaseTests
{
    public static TheoryData<string> Cases
    {
        get
        {
            var cases = new TheoryData<string>();
            string? table = SharedFiles.TryFind("realworld/dosing/cases.tsv");
            foreach (string line in table is null ? ["-"] : File.ReadAllLines(table).Skip(1))
            {
                cases.Add(line.Split('\t')[0]);
            }

            return cases;
        }
    }

    /// <summary>The models as hand-written functions: the driver alone is tested.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_data_set_on_a_hand_written_model_gives_what_independent_simulators_give(string name) => Check(name, Written);

    /// <summary>The models as their Antimony texts, compiled.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_data_set_on_a_compiled_model_gives_what_independent_simulators_give(string name) => Check(name, Compiled);

    private static CompiledModel Written(string folder, string[] line)
    {
        var written = CaseModels.Of(line[1]);
        double[] values = [.. written.Values];
        foreach ((string id, double value) in Overrides(line))
        {
            values[Array.IndexOf(written.Parameters, id)] = value;
        }

        return (written with { Values = values }).Compile(4);
    }

    private static CompiledModel Compiled(string folder, string[] line)
    {
        var document = AntimonyReader.Read(File.ReadAllText(Path.Combine(folder, line[1])), line[1]);
        document.IsOk.Should().BeTrue();
        var flat = Flattening.Flatten(document.Value!);
        string header = File.ReadLines(Path.Combine(folder, line[0] + ".csv")).First();
        string[] known = [.. flat.Value!.Parameters.Select(p => p.Id)];
        string[] outputs = [.. File.ReadLines(Path.Combine(folder, line[0] + ".expected.csv")).First().Split(',').Skip(2)];
        var compiled = Compiler.Compile(flat.Value!, new CompileRequest
        {
            Inputs = header.Split(',').Where(known.Contains).ToValueList(),
            Outputs = outputs.ToValueList(),
            Fixed = Overrides(line).ToDictionary(o => o.Id, o => o.Value),
            Lanes = 4,
        });
        compiled.IsOk.Should().BeTrue(string.Join("\n", compiled.Diagnostics));
        return compiled.Value!;
    }

    private static IEnumerable<(string Id, double Value)> Overrides(string[] line) =>
        line[2].Split(' ').Where(p => p.Contains('=')).Select(p => (p.Split('=')[0], double.Parse(p.Split('=')[1], CultureInfo.InvariantCulture)));

    private static void Check(string name, Func<string, string[], CompiledModel> makeModel)
    {
        string folder = SharedFiles.Find("realworld/dosing");
        string[] line = File.ReadAllLines(Path.Combine(folder, "cases.tsv")).Select(l => l.Split('\t')).Single(l => l[0] == name);
        var model = makeModel(folder, line);
        Check(model, folder, line, ".expected.csv", CovariateRule.NextObservationCarriedBackward);
        if (line[3].Contains("LOCF: expected-alternative", StringComparison.Ordinal))
        {
            Check(model, folder, line, ".expected-alternative.csv", CovariateRule.LastObservationCarriedForward);
        }
    }

    private static void Check(CompiledModel model, string folder, string[] line, string suffix, CovariateRule rule)
    {
        var data = CaseData.Read(Path.Combine(folder, line[0] + ".csv"), [.. model.Parameters], rule);
        var (summary, sink) = TestRun.Many(model, new Individuals(data.Plans.Count, i => (data.Plans[i], [.. model.InputSlots.Select(slot => model.ParameterDefaults[slot])])), new EnsembleOptions { Threads = 1 });
        string.Join("\n", summary.Failed.Select(f => $"{f.Index}: {f.Outcome.Sentence}")).Should().BeEmpty();
        double[] got = [.. sink.Blocks.SelectMany(b => b.Values)];
        double[] times = [.. sink.Blocks.SelectMany(b => b.Times)];
        string[][] expected = [.. File.ReadAllLines(Path.Combine(folder, line[0] + suffix)).Skip(1).Select(l => l.Split(','))];
        times.Should().HaveCount(expected.Length);
        int width = model.Outputs.Count;
        int skip = File.ReadLines(Path.Combine(folder, line[0] + suffix)).First().Split(',').ToList().IndexOf("TIME") + 1;
        for (int o = 0; o < width; o++)
        {
            double[] column = [.. expected.Select(row => double.Parse(row[skip + o], CultureInfo.InvariantCulture))];
            double largest = column.Max(Math.Abs);
            for (int r = 0; r < column.Length; r++)
            {
                double allowed = (1e-6 * Math.Abs(column[r])) + (1e-8 * largest);
                got[(r * width) + o].Should().BeApproximately(column[r], allowed, $"{model.Outputs[o]} at {times[r]} in row {r + 1}, {suffix}");
            }
        }
    }
}
