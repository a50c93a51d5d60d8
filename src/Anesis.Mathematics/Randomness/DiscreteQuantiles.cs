namespace Anesis.Mathematics.Randomness;

/// <summary>Quantiles of counts: the least count whose distribution function reaches u, for u in (0, 1). Parameters out of range give NaN.</summary>
public static class DiscreteQuantiles
{
    /// <summary>Poisson with a mean from 0 to 10⁹.</summary>
    public static double Poisson(double u, double mean)
    {
        if (!(mean is >= 0 and <= 1e9) || !(u > 0 && u < 1))
        {
            return double.NaN;
        }

        double z = Elementary.NormalQuantile(u);
        double start = mean + (Math.Sqrt(mean) * z) + (((z * z) - 1) / 6);
        return mean == 0 ? 0 : Search(u, start, double.PositiveInfinity, count =>
        {
            (double lower, double upper) = IncompleteGamma.Evaluate(count + 1, mean);
            return (upper, lower);
        });
    }

    /// <summary>Binomial: successes among <paramref name="trials"/> (a whole number from 0 to 10⁹), each with a probability in [0, 1].</summary>
    public static double Binomial(double u, double trials, double probability)
    {
        if (!(trials is >= 0 and <= 1e9) || Math.Floor(trials) != trials || !(probability is >= 0 and <= 1) || !(u > 0 && u < 1))
        {
            return double.NaN;
        }

        if (probability is 0 or 1 || trials == 0)
        {
            return trials * probability;
        }

        double z = Elementary.NormalQuantile(u);
        double spread = Math.Sqrt(trials * probability * (1 - probability));
        double start = (trials * probability) + (spread * z) + ((1 - (2 * probability)) * ((z * z) - 1) / 6);
        return Search(u, start, trials, count =>
            count >= trials ? (1, 0) : IncompleteBeta.Evaluate(trials - count, count + 1, 1 - probability, probability));
    }

    private static double Search(double u, double start, double most, Func<double, (double Below, double Above)> tails)
    {
        double count = Math.Clamp(Math.Floor(start), 0, most);

        // Strides double until the count is enclosed, then halve.
        bool Reached(double k)
        {
            (double below, double above) = tails(k);
            return u <= 0.5 ? below >= u : above <= 1 - u;
        }

        double low;
        double high;
        if (Reached(count))
        {
            (low, high) = (count - 1, count);
            for (double stride = 1; low >= 0 && Reached(low); stride *= 2)
            {
                (low, high) = (Math.Max(-1, low - stride), low);
            }
        }
        else
        {
            (low, high) = (count, Math.Min(most, count + 1));
            for (double stride = 2; high < most && !Reached(high); stride *= 2)
            {
                (low, high) = (high, Math.Min(most, high + stride));
            }
        }

        while (high - low > 1)
        {
            double middle = Math.Floor(0.5 * (low + high));
            (low, high) = Reached(middle) ? (low, middle) : (middle, high);
        }

        return high;
    }
}
