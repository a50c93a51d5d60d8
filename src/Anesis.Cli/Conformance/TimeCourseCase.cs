using System.Globalization;
using Anesis.Formats;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Stochastic;

namespace Anesis.Cli.Conformance;

/// <summary>Runs one deterministic or stochastic case of the SBML Test Suite and judges it by the suite's own rule.</summary>
internal static class TimeCourseCase
{
    private const int Replicates = 10_000;
    private const int MostMisses = 3;

    public static CaseVerdict Run(string kind, string folder, EnsembleOptions options, CancellationToken cancel)
    {
        string name = Path.GetFileName(folder);
        try
        {
            string? model = Directory.GetFiles(folder, name + "-sbml-l*.xml").Order(StringComparer.Ordinal).LastOrDefault();
            if (model is null)
            {
                return new(kind, name, false, "no model file");
            }

            var settings = CaseSettings.Parse(File.ReadAllText(Path.Combine(folder, name + "-settings.txt")));
            var reference = ReferenceTable.Parse(File.ReadAllText(Path.Combine(folder, name + "-results.csv")));
            string reason = settings.Output.Count > 0
                ? Stochastic(model, settings, reference, options, cancel)
                : !reference.Columns[0].Equals("time", StringComparison.OrdinalIgnoreCase) ? FluxBalanceCase.Run(model, settings, reference)
                : Deterministic(model, settings, reference, options, cancel);
            return new(kind, name, reason.Length == 0, reason);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // A case must not end the run of a thousand others: our bug is reported as this case's failure.
            return new(kind, name, false, $"internal error: {failure.GetType().Name}: {failure.Message}");
        }
    }

    /// <summary>The model with the variables as the case wants them. Only species are amounts or concentrations, whatever else the settings list as such.</summary>
    private static Checked<CompiledModel> Compile(string path, CaseSettings settings, IEnumerable<string> variables) =>
        ModelFile.Read(path).Then(Flattening.Flatten).Then(m =>
        {
            var species = m.Species.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
            return Compiler.Compile(m, new CompileRequest { Outputs = variables.Select(v => species.Contains(v) ? settings.Observable(v) : v).ToValueList() });
        });

    private static string FirstError<T>(Checked<T> result)
        where T : class => result.Diagnostics.First(d => d.Severity == Severity.Error).ToString();

    private static string Deterministic(string path, CaseSettings settings, ReferenceTable reference, EnsembleOptions options, CancellationToken cancel)
    {
        string[] variables = [.. reference.Columns.Skip(1)];
        var compiled = Compile(path, settings, variables);
        if (!compiled.IsOk)
        {
            return FirstError(compiled);
        }

        var sink = new MemorySink();
        Ensemble.Run(compiled.Value, new SamePlan(new IndividualPlan { Start = 0, OutputTimes = settings.Times() }), options with { Threads = 1 }, sink, null, cancel);
        var block = sink.Blocks[0];
        if (!block.Outcomes[0].IsCompleted)
        {
            return block.Outcomes[0].Sentence;
        }

        for (int row = 0; row < reference.Rows.Length; row++)
        {
            for (int column = 0; column < variables.Length; column++)
            {
                double expected = reference.Rows[row][column + 1], found = block.Values[(row * variables.Length) + column];
                if (!Agrees(expected, found, settings.Absolute, settings.Relative))
                {
                    return string.Create(CultureInfo.InvariantCulture, $"{variables[column]} at {reference.Rows[row][0]:G8}: found {found:G10}, expected {expected:G10}");
                }
            }
        }

        return "";
    }

    /// <summary>|c − u| ≤ absolute + relative·|c|; NaN and infinities must be the same.</summary>
    internal static bool Agrees(double expected, double found, double absolute, double relative) =>
        double.IsFinite(expected)
            ? Math.Abs(expected - found) <= absolute + (relative * Math.Abs(expected))
            : expected.Equals(found);

    private static string Stochastic(string path, CaseSettings settings, ReferenceTable reference, EnsembleOptions options, CancellationToken cancel)
    {
        string[] variables = [.. settings.Variables];
        var compiled = Compile(path, settings, variables);
        if (!compiled.IsOk)
        {
            return FirstError(compiled);
        }

        // Without reactions chance is in the model's draws alone, which any method takes; with them single events are computed.
        var method = compiled.Value.Network is { Reactions.IsEmpty: false } ? Method.StochasticExact : options.Method;
        if (SingleEvents.Refusal(compiled.Value, method) is { } refusal)
        {
            return refusal.ToString();
        }

        var moments = new MomentSink(variables.Length, settings.Steps + 1, settings.Output.Any(o => o.StartsWith("ln(", StringComparison.Ordinal)));
        Ensemble.Run(compiled.Value, new SamePlan(new IndividualPlan { Start = 0, OutputTimes = settings.Times() }, Replicates), options with { Method = method }, moments, null, cancel);
        if (moments.Failure is { } failure)
        {
            return failure;
        }

        var misses = new List<string>();
        foreach (string output in settings.Output)
        {
            misses.AddRange(Misses(output, variables, settings, reference, moments));
        }

        // The suite allows three misses of each kind (mean, sd) in a case: a correct simulator has some.
        int means = misses.Count(m => m.StartsWith("mean", StringComparison.Ordinal)), deviations = misses.Count - means;
        return means > MostMisses || deviations > MostMisses ? $"{means} means and {deviations} standard deviations outside their ranges; first: {misses[0]}" : "";
    }

    private static IEnumerable<string> Misses(string output, string[] variables, CaseSettings settings, ReferenceTable reference, MomentSink moments)
    {
        bool isMean = output.EndsWith("-mean", StringComparison.Ordinal);
        bool logarithmic = output.StartsWith("ln(", StringComparison.Ordinal);
        string variable = output[..output.LastIndexOf('-')];
        variable = logarithmic ? variable[3..^1] : variable;
        int column = Array.IndexOf(variables, variable);
        string prefix = logarithmic ? $"ln({variable})" : variable;
        int meanColumn = Array.IndexOf(reference.Columns, prefix + "-mean"), sdColumn = Array.IndexOf(reference.Columns, prefix + "-sd");
        double root = Math.Sqrt(Replicates);
        for (int row = 0; row < reference.Rows.Length; row++)
        {
            var (mean, variance) = moments.Of(row, column, logarithmic);

            // Where the case gives no standard deviation (a Cauchy variable has none), the sample's.
            double sigma = sdColumn >= 0 ? reference.Rows[row][sdColumn] : Math.Sqrt(variance);
            double z = isMean
                ? sigma == 0 ? Same(mean, reference.Rows[row][meanColumn]) : root * (mean - reference.Rows[row][meanColumn]) / sigma
                : sigma == 0 ? Same(variance, 0) : Math.Sqrt(Replicates / 2.0) * ((variance / (sigma * sigma)) - 1);
            var range = isMean ? settings.MeanRange : settings.SdRange;
            if (!(z > range.Low && z < range.High))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{(isMean ? "mean" : "sd")} of {prefix} at {reference.Rows[row][0]:G6}: score {z:G4}");
            }
        }
    }

    private static double Same(double found, double expected) => Math.Abs(found - expected) <= 1e-9 * Math.Max(1, Math.Abs(expected)) ? 0 : double.PositiveInfinity;
}
