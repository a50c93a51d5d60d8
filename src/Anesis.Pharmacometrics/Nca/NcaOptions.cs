namespace Anesis.Pharmacometrics.Nca;

/// <summary>How the area between two samples is computed.</summary>
public enum AucMethod
{
    /// <summary>Linear trapezoids.</summary>
    Linear,

    /// <summary>Linear where the curve rises, logarithmic where it falls.</summary>
    LinearUpLogDown,

    /// <summary>Linear to Tmax, logarithmic after it.</summary>
    LogAfterTmax,
}

/// <summary>What becomes of a sample below the limit of quantification: dropped, or a number put in (0: kept as zero).</summary>
public readonly record struct BlqRule
{
    private readonly bool _drop;

    private BlqRule(bool drop, double value) => (_drop, Value) = (drop, value);

    public static BlqRule Keep => default;

    public static BlqRule Drop => new(true, 0);

    public bool Drops => _drop;

    /// <summary>The number put in, in units of concentration.</summary>
    public double Value { get; }

    public static BlqRule Put(double value) => new(false, value);
}

/// <summary>
/// Rules by position. With <see cref="AroundTmax"/> the first rule holds before Tmax and the last from it on;
/// else first: up to the first quantifiable sample; middle: between it and the last; last: after it.
/// </summary>
public sealed record BlqRules(BlqRule First, BlqRule Middle, BlqRule Last, bool AroundTmax = false)
{
    /// <summary>kdk: zero before the first quantifiable sample and after the last, dropped between.</summary>
    public static BlqRules Default { get; } = new(BlqRule.Keep, BlqRule.Drop, BlqRule.Keep);

    public static BlqRules KeepAll { get; } = new(BlqRule.Keep, BlqRule.Keep, BlqRule.Keep);
}

/// <summary>Whether the sample at Cmax may be a point of the terminal line.</summary>
public enum CmaxInSlope
{
    Never,
    AfterBolus,
    Always,
}

/// <summary>Which samples the terminal log-linear line goes through.</summary>
public sealed record LambdaZRule
{
    /// <summary>The highest adjusted R², then the most points within <see cref="Tolerance"/> of it.</summary>
    public static LambdaZRule Best { get; } = new();

    /// <summary>That many quantifiable samples at the end; 0: the best fit.</summary>
    public int LastPoints { get; init; }

    /// <summary>Fewest points of the best fit, 3 or more.</summary>
    public int MinimumPoints { get; init; } = 3;

    public double Tolerance { get; init; } = 1e-4;

    public CmaxInSlope Cmax { get; init; }

    /// <summary>A line that does not fall is refused; else it is given as it is.</summary>
    public bool MustFall { get; init; } = true;

    /// <summary>
    /// Samples between these times only (both or none); then all of them make the line.
    /// </summary>
    public (double From, double To)? Window { get; init; }

    public static LambdaZRule Last(int points) => new() { LastPoints = points };
}

/// <summary>What the curve is at the time of the first dose, unless that is a bolus.</summary>
public enum StartRule
{
    /// <summary>As measured; without a sample there, areas from the dose on do not exist.</summary>
    AsMeasured,

    /// <summary>As measured, else 0.</summary>
    ZeroIfMissing,

    /// <summary>0, whatever was measured: nothing of the drug was there before.</summary>
    AlwaysZero,
}

/// <summary>What counts as the lag of absorption.</summary>
public enum LagRule
{
    /// <summary>The time before the first increase.</summary>
    BeforeFirstRise,

    /// <summary>The last zero before the last quantifiable sample; 0 when the first sample is positive.</summary>
    LastZero,
}

/// <summary>Conventions of an analysis. The defaults are those of the command line.</summary>
public sealed record NcaOptions
{
    public static NcaOptions Default { get; } = new();

    public AucMethod Auc { get; init; }

    public BlqRules Blq { get; init; } = BlqRules.Default;

    public LambdaZRule LambdaZ { get; init; } = LambdaZRule.Best;

    public StartRule Start { get; init; } = StartRule.ZeroIfMissing;

    /// <summary>After a bolus the concentration at the time of dose, measured or extrapolated, is put in before everything else.</summary>
    public bool InsertC0 { get; init; } = true;

    /// <summary>An inserted C0 counts as a sample: it can be Cmax. Else only the area uses it.</summary>
    public bool C0CountsAsSample { get; init; } = true;

    /// <summary>C0 when the first sample after a bolus is not quantifiable: that zero, or the first quantifiable concentration.</summary>
    public bool C0SkipsBlq { get; init; }

    public LagRule Lag { get; init; }

    /// <summary>A profile without a quantifiable sample has area 0 (else none).</summary>
    public bool ZeroAreaWhenAllBlq { get; init; } = true;

    /// <summary>
    /// Only samples from this to that time, which are shifted so that the first is 0; the dose is what was given at the first.
    /// The area AUCINT runs to the second by interpolation among all samples.
    /// </summary>
    public (double From, double To)? Interval { get; init; }

    /// <summary>Dosing interval at steady state: CL = dose / AUCtau. NaN: a single dose.</summary>
    public double Tau { get; init; } = double.NaN;
}
