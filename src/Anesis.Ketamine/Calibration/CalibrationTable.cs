using System.Globalization;
using System.Text;

namespace Anesis.Ketamine.Calibration;

/// <summary>Writes simulated beside published values as Markdown.</summary>
public static class CalibrationTable
{
    /// <summary>The table of concentrations, with the verdict before it.</summary>
    public static string Concentrations(IReadOnlyList<CalibrationRow> rows, int people, ulong seed)
    {
        var text = new StringBuilder();
        var verdict = CalibrationVerdict.Of(rows);
        Line(text, $"Peaks and areas that are not marked suspect: {verdict.Count}. Within 1.25-fold: {verdict.Close} ({Percent(verdict.Close, verdict.Count)}). Within 1.5-fold: {verdict.Near} ({Percent(verdict.Near, verdict.Count)}).");
        Line(text, $"The rule (all within 1.5-fold, two thirds within 1.25-fold) {(verdict.Holds ? "holds" : "does not hold")}.");
        foreach (var (name, part) in new[] { ("fitted", rows.Where(r => r.Study.Fitted.Length > 0)), ("held out", rows.Where(r => r.Study.Fitted.Length == 0)) })
        {
            var of = CalibrationVerdict.Of(part);
            Line(text, $"Of studies {name}: {of.Count} peaks and areas, {of.Close} within 1.25-fold, {of.Near} within 1.5-fold.");
        }

        var all = rows.Where(r => !r.Observed.Suspect && r.Observed.Quantity != Quantity.Tmax).ToList();
        Line(text, $"With the points of curves, bioavailabilities, shares and half-lives: {all.Count}; within 1.25-fold {all.Count(r => r.Within(1.25))}, within 1.5-fold {all.Count(r => r.Within(1.5))}.");
        Line(text, $"{people} virtual people in each study, seed {seed}.");
        foreach (var study in rows.GroupBy(r => r.Study))
        {
            Heading(text, study.Key);
            Line(text, "| value | observed | simulated | 90 % of people | ratio | like for like | spread, observed and simulated | |");
            Line(text, "|---|---|---|---|---|---|---|---|");
            foreach (var row in study)
            {
                Line(text, $"| {What(row.Observed)} | {Observed(row.Observed)} | {Number(row.GeometricMean)} | {Number(row.Quantile(0.05))}–{Number(row.Quantile(0.95))} | {Ratio(row)} | {row.LikeForLike.ToString("F2", CultureInfo.InvariantCulture)} | {Spread(row)} | {Remark(row)} |");
            }
        }

        return text.ToString();
    }

    /// <summary>The table of effects: means and standard deviations, or shares of people.</summary>
    public static string Effects(IReadOnlyList<CalibrationRow> rows)
    {
        var text = new StringBuilder();
        foreach (var study in rows.GroupBy(r => r.Study))
        {
            Heading(text, study.Key);
            Line(text, "| value | observed | simulated mean ± SD | median | 90 % of people | |");
            Line(text, "|---|---|---|---|---|---|");
            foreach (var row in study)
            {
                Line(text, $"| {What(row.Observed)} | {Observed(row.Observed)} | {Number(row.Mean)} ± {Number(row.Deviation)} | {Number(row.Median)} | {Number(row.Quantile(0.05))} to {Number(row.Quantile(0.95))} | {row.Observed.Note} |");
            }
        }

        return text.ToString();
    }

