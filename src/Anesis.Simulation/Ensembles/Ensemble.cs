using System.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Integration;
using Anesis.Simulation.Stochastic;

namespace Anesis.Simulation.Ensembles;

/// <summary>Runs a compiled model for many individuals.</summary>
public static class Ensemble
{
    /// <summary>
    /// Computes every individual and hands the results to the sink in order of individuals, while others are computed. An individual's rows are bitwise the same
    /// whatever the number of threads and lanes and whoever else is computed. One that fails is reported and the others finish.
    /// </summary>
    /// <param name="model">The compiled model.</param>
    /// <param name="individuals">Who; asked from several threads.</param>
    /// <param name="options">Method, tolerances, threads, seed.</param>
    /// <param name="sink">Takes the results, one block at a time.</param>
    /// <param name="progress">Told after each block, or null.</param>
    /// <param name="cancellation">Ends the run early: blocks that are finished have been delivered, the rest counts as cancelled. No exception is thrown.</param>
    public static EnsembleSummary Run(
        CompiledModel model,
        IIndividuals individuals,
        EnsembleOptions options,
        IResultSink sink,
        IProgress<EnsembleProgress>? progress = null,
        CancellationToken cancellation = default) =>
        Run(model, individuals, options, sink, progress, null, cancellation);

    /// <summary>Computes one individual, the one with the number 0. The block that comes back holds it alone.</summary>
    public static ResultBlock RunOne(CompiledModel model, IndividualPlan plan, ReadOnlySpan<double> inputs, EnsembleOptions options, CancellationToken cancellation = default) =>
        RunOne(model, 0, plan, inputs, options, cancellation);

    /// <summary>
    /// Computes one individual of an ensemble alone, to the bits that it has among the others: <paramref name="individual"/>, its number (0 or more), keys what it draws.
    /// The block that comes back holds it alone, as its first.
    /// </summary>
    public static ResultBlock RunOne(
        CompiledModel model, int individual, IndividualPlan plan, ReadOnlySpan<double> inputs, EnsembleOptions options, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(individual);
        var sink = new LastBlock();
        Run(model, new OneIndividual(individual, plan, inputs.ToArray()), options with { Threads = 1 }, sink, null, cancellation);
        return sink.Block ?? new ResultBlock(0, 1, model.Outputs.Count, [0, 0], [], [], [new Outcome(OutcomeKind.Cancelled)]);
    }

    internal static EnsembleSummary Run(
        CompiledModel model,
        IIndividuals individuals,
        EnsembleOptions options,
        IResultSink sink,
        IProgress<EnsembleProgress>? progress,
        StepperFactory? factory,
        CancellationToken cancellation)
    {
        if (SingleEvents.Refusal(model, options.Method) is { } refusal)
        {
            // Another method in its place would be a wrong answer under a right name.
            throw new ArgumentException($"{options.Method}: {refusal.Found}; expected {refusal.Expected}", nameof(options));
        }

        if (options.Method == Method.StochasticExact && SingleEvents.IsBesides(model))
        {
            (model, options) = (model.SingleEvents!, options with { Method = Method.Auto });
        }

        int threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        int total = individuals.Count;
        var failed = new List<FailedIndividual>();
        int finished = 0;
        RunCounters counters = default;
        TimeSpan userBefore = UserTime();
        long started = Stopwatch.GetTimestamp();

        void Deliver(ResultBlock block)
        {
            sink.Accept(block);
            for (int i = 0; i < block.Count; i++)
            {
                if (!block.Outcomes[i].IsCompleted)
                {
                    failed.Add(new FailedIndividual(block.First + i, block.Outcomes[i]));
                }
            }

            finished += block.Count;
            counters += block.Counters;
            progress?.Report(new EnsembleProgress(total, finished, failed.Count));
        }

        int size = BlockSize(model, individuals, threads);
        threads = Math.Max(1, Math.Min(threads, (total + size - 1) / size));
        var line = new BlockLine(total, size, Window(model, size, threads), model.Outputs.Count, Deliver, recycles: !sink.KeepsBlocks);
        var workers = new Thread[threads - 1];
        for (int i = 0; i < workers.Length; i++)
        {
            workers[i] = new Thread(() => Worker.Run(model, individuals, options, factory, line, cancellation)) { IsBackground = true, Name = "ensemble" };
            workers[i].Start();
        }

        Worker.Run(model, individuals, options, factory, line, cancellation);
        foreach (Thread worker in workers)
        {
            worker.Join();
        }

        if (line.Fault is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(line.Fault);
        }

        return new EnsembleSummary
        {
            Individuals = total,
            Completed = finished - failed.Count,
            Cancelled = total - finished,
            Failed = failed.ToValueList(),
            Counters = counters,
            Wall = Stopwatch.GetElapsedTime(started),
            User = UserTime() - userBefore,
        };
    }

    private static TimeSpan UserTime() =>
        OperatingSystem.IsBrowser() || OperatingSystem.IsIOS() || OperatingSystem.IsTvOS() ? TimeSpan.Zero : Environment.CpuUsage.UserTime;

    /// <summary>Enough individuals to fill every lane several times, in blocks of some megabytes at most.</summary>
    private static int BlockSize(CompiledModel model, IIndividuals individuals, int threads)
    {
        if (individuals.Count == 0)
        {
            return 1;
        }

        const long Bytes = 2 << 20;
        int rows = individuals.Describe(0, new double[model.InputSlots.Count]).Rows;
        long size = Bytes / (8L * (1 + model.Outputs.Count) * Math.Max(rows, 1));
        long share = (individuals.Count + (4L * threads) - 1) / (4L * threads);
        return (int)Math.Clamp(Math.Min(size, share), 1, 1024);
    }

    /// <summary>Blocks that may be under way at once: some for each thread, and enough individuals to fill every lane while as many wait for their turn.</summary>
    private static int Window(CompiledModel model, int blockSize, int threads)
    {
        int filling = ((2 * model.Lanes * threads) + blockSize - 1) / blockSize;
        return Math.Max(4, Math.Max(3 * threads, filling));
    }

    private sealed class OneIndividual(int number, IndividualPlan plan, double[] values) : IIndividuals
    {
        public int Count => 1;

        public int NumberOf(int index) => number;

        public IndividualPlan Describe(int index, Span<double> inputs)
        {
            values.CopyTo(inputs);
            return plan;
        }
    }

    private sealed class LastBlock : IResultSink
    {
        public ResultBlock? Block { get; private set; }

        public void Accept(ResultBlock block) => Block = block;
    }
}
