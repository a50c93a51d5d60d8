using System.Globalization;
using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Dosing;
using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.Experiments;

/// <summary>Something that happens to a person at a time.</summary>
/// <param name="Time">In the model's unit.</param>
/// <param name="Kind">"dose", "infusion starts", "infusion ends", "missed", "covariate", "reset", "tie".</param>
/// <param name="What">In words.</param>
/// <param name="Convention">Which rule decides here; empty where none is needed.</param>
/// <param name="Nonmem">What NONMEM does there where it is something else; empty where it does the same.</param>
public sealed record Happening(double Time, string Kind, string What, string Convention = "", string Nonmem = "");

/// <summary>All that happens to one person by dosing and covariates, in order, with the conventions that decide.</summary>
internal static class DoseTimeline
{
    public static ValueList<Happening> Of(CompiledModel model, IndividualPlan plan, IReadOnlyList<GivenDose> doses, IEnumerable<(double Time, string What)> missed, bool fromData)
    {
        var found = new List<Happening>();
        foreach (var dose in doses)
        {
            found.AddRange(Doses(dose));
        }

        found.AddRange(missed.Select(m => new Happening(m.Time, "missed", m.What)));
        found.AddRange(Resets(plan));
        found.AddRange(Covariates(model, plan));
        found.AddRange(SteadyStates(plan));
        var ordered = found.Select((h, n) => (h, n)).OrderBy(p => p.h.Time).ThenBy(p => Rank(p.h)).ThenBy(p => p.n).Select(p => p.h).ToList();
        return Ties(ordered, plan, fromData).ToValueList();
    }

    /// <summary>Ends of infusions and doses on their way come before the records of their time.</summary>
    private static int Rank(Happening h) => h.Kind switch { "infusion ends" => 0, "reset" => 1, "steady state" => 2, _ => 3 };

    private static IEnumerable<Happening> Doses(GivenDose dose)
    {
        double enters = double.IsNaN(dose.Enters) ? dose.Time : dose.Enters, amount = double.IsNaN(dose.Available) ? dose.Amount : dose.Available;
        string late = enters > dose.Time ? FormattableString.Invariant($", given at {Text(dose.Time)} with a lag of {Text(enters - dose.Time)}") : "";
        string scaled = amount != dose.Amount ? FormattableString.Invariant($" of {Text(dose.Amount)} given") : "";
        string words = dose.Words.Length > 0 ? $" ({dose.Words})" : "";
        string notes = dose.Notes.Length > 0 ? dose.Notes : "";
        double length = double.IsNaN(dose.InFor) ? dose.Duration : dose.InFor;
        if (length > 0)
        {
            yield return new(enters, "infusion starts", $"{Text(amount)}{scaled} into {dose.Target} over {Text(length)}{words}{late}", notes);
            yield return new(enters + length, "infusion ends", $"into {dose.Target}, begun at {Text(enters)}");
        }
        else
        {
            yield return new(enters, "dose", $"{Text(amount)}{scaled} into {dose.Target}{words}{late}", notes);
        }
    }

    private static IEnumerable<Happening> Resets(IndividualPlan plan) =>
        plan.Records.Where(r => r.Kind is RecordKind.Reset or RecordKind.ResetAndDose).Select(r => new Happening(r.Time, "reset", "amounts become initial values, infusions end, all compartments are on", "EVID 3 or 4; additional doses that are still to come stay"));

    /// <summary>An SS record while additional doses of an earlier one are still to come.</summary>
    private static IEnumerable<Happening> SteadyStates(IndividualPlan plan)
    {
        for (int r = 0; r < plan.Records.Length; r++)
        {
            var record = plan.Records[r];
            if (record.SteadyState == 0)
            {
                continue;
            }

            bool pending = plan.Records.Take(r).Any(e => DosingProbe.IsDose(e) && e.Additional > 0 && e.Time + (e.Additional * e.Interval) > record.Time);
            yield return new(record.Time, "steady state", record.SteadyState == 1 ? "the state becomes the steady one of the implied doses" : "the steady state of the implied doses is added",
                pending && record.SteadyState == 1 ? "additional doses of earlier records stay" : "", pending && record.SteadyState == 1 ? "the PREDPP guide: SS=1 cancels them" : "");
        }
    }

    private static IEnumerable<Happening> Covariates(CompiledModel model, IndividualPlan plan)
    {
        int width = plan.CovariateSlots.Length;
        string rule = plan.CovariateRule switch
        {
            CovariateRule.NextObservationCarriedBackward => "the next record's value holds from this record on (NOCB)",
            CovariateRule.LastObservationCarriedForward => "a record's value holds from it on (LOCF)",
            _ => "a straight line from record to record",
        };
        string nonmem = plan.CovariateRule == CovariateRule.NextObservationCarriedBackward ? "" : "NOCB: the next record's value holds from the record before on";
        for (int c = 0; c < width; c++)
        {
            string id = model.Parameters[plan.CovariateSlots[c]];
            double before = double.NaN;
            for (int r = 0; r < plan.Records.Length; r++)
            {
                double value = plan.CovariateValues[(r * width) + c];
                if (double.IsNaN(value))
                {
                    continue;
                }

                if (!double.IsNaN(before) && value != before)
                {
                    bool back = plan.CovariateRule == CovariateRule.NextObservationCarriedBackward;
                    yield return new(plan.Records[back ? r - 1 : r].Time, "covariate", $"{id}: {Text(before)} to {Text(value)}", rule, nonmem);
                }

                before = value;
            }
        }
    }

    /// <summary>Adds what decides the order wherever several things meet.</summary>
    private static IEnumerable<Happening> Ties(List<Happening> ordered, IndividualPlan plan, bool fromData)
    {
        for (int i = 0; i < ordered.Count;)
        {
            double time = ordered[i].Time;
            int end = i;
            while (end < ordered.Count && ordered[end].Time == time)
            {
                yield return ordered[end++];
            }

            int observed = plan.Records.Count(r => r.Kind == RecordKind.Observation && r.Time == time) + plan.OutputTimes.Count(t => t == time);
            var here = ordered.Skip(i).Take(end - i).Where(h => h.Kind is not ("missed" or "steady state")).ToList();
            i = end;
            if (here.Count + observed < 2 || here.Count == 0)
            {
                continue;
            }

            string what = string.Join(", ", here.Select(h => h.Kind).Append(observed > 0 ? "observation" : "").Where(k => k.Length > 0).GroupBy(k => k).Select(g => g.Count() > 1 ? FormattableString.Invariant($"{g.Count()} × {g.Key}") : g.Key));
            yield return fromData
                ? new(time, "tie", what, "ends of infusions, lagged and additional doses first; then the records as they stand in the file")
                : new(time, "tie", what, "ends of infusions first, then doses in the order of the text; outputs after all of them", observed > 0 ? "outputs as the records stand: a record before the dose sees the state before it" : "");
        }
    }

    private static string Text(double value) => value.ToString("G7", CultureInfo.InvariantCulture);
}
