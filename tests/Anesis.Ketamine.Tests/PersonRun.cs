using Anesis.Modeling;
using Anesis.Modeling.Composition;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Pharmacometrics.Regimens;
using Anesis.Simulation.Ensembles;
using AwesomeAssertions;

namespace Anesis.Ketamine.Tests;

/// <summary>Runs the shipped person: one value an output and time for each individual.</summary>
internal static class PersonRun
{
    private static readonly Lazy<Model> Whole = new(() => Flattening.Flatten(ShippedModels.Model("person")!.Value!).Value!);

    public static Model Model => Whole.Value;

    /// <summary>Rows of outputs, [individual][time][output]; every individual must complete.</summary>
    public static double[][][] Rows(IReadOnlyList<string> outputs, double[] times, IReadOnlyDictionary<string, double>? settings = null, string[]? regimens = null, int? people = null)
    {
        Regimen? regimen = null;
        foreach (string text in regimens ?? [])
        {
            var read = RegimenText.Read(text, "test", times[^1]);
            read.Diagnostics.Should().BeEmpty(text);
            regimen = regimen is null ? read.Value! : regimen.With(read.Value!);
        }

        var prepared = Experiment.Prepare(new ExperimentRequest(Model)
        {
            Regimen = regimen,
            Routes = ShippedModels.Routes("person")!.Value!,
            Settings = settings ?? new Dictionary<string, double>(StringComparer.Ordinal),
            Outputs = [.. outputs],
            OutputTimes = times,
            People = people,
        });
        prepared.Diagnostics.Should().BeEmpty();
        var experiment = prepared.Value!;
        var sink = new MemorySink();
        var summary = Ensemble.Run(experiment.Model, experiment.Individuals, new EnsembleOptions { Threads = 1, RelativeTolerance = 1e-6 }, sink);
        summary.Failed.Should().BeEmpty();
        var rows = new List<double[][]>();
        foreach (var block in sink.Blocks)
        {
            for (int i = 0; i < block.Count; i++)
            {
                rows.Add([.. Enumerable.Range(block.RowStarts[i], block.RowStarts[i + 1] - block.RowStarts[i]).Select(r => block.Values[(r * block.OutputCount)..((r + 1) * block.OutputCount)])]);
            }
        }

        return [.. rows];
    }
}
