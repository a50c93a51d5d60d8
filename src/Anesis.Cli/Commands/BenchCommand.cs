using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Anesis.Cli.Bench;
using Anesis.Cli.Terminal;
using Anesis.Formats.Antimony;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Diagnostics;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Commands;

internal static class BenchCommand
{
    public static Command Create(Screen screen, CancellationToken cancel)
    {
        var workload = new Argument<string>("WORKLOAD") { Description = string.Join(", ", Workload.All.Select(w => w.Name)) };
        var threads = new Option<int>("--threads") { Description = "number of threads", DefaultValueFactory = _ => 1 };
        var rtol = new Option<double>("--rtol") { Description = "relative tolerance", DefaultValueFactory = _ => 1e-6 };
        var method = new Option<string>("--method") { Description = "auto, explicit or stiff", DefaultValueFactory = _ => "auto" };
        var lanes = new Option<int>("--lanes") { Description = "1, 2, 4 or 8; 0: the widest" };
        var command = new Command("bench", "run a workload of the benchmark and print one line of JSON: speed, work and accuracy") { workload, threads, rtol, method, lanes };
        command.SetAction(parsed =>
        {
            if (OptionRanges.Check(parsed, rtol, threads) is { } wrong)
            {
                throw new UserError(wrong);
            }

            if (parsed.GetValue(lanes) is not (0 or 1 or 2 or 4 or 8) and var count)
            {
                throw new UserError(new("AN1006", Severity.Error, new("--lanes"), $"{count}", "1, 2, 4 or 8; 0: the widest"));
            }

            string name = parsed.GetValue(workload)!;
            var chosen = Workload.All.FirstOrDefault(w => string.Equals(w.Name, name, StringComparison.OrdinalIgnoreCase))
                ?? throw new UserError(new("AN1011", Severity.Error, new("command line"), $"\"{name}\"", $"a workload: {string.Join(", ", Workload.All.Select(w => w.Name))}", Spelling.Nearest(name, Workload.All.Select(w => w.Name))));
            var options = new EnsembleOptions
            {
                RelativeTolerance = parsed.GetValue(rtol),
                AbsoluteTolerance = chosen.AbsoluteTolerance,
                Threads = parsed.GetValue(threads),
                Method = chosen.Method == Method.Auto ? MethodNames.Parse(parsed.GetValue(method)!) : chosen.Method,
            };
            if (MethodNames.Refusal(options.Method, chosen.Name) is { } refusal)
            {
                throw new UserError(refusal);
            }

            screen.Output.WriteLine(Run(chosen, options, parsed.GetValue(lanes), cancel));
            return ExitCode.Done;
        });
        return command;
    }

    private static string Run(Workload workload, EnsembleOptions options, int lanes, CancellationToken cancel)
    {
        var compiled = Compile(workload, lanes);
        var individuals = workload.Individuals(compiled);

        // Machine code is made at the first call: a few individuals run before the clock starts.
        Ensemble.Run(compiled, new FirstOf(individuals, workload.Count > 1 ? 64 : 1), options with { MaximumSteps = workload.Count > 1 ? options.MaximumSteps : 5 }, new MemorySink(), null, cancel);
        var sink = new MemorySink();
        using var process = Process.GetCurrentProcess();
        var userBefore = process.UserProcessorTime;
        var watch = Stopwatch.StartNew();
        Ensemble.Run(compiled, individuals, options, sink, null, cancel);
        watch.Stop();
        process.Refresh();
        double user = (process.UserProcessorTime - userBefore).TotalSeconds;
        var counters = sink.Blocks.Aggregate(default(RunCounters), (sum, b) => sum + b.Counters);
        string? folder = BenchReference.Folder();
        bool stochastic = workload.Method == Method.StochasticExact;
        var errors = folder is null || stochastic ? null : BenchReference.Errors(workload, folder, sink.Blocks);
        double? score = folder is null || !stochastic ? null : BenchReference.WorstScore(workload, folder, sink.Blocks);
        var line = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["workload"] = workload.Name,
            ["method"] = MethodNames.Of(options.Method),
            ["rtol"] = options.RelativeTolerance,
            ["n"] = workload.Count,
            ["threads"] = options.Threads,
            ["lanes"] = compiled.Lanes,
            ["user_s"] = Math.Round(user, 4),
            ["wall_s"] = Math.Round(watch.Elapsed.TotalSeconds, 4),
            ["per_s_core"] = Math.Round(workload.Count / user, 2),
            ["peak_mb"] = Math.Round(process.PeakWorkingSet64 / 1048576.0, 1),
            ["steps"] = counters.Steps,
            ["rhs"] = counters.RightHandSides,
            ["lu"] = counters.Factorizations,
        };
        if (stochastic)
        {
            line["worst_z"] = score;
        }
        else
        {
            line["max_err"] = errors?.Max;
            line["rms_err"] = errors?.Rms;
            line["p999_err"] = errors?.P999;
            line["median_err"] = errors?.Median;
        }

        return JsonSerializer.Serialize(line);
    }

    private static CompiledModel Compile(Workload workload, int lanes)
    {
        using var stream = typeof(BenchCommand).Assembly.GetManifestResourceStream("bench/" + workload.ModelFile)
            ?? throw new InvalidOperationException($"the model {workload.ModelFile} is not in the program");
        using var reader = new StreamReader(stream);
        var compiled = AntimonyReader.Read(reader.ReadToEnd(), workload.ModelFile, null)
            .Then(Flattening.Flatten)
            .Then(m => Compiler.Compile(m, new CompileRequest { Inputs = workload.Varied, Outputs = workload.Outputs, Lanes = lanes }));
        return compiled.IsOk ? compiled.Value : throw new UserError(compiled.Diagnostics.First(d => d.Severity == Severity.Error));
    }

    private sealed class FirstOf(IIndividuals all, int count) : IIndividuals
    {
        public int Count => Math.Min(count, all.Count);

        public IndividualPlan Describe(int index, Span<double> inputs) => all.Describe(index, inputs);
    }
}
