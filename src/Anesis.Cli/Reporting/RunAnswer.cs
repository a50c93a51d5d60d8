using System.Globalization;
using Anesis.Cli.Runs;
using Anesis.Reports.Documents;

namespace Anesis.Cli.Reporting;

/// <summary>What came out, in a sentence or two.</summary>
internal static class RunAnswer
{
    public static string Of(FinishedRun run)
    {
        if (run.Main.Arm.Request.Data is { } data)
        {
            return string.Create(CultureInfo.InvariantCulture, $"The records of {data.Individuals.Count:N0} individuals of {Path.GetFileName(data.Source)}, simulated at their own times.");
        }

        if (MarkerText.Answer(run) is { } marker)
        {
            return marker;
        }

        if (ScenarioAnswerText.Of(run) is { } answer)
        {
            return answer;
        }

        string[] parts = run.Subject.IsPerson ? [.. Person(run.Main)] : [];
        if (parts.Length > 0)
        {
            string who = run.Main.Arm.People > 1 ? "At the median" + (run.Arms.Count > 1 ? $" of \"{run.Main.Arm.Name}\"" : "") : "In this person";
            return $"{who} {Sentence(parts)}.";
        }

        var times = run.Main.Arm.Request.OutputTimes;
        string span = times.Length > 0 ? $" from {Numbers.Exact(times[0])} to {Numbers.Exact(times[^1])}{(run.TimeUnit is null ? "" : " " + run.TimeUnit)}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{run.Columns.Count} quantit{(run.Columns.Count == 1 ? "y" : "ies")} of {run.Title}{span}, for {(run.Main.Arm.People == 1 ? "one individual" : $"{run.Main.Arm.People:N0} individuals")}.");
    }

    private static string Sentence(string[] parts) => parts.Length == 1 ? parts[0] : $"{string.Join("; ", parts[..^1])}; and {parts[^1]}";

    private static IEnumerable<string> Person(FinishedArm arm)
    {
        if (Of("ketamine_cmax") is { } peak && Of("ketamine_tmax") is { } at)
        {
            yield return $"ketamine in venous plasma peaks at {peak} after {at}";
        }

        if (Of("cadss_max") is { } dissociation)
        {
            yield return $"dissociation reaches {dissociation} of the CADSS" + (Of("sober", above: 0) is { } sober ? $" and is over after {sober}" : "");
        }

        if (Of("unresponsive_max", above: 0.05) is { } unresponsive)
        {
            yield return $"the probability of no response reaches {unresponsive}";
        }

        if (Of("heart_rate_rise", above: 0) is { } beats && Of("systolic_rise", above: 0) is { } pressure)
        {
            yield return $"heart rate rises by {beats} and systolic pressure by {pressure}";
        }

        if (Of("spo2_min", below: 94) is { } oxygen)
        {
            yield return $"oxygen saturation falls to {oxygen}";
        }

        static string Unit(string? unit) => unit switch { null => "", "1/min" => " per minute", "%" => " %", _ => " " + unit };

        string? Of(string id, double above = double.NegativeInfinity, double below = double.PositiveInfinity)
        {
            int i = arm.Numbers.Numbers.ToList().FindIndex(n => n.Id == id);
            return i >= 0 && arm.Rows[i].Median is var value && value > above && value < below ? $"{Numbers.Text(value)}{Unit(arm.Rows[i].Unit)}" : null;
        }
    }
}
