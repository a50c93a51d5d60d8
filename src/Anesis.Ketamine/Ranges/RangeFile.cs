using Anesis.Formats.Toml;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Experiments;

namespace Anesis.Ketamine.Ranges;

/// <summary>What outputs may not leave, and the courses in which people are watched (docs/model/ranges.md).</summary>
public sealed record RangeFile(string Model, ValueList<OutputRange> Outputs, ValueList<WatchedCourse> Courses)
{
    /// <summary>The file that ships for the person.</summary>
    public static Checked<RangeFile> OfPerson() => Read(ShippedFiles.TryRead("models/person.ranges.toml")!, "models/person.ranges.toml");

    public static Checked<RangeFile> Read(string text, string source) => TomlText.Parse(text, source).Then(root =>
    {
        var errors = new List<Diagnostic>();
        var table = new TomlTable(root, "a file of ranges", errors);
        if (table.Number("schema") is not (1 or double.NaN))
        {
            table.Error("AN0904", "schema", "another schema", "schema 1, the only one there is");
        }

        var outputs = new List<OutputRange>();
        foreach (var part in table.Tables("output", "an output's range"))
        {
            var range = new OutputRange(part.Text("id"), part.Number("low"), part.Number("high"), part.Text("why"), part.Node("id")?.Span ?? part.Span);
            if (range.Low >= range.High)
            {
                part.Error("AN0940", "low", FormattableString.Invariant($"a range from {range.Low} to {range.High}"), "low below high");
            }

            if (outputs.Exists(o => o.Id == range.Id))
            {
                part.Error("AN0940", "id", $"a second range for \"{range.Id}\"", "each once");
            }

            part.RefuseOthers();
            outputs.Add(range);
        }

        var courses = table.Tables("course", "a course").Select(part =>
        {
            var course = new WatchedCourse(part.Text("id"), part.Texts("regimen").ToValueList(), part.Text("until"), part.Text("every"))
            {
                Sets = part.Table("set", "settings") is { } sets ? sets.Keys.Select(k => (k, sets.Number(k))).ToValueList() : [],
                Span = part.Span,
            };
            part.RefuseOthers();
            return course;
        }).ToValueList();
        if (outputs.Count == 0 || courses.IsEmpty)
        {
            table.Error("AN0940", outputs.Count == 0 ? "output" : "course", outputs.Count == 0 ? "no range" : "no course", "one or more [[output]] and one or more [[course]]");
        }

        var file = new RangeFile(table.Text("model"), outputs.ToValueList(), courses);
        table.RefuseOthers();
        return errors.Count > 0 ? Checked.Refused<RangeFile>(errors) : Checked.Ok(file);
    });
}

/// <summary>What an output may not leave, ends included.</summary>
public sealed record OutputRange(string Id, double Low, double High, string Why, SourceSpan Span);

/// <summary>What people take while they are watched.</summary>
public sealed record WatchedCourse(string Id, ValueList<string> Regimen, string Until, string Every)
{
    public ValueList<(string Id, double Value)> Sets { get; init; }

    public SourceSpan Span { get; init; }
}

/// <summary>The worst of one output: lowest and highest over all people, with who had them in which course.</summary>
public sealed record WorstOf(OutputRange Range, Extreme Lowest, Extreme Highest)
{
    /// <summary>Rounding of the solver does not count as leaving.</summary>
    private double Slack => 1e-6 * (Range.High - Range.Low);

    public bool Inside => Lowest.Value >= Range.Low - Slack && Highest.Value <= Range.High + Slack;
}

/// <summary>A value, the number of the person who had it (from 1), in which course, at what time (h).</summary>
public readonly record struct Extreme(double Value, int Person, string Course, double Hours);
