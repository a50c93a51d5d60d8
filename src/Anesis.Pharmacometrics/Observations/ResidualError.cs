using Anesis.Mathematics;
using Anesis.Mathematics.Randomness;

namespace Anesis.Pharmacometrics.Observations;

/// <summary>How the standard deviation of an observation follows from the prediction f.</summary>
public enum ErrorForm
{
    /// <summary>√(a² + b²f²): variances add (NONMEM's and Monolix's combined2). Additive where b is 0, proportional where a is 0.</summary>
    Variances,

    /// <summary>a + b·f: deviations add (Monolix's combined1).</summary>
    Deviations,

    /// <summary>b·fᶜ.</summary>
    Power,

    /// <summary>ln y = ln f + b·ε: y is log-normal about f and never negative.</summary>
    Logarithmic,
}

/// <summary>
/// What an observation differs by from the individual's prediction: y = f + g(f)·ε with ε standard normal, or f·exp(b·ε) on the logarithmic scale.
/// A draw depends on the seed, the individual and the row alone.
/// </summary>
/// <param name="Additive">a: standard deviation, in the unit of the observation; 0 or more.</param>
/// <param name="Proportional">b: coefficient of variation, factor of the power, or deviation of the logarithm; 0 or more.</param>
public sealed record ResidualError(double Additive, double Proportional)
{
    private const ulong Stream = 0x7265_7369_6475_616c;

    public static ResidualError None { get; } = new(0, 0);

    public ErrorForm Form { get; init; }

    /// <summary>c of <see cref="ErrorForm.Power"/>.</summary>
    public double Exponent { get; init; } = 1;

    /// <summary>Correlation of two ε of one individual that lie a unit of time apart, 0 to 1: ρ^Δt (a first-order autoregression in continuous time); 0: independent.</summary>
    public double Autocorrelation { get; init; }

    public bool IsNone => Additive == 0 && Proportional == 0;

    /// <summary>The standard deviation about the prediction; on the logarithmic scale that of the logarithm.</summary>
    public double Deviation(double prediction) => Form switch
    {
        ErrorForm.Variances => Math.Sqrt((Additive * Additive) + (Proportional * prediction * Proportional * prediction)),
        ErrorForm.Deviations => Additive + (Proportional * Math.Abs(prediction)),
        ErrorForm.Power => prediction == 0 ? 0 : Proportional * Elementary.Pow(Math.Abs(prediction), Exponent),
        _ => Proportional,
    };

    /// <summary>The observation for a standardised residual.</summary>
    public double Observe(double prediction, double epsilon) => Form == ErrorForm.Logarithmic
        ? prediction * Elementary.Exp(Proportional * epsilon)
        : prediction + (Deviation(prediction) * epsilon);

    /// <summary>The observation for a standardised residual, where it is known to be above 0: ε is moved to the part of its distribution above −f/g.</summary>
    public double ObservePositive(double prediction, double epsilon)
    {
        if (Form == ErrorForm.Logarithmic || IsNone)
        {
            return Observe(prediction, epsilon);
        }

        double lost = StandardNormal.Tail(prediction / Deviation(prediction));
        double u = lost + ((1 - lost) * StandardNormal.Cumulative(epsilon));
        return Math.Max(0, Observe(prediction, Elementary.NormalQuantile(Math.Clamp(u, 1e-300, 1 - 1e-16))));
    }

    /// <summary>The row's own standard normal draw, before any correlation.</summary>
    public static double Draw(ulong seed, long individual, int row) => new DrawKey(seed, (ulong)individual, Stream).Normal((ulong)row);

    public double Observe(double prediction, ulong seed, long individual, int row) =>
        IsNone ? prediction : Observe(prediction, Draw(seed, individual, row));

    /// <summary>The next ε of an individual, from the one before (NaN: none) and the time since.</summary>
    public double Next(double before, double elapsed, double independent)
    {
        if (Autocorrelation == 0 || double.IsNaN(before))
        {
            return independent;
        }

        double shared = Elementary.Pow(Autocorrelation, Math.Max(0, elapsed));
        return (shared * before) + (Math.Sqrt(Math.Max(0, 1 - (shared * shared))) * independent);
    }
}
