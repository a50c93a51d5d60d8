namespace Anesis.Cli.Bench;

/// <summary>e = |y − r| / (|r| + 1e-3 · max over t of |r| in that subject and output), over all values with a reference.</summary>
internal sealed record ErrorMeasures(double Max, double Rms, double P999, double Median)
{
    public static ErrorMeasures? Of(List<double> errors)
    {
        if (errors.Count == 0)
        {
            return null;
        }

        errors.Sort();
        return new(errors[^1], Math.Sqrt(errors.Sum(e => e * e) / errors.Count), errors[(int)(0.999 * (errors.Count - 1))], errors[errors.Count / 2]);
    }
}
