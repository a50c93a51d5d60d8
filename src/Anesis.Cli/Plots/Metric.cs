namespace Anesis.Cli.Plots;

/// <summary>A number of a course.</summary>
internal static class Metric
{
    public static readonly string[] Names = ["max", "min", "last", "auc", "mean", "tmax"];

    public static double Of(string name, double[] times, double[] values) => name switch
    {
        "max" => values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max(),
        "min" => values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Min(),
        "last" => values.LastOrDefault(double.NaN),
        "tmax" => times.Length == 0 ? double.NaN : times[Array.IndexOf(values, values.Max())],
        "auc" => Area(times, values),
        _ => Area(times, values) / (times[^1] - times[0]),
    };

    public static string Words(string name, string output) => name switch
    {
        "max" => $"Largest {output}",
        "min" => $"Smallest {output}",
        "last" => $"{output} at the end",
        "tmax" => $"Time of the largest {output}",
        "auc" => $"Area under {output}",
        _ => $"Mean {output}",
    };

    public static string? Unit(string name, string? output, string? time) => name switch
    {
        "auc" => output is null || time is null ? null : $"{time}·{output}",
        "tmax" => time,
        _ => output,
    };

    /// <summary>Linear trapezoids.</summary>
    public static double Area(double[] times, double[] values)
    {
        double sum = 0;
        for (int i = 1; i < times.Length; i++)
        {
            sum += 0.5 * (times[i] - times[i - 1]) * (values[i] + values[i - 1]);
        }

        return sum;
    }

    /// <summary>How long a course is above a threshold, straight lines between its points.</summary>
    public static double TimeAbove(double[] times, double[] values, double threshold)
    {
        double sum = 0;
        for (int i = 1; i < times.Length; i++)
        {
            double span = times[i] - times[i - 1], from = values[i - 1] - threshold, to = values[i] - threshold;
            sum += from > 0 && to > 0 ? span : from <= 0 && to <= 0 ? 0 : span * Math.Max(from, to) / Math.Abs(to - from);
        }

        return sum;
    }
}
