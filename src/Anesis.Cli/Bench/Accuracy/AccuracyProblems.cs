using System.Globalization;
using Anesis.Cli.Conformance;
using Anesis.Mathematics;

namespace Anesis.Cli.Bench.Accuracy;

/// <summary>Problems whose answers nobody here computed, and problems with a closed form.</summary>
internal static class AccuracyProblems
{
    /// <summary>
    /// Stiff problems with the end values of the Test Set for IVP Solvers (Mazzia, Magherini, release 2.4, 2008) and of Hairer, Wanner,
    /// Solving Ordinary Differential Equations II (1996), each with the absolute tolerance that its publication uses.
    /// </summary>
    public static AccuracyProblem[] Stiff { get; } =
    [
        AccuracyProblem.Shipped("Robertson", "robertson.ant", ["y1", "y2", "y3"], [1e11], [[0.2083340149701255e-7, 0.8333360770334713e-13, 0.9999999791665050]], 1e-14),
        AccuracyProblem.Shipped(
            "HIRES", "w3a.ant", ["y1", "y2", "y3", "y4", "y5", "y6", "y7", "y8"], [321.8122],
            [[0.7371312573325668e-3, 0.1442485726316185e-3, 0.5888729740967575e-4, 0.1175651343283149e-2, 0.2386356198831331e-2, 0.6238968252742796e-2, 0.2849998395185769e-2, 0.2850001604814231e-2]],
            1e-10),
        AccuracyProblem.Shipped("van der Pol, μ = 1000", "van-der-pol.ant", ["y1", "y2"], [2000], [[0.1706167732170469e1, -0.8928097010248125e-3]], 1e-10),
        AccuracyProblem.Shipped("Oregonator", "oregonator.ant", ["y1", "y2", "y3"], [360], [[0.1000814870318523e1, 0.1228178521549917e4, 0.1320554942846706e3]], 1e-6),
    ];

    /// <summary>Problems with a closed form: the reference is exact to rounding.</summary>
    public static AccuracyProblem[] ClosedForms { get; } =
    [
        Closed("oscillator, 10 periods", "oscillator.ant", ["x", "v"], 63, t => [Elementary.Cos(t), -Elementary.Sin(t)]),
        Closed("logistic growth", "logistic.ant", ["y"], 10, t => [1 / (1 + (999 * Elementary.Exp(-2 * t)))]),
        Closed("absorption and elimination", "bateman.ant", ["a", "b"], 24, t => [100 * Elementary.Exp(-1.1 * t), 100 * 1.1 / (1.1 - 0.2) * (Elementary.Exp(-0.2 * t) - Elementary.Exp(-1.1 * t))]),
        Closed("forced decay, rate 1000", "forced-decay.ant", ["y"], 10, t => [Elementary.Sin(t) + Elementary.Exp(-1000 * t)]),
    ];

    /// <summary>The models of realworld/reference in the reference material; empty where it is absent.</summary>
    public static AccuracyProblem[] Published(string? shared)
    {
        string index = Path.Combine(shared ?? "", "realworld", "reference", "index.tsv");
        if (shared is null || !File.Exists(index))
        {
            return [];
        }

        string[][] rows = [.. File.ReadLines(index).Select(l => l.Split('\t'))];
        int uncertainty = Array.IndexOf(rows[0], "second_difference");
        return [.. rows.Skip(1).Where(r => r.Length > uncertainty).Select(r => Published(shared, r[0], double.Parse(r[uncertainty], CultureInfo.InvariantCulture)))];
    }

    private static AccuracyProblem Published(string shared, string name, double uncertainty)
    {
        var table = ReferenceTable.Parse(File.ReadAllText(Path.Combine(shared, "realworld", "reference", name + ".csv")));

        // Columns that are zero throughout hold the rounding of whoever computed them.
        int[] kept = [.. Enumerable.Range(1, table.Columns.Length - 1).Where(c => table.Rows.Any(r => r[c] != 0))];
        return AccuracyProblem.File(
            name,
            Path.Combine(shared, "realworld", "biomodels", name + ".xml"),
            [.. kept.Select(c => table.Columns[c])],
            [.. table.Rows.Select(r => r[0])],
            [.. table.Rows.Select(r => kept.Select(c => r[c]).ToArray())],
            uncertainty);
    }

    private static AccuracyProblem Closed(string name, string file, string[] columns, double end, Func<double, double[]> solution)
    {
        double[] times = [.. Enumerable.Range(1, 50).Select(k => end * k / 50)];
        return AccuracyProblem.Shipped(name, file, columns, times, [.. times.Select(solution)]);
    }
}
