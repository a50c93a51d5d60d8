using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Regimens;

/// <summary>What an amount is counted per.</summary>
public enum AmountBasis
{
    Absolute,
    PerKilogram,
    PerSquareMetre,
}

/// <summary>
/// One administration. Times and durations are hours from the start of the regimen. An amount is in mg (<see cref="InModelUnits"/> false)
/// or in the model's own unit of substance.
/// </summary>
public sealed record Dose
{
    public required double Time { get; init; }

    /// <summary>Per kg or m² where the basis says so.</summary>
    public required double Amount { get; init; }

    public AmountBasis Basis { get; init; }

    public bool InModelUnits { get; init; }

    /// <summary>Most that an amount per kg or m² may come to; infinite: no limit.</summary>
    public double Cap { get; init; } = double.PositiveInfinity;

    /// <summary>0: at once. Else the amount goes in evenly over this time.</summary>
    public double Duration { get; init; }

    /// <summary>"ketamine" (the racemate), "esketamine", "arketamine", another drug's name, or empty: the model's own.</summary>
    public string Drug { get; init; } = "";

    /// <summary>"iv", "im", "sc", "nasal", "oral", "sublingual", "buccal", "rectal", "inhaled", or empty.</summary>
    public string Route { get; init; } = "";

    /// <summary>"bolus", "infusion", "spray", "powder", "lozenge", "tablet", "capsule", "solution", "film", or empty.</summary>
    public string Form { get; init; } = "";

    /// <summary>The species that the text names with "into"; empty: the route decides.</summary>
    public string Target { get; init; } = "";

    /// <summary>How long a sublingual form is held before it is swallowed, h; null: as the model has it.</summary>
    public double? Held { get; init; }

    /// <summary>Number of sprays or devices of one nasal session; null: as many as the amount needs.</summary>
    public int? Devices { get; init; }

    /// <summary>h between one device and the next; null: as the model's route has it.</summary>
    public double? DevicesApart { get; init; }

    /// <summary>h; above 0: the first of a series, given to a person who is at the steady state of doses at this interval. 0: none.</summary>
    public double SteadyInterval { get; init; }

    /// <summary>How reliably it is taken.</summary>
    public TakingPattern Taking { get; init; } = TakingPattern.Perfect;

    /// <summary>Number of the dose within its text, from 0: its draws belong to it.</summary>
    public int Number { get; init; }

    /// <summary>The text that it belongs to: a number made from the text, which keys its draws and its rules.</summary>
    public ulong Series { get; init; }

    /// <summary>Where the text says so.</summary>
    public SourceSpan Span { get; init; }

    /// <summary>The amount for a person: mg (or the model's unit).</summary>
    /// <param name="weight">kg.</param>
    /// <param name="surface">Body surface, m².</param>
    public double For(double weight, double surface) => Basis switch
    {
        AmountBasis.PerKilogram => Math.Min(Cap, Amount * weight),
        AmountBasis.PerSquareMetre => Math.Min(Cap, Amount * surface),
        _ => Amount,
    };
}

/// <summary>Who takes what, when: doses in order of time.</summary>
public sealed record Regimen(ValueList<Dose> Doses)
{
    /// <summary>When the last dose is in, h; 0 for an empty regimen.</summary>
    public double End => Doses.Select(d => d.Time + d.Duration).DefaultIfEmpty(0).Max();

    /// <summary>From the start of the first dose to the start of the last, h; 0 for an empty regimen.</summary>
    public double Span
    {
        get
        {
            double first = double.PositiveInfinity, last = double.NegativeInfinity;
            foreach (var dose in Doses)
            {
                (first, last) = (Math.Min(first, dose.Time), Math.Max(last, dose.Time));
            }

            return last > first ? last - first : 0;
        }
    }

    /// <summary>What was taken for granted in reading the text (an ambiguous drug, a convention), for the reader to see.</summary>
    public ValueList<string> Readings { get; init; }

    /// <summary>What changes later doses, by the series that each rule belongs to.</summary>
    public ValueList<(ulong Series, DoseRule Rule)> Rules { get; init; }

    /// <summary>Both regimens from the same start.</summary>
    public Regimen With(Regimen other) =>
        new([.. Doses.Concat(other.Doses).OrderBy(d => d.Time)]) { Readings = [.. Readings, .. other.Readings], Rules = [.. Rules, .. other.Rules] };
}
