namespace Anesis.Pharmacometrics.Observations;

/// <summary>What becomes of values below the limit of quantification (Beal 2001, doi 10.1023/A:1012299115474).</summary>
public enum BelowLimit
{
    /// <summary>They are left out, as if never taken.</summary>
    M1,

    /// <summary>They are left out, and the likelihood of the others is that of values known to be above the limit.</summary>
    M2,

    /// <summary>They count as known to be below the limit.</summary>
    M3,

    /// <summary>As M3, for values known to be above 0.</summary>
    M4,

    /// <summary>Half the limit stands for each.</summary>
    M5,

    /// <summary>Half the limit stands for the first of a run, the rest of the run is left out.</summary>
    M6,

    /// <summary>0 stands for each.</summary>
    M7,
}

/// <summary>The lower limit of quantification and what is done below it.</summary>
/// <param name="Limit">In the observation's unit; NaN: none.</param>
/// <param name="Method">What becomes of values below.</param>
public sealed record Quantification(double Limit, BelowLimit Method)
{
    public static Quantification None { get; } = new(double.NaN, BelowLimit.M1);

    public bool IsNone => double.IsNaN(Limit);

    /// <summary>A value as it enters percentiles: NaN for one that is left out, −∞ for one known only to be below.</summary>
    /// <param name="value">As observed or simulated.</param>
    /// <param name="censored">True where the data say that it is below the limit.</param>
    /// <param name="first">True where the individual's value before was not below.</param>
    public double Ranked(double value, bool censored, bool first)
    {
        if (IsNone || double.IsNaN(value) || !(censored || value < Limit))
        {
            return value;
        }

        return Method switch
        {
            BelowLimit.M1 or BelowLimit.M2 => double.NaN,
            BelowLimit.M3 or BelowLimit.M4 => double.NegativeInfinity,
            BelowLimit.M5 => Limit / 2,
            BelowLimit.M6 => first ? Limit / 2 : double.NaN,
            _ => 0,
        };
    }
}
