using Anesis.Modeling.Diagnostics;
using Anesis.Pharmacometrics.Nca;

namespace Anesis.Pharmacometrics.Bioequivalence;

/// <summary>A crossover from CSV: subject (or id), period, treatment, the metric's column, and sequence (where it is not given, a subject's treatments in the order of periods).</summary>
public static class CrossoverFile
{
    /// <param name="text">The file.</param>
    /// <param name="name">Its name, for diagnostics.</param>
    /// <param name="value">The column of the metric, such as "AUC".</param>
    /// <param name="test">What the test is called among treatments.</param>
    /// <param name="reference">What the reference is called.</param>
    public static Checked<CrossoverData> Read(string text, string name, string value, string test, string reference)
    {
        var errors = new List<Diagnostic>();
        var sheet = new NcaSheet(text, name, errors, ["subject", "id"], ["period"], ["treatment", "formulation", "trt"], [value]);
        if (errors.Count > 0)
        {
            return Checked.Refused<CrossoverData>(errors);
        }

        var rows = new List<CrossoverRow>();
        foreach (var row in sheet.Rows)
        {
            string subject = Needed(row, "subject", "id"), period = Needed(row, "period"), treatment = Needed(row, "treatment", "formulation", "trt");
            double metric = row.Number(value);
            if (metric <= 0)
            {
                row.Error(value, FormattableString.Invariant($"{metric}"), "a number above 0: its logarithm is compared");
            }

            if (treatment != test && treatment != reference)
            {
                row.Error("treatment", $"\"{treatment}\"", $"{test} or {reference}");
            }

            rows.Add(new(subject, row.Text("sequence") ?? "", period, treatment, metric));
        }

        if (rows.Exists(r => r.Sequence.Length == 0))
        {
            var orders = rows.GroupBy(r => r.Subject).ToDictionary(g => g.Key, g => string.Concat(g.OrderBy(r => r.Period, StringComparer.Ordinal).Select(r => r.Treatment)), StringComparer.Ordinal);
            rows = [.. rows.Select(r => r with { Sequence = orders[r.Subject] })];
        }

        if (rows.GroupBy(r => (r.Subject, r.Period)).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            errors.Add(new("AN0856", Severity.Error, new(name), $"two rows of subject {twice.Key.Subject} in period {twice.Key.Period}", "one row for each subject and period"));
        }

        return errors.Count > 0 ? Checked.Refused<CrossoverData>(errors) : Checked.Ok(new CrossoverData(rows, test, reference));
    }

    private static string Needed(NcaRow row, params ReadOnlySpan<string> names)
    {
        if (row.Text(names) is { } text)
        {
            return text;
        }

        row.Error(names[0], "an empty cell", "a name");
        return "";
    }
}
