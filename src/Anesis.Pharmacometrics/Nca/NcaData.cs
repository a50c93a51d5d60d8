using System.Globalization;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Nca;

/// <summary>
/// Profiles from CSV. Data: id (optional), time, conc (or dv); doses: id (optional: everyone's), time, amt (or dose), route (oral, bolus, infusion), dur.
/// A header may carry a unit in brackets, "time [h]". "BLQ", "BQL", "&lt;0.05" and 0 are below the limit of quantification; an empty cell, "." and "NA" are missing.
/// Other columns are passed over. All errors are reported at once.
/// </summary>
public sealed record NcaData(ValueList<NcaProfile> Profiles, NcaUnits Units)
{
    public static Checked<NcaData> Read(string data, string dataName, string? doses = null, string? dosesName = null)
    {
        var errors = new List<Diagnostic>();
        var samples = new NcaSheet(data, dataName, errors, ["time"], ["conc", "concentration", "dv"]);
        var given = doses is null ? null : new NcaSheet(doses, dosesName ?? "doses", errors, ["time"], ["amt", "dose", "amount"]);
        if (errors.Exists(e => e.Code is "AN0852" or "AN0853"))
        {
            return Checked.Refused<NcaData>(errors);
        }

        var byId = given?.Rows.Select(r => (Id: r.Text("id") ?? r.Text("subject"), Dose: ReadDose(r))).ToList() ?? [];
        var everyones = byId.Where(d => d.Id is null).Select(d => d.Dose).ToList();
        var own = byId.Where(d => d.Id is not null).ToLookup(d => d.Id!, d => d.Dose, StringComparer.Ordinal);
        var profiles = new List<NcaProfile>();
        foreach (var group in samples.Rows.GroupBy(r => r.Text("id") ?? r.Text("subject") ?? "1"))
        {
            var rows = group.Select(r => (Row: r, Time: r.Number("time"), Conc: r.Concentration("conc", "concentration", "dv"))).ToList();
            foreach (var row in rows.Where(r => double.IsNaN(r.Time)))
            {
                row.Row.Error("time", "no time", "a number");
            }

            var sorted = rows.OrderBy(r => r.Time).ToList();
            foreach (var (a, b) in sorted.Zip(sorted.Skip(1)).Where(p => p.First.Time == p.Second.Time && !double.IsNaN(p.First.Conc) && !double.IsNaN(p.Second.Conc)))
            {
                b.Row.Error("time", $"a second sample of {group.Key} at {b.Time.ToString("R", CultureInfo.InvariantCulture)}", "one sample at a time");
            }

            profiles.Add(new(group.Key, [.. sorted.Select(r => r.Time)], [.. sorted.Select(r => r.Conc)],
                [.. everyones.Concat(own[group.Key]).OrderBy(d => d.Time)]));
        }

        if (given is not null)
        {
            foreach (var profile in profiles.Where(p => p.Doses.Length == 0))
            {
                errors.Add(new("AN0851", Severity.Error, new SourceSpan(dosesName ?? "doses"), $"no dose of {profile.Id}", "a dose for each profile"));
            }
        }

        if (profiles.Count == 0 && errors.Count == 0)
        {
            errors.Add(new("AN0852", Severity.Error, new SourceSpan(dataName), "no sample", "rows of time and concentration"));
        }

        return errors.Count > 0
            ? Checked.Refused<NcaData>(errors)
            : Checked.Ok(new NcaData(profiles.ToValueList(), new(samples.Unit("time"), samples.Unit("conc", "concentration", "dv"), given?.Unit("amt", "dose", "amount"))));
    }

    private static NcaDose ReadDose(NcaRow row)
    {
        double duration = row.Number("dur", "duration");
        double rate = row.Number("rate");
        double amount = row.Number("amt", "dose", "amount");
        double time = row.Number("time");
        if (!(amount > 0))
        {
            row.Error("amt", row.Text("amt", "dose", "amount") ?? "no amount", "a dose above 0");
        }

        duration = double.IsNaN(duration) && rate > 0 ? amount / rate : double.IsNaN(duration) ? 0 : duration;
        string? text = row.Text("route");
        DoseRoute route = text?.ToLowerInvariant() switch
        {
            null => duration > 0 ? DoseRoute.Infusion : DoseRoute.Extravascular,
            "iv" or "intravenous" => duration > 0 ? DoseRoute.Infusion : DoseRoute.Bolus,
            "bolus" or "iv bolus" or "intravascular" => DoseRoute.Bolus,
            "infusion" or "iv infusion" => DoseRoute.Infusion,
            "oral" or "po" or "extravascular" or "ev" or "im" or "sc" or "nasal" or "sublingual" => DoseRoute.Extravascular,
            _ => Unknown(),
        };
        if (route == DoseRoute.Infusion && !(duration > 0))
        {
            row.Error("dur", "an infusion without a duration", "dur (or rate) above 0");
        }

        return new(double.IsNaN(time) ? 0 : time, amount, route, route == DoseRoute.Infusion ? duration : 0);

        DoseRoute Unknown()
        {
            row.Error("route", $"\"{text}\"", "oral, bolus or infusion");
            return DoseRoute.Extravascular;
        }
    }
}
