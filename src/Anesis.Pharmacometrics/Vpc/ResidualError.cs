using Anesis.Mathematics.Randomness;

namespace Anesis.Pharmacometrics.Vpc;

/// <summary>
/// What an observation differs by from the individual's prediction: y = f + sqrt(additive² + (proportional·f)²)·ε, ε standard normal.
/// A draw depends on the seed, the individual and the row alone.
/// </summary>
/// <param name="Additive">Standard deviation, in the unit of the observation; 0 or more.</param>
/// <param name="Proportional">Coefficient of variation, 0 or more.</param>
public sealed record ResidualError(double Additive, double Proportional)
{
    private const ulong Stream = 0x7265_7369_6475_616c;

    public bool IsNone => Additive == 0 && Proportional == 0;

    public double Observe(double prediction, ulong seed, long individual, int row)
    {
        if (IsNone)
        {
            return prediction;
        }

        double deviation = Math.Sqrt((Additive * Additive) + (Proportional * prediction * Proportional * prediction));
        return prediction + (deviation * new DrawKey(seed, (ulong)individual, Stream).Normal((ulong)row));
    }
}
