using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Bench.Accuracy;

/// <summary>Runs every problem with every method at every tolerance.</summary>
internal static class AccuracyBench
{
    private const long MostSteps = 300_000;

    public static (string Page, string Drawing) Run(string? shared, Action<int, int> progress, CancellationToken cancel)
    {
        var published = AccuracyProblems.Published(shared);
        int total = AccuracyProblems.Stiff.Length + AccuracyProblems.ClosedForms.Length + published.Length, done = 0;

        Achievement[] All(AccuracyProblem[] problems, Method[] methods, double[] tolerances, long most) =>
            [.. problems.SelectMany(problem =>
            {
                // The first run makes the machine code.
                var model = problem.Compile();
                AccuracyRun.Run(problem, model, methods[0], 1e-3, most, cancel);
                Achievement[] runs = [.. methods.SelectMany(m => tolerances.Select(t => AccuracyRun.Run(problem, model, m, t, most, cancel)))];
                progress(++done, total);
                return runs;
            })];

        var stiff = All(AccuracyProblems.Stiff, [Method.Stiff, Method.Auto], [1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10], 10_000_000);
        var closed = All(AccuracyProblems.ClosedForms, [Method.Explicit, Method.Stiff, Method.Auto], [1e-4, 1e-6, 1e-8, 1e-10], MostSteps);
        var models = All(published, [Method.Auto, Method.Explicit, Method.Stiff], [1e-4, 1e-6, 1e-8], MostSteps)
            .GroupBy(a => (a.Method, a.Requested)).SelectMany(g => g).ToArray();
        return (AccuracyReport.Page(stiff, closed, models), AccuracyReport.Drawing(stiff));
    }
}