    /// <summary>A published value in words.</summary>
    internal static string What(ObservedValue value)
    {
        string output = value.Output.Replace('_', ' ');
        return value.Quantity switch
        {
            Quantity.Cmax => $"peak of {output}",
            Quantity.Tmax => $"time of the peak of {output}",
            Quantity.Auc => $"area to {Number(value.To ?? double.NaN)} h of {output}",
            Quantity.Value => $"{output} at {Time(value.At)}",
            Quantity.HalfLife => $"half-life of {output}",
            Quantity.Share => $"share of {output} in the area of both",
            Quantity.Bioavailability => $"area of {output} over the reference's",
            Quantity.PeakRatio => $"peak of {output} over the reference's",
            Quantity.Rise => $"largest rise of {output}",
            Quantity.Fall => $"largest fall of {output}",
            Quantity.Change => $"change of {output} at {Time(value.At)}",
            Quantity.RelativeChange => $"relative change of {output} at {Time(value.At)}",
            Quantity.RiseReaches => $"share of people whose {output} rises by {Number(value.Threshold ?? 0)} or more",
            Quantity.FallReaches => $"share of people whose {output} falls by {Number(value.Threshold ?? 0)} or more",
            Quantity.TimeAbove => $"time with {output} above {Number(value.Threshold ?? 0)}",
            _ => $"time until {output} reaches {Number(value.Threshold ?? 0)}",
        };
    }

    private static void Heading(StringBuilder text, ObservedStudy study)
    {
        Line(text, "");
        Line(text, $"### {study.Id}: {string.Join("; ", study.Regimen)}");
        Line(text, "");
        string sets = study.Sets.IsEmpty ? "" : ", " + string.Join(", ", study.Sets.Select(s => $"{s.Id} = {Number(s.Value)}"));
        Line(text, $"{study.Source}. {(study.People > 0 ? $"n = {study.People}; " : "")}people: {study.Population}{sets}. *{(study.Fitted.Length > 0 ? "Fitted: " + study.Fitted : "Held out")}.*");
        Line(text, "");
    }

    private static string Observed(ObservedValue value)
    {
        string spread = value.Deviation is { } sd ? $" ± {Number(sd)}" : value.GeometricDeviation is { } gsd ? $" (× {Number(gsd)})" : "";
        string statistic = value.Statistic switch { Statistic.Median => ", median", Statistic.GeometricMean => ", geometric mean", _ => "" };
        return $"{Number(value.Value)}{spread} {(value.Unit == "dimensionless" ? "" : value.Unit)}{statistic}";
    }

    /// <summary>Bold outside 1.5-fold, marked ° between 1.25 and 1.5.</summary>
    private static string Ratio(CalibrationRow row)
    {
        string ratio = row.Ratio.ToString("F2", CultureInfo.InvariantCulture);
        return row.Within(CalibrationVerdict.CloseFold) ? ratio : row.Within(CalibrationVerdict.WidestFold) ? ratio + " °" : $"**{ratio}**";
    }

    /// <summary>As geometric standard deviations.</summary>
    private static string Spread(CalibrationRow row)
    {
        var value = row.Observed;
        double? observed = value.GeometricDeviation
            ?? (value.Deviation is { } sd && value.Value > 0 ? Mathematics.Elementary.Exp(Math.Sqrt(Mathematics.Elementary.Log(1 + (sd * sd / (value.Value * value.Value))))) : null);
        return observed is { } o ? $"{o.ToString("F2", CultureInfo.InvariantCulture)}, {row.GeometricDeviation.ToString("F2", CultureInfo.InvariantCulture)}" : $"–, {row.GeometricDeviation.ToString("F2", CultureInfo.InvariantCulture)}";
    }

    private static string Remark(CalibrationRow row) => (row.Observed.Suspect, row.Observed.Note) switch
    {
        (true, "") => "suspect",
        (true, var note) => "suspect: " + note,
        (_, var note) => note,
    };

    private static string Time(double? hours) => hours is { } h ? h < 1.5 ? $"{Number(h * 60)} min" : h > 47 ? $"{Number(h / 24)} d" : $"{Number(h)} h" : "the end";

    private static string Number(double value) => value.ToString(Math.Abs(value) >= 1000 ? "F0" : "G3", CultureInfo.InvariantCulture);

    private static string Percent(int part, int whole) => whole == 0 ? "–" : $"{100 * part / whole} %";

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
