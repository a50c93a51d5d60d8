using Anesis.Formats.Toml;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.KeyNumbers;

namespace Anesis.Pharmacometrics.Scenarios;

/// <summary>
/// A sentence that answers a scenario's question by what was computed: two numbers are compared and one of three sentences is said, so that no sentence can stand
/// against the numbers. "{left}" and "{right}" in it are these numbers, medians over people.
/// </summary>
/// <param name="Left">The number that the sentence is about.</param>
/// <param name="Right">What it is compared with; null where <paramref name="Same"/> is said in any case.</param>
/// <param name="By">A difference not larger than this, in the output's unit, counts as none.</param>
/// <param name="More">Said when the left number is larger; null: the numbers alone are said.</param>
/// <param name="Less">Said when it is smaller.</param>
/// <param name="Same">Said when they do not differ.</param>
public sealed record ScenarioAnswer(AnsweringNumber Left, AnsweringNumber? Right, double By, string? More, string? Less, string? Same)
{
    private const string LeftMark = "{left}", RightMark = "{right}";

    /// <summary>The sentence for these numbers; null where the file has none for how they compare.</summary>
    /// <param name="left">Median of the left number.</param>
    /// <param name="right">Median of the right one; ignored where there is none.</param>
    /// <param name="text">A number with its unit.</param>
    public string? Sentence(double left, double right, Func<double, string> text)
    {
        string? sentence = Right is null || Math.Abs(left - right) <= By ? Same : left > right ? More : Less;
        return sentence?.Replace(LeftMark, text(left), StringComparison.Ordinal).Replace(RightMark, text(right), StringComparison.Ordinal);
    }

    /// <param name="table">One [[answer]].</param>
    /// <param name="outputs">Of the scenario.</param>
    /// <param name="arms">Names of its arms, the main one first.</param>
    internal static ScenarioAnswer Read(TomlTable table, ValueList<string> outputs, ValueList<string> arms)
    {
        var left = AnsweringNumber.Read(table, null, outputs, arms);
        var right = table.Table("than", "what it is compared with") is { } than ? AnsweringNumber.Read(than, left, outputs, arms) : null;
        string? says = table.TextOrNull("says");
        var answer = new ScenarioAnswer(left, right, table.NumberOrNull("by") ?? 0, table.TextOrNull("more"), table.TextOrNull("less"), says ?? table.TextOrNull("same"));
        if (right is null && (says is null || table.Has("more") || table.Has("less") || table.Has("same")))
        {
            table.Error("AN0912", "says", "an answer without \"than\"", "says = \"…\", said in any case; or than = { … } with more, less and same");
        }
        else if (right is not null && (says is not null || (answer.More ?? answer.Less ?? answer.Same) is null))
        {
            table.Error("AN0912", "than", "an answer with \"than\"", "one or more of more, less and same, and no says");
        }

        if (!(answer.By >= 0))
        {
            table.Error("AN0912", "by", FormattableString.Invariant($"by = {answer.By}"), "0 or a positive number");
        }

        table.RefuseOthers();
        return answer;
    }
}

/// <summary>A number of an answer: of an output's course in an arm, or given.</summary>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Output">Whose course.</param>
/// <param name="Kind">What of the course.</param>
/// <param name="Threshold">For the kinds that have one.</param>
/// <param name="Value">A number in place of all this, or null.</param>
/// <param name="From">Only from then on, h; minus infinity from the start.</param>
/// <param name="To">Only until then, h; infinity to the end.</param>
public sealed record AnsweringNumber(string Arm, string Output, KeyNumberKind Kind, double Threshold, double? Value, double From, double To)
{
    private static readonly (string Word, KeyNumberKind Kind)[] Kinds =
    [
        ("max", KeyNumberKind.Max), ("min", KeyNumberKind.Min), ("first", KeyNumberKind.First), ("last", KeyNumberKind.Last), ("rise", KeyNumberKind.Rise), ("fall", KeyNumberKind.Fall),
        ("area", KeyNumberKind.Auc), ("time_of_max", KeyNumberKind.TimeOfMax), ("time_of_min", KeyNumberKind.TimeOfMin), ("time_above", KeyNumberKind.TimeAbove), ("time_below", KeyNumberKind.TimeBelow),
        ("time_until_below", KeyNumberKind.TimeUntilBelow),
    ];

    /// <summary>Whether it is a time, in the model's unit.</summary>
    public bool IsTime => Kind is KeyNumberKind.TimeOfMax or KeyNumberKind.TimeOfMin or KeyNumberKind.TimeAbove or KeyNumberKind.TimeBelow or KeyNumberKind.TimeUntilBelow;

    /// <summary>As a number of each person's course.</summary>
    /// <param name="hours">In the model's unit of time.</param>
    public KeyNumber OfCourse(double hours) => new(FormattableString.Invariant($"{Output}_{Kind}_{Threshold}_{From}_{To}"), Output, Output, Kind, "", Threshold) { From = From / hours, To = To / hours };

    internal static AnsweringNumber Read(TomlTable table, AnsweringNumber? basis, ValueList<string> outputs, ValueList<string> arms)
    {
        string arm = table.TextOrNull("arm") ?? basis?.Arm ?? arms[0], output = basis is null ? table.Text("output") : table.TextOrNull("output") ?? basis.Output;
        string word = table.Word("statistic", Kinds.First(k => k.Kind == (basis?.Kind ?? KeyNumberKind.Last)).Word, [.. Kinds.Select(k => k.Word)]);
        var kind = Kinds.FirstOrDefault(k => k.Word == word, Kinds[0]).Kind;
        double? threshold = table.NumberOrNull("threshold") ?? (basis is { Threshold: var its } && !double.IsNaN(its) ? its : null);
        var number = new AnsweringNumber(arm, output, kind, threshold ?? double.NaN, basis is null ? null : table.NumberOrNull("value"),
            table.Has("from") ? ScenarioRanking.Hours(table, "from") : basis?.From ?? double.NegativeInfinity, table.Has("to") ? ScenarioRanking.Hours(table, "to") : basis?.To ?? double.PositiveInfinity);
        if (!arms.Contains(arm))
        {
            table.Error("AN0912", "arm", $"the arm \"{arm}\"", $"one of {string.Join(", ", arms)}", Spelling.Nearest(arm, arms));
        }

        if (output.Length > 0 && !outputs.Contains(output))
        {
            table.Error("AN0912", "output", $"the output \"{output}\"", $"one of the scenario's outputs: {string.Join(", ", outputs)}", Spelling.Nearest(output, outputs));
        }

        if (kind is KeyNumberKind.TimeAbove or KeyNumberKind.TimeBelow or KeyNumberKind.TimeUntilBelow && threshold is null)
        {
            table.Error("AN0912", "threshold", $"{word} without a threshold", "threshold = a number");
        }

        if (basis is not null)
        {
            table.RefuseOthers();
        }

        return number;
    }
}
