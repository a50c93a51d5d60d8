using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Anesis.Cli.Bench;
using Anesis.Cli.Bench.Accuracy;
using Anesis.Cli.Terminal;
using Anesis.Formats.Antimony;
using Anesis.Modeling;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Diagnostics;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Sensitivities;
using Anesis.Simulation.Stochastic;

namespace Anesis.Cli.Commands;

internal static class BenchCommand
{
    private const string Accuracy = "accuracy";

    private const string Peak = "peak";

    private static string[] Names { get; } = [.. Workload.All.Select(w => w.Name), Accuracy, Peak];

    public static Command Create(Screen screen, CancellationToken cancel)
    {
        var workload = new Argument<string>("WORKLOAD") { Description = string.Join(", ", Names) };
        var threads = new Option<int>("--threads") { Description = "number of threads", DefaultValueFactory = _ => 1 };
        var rtol = new Option<double>("--rtol") { Description = "relative tolerance", DefaultValueFactory = _ => 1e-6 };
        var method = new Option<string?>("--method") { Description = "auto, explicit or stiff in place of the workload's own" };
        var output = new Option<string?>("--output") { Description = "accuracy: the folder for its page and picture; without it the page is printed", HelpName = "FOLDER" };
        var lanes = new Option<int>("--lanes") { Description = "1, 2, 4, 8 or 16; 0: the fastest, and 1 for a single run" };
        var command = new Command("bench", "run a workload of the benchmark and print one line of JSON: speed, work and accuracy") { workload, threads, rtol, method, lanes, output };
        command.SetAction(parsed =>
        {
            if (OptionRanges.Check(parsed, rtol, threads) is { } wrong)
            {
                throw new UserError(wrong);
            }

            if (parsed.GetValue(lanes) is var count && !Compiler.IsLaneCount(count))
            {
                throw new UserError(new("AN1006", Severity.Error, new("--lanes"), $"{count}", "1, 2, 4, 8 or 16; 0: the fastest"));
            }

            string name = parsed.GetValue(workload)!;
            if (string.Equals(name, Accuracy, StringComparison.OrdinalIgnoreCase))
            {
                WriteAccuracy(screen, parsed.GetValue(output), cancel);
                return ExitCode.Done;
            }

            if (string.Equals(name, Peak, StringComparison.OrdinalIgnoreCase))
            {
                (double registers, double cache) = MachinePeak.Measure();
                screen.Output.WriteLine(JsonSerializer.Serialize(new { workload = Peak, gflops_registers = Math.Round(registers / 1e9, 2), gflops_cache = Math.Round(cache / 1e9, 2) }));
                return ExitCode.Done;
            }

            var chosen = Workload.All.FirstOrDefault(w => string.Equals(w.Name, name, StringComparison.OrdinalIgnoreCase))
                ?? throw new UserError(new("AN1011", Severity.Error, new("command line"), $"\"{name}\"", $"a workload: {string.Join(", ", Names)}", Spelling.Nearest(name, Names)));
            var options = new EnsembleOptions
            {
                RelativeTolerance = parsed.GetValue(rtol),
                AbsoluteTolerance = chosen.AbsoluteTolerance,
                Threads = parsed.GetValue(threads),
                Method = parsed.GetValue(method) is { } asked ? MethodNames.Parse(asked) : chosen.Method,
            };
            screen.Output.WriteLine(Run(chosen, options, parsed.GetValue(lanes), cancel));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Requested against achieved accuracy, as a page with a picture.</summary>
    private static void WriteAccuracy(Screen screen, string? folder, CancellationToken cancel)
    {
        // The reference material holds bench/reference, two levels below its root.
        string? shared = BenchReference.Folder() is { } reference ? Path.GetFullPath(Path.Combine(reference, "..", "..")) : null;
        var (page, drawing) = AccuracyBench.Run(shared, (done, all) => screen.Progress(done / (double)all, $"{done} of {all} problems"), cancel);
        screen.ClearProgress();
        if (folder is null)
        {
            screen.Output.WriteLine(page);
            return;
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "accuracy.md"), page);
        File.WriteAllText(Path.Combine(folder, AccuracyReport.PictureName), drawing);
    }

    private static string Run(Workload workload, EnsembleOptions options, int lanes, CancellationToken cancel)
    {
        var compiled = Compile(workload, lanes);
        if (SingleEvents.Refusal(compiled, options.Method) is { } refusal)
        {
            throw new UserError(refusal with { At = new(workload.Name) });
        }

        var individuals = workload.Individuals(compiled);

        WarmUp(workload, options, compiled, individuals, cancel);
        MemorySink sink;
        using var process = Process.GetCurrentProcess();
        int runs = 0;
        double user = 0;
        double wall = 0;
        do
        {
            // What is done in a moment runs again and again: the clock of the processor's time is too coarse for it. What the last run left behind is cleared off the clock.
            sink = new MemorySink();
            if (runs > 0)
            {
                GC.Collect();
            }

            var userBefore = Environment.CpuUsage.UserTime;
            long started = Stopwatch.GetTimestamp();
            Ensemble.Run(compiled, individuals, options, sink, null, cancel);
            wall += Stopwatch.GetElapsedTime(started).TotalSeconds;
            user += (Environment.CpuUsage.UserTime - userBefore).TotalSeconds;
            runs++;
        }
        while (wall < 0.5 && !cancel.IsCancellationRequested);
        process.Refresh();
        user /= runs;
        wall /= runs;
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
            ["wall_s"] = Math.Round(wall, 4),
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

    /// <summary>
    /// Machine code is made at the first call, and made better while it runs: a few individuals run for half a second before the clock starts.
    /// </summary>
    private static void WarmUp(Workload workload, EnsembleOptions options, CompiledModel compiled, IIndividuals individuals, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        do
        {
            var some = new FirstOf(individuals, workload.Count > 1 ? 64 : 1);
            Ensemble.Run(compiled, some, options, new MemorySink(), null, cancel);
        }
        while (watch.ElapsedMilliseconds < 500 && !cancel.IsCancellationRequested);
    }

    private static CompiledModel Compile(Workload workload, int lanes)
    {
        using var stream = typeof(BenchCommand).Assembly.GetManifestResourceStream("bench/" + workload.ModelFile)
            ?? throw new InvalidOperationException($"the model {workload.ModelFile} is not in the program");
        using var reader = new StreamReader(stream);
        var compiled = AntimonyReader.Read(reader.ReadToEnd(), workload.ModelFile, null)
            .Then(Flattening.Flatten)
            .Then(m => Compile(workload, m, new CompileRequest { Inputs = workload.Varied, Outputs = workload.Outputs, Lanes = lanes == 0 && workload.Count == 1 ? 1 : lanes, Individuals = workload.Count > 1 ? int.MaxValue : 1 }));
        return compiled.IsOk ? compiled.Value : throw new UserError(compiled.Diagnostics.First(d => d.Severity == Severity.Error));
    }

    private static Checked<CompiledModel> Compile(Workload workload, Model model, CompileRequest request) =>
        workload.Sensitivities.IsEmpty ? Compiler.Compile(model, request) : ForwardSensitivities.Compile(model, request, workload.Sensitivities);

    private sealed class FirstOf(IIndividuals all, int count) : IIndividuals
    {
        public int Count => Math.Min(count, all.Count);

        public IndividualPlan Describe(int index, Span<double> inputs) => all.Describe(index, inputs);
    }
}
