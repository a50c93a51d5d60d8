using System.Globalization;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Nca;

/// <summary>
/// Profiles from CSV. Data: id (optional), time, conc (or dv); doses: id (optional: everyone's), time, amt (or dose), route (oral, bolus, infusion), dur.
/// A header may carry a unit in brackets, "time [h]". "BLQ", "BQL", "&lt;0.05" and 0 are below the limit of quantification; an empty cell, "." and "NA" are missing. Lines that begin with "#" are comments.
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
        foreach (var (id, rows) in Gathered(samples))
        {
            var sorted = InOrder(rows);
            double[] times = new double[sorted.Count], concentrations = new double[sorted.Count];
            for (int i = 0; i < times.Length; i++)
            {
                (times[i], concentrations[i]) = (sorted[i].Time, sorted[i].Conc);
                if (double.IsNaN(times[i]))
                {
                    sorted[i].Row.Error("time", "no time", "a number");
                }
                else if (i > 0 && times[i] == times[i - 1] && !double.IsNaN(concentrations[i]) && !double.IsNaN(concentrations[i - 1]))
                {
                    sorted[i].Row.Error("time", $"a second sample of {id} at {times[i].ToString("R", CultureInfo.InvariantCulture)}", "one sample at a time");
                }
            }

            profiles.Add(new(id, times, concentrations, [.. everyones.Concat(own[id]).OrderBy(d => d.Time)]));
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

    /// <summary>The samples of each id, ids in the order in which they come first. Columns are looked up once: a file may have millions of rows.</summary>
    private static IEnumerable<(string Id, List<Sample> Rows)> Gathered(NcaSheet samples)
    {
        int id = samples.Column(["id"]), subject = samples.Column(["subject"]), time = samples.Column(["time"]), conc = samples.Column(["conc", "concentration", "dv"]);
        var byId = new Dictionary<string, List<Sample>>(StringComparer.Ordinal);
        var order = new List<(string, List<Sample>)>();
        string last = "";
        List<Sample>? own = null;
        foreach (var row in samples.Rows)
        {
            string name = row.TextAt(id) ?? row.TextAt(subject) ?? "1";
            if ((own is null || name != last) && !byId.TryGetValue(name, out own))
            {
                byId[name] = own = [];
                order.Add((name, own));
            }

            last = name;
            own.Add(new(row, row.NumberAt(time, "time"), row.ConcentrationAt(conc, "conc")));
        }

        return order;
    }

    private static List<Sample> InOrder(List<Sample> rows)
    {
        for (int i = 1; i < rows.Count; i++)
        {
            if (!(rows[i].Time >= rows[i - 1].Time))
            {
                return [.. rows.OrderBy(r => r.Time)];
            }
        }

        return rows;
    }

    private readonly record struct Sample(NcaRow Row, double Time, double Conc);

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
