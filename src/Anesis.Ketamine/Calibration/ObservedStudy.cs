using Anesis.Modeling.Values;

namespace Anesis.Ketamine.Calibration;

/// <summary>What is taken from one person's course.</summary>
public enum Quantity
{
    /// <summary>Largest value.</summary>
    Cmax,

    /// <summary>Time of the largest value, h.</summary>
    Tmax,

    /// <summary>Area from 0 to <see cref="ObservedValue.To"/>.</summary>
    Auc,

    /// <summary>Value at <see cref="ObservedValue.At"/>.</summary>
    Value,

    /// <summary>Terminal half-life up to <see cref="ObservedValue.To"/>, h.</summary>
    HalfLife,

    /// <summary>Area of the output over that of it and <see cref="ObservedValue.Against"/> together.</summary>
    Share,

    /// <summary>Area over that of <see cref="ObservedStudy.Reference"/>, the same amount in the same people.</summary>
    Bioavailability,

    /// <summary>Largest value over that of <see cref="ObservedStudy.Reference"/> in the same people.</summary>
    PeakRatio,

    /// <summary>Largest value less the value at the start.</summary>
    Rise,

    /// <summary>Value at the start less the smallest value.</summary>
    Fall,

    /// <summary>Value at <see cref="ObservedValue.At"/> less the value at the start.</summary>
    Change,

    /// <summary><see cref="Change"/> over the value at the start.</summary>
    RelativeChange,

    /// <summary>1 when the rise reaches <see cref="ObservedValue.Threshold"/>, else 0.</summary>
    RiseReaches,

    /// <summary>1 when the fall reaches <see cref="ObservedValue.Threshold"/>, else 0.</summary>
    FallReaches,

    /// <summary>Hours spent above <see cref="ObservedValue.Threshold"/>.</summary>
    TimeAbove,

    /// <summary>Hours until the output passes <see cref="ObservedValue.Threshold"/> for the first time; the whole run when it never does.</summary>
    Onset,
}

/// <summary>Which average of people a published number is.</summary>
public enum Statistic
{
    GeometricMean,
    Mean,
    Median,
}

/// <summary>One published number.</summary>
/// <param name="Id">Unique within its study.</param>
/// <param name="Quantity">What it measures.</param>
/// <param name="Output">Of which output of the model.</param>
/// <param name="Value">As printed.</param>
/// <param name="Unit">For people; the output's own, or h.</param>
public sealed record ObservedValue(string Id, Quantity Quantity, string Output, double Value, string Unit)
{
    public Statistic Statistic { get; init; }

    /// <summary>Standard deviation as printed, or null.</summary>
    public double? Deviation { get; init; }

    /// <summary>Geometric standard deviation as printed, or null.</summary>
    public double? GeometricDeviation { get; init; }

    /// <summary>First time that counts, h: the first sample.</summary>
    public double From { get; init; }

    /// <summary>Last time that counts, h; null: the end of the run.</summary>
    public double? To { get; init; }

    public double? At { get; init; }

    public string? Against { get; init; }

    public double? Threshold { get; init; }

    /// <summary>Marked as wrong by the evidence itself: shown, never counted.</summary>
    public bool Suspect { get; init; }

    public string Note { get; init; } = "";

    /// <summary>Peaks and areas: what the rule of the calibration is about.</summary>
    public bool IsExposure => Quantity is Quantity.Cmax or Quantity.Auc;
}

/// <summary>One arm of a published study: who took what, and what was measured.</summary>
/// <param name="Id">Begins with the set's name in the evidence, such as "O1".</param>
/// <param name="Source">Where it was published.</param>
public sealed record ObservedStudy(string Id, string Source)
{
    public ValueList<string> Regimen { get; init; }

    /// <summary>A regimen in the same people, for bioavailability.</summary>
    public ValueList<string> Reference { get; init; }

    /// <summary>Whether <see cref="Sets"/> hold for the regimen only and not for the reference: people with and without a co-used drug.</summary>
    public bool Controlled { get; init; }

    /// <summary>Of populations/.</summary>
    public string Population { get; init; } = "";

    /// <summary>How many people the study had; 0: not known.</summary>
    public int People { get; init; }

    /// <summary>Parameters that hold for everybody in the study.</summary>
    public ValueList<(string Id, double Value)> Sets { get; init; }

    /// <summary>Which parameters were fitted to it; empty: none was, it is held out.</summary>
    public string Fitted { get; init; } = "";

    /// <summary>h; how long it is simulated.</summary>
    public double Until { get; init; }

    public ValueList<ObservedValue> Values { get; init; }

    /// <summary>The set's name in the evidence: what stands before the first hyphen.</summary>
    public string Set => Id.Split('-')[0];
}
