using Anesis.Mathematics;
using Anesis.Mathematics.Randomness;

namespace Anesis.Pharmacometrics.VirtualPopulations;

/// <summary>
/// How adults of one sex, age, height and weight differ in their organs, about the regressions of <see cref="VirtualAdult"/>.
/// Coefficients of variation are those of McNally 2014 (PopGen), doi 10.1016/j.tox.2013.07.009, as the R package httk's table McNally2014_data has them; the publication was not read.
/// Muscle has the standard error of Lee's regression, 2.8 kg (2000, doi 10.1093/ajcn/72.3.796). Of lean mass, cardiac output and what follows from weight and height no figure was found: they have none.
/// Organs vary independently of each other.
/// </summary>
public static class OrganVariability
{
    /// <summary>Beyond so many deviations a normal draw does not go: with the largest coefficient (0.31) it stays above 0.</summary>
    private const double Farthest = 3;

    private const double MuscleDeviation = 2.8;

    private static readonly double WithinFarthest = StandardNormal.Cumulative(Farthest);

    /// <summary>Coefficient of variation of a quantity about its regression, and whether its logarithm is normal; 0 where none is known.</summary>
    /// <param name="quantity">A name of <see cref="VirtualAdult.Quantities"/>.</param>
    /// <param name="woman">True for a woman.</param>
    public static (double Variation, bool LogNormal) Of(string quantity, bool woman) => quantity switch
    {
        "blood_volume" => (0.100250522, true),
        "liver_volume" => (woman ? 0.25 : 0.24, false),
        "brain_mass" => (0.05, false),
        "kidneys_mass" => (0.25, false),
        "spleen_mass" => (0.38, true),
        "pancreas_mass" => (woman ? 0.29 : 0.27, false),
        "lungs_mass" => (0.33, true),
        "stomach_mass" => (woman ? 0.13 : 0.31, false),
        "small_intestine_mass" => (woman ? 0.13 : 0.12, false),
        "skin_mass" => (0.049029427, true),
        "skeleton_mass" => (0.01, false),
        _ when quantity.EndsWith("_flow", StringComparison.Ordinal) => (0.05, false),
        _ => (0, false),
    };

    /// <summary>
    /// The quantities of one adult with what is his or her own. A regression's value is the median; normal draws end at three deviations.
    /// A draw depends on the seed, the person and the quantity's name alone.
    /// </summary>
    /// <param name="values">What <see cref="VirtualAdult.Of"/> gives, in the order of <see cref="VirtualAdult.Quantities"/>.</param>
    /// <param name="woman">True for a woman.</param>
    /// <param name="seed">The seed of all draws.</param>
    /// <param name="person">The person's number, from 0.</param>
    public static double[] About(IReadOnlyList<double> values, bool woman, ulong seed, int person)
    {
        var quantities = VirtualAdult.Quantities;
        double[] own = [.. values];
        for (int i = 0; i < own.Length; i++)
        {
            double u = new DrawKey(seed, (ulong)person, TextHash.Of("organ " + quantities[i].Name)).Uniform(0);
            double normal = Elementary.NormalQuantile(1 - WithinFarthest + (u * ((2 * WithinFarthest) - 1)));
            if (quantities[i].Name == "muscle_mass")
            {
                own[i] += MuscleDeviation * normal;
                continue;
            }

            var (variation, logNormal) = Of(quantities[i].Name, woman);
            own[i] *= logNormal ? Elementary.Exp(Math.Sqrt(Elementary.Log1p(variation * variation)) * Elementary.NormalQuantile(u)) : 1 + (variation * normal);
        }

        return own;
    }
}
