using System.Globalization;
using Anesis.Formats.DataSets;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Sensitivity;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Commands;

/// <summary>One parameter's part in one target: named numbers, the first of which ranks it.</summary>
internal sealed record SensitivityRow(string Target, string Parameter, ValueList<(string Name, double Value)> Numbers)
{
    public double Rank => double.IsFinite(Numbers[0].Value) ? Math.Abs(Numbers[0].Value) : 0;
}

/// <summary>A sensitivity analysis that was run, and its texts.</summary>
internal sealed record SensitivityResult(string Kind, long Simulations, int Failed, ValueList<SensitivityRow> Rows, Identifiability? Identifiable)
{
    public static SensitivityResult Run(SensitivityProblem problem, string kind, int points, ulong seed, int threads, IProgress<EnsembleProgress>? progress, CancellationToken cancel)
    {
        int count = problem.Parameters.Count;
        if (kind == "local")
        {
            var local = LocalSensitivity.Of(problem, threads, progress, cancel);
            return new(kind, 1 + (2L * count), local.Sum(t => t.Count(v => !double.IsFinite(v))), Of(problem, (t, j) => [("sensitivity", local[t][j])]), Identifiability.Of(local, [.. problem.Parameters.Select(p => p.Id)]));
        }

        double[][] design = kind == "morris" ? MorrisScreening.Design(points, count, seed) : SobolIndices.Design(points, problem.Correlation, seed);
        var results = problem.Evaluate([.. design.Select(problem.At)], threads, progress, cancel);
        int failed = results.Sum(r => r.Count(v => !double.IsFinite(v)));
        if (kind == "morris")
        {
            var effects = results.Select(r => MorrisScreening.Of(r, points, count, seed)).ToArray();
            return new(kind, design.Length, failed, Of(problem, (t, j) => [("mu_star", effects[t][j].Size.Value), ("low", effects[t][j].Size.Low), ("high", effects[t][j].Size.High), ("mu", effects[t][j].Mean), ("sigma", effects[t][j].Deviation)]), null);
        }

        var indices = results.Select(r => SobolIndices.Of(r, points, problem.Correlation, seed)).ToArray();
        return new(kind, design.Length, failed, Of(problem, (t, j) =>
        [
            ("total", indices[t][j].Total.Value), ("total_low", indices[t][j].Total.Low), ("total_high", indices[t][j].Total.High),
            ("first", indices[t][j].First.Value), ("first_low", indices[t][j].First.Low), ("first_high", indices[t][j].First.High),
        ]), null);
    }

    public void Plain(TextWriter output, int top)
    {
        foreach (var target in Rows.GroupBy(r => r.Target))
        {
            var best = target.OrderByDescending(r => r.Rank).Take(top).ToList();
            int width = Math.Max(9, best.Max(r => r.Parameter.Length));
            output.WriteLine(target.Key);
            output.WriteLine($"  {"parameter".PadRight(width)}  {string.Join("  ", best[0].Numbers.Select(n => n.Name.PadLeft(11)))}");
            foreach (var row in best)
            {
                output.WriteLine($"  {row.Parameter.PadRight(width)}  {string.Join("  ", row.Numbers.Select(n => Number(n.Value).PadLeft(11)))}");
            }
        }

        if (Identifiable is { } can)
        {
            string alike = can.Pairs.Count == 0 ? "no two act alike on all of them" : $"{can.Pairs.Count} pairs act alike on all of them{(can.Pairs.Count > 5 ? ", such as" : ":")} {string.Join("; ", can.Pairs.Take(5).Select(p => $"{p.First} and {p.Second}"))}";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"identifiability: these results determine {can.Rank} combination{(can.Rank == 1 ? "" : "s")} of the parameters (condition {can.Condition:G3}); {alike}; {can.Idle.Count} have no effect on any"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Kind}, {Simulations:N0} simulations{(Failed > 0 ? $", {Failed} results could not be computed" : "")}"));
    }

    public void Csv(TextWriter output)
    {
        output.Write($"target,parameter,{string.Join(',', Rows.Count > 0 ? Rows[0].Numbers.Select(n => n.Name) : [])}\n");
        foreach (var row in Rows)
        {
            output.Write(string.Join(',', [CsvField.Of(row.Target), CsvField.Of(row.Parameter), .. row.Numbers.Select(n => CsvField.Of(n.Value))]) + "\n");
        }
    }

    public void Json(TextWriter output) => JsonText.Write(
        new
        {
            kind = Kind,
            simulations = Simulations,
            failed = Failed,
            rows = Rows.Select(r => new Dictionary<string, object?>(r.Numbers.Select(n => new KeyValuePair<string, object?>(n.Name, JsonText.Finite(n.Value)))) { ["target"] = r.Target, ["parameter"] = r.Parameter }),
            identifiability = Identifiable is { } can ? new { rank = can.Rank, condition = JsonText.Finite(can.Condition), alike = can.Pairs.Select(p => new[] { p.First, p.Second }), idle = can.Idle } : null,
        },
        output);

    private static ValueList<SensitivityRow> Of(SensitivityProblem problem, Func<int, int, ValueList<(string, double)>> numbers) =>
        Enumerable.Range(0, problem.Targets.Count).SelectMany(t => Enumerable.Range(0, problem.Parameters.Count).Select(j => new SensitivityRow(problem.Targets[t].Text, problem.Parameters[j].Id, numbers(t, j)))).ToValueList();

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("G4", CultureInfo.InvariantCulture) : "none";
}
