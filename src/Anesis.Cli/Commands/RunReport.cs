using System.Globalization;
using System.Text.Json;
using Anesis.Cli.Reporting;
using Anesis.Cli.Runs;
using Anesis.Modeling.Values;
using Anesis.Reports.Documents;
using Anesis.Reports.Terminal;

namespace Anesis.Cli.Commands;

/// <summary>What a finished run has to tell, as text or as JSON.</summary>
internal sealed class RunReport(FinishedRun run, IReadOnlyList<OutputPlace> places, IReadOnlyList<string> notes)
{
    public void WriteText(TextWriter output, bool colours)
    {
        var main = run.Main;
        output.WriteLine(run.Title);
        if (run.Subject.Scenario is { } scenario)
        {
            output.WriteLine(scenario.Question);
            if (main.Arm.People > 1)
            {
                output.WriteLine(RunAnswer.Of(run));
            }

        }

        foreach (string text in main.Arm.Regimens)
        {
            output.WriteLine($"regimen       {text}");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"people        {main.Run.Completed:N0} of {main.Run.Individuals:N0}" + $"{(main.Arm.Request.Population is { } p ? $" ({p.Title})" : "")}, seed {main.Arm.Request.Seed}, {run.Wall.TotalSeconds:F1} s"));
        foreach (var arm in run.Arms.Skip(1))
        {
            output.WriteLine($"arm           {arm.Arm.Name}: {ArmText.Differs(arm.Arm, main.Arm)}");
        }

        output.WriteLine();
        if (!main.Rows.IsEmpty)
        {
            output.Write(run.Arms.Count == 1
                ? SummaryText.Table(main.Rows, colours)
                : SummaryText.SideBySide(run.Arms.Select(a => (a.Arm.Name, a.Rows)).ToValueList(), colours));
            output.WriteLine();
        }

        foreach (string line in MarkerText.Lines(run))
        {
            output.WriteLine(line);
        }

        WritePlaces(output);
        if (run.Subject.IsPerson)
        {
            if (PersonNotices.TellsOfCirculation(run))
            {
                output.WriteLine(PersonNotices.ConflictLine);
            }

            output.WriteLine("For research and teaching. No dose advice.");
        }
    }

    public void WritePlaces(TextWriter output)
    {
        foreach (var place in places)
        {
            output.WriteLine($"{place.What,-13} {place.Path}");
        }
    }

    public void WriteJson(TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("model", run.Subject.Name);
            json.WriteNumber("people", run.Main.Run.Individuals);
            json.WriteNumber("completed", run.Main.Run.Completed);
            json.WriteNumber("seed", run.Main.Arm.Request.Seed);
            json.WriteString("time_unit", run.Main.Arm.Experiment.TimeUnit.Symbol);
            json.WriteStartArray("outputs");
            foreach (var column in run.Columns)
            {
                json.WriteStartObject();
                json.WriteString("name", column.Name);
                json.WriteString("unit", column.Unit);
                json.WriteString("label", column.Label);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteNumbers(json, "numbers", run.Main, run.Main.Rows);
            WriteFailed(json, run.Main);
            json.WriteStartArray("arms");
            foreach (var arm in run.Arms.Skip(1))
            {
                json.WriteStartObject();
                json.WriteString("name", arm.Arm.Name);
                json.WriteString("id", arm.Arm.Slug);
                json.WriteNumber("completed", arm.Run.Completed);
                WriteNumbers(json, "numbers", arm, arm.Rows);
                WriteNumbers(json, "differences", arm, arm.DifferencesFrom(run.Main));
                WriteFailed(json, arm);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteMarkers(json);
            WriteTexts(json, "notes", notes);
            json.WriteStartArray("files");
            foreach (var place in places)
            {
                json.WriteStartObject();
                json.WriteString("kind", place.What);
                json.WriteString("path", place.Path);
                json.WriteString("arm", place.Arm.Length == 0 ? null : place.Arm);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, FinishedArm arm, ValueList<KeyNumber> rows)
    {
        json.WriteStartArray(name);
        for (int i = 0; i < rows.Count; i++)
        {
            var number = arm.Numbers.Numbers[i];
            json.WriteStartObject();
            json.WriteString("id", number.Id);
            json.WriteString("label", number.Label.Trim());
            json.WriteString("unit", number.Unit);
            json.WriteNumber("n", rows[i].People ?? arm.Run.Completed);
            Number(json, "median", rows[i].Median);
            Number(json, "p5", double.IsNaN(rows[i].Low) ? rows[i].Median : rows[i].Low);
            Number(json, "p95", double.IsNaN(rows[i].High) ? rows[i].Median : rows[i].High);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteMarkers(Utf8JsonWriter json)
    {
        if (run.Main.Markers is not { } markers)
        {
            return;
        }

        Number(json, "response_share", markers.ResponseShare);
        json.WriteStartArray("markers");
        foreach (var rank in markers.Ranks)
        {
            json.WriteStartObject();
            json.WriteString("name", rank.Name);
            Number(json, "auc", rank.Area);
            Number(json, "low", rank.Low);
            Number(json, "high", rank.High);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFailed(Utf8JsonWriter json, FinishedArm arm)
    {
        json.WriteStartArray("failed");
        foreach (var failed in arm.Run.Failed)
        {
            json.WriteStartObject();
            json.WriteNumber("individual", failed.Index + 1);
            json.WriteString("reason", failed.Outcome.Sentence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
