using System.Globalization;
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

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_data_set_gives_what_independent_simulators_give(string name)
    {
        string folder = SharedFiles.Find("realworld/dosing");
        string[] line = File.ReadAllLines(Path.Combine(folder, "cases.tsv")).Select(l => l.Split('\t')).Single(l => l[0] == name);
        Check(folder, line, ".expected.csv", CovariateRule.NextObservationCarriedBackward);
        if (line[3].Contains("LOCF: expected-alternative", StringComparison.Ordinal))
        {
            Check(folder, line, ".expected-alternative.csv", CovariateRule.LastObservationCarriedForward);
        }
    }

    private static void Check(string folder, string[] line, string suffix, CovariateRule rule)
    {
        var written = CaseModels.Of(line[1]);
        double[] values = [.. written.Values];
        foreach (string pair in line[2].Split(' ').Where(p => p.Contains('=')))
        {
            values[Array.IndexOf(written.Parameters, pair.Split('=')[0])] = double.Parse(pair.Split('=')[1], CultureInfo.InvariantCulture);
        }

        var model = (written with { Values = values }).Compile(4);
        var data = CaseData.Read(Path.Combine(folder, line[0] + ".csv"), written.Parameters, rule);
        var (summary, sink) = TestRun.Many(model, new Individuals(data.Plans.Count, i => (data.Plans[i], [])), new EnsembleOptions { Threads = 1 });
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
