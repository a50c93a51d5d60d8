using System.Globalization;
using Anesis.Formats.DataSets;
using Anesis.Ketamine.Trials;
using Anesis.Pharmacometrics.Trials;
using Anesis.Reports.Html;

namespace Anesis.Cli.Commands;

/// <summary>Writes trials beside their simulation for people, as CSV and as JSON.</summary>
internal static class TrialText
{
    /// <summary>A table for each trial; the last line is "inside P of N".</summary>
    public static void Plain(IReadOnlyList<ComparedTrial> trials, TextWriter output)
    {
        foreach (var compared in trials)
        {
            var trial = compared.Trial;
            output.WriteLine($"{trial.Id}: {trial.Title}  ({Role(trial)})");
            output.WriteLine($"  {trial.Source}");
            output.WriteLine($"  {trial.Design.ToString().ToLowerInvariant()}; {trial.Blinding}; people: {trial.Population}, {compared.Courses.People[0].Length} virtual in each arm");
            foreach (var (arm, a) in trial.Arms.Select((arm, a) => (arm, a)))
            {
                double felt = compared.Courses.FeltShare(a);
                string selected = trial.Selection is null ? "" : $", {compared.Courses.Eligible(a).Length} of the virtual people selected";
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  arm {arm.Id}: n = {arm.People}; {(arm.Regimen.IsEmpty ? "no ketamine" : string.Join("; ", arm.Regimen))}; drop-out {(arm.DropOut is { } d ? $"{100 * d:G3} %" : "unknown")}{(double.IsNaN(felt) ? "" : $"; felt (CADSS above 4) by {100 * felt:F0} %")}{selected}"));
            }

            if (trial.Observations.Count > 0)
            {
                int width = trial.Observations.Max(o => What(o, trial).Length);
                output.WriteLine($"  {"".PadRight(width)}  {"observed",10}  {"simulated",10}  {$"{100 * compared.Level:G3} % of trials",22}  discrepancy");
                foreach (var row in compared.Rows)
                {
                    var one = row.Observation;
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {What(one, trial).PadRight(width)}  {Number(one.Value),10}  {Number(row.Simulated),10}  {Interval(row),22}  {Signed(row.Discrepancy)}{(one.Unit.Length > 0 ? " " + one.Unit : "")}, {(row.Inside ? "inside" : "OUTSIDE")}"));
                }
            }

            foreach (string failure in compared.Courses.Failures.Take(5))
            {
                output.WriteLine($"  not computed: {failure}");
            }

            if (!trial.Unknown.IsEmpty)
            {
                output.WriteLine($"  unknown: {string.Join("; ", trial.Unknown)}");
            }

            if (trial.Note.Length > 0)
            {
                output.WriteLine($"  {trial.Note}");
            }

            output.WriteLine();
        }

        output.WriteLine(HtmlReport.ResearchNotice);
        var roles = ShippedTrials.Roles().Value!;
        var held = trials.Where(t => !roles.IsFitted(t.Trial.Id)).SelectMany(t => t.Rows).ToList();
        if (trials.Count > 1)
        {
            output.WriteLine($"of trials not fitted to: inside {held.Count(r => r.Inside)} of {held.Count}");
        }

        output.WriteLine($"inside {trials.Sum(t => t.Rows.Count(r => r.Inside))} of {trials.Sum(t => t.Rows.Count)}");
    }

    public static void Csv(IReadOnlyList<ComparedTrial> trials, TextWriter output)
    {
        output.Write("trial,role,observation,arm,minus,quantity,at_h,unit,observed,simulated,low,high,discrepancy,inside,source\n");
        foreach (var compared in trials)
        {
            foreach (var row in compared.Rows)
            {
                var one = row.Observation;
                string[] fields =
                [
                    compared.Trial.Id, Role(compared.Trial), one.Id, string.Join('+', one.Arms), one.Minus ?? "", Word(one.Quantity), Exact(one.At), one.Unit, Exact(one.Value), Exact(row.Simulated), Exact(row.Low), Exact(row.High),
                    Exact(row.Discrepancy), row.Inside ? "1" : "0", one.Source,
                ];
                output.Write(string.Join(',', fields.Select(CsvField.Of)) + "\n");
            }
        }
    }

