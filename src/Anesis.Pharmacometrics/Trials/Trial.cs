using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Trials;

/// <summary>A published trial: who, what they got, and what was observed (docs/model/trials.md).</summary>
/// <param name="Id">Its file's name.</param>
/// <param name="Title">For people.</param>
/// <param name="Source">Where it was published.</param>
/// <param name="Model">Id of the model that it is simulated with.</param>
public sealed record Trial(string Id, string Title, string Source, string Model)
{
    public TrialDesign Design { get; init; }

    /// <summary>What the sources say of masking, in words.</summary>
    public string Blinding { get; init; } = "";

    public string Population { get; init; } = "";

    public SourceSpan PopulationSpan { get; init; }

    /// <summary>MADRS before treatment as published, in place of the population's; null: the population's.</summary>
    public (double Mean, double Deviation)? Baseline { get; init; }

    /// <summary>Virtual people of each arm by default.</summary>
    public int People { get; init; } = 300;

    /// <summary>End, h.</summary>
    public double Until { get; init; }

    /// <summary>Spacing of what is looked at between the observations, h.</summary>
    public double Every { get; init; } = 12;

    /// <summary>When dissociation is asked for to say who felt the drug, h.</summary>
    public double FeltAt { get; init; } = 2.0 / 3;

    public MissingData Missing { get; init; }

    /// <summary>Parameters of everybody in it.</summary>
    public ValueList<TrialSetting> Sets { get; init; }

    public TrialSelection? Selection { get; init; }

    public ValueList<TrialArm> Arms { get; init; }

    public ValueList<TrialObservation> Observations { get; init; }

    /// <summary>What the sources at hand do not give.</summary>
    public ValueList<string> Unknown { get; init; }

    public string Note { get; init; } = "";

    public int ArmIndex(string id) => Arms.ToList().FindIndex(a => a.Id == id);
}

/// <summary>Who gets which arm.</summary>
public enum TrialDesign
{
    /// <summary>Other people in every arm.</summary>
    Parallel,

    /// <summary>The same people in every arm; nothing is carried over.</summary>
    Crossover,

    /// <summary>Nobody is masked and there is no control.</summary>
    Open,
}

/// <summary>What is done about people who left.</summary>
public enum MissingData
{
    /// <summary>They do not count.</summary>
    Observed,

    /// <summary>Their last value stands for the later ones.</summary>
    Last,

    /// <summary>They count as not having responded; of changes they do not count.</summary>
    Failure,
}

/// <summary>A parameter's value, with its place in the file.</summary>
public sealed record TrialSetting(string Id, double Value, SourceSpan Span);

/// <summary>Only people who had responded (or whose score was low enough) at a time take part in what is observed.</summary>
/// <param name="At">h.</param>
/// <param name="Below">Score that is low enough, or null: half of the baseline.</param>
public sealed record TrialSelection(double At, double? Below);

/// <summary>One arm.</summary>
/// <param name="Id">Unique in its trial.</param>
/// <param name="People">How many people were analysed in the trial.</param>
public sealed record TrialArm(string Id, int People)
{
    public string Title { get; init; } = "";

    public ValueList<string> Regimen { get; init; }

    public SourceSpan RegimenSpan { get; init; }

    public ValueList<TrialSetting> Sets { get; init; }

    /// <summary>Share of people who left before the end, spread evenly over the trial; null: not known, nobody is taken out.</summary>
    public double? DropOut { get; init; }
}

/// <summary>What is taken from an arm.</summary>
public enum TrialQuantity
{
    /// <summary>Mean of the score less the baseline.</summary>
    Change,

    /// <summary>Mean of the change as a share of the baseline, %.</summary>
    PercentChange,

    /// <summary>Share of people whose score has fallen by half or more, %.</summary>
    Response,

    /// <summary>Share of people whose score is at most the threshold, %.</summary>
    Remission,

    /// <summary>Mean of the score.</summary>
    Value,

    /// <summary>Mean change of the other arm less this arm's, over their common standard deviation: free of the scale.</summary>
    EffectSize,

    /// <summary>Share of people with the event that an output gives the probability of, %.</summary>
    Event,

    /// <summary>Hazard of that event over the other arm's, from the two probabilities at the time.</summary>
    HazardRatio,

    /// <summary>Median time, days after <see cref="TrialObservation.From"/>, until a person who had responded then no longer does.</summary>
    MedianReturn,

    /// <summary>Mean of that time over the people whose response ended before the trial's end.</summary>
    MeanReturn,

    /// <summary>Of people who had responded at <see cref="TrialObservation.From"/>, the share whose score has since reached the threshold, %.</summary>
    Returned,
}

/// <summary>One published number.</summary>
/// <param name="Id">Unique in its trial.</param>
/// <param name="Arms">Ids of the arms that it is about; several are pooled.</param>
/// <param name="Quantity">What it is.</param>
/// <param name="At">h.</param>
/// <param name="Value">As published, in <see cref="Unit"/>.</param>
public sealed record TrialObservation(string Id, ValueList<string> Arms, TrialQuantity Quantity, double At, double Value)
{
    public string Output { get; init; } = "madrs";

    public SourceSpan OutputSpan { get; init; }

    /// <summary>The arm that is taken off, or null.</summary>
    public string? Minus { get; init; }

    public double From { get; init; }

    public double Threshold { get; init; } = 12;

    /// <summary>Standard deviation between people as published.</summary>
    public double? Deviation { get; init; }

    /// <summary>Standard error as published.</summary>
    public double? Error { get; init; }

    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>People that it is about; null: as many as the arm has.</summary>
    public int? People { get; init; }

    public string Source { get; init; } = "";

    public string Note { get; init; } = "";

    public string Unit => Quantity switch
    {
        TrialQuantity.Change or TrialQuantity.Value => "points",
        TrialQuantity.PercentChange or TrialQuantity.Response or TrialQuantity.Remission or TrialQuantity.Event or TrialQuantity.Returned => "%",
        TrialQuantity.MedianReturn or TrialQuantity.MeanReturn => "days",
        _ => "",
    };
}
