using Anesis.Cli.Runs;
using Anesis.Pharmacometrics.KeyNumbers;
using Anesis.Pharmacometrics.Scenarios;
using Anesis.Reports.Documents;
using Anesis.Results.Summaries;

namespace Anesis.Cli.Reporting;

/// <summary>The answer to a scenario's question, from the medians of its arms.</summary>
internal static class ScenarioAnswerText
{
    private const double LongestInMinutes = 2, LongestInHours = 72;

    /// <summary>Null where the scenario has no answers, or none for what was run.</summary>
    public static string? Of(FinishedRun run)
    {
        string[] sentences = [.. (run.Subject.Scenario?.Answers ?? []).Select(a => Sentence(run, a)).OfType<string>()];
        return sentences.Length == 0 ? null : string.Join(' ', sentences.Select(s => s.Trim()));
    }

    private static string? Sentence(FinishedRun run, ScenarioAnswer answer)
    {
        double left = Median(run, answer.Left), right = answer.Right is null ? 0 : Median(run, answer.Right);
        return double.IsNaN(left) || double.IsNaN(right) ? null : answer.Sentence(left, right, value => Text(run, answer.Left, value)) ?? Plain(run, answer, left, right);
    }

    /// <summary>The numbers alone, where the file has no sentence for how they came out.</summary>
    private static string Plain(FinishedRun run, ScenarioAnswer answer, double left, double right)
    {
        string label = run.Columns.FirstOrDefault(c => c.Name == answer.Left.Output)?.Label ?? answer.Left.Output;
        return $"{char.ToUpperInvariant(label[0])}{label[1..]}: {Text(run, answer.Left, left)} (\"{answer.Left.Arm}\") against {Text(run, answer.Left, right)}{(answer.Right is { Value: null } other ? $" (\"{other.Arm}\")" : "")}.";
    }

    private static double Median(FinishedRun run, AnsweringNumber number)
    {
        if (number.Value is { } value)
        {
            return value;
        }

        if (run.Arms.FirstOrDefault(a => a.Arm.Name == number.Arm)?.Answering is not { } sink || Enumerable.Range(0, sink.Numbers.Count).Where(i => sink.Numbers[i] == number.OfCourse(run.Main.Arm.Experiment.TimeUnit.Hours)).ToList() is not [int place])
        {
            return double.NaN;
        }

        double[] known = [.. sink.Of(place).ToArray().Where(v => !double.IsNaN(v)).Order()];
        return known.Length == 0 ? double.NaN : OrderStatistics.Quantile(known, 0.5);
    }

    private static string Text(FinishedRun run, AnsweringNumber number, double value)
    {
        if (number.IsTime)
        {
            return Duration(value * run.Main.Arm.Experiment.TimeUnit.Hours);
        }

        string? its = run.Columns.FirstOrDefault(c => c.Name == number.Output)?.Unit;
        string? unit = number.Kind == KeyNumberKind.Auc ? $"{run.TimeUnit}·{its}" : its;
        return Numbers.Text(value) + unit switch { null or "" => "", "1/min" => " per minute", "%" => " %", _ => " " + unit };
    }

    /// <summary>Hours in the unit that reads best.</summary>
    public static string Duration(double hours) => Math.Abs(hours) switch
    {
        0 => "no time",
        < LongestInMinutes => $"{Numbers.Text(60 * hours)} min",
        < LongestInHours => $"{Numbers.Text(hours)} h",
        _ => $"{Numbers.Text(hours / 24)} days",
    };
}
