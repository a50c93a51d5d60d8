using Anesis.Mathematics;
using MathNet.Numerics.Distributions;

namespace Anesis.Pharmacometrics.Bioequivalence;

/// <summary>Ratio of geometric means, test over reference, with its 90 % confidence interval.</summary>
public sealed record Equivalence(double Ratio, double Lower, double Upper, double StandardError, double DegreesOfFreedom)
{
    /// <summary>The whole interval lies within the limits (0.8 to 1.25 unless widened).</summary>
    public bool IsWithin(double lower = 0.8, double upper = 1.25) => Lower >= lower && Upper <= upper;

    internal static Equivalence Of(double difference, double standardError, double degreesOfFreedom)
    {
        double reach = StudentT.InvCDF(0, 1, degreesOfFreedom, 0.95) * standardError;
        return new(Elementary.Exp(difference), Elementary.Exp(difference - reach), Elementary.Exp(difference + reach), standardError, degreesOfFreedom);
    }
}

/// <summary>Analysis of variance of ln(value) with fixed sequence, subject within sequence, period and treatment.</summary>
public sealed record FixedEffectsResult(Equivalence Equivalence, double MeanSquareError, double ResidualSumOfSquares, int Rows)
{
    public required double TreatmentF { get; init; }

    public required double TreatmentP { get; init; }

    public required double PeriodF { get; init; }

    /// <summary>Sequence tested against subjects within sequence.</summary>
    public required double SequenceF { get; init; }

    public required double SequenceP { get; init; }

    /// <summary>Within-subject coefficient of variation, √(e^MSE − 1).</summary>
    public double WithinSubjectVariation => Math.Sqrt(Elementary.Expm1(MeanSquareError));
}

/// <summary>Restricted maximum likelihood with a random subject: fixed sequence, period and treatment; degrees of freedom by containment.</summary>
public sealed record RandomSubjectResult(Equivalence Equivalence, double BetweenSubjectVariance, double WithinSubjectVariance);

/// <summary>Variability of the reference and the limits that a regulator widens with it (EMA 2010: e^∓0.760·swR for CVs above 30 %, to 50 %).</summary>
public sealed record ReferenceVariability(double StandardDeviation)
{
    private const double LeastVariation = 0.30;
    private const double MostVariation = 0.50;
    private const double Regulatory = 0.760;

    public double Variation => Math.Sqrt(Elementary.Expm1(StandardDeviation * StandardDeviation));

    public (double Lower, double Upper) Limits
    {
        get
        {
            if (Variation <= LeastVariation)
            {
                return (0.8, 1.25);
            }

            double sd = Math.Min(StandardDeviation, Math.Sqrt(Elementary.Log1p(MostVariation * MostVariation)));
            return (Elementary.Exp(-Regulatory * sd), Elementary.Exp(Regulatory * sd));
        }
    }
}
