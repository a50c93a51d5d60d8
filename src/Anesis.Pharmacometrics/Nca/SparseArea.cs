namespace Anesis.Pharmacometrics.Nca;

/// <summary>
/// Mean profile and its area where each person gives few samples: linear trapezoids over the arithmetic means, with a standard error that counts
/// the covariance of times sampled in the same people (Nedelman and Jia 1998; Holder 2001). Degrees of freedom (Satterthwaite) exist
/// only where no person gave two samples; else NaN.
/// </summary>
public sealed record SparseArea(double[] Times, double[] Means, double AucLast, double StandardError, double DegreesOfFreedom)
{
    public static SparseArea Of(IEnumerable<NcaProfile> people)
    {
        var samples = people.SelectMany(p => p.Times.Select((t, i) => (p.Id, Time: t, Value: p.Concentrations[i]))).Where(s => !double.IsNaN(s.Value))
            .GroupBy(s => s.Time).OrderBy(g => g.Key).Select(g => g.ToDictionary(s => s.Id, s => s.Value)).ToList();
        double[] times = [.. people.SelectMany(p => p.Times.Where((_, i) => !double.IsNaN(p.Concentrations[i]))).Distinct().Order()];

        // A mean of which half or more is below the limit counts as below it.
        double[] means = [.. samples.Select(s => 2 * s.Values.Count(v => v == 0) >= s.Count ? 0 : s.Values.Average())];
        int last = Array.FindLastIndex(means, m => m > 0);
        double[] weights = Weights(times, last);
        double area = 0, variance = 0, denominator = 0;
        bool shared = false;
        for (int i = 0; i <= last; i++)
        {
            area += weights[i] * means[i];
            double own = weights[i] * weights[i] * Covariance(samples[i], samples[i]) / samples[i].Count;
            variance += own;
            denominator += samples[i].Count > 1 ? own * own / (samples[i].Count - 1) : 0;
            for (int j = i + 1; j <= last; j++)
            {
                int both = samples[i].Keys.Count(samples[j].ContainsKey);
                if (both > 0)
                {
                    shared = true;
                    variance += 2 * weights[i] * weights[j] * both * Covariance(samples[i], samples[j]) / ((double)samples[i].Count * samples[j].Count);
                }
            }
        }

        return new(times, means, area, Math.Sqrt(variance), shared ? double.NaN : variance * variance / denominator);
    }

    /// <summary>The mean profile, for parameters of the mean curve.</summary>
    public NcaProfile MeanProfile(params NcaDose[] doses) => new("mean", Times, Means, doses);

    private static double[] Weights(double[] times, int last)
    {
        double[] weights = new double[times.Length];
        for (int i = 0; i < last; i++)
        {
            double half = (times[i + 1] - times[i]) / 2;
            weights[i] += half;
            weights[i + 1] += half;
        }

        return weights;
    }

    /// <summary>Over the people who have both samples, with Holder's divisor (r − 1) + (1 − r/n₁)(1 − r/n₂).</summary>
    private static double Covariance(Dictionary<string, double> a, Dictionary<string, double> b)
    {
        double meanA = a.Values.Average(), meanB = b.Values.Average(), sum = 0;
        int both = 0;
        foreach (var (id, value) in a)
        {
            if (b.TryGetValue(id, out double other))
            {
                both++;
                sum += (value - meanA) * (other - meanB);
            }
        }

        double divisor = both - 1 + ((1 - ((double)both / a.Count)) * (1 - ((double)both / b.Count)));
        return divisor > 0 ? sum / divisor : 0;
    }
}
