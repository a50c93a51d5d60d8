using Anesis.Mathematics.Randomness;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Regimens;
using Anesis.Pharmacometrics.Routes;

namespace Anesis.Pharmacometrics.Experiments;

/// <summary>
/// Which of a regimen's doses a person takes, and when. Each dose has its own draws, keyed by the study's seed, the person and the text that it belongs to; with runs of missed doses
/// the person's state goes on from dose to dose: P(miss after miss) = 1 − 1/L and P(miss after taken) = (1 − p)/(p·L) keep the share p and the mean run L.
/// </summary>
internal static class TakenDoses
{
    private const ulong Stream = 0x6164_6865_7265_6e63;

    /// <summary>The doses that are taken, at the times at which they are, and those that are missed (in their places, marked).</summary>
    public static IEnumerable<(RoutedDose Dose, bool Taken, double Late)> Of(ValueList<RoutedDose> doses, ulong seed, int individual)
    {
        var missed = new Dictionary<ulong, bool>();
        foreach (var dose in doses)
        {
            var pattern = dose.Dose.Taking;
            if (pattern.IsPerfect)
            {
                yield return (dose, true, 0);
                continue;
            }

            var draws = new DrawKey(seed, (ulong)individual, Stream ^ dose.Dose.Series);
            ulong n = 2 * (ulong)dose.Dose.Number;
            bool misses = false;
            if (pattern.Probability < 1)
            {
                double share = 1 - pattern.Probability;
                double chance = !missed.TryGetValue(dose.Dose.Series, out bool before) || pattern.MissedRun == 0 ? share
                    : before ? 1 - (1 / pattern.MissedRun)
                    : Math.Min(1, share / (pattern.Probability * pattern.MissedRun));
                misses = draws.Uniform(n) < chance;
                missed[dose.Dose.Series] = misses;
            }

            double late = pattern.LateBy + (pattern.LateUpTo * draws.Uniform(n + 1));
            yield return (dose, !misses, late);
        }
    }
}
