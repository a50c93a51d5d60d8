namespace Anesis.Mathematics.Randomness;

/// <summary>The draws of a key one after another, for methods that need now more and now fewer of them.</summary>
public struct DrawSequence(DrawKey key)
{
    private ulong _next;

    /// <summary>A uniform draw in (0, 1).</summary>
    public double Uniform() => key.Uniform(_next++);

    /// <summary>A standard exponential draw.</summary>
    public double Exponential() => -Elementary.Log(Uniform());

    /// <summary>
    /// A Poisson draw: by inversion where the mean is below 10, else by transformed rejection with squeeze. The mean is 0 to 10⁹; anything else gives NaN.
    /// </summary>
    /// <remarks>Hörmann, "The transformed rejection method for generating Poisson random variables", Insurance: Mathematics and Economics 12 (1993).</remarks>
    public double Poisson(double mean) => mean is >= 10 and <= 1e9 ? Rejected(mean) : mean is >= 0 and < 10 ? Inverted(mean) : double.NaN;

    private double Inverted(double mean)
    {
        double u = Uniform();
        double mass = Elementary.Exp(-mean);
        double sum = mass;
        double count = 0;

        // Beyond 100 the mass is below 10⁻⁶⁰: only rounding of the sum can lead there.
        while (u > sum && count < 100)
        {
            count++;
            mass *= mean / count;
            sum += mass;
        }

        return count;
    }

    private double Rejected(double mean)
    {
        double b = 0.931 + (2.53 * Math.Sqrt(mean));
        double a = -0.059 + (0.02483 * b);
        double inverseAlpha = 1.1239 + (1.1328 / (b - 3.4));
        double squeeze = 0.9277 - (3.6224 / (b - 2));
        double logMean = Elementary.Log(mean);
        while (true)
        {
            double u = Uniform() - 0.5;
            double v = Uniform();
            double us = 0.5 - Math.Abs(u);
            double count = Math.Floor((((2 * a / us) + b) * u) + mean + 0.43);
            if (us >= 0.07 && v <= squeeze)
            {
                return count;
            }

            if (count < 0 || (us < 0.013 && v > us))
            {
                continue;
            }

            double left = Elementary.Log(v * inverseAlpha / ((a / (us * us)) + b));
            if (left <= (count * logMean) - mean - Elementary.LogGamma(count + 1))
            {
                return count;
            }
        }
    }
}
