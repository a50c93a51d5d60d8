using System.Diagnostics;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Bench.Accuracy;

/// <summary>
/// What one method achieved on one problem at one tolerance. Errors: |y − r| / (|r| + 1e-3 · max |r| of the column), beyond the reference's own uncertainty,
/// of every value; none when the run failed.
/// </summary>
internal sealed record Achievement(AccuracyProblem Problem, Method Method, double Requested, double[] Errors, RunCounters Work, double Milliseconds, string? Failure)
{
    public double Worst => Errors.Length == 0 ? double.NaN : Errors.Max();
}

internal static class AccuracyRun
{
    public static Achievement Run(AccuracyProblem problem, CompiledModel model, Method method, double tolerance, long maximumSteps, CancellationToken cancel)
    {
        var options = new EnsembleOptions { Method = method, RelativeTolerance = tolerance, AbsoluteTolerance = problem.AbsoluteTolerance * tolerance * 1e6, Threads = 1, MaximumSteps = maximumSteps };
        var sink = new MemorySink();
        long start = Stopwatch.GetTimestamp();
        Ensemble.Run(model, new SamePlan(new IndividualPlan { OutputTimes = problem.Times }), options, sink, null, cancel);
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        cancel.ThrowIfCancellationRequested();
        var block = sink.Blocks[0];
        bool done = block.Outcomes[0].IsCompleted;
        return new(problem, method, tolerance, done ? [.. Errors(problem, block)] : [], block.Counters, milliseconds, done ? null : block.Outcomes[0].Sentence);
    }

    private static IEnumerable<double> Errors(AccuracyProblem problem, ResultBlock block)
    {
        int width = problem.Columns.Length;
        for (int column = 0; column < width; column++)
        {
            // A single row has no course to take a scale from: its values count as they are.
            double floor = problem.Times.Length > 1 ? 1e-3 * problem.Values.Max(r => Math.Abs(r[column])) : 0;
            for (int row = 0; row < problem.Times.Length; row++)
            {
                double reference = problem.Values[row][column];
                double scale = Math.Abs(reference) + floor;
                if (double.IsFinite(scale) && scale > 0)
                {
                    yield return Math.Max(0, (Math.Abs(block.Values[(row * width) + column] - reference) / scale) - problem.Uncertainty);
                }
            }
        }
    }
}
