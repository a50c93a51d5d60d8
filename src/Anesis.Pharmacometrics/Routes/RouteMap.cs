using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Regimens;

namespace Anesis.Pharmacometrics.Routes;

/// <summary>Where a dose of each drug, route and form goes in a model (docs/model/routes.md).</summary>
public sealed record RouteMap(string Model, string DefaultDrug, ValueList<Drug> Drugs, ValueList<Route> Routes)
{
    /// <summary>The species that a dose goes to, and what else it does; an error names what is there instead.</summary>
    public Checked<RoutedDose> Resolve(Dose dose, List<string> readings)
    {
        var (drug, note) = DrugOf(dose);
        if (note is not null)
        {
            readings.Add(note);
        }

        var known = Drugs.FirstOrDefault(d => d.Id == drug || d.Names.Contains(drug, StringComparer.OrdinalIgnoreCase));
        if (known is null)
        {
            return Refuse(dose, $"the drug \"{drug}\"", $"one that this model knows: {string.Join(", ", Drugs.Select(d => d.Id))}", Spelling.Nearest(drug, Drugs.SelectMany(d => d.Names)));
        }

        if (dose.Route.Length == 0)
        {
            return Refuse(dose, "no route", $"one of {string.Join(", ", Routes.Select(r => r.Name).Distinct(StringComparer.Ordinal))}", null);
        }

        var fitting = Routes.Where(r => r.Name == dose.Route && (r.Drugs.IsEmpty || r.Drugs.Contains(known.Id))).ToArray();
        var route = fitting.FirstOrDefault(r => dose.Form.Length == 0 || r.Forms.Contains(dose.Form));
        if (route is null)
        {
            return fitting.Length == 0
                ? Refuse(dose, $"{known.Id} {dose.Route}", $"a route of this model: {string.Join(", ", Routes.Where(r => r.Drugs.IsEmpty || r.Drugs.Contains(known.Id)).Select(r => r.Name).Distinct(StringComparer.Ordinal))}", null)
                : Refuse(dose, $"{known.Id} {dose.Route} as {dose.Form}", $"a form for that route: {string.Join(", ", fitting.SelectMany(r => r.Forms).Distinct(StringComparer.Ordinal))}", null);
        }

        var targets = route.Into.Where(i => known.Parts.ContainsKey(i.Part)).Select(i => (i.Species, known.Parts[i.Part] * route.Share)).ToValueList();
        return Checked.Ok(new RoutedDose(dose, route, targets));
    }

    /// <summary>A dose without a drug is the default one, unless it is a whole number of a device's units and no form is named: then it is the device's drug.</summary>
    private (string Drug, string? Note) DrugOf(Dose dose)
    {
        if (dose.Drug.Length > 0)
        {
            return (dose.Drug, null);
        }

        var device = dose.Basis == AmountBasis.Absolute && dose.Form is "" or "spray" or "device"
            ? Routes.FirstOrDefault(r => r.Name == dose.Route && r.Split is { } split && !r.Drugs.IsEmpty && dose.Amount / split.Amount is >= 1 and <= 4 and var n && n == Math.Floor(n))
            : null;
        return device is null
            ? (DefaultDrug, null)
            : (device.Drugs[0], FormattableString.Invariant($"{dose.Amount} mg {dose.Route} read as {device.Drugs[0]}, {dose.Amount / device.Split!.Amount} units of {device.Split.Amount} mg; write \"{DefaultDrug}\" to mean that"));
    }

    private static Checked<RoutedDose> Refuse(Dose dose, string found, string expected, string? nearest) =>
        Checked.Refused<RoutedDose>(new Diagnostic("AN0720", Severity.Error, dose.Span, found, expected, nearest));
}

/// <summary>A drug: its parts (S and R) as shares of a dose.</summary>
public sealed record Drug(string Id, ValueList<string> Names, IReadOnlyDictionary<string, double> Parts);

/// <summary>One way in.</summary>
public sealed record Route
{
    public required string Name { get; init; }

    public ValueList<string> Forms { get; init; }

    /// <summary>Ids of drugs; empty: any.</summary>
    public ValueList<string> Drugs { get; init; }

    public ValueList<(string Part, string Species)> Into { get; init; }

    public double Share { get; init; } = 1;

    /// <summary>Further amounts for each mg of the dose.</summary>
    public ValueList<(string Species, double PerMilligram)> Also { get; init; }

    /// <summary>h; null: at once.</summary>
    public double? Duration { get; init; }

    public DoseSplit? Split { get; init; }

    public ValueList<RouteSetting> Settings { get; init; }
}

/// <summary>The dose is given in units of at most <paramref name="Amount"/> mg, one every <paramref name="Every"/> h.</summary>
public sealed record DoseSplit(double Amount, double Every);

/// <summary>A parameter that the dose sets for the whole simulation: a value, or what the regimen says (h) with a default.</summary>
public sealed record RouteSetting(string Id, double Value, bool FromHeld);

/// <summary>A dose with its way in: shares of its mg by species.</summary>
public sealed record RoutedDose(Dose Dose, Route? Route, ValueList<(string Species, double Share)> Targets)
{
    /// <summary>Everything that enters, for an amount in mg: time and duration in h from the regimen's start.</summary>
    public IEnumerable<(double Time, double Duration, string Species, double Amount)> Entries(double amount)
    {
        double duration = Dose.Duration > 0 ? Dose.Duration : Route?.Duration ?? 0;
        int units = Dose.Devices ?? (Route?.Split is { } split ? Math.Max(1, (int)Math.Ceiling((amount / split.Amount) - 1e-9)) : 1);
        double each = Dose.Devices is null && Route?.Split is { } s ? s.Amount : amount / units, left = amount;
        for (int i = 0; i < units; i++)
        {
            double now = Math.Min(each, left);
            left -= now;
            double time = Dose.Time + (i * (Dose.DevicesApart ?? Route?.Split?.Every ?? 0));
            foreach (var (species, share) in Targets)
            {
                yield return (time, duration, species, now * share);
            }

            foreach (var (species, perMilligram) in Route?.Also ?? [])
            {
                yield return (time, duration, species, now * perMilligram);
            }
        }
    }
}
