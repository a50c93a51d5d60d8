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

    /// <summary>When it enters: its time and the lag that the model has at its record; NaN where that is not known.</summary>
    public double Enters { get; init; } = double.NaN;

    /// <summary>What enters: the amount times bioavailability and the factor of the regimen's rules.</summary>
    public double Available { get; init; } = double.NaN;

    /// <summary>How long it goes in, as the model has it; 0 at once.</summary>
    public double InFor { get; init; } = double.NaN;

    /// <param name="record">The record.</param>
    /// <param name="repeat">0 for the record's own dose, k for its k-th additional one.</param>
    /// <param name="model">The model.</param>
    /// <param name="dose">The regimen's dose, or null for a record of a data set.</param>
    /// <param name="known">The dosing quantities at the record, or null.</param>
    internal static GivenDose Of(DosingRecord record, int repeat, CompiledModel model, Dose? dose, DosingValues? known = null)
    {
        var given = Described(record, repeat, model, dose);
        if (known is not { } k)
        {
            return given;
        }

        double available = k.Bioavailability * record.Amount * k.Factor;
        double duration = record.Rate switch
        {
            0 => 0,
            -1 => k.Bioavailability * record.Amount / k.Rate,
            -2 => k.Duration,
            var rate => k.Bioavailability * record.Amount / rate,
        };
        return given with { Enters = given.Time + k.Lag, Available = available, InFor = duration };
    }

    private static GivenDose Described(DosingRecord record, int repeat, CompiledModel model, Dose? dose)
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
            record.Factor >= 0 ? $"times {model.Parameters[record.Factor]}" : "",
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

/// <summary>A target's dosing quantities at a record.</summary>
internal readonly record struct DosingValues(double Bioavailability, double Lag, double Rate, double Duration, double Factor);