    public static void Json(IReadOnlyList<ComparedTrial> trials, TextWriter output) => JsonText.Write(
        new
        {
            inside = trials.Sum(t => t.Rows.Count(r => r.Inside)),
            of = trials.Sum(t => t.Rows.Count),
            notice = HtmlReport.ResearchNotice,
            trials = trials.Select(t => new
            {
                trial = t.Trial.Id,
                title = t.Trial.Title,
                role = Role(t.Trial),
                source = t.Trial.Source,
                design = t.Trial.Design.ToString().ToLowerInvariant(),
                blinding = t.Trial.Blinding,
                unknown = t.Trial.Unknown,
                failures = t.Courses.Failures,
                arms = t.Trial.Arms.Select((a, i) => new { arm = a.Id, people = a.People, regimen = a.Regimen, dropout = a.DropOut, felt = JsonText.Finite(t.Courses.FeltShare(i)) }),
                rows = t.Rows.Select(r => new
                {
                    observation = r.Observation.Id,
                    arm = r.Observation.Arms,
                    minus = r.Observation.Minus,
                    quantity = Word(r.Observation.Quantity),
                    at_h = r.Observation.At,
                    unit = r.Observation.Unit,
                    observed = r.Observation.Value,
                    simulated = JsonText.Finite(r.Simulated),
                    low = JsonText.Finite(r.Low),
                    high = JsonText.Finite(r.High),
                    discrepancy = JsonText.Finite(r.Discrepancy),
                    inside = r.Inside,
                    source = r.Observation.Source,
                }),
            }),
        },
        output);

    /// <summary>A published number in words.</summary>
    internal static string What(TrialObservation one, Trial trial)
    {
        string arms = string.Join(" + ", one.Arms.Select(a => trial.Arms[trial.ArmIndex(a)].Title));
        string minus = one.Minus is { } m ? one.Quantity is TrialQuantity.EffectSize or TrialQuantity.HazardRatio ? $" against {trial.Arms[trial.ArmIndex(m)].Title}" : $" less {trial.Arms[trial.ArmIndex(m)].Title}" : "";
        string output = one.Output.Replace('_', ' ');
        string what = one.Quantity switch
        {
            TrialQuantity.Change => $"change of {output} at {Time(one.At)}",
            TrialQuantity.PercentChange => $"change of {output}, % of baseline, at {Time(one.At)}",
            TrialQuantity.Response => $"response (half of baseline) at {Time(one.At)}",
            TrialQuantity.Remission => string.Create(CultureInfo.InvariantCulture, $"remission ({one.Threshold:G3} or less) at {Time(one.At)}"),
            TrialQuantity.Value => $"{output} at {Time(one.At)}",
            TrialQuantity.EffectSize => $"effect size at {Time(one.At)}",
            TrialQuantity.Event => $"{output} by {Time(one.At)}",
            TrialQuantity.HazardRatio => $"hazard ratio of {output} by {Time(one.At)}",
            TrialQuantity.MedianReturn => $"median time to loss of response after {Time(one.From)}",
            TrialQuantity.MeanReturn => $"mean time to loss of response after {Time(one.From)}",
            _ => string.Create(CultureInfo.InvariantCulture, $"responders of {Time(one.From)} at {one.Threshold:G3} or more by {Time(one.At)}"),
        };
        return $"{arms}{minus}: {what}";
    }

    internal static string Role(Trial trial) => ShippedTrials.Roles().Value!.Uses.FirstOrDefault(u => u.Trial == trial.Id) is { } use ? use.Fitted ? "fit" : "validate" : "no role";

    private static string Word(TrialQuantity quantity) => string.Concat(quantity.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    private static string Time(double hours) => hours >= 48 ? string.Create(CultureInfo.InvariantCulture, $"day {hours / 24:G4}") : string.Create(CultureInfo.InvariantCulture, $"{hours:G3} h");

    private static string Interval(TrialRow row) => double.IsNaN(row.Low) ? "none" : $"{Number(row.Low)} to {Number(row.High)}";

    private static string Number(double value) => double.IsNaN(value) ? "none" : value.ToString(Math.Abs(value) >= 100 ? "F0" : "G3", CultureInfo.InvariantCulture);

    private static string Signed(double value) => double.IsNaN(value) ? "not computed" : value.ToString("+0.##;-0.##;0", CultureInfo.InvariantCulture);

    private static string Exact(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);
}
