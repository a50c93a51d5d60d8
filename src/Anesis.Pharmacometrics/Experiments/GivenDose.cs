using Anesis.Pharmacometrics.Regimens;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Dosing;

namespace Anesis.Pharmacometrics.Experiments;

/// <summary>One dose as the engine gets it. Times are in the model's unit, amounts in its unit of substance.</summary>
public sealed record GivenDose
{
    public required double Time { get; init; }

    public required double Amount { get; init; }

    /// <summary>The species that it goes into, and its number among those that can be dosed (NONMEM's CMT).</summary>
    public required string Target { get; init; }

    public required int Compartment { get; init; }

    /// <summary>Amount per time while it goes in; 0 for a bolus; NaN where the model says rate or duration.</summary>
    public double Rate { get; init; }

    /// <summary>How long it goes in; NaN where the model says so.</summary>
    public double Duration { get; init; }

    /// <summary>"drug route form" of the regimen; empty for a record of a data set.</summary>
    public string Words { get; init; } = "";

    /// <summary>What the model adds when it runs: lag and bioavailability by their parameters, a modelled rate, a steady state.</summary>
    public string Notes { get; init; } = "";

    internal static GivenDose Of(DosingRecord record, int repeat, CompiledModel model, Dose? dose)
    {
        var target = model.Dosing[record.Target];
        bool modelled = record.Rate < 0;
        string[] notes =
        [
            record.Kind == RecordKind.ResetAndDose && repeat == 0 ? "after a reset" : "",
            record.SteadyState > 0 && repeat == 0 ? FormattableString.Invariant($"at the steady state of doses every {record.Interval:R}") : "",
            repeat > 0 ? $"additional dose {repeat}" : "",
            modelled ? $"{(record.Rate == -1 ? "rate " + target.Rate : "duration " + target.Duration)}" : "",
            target.Lag is { } lag ? $"lag {lag}" : "",
            target.Bioavailability is { } share ? $"share {share}" : "",
        ];
        return new()
        {
            Time = record.Time + (repeat * record.Interval),
            Amount = record.Amount,
            Target = target.Species,
            Compartment = record.Target + 1,
            Rate = modelled ? double.NaN : record.Rate,
            Duration = modelled ? double.NaN : record.Rate > 0 ? record.Amount / record.Rate : 0,
            Words = dose is null ? "" : string.Join(' ', new[] { dose.Drug, dose.Route, dose.Form }.Where(w => w.Length > 0)),
            Notes = string.Join(", ", notes.Where(n => n.Length > 0)),
        };
    }
}
