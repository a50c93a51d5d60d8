using System.Globalization;
using System.Text;
using System.Text.Json;
using Anesis.Cli.Terminal;
using Anesis.Formats.DataSets;
using Anesis.Modeling.Diagnostics;
using Anesis.Pharmacometrics.Experiments;

namespace Anesis.Cli.Commands;

/// <summary>Every dose of one person, as a table to read, JSON or CSV.</summary>
internal static class DoseTable
{
    public static int Write(Experiment experiment, ExperimentRequest request, string? id, string? file, bool json, Screen screen)
    {
        string[] ids = request.Data is { } data ? [.. data.Individuals.Select(i => i.Id)] : [];
        int individual = id is null ? 0
            : ids.Length > 0 ? Array.IndexOf(ids, id)
            : int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= experiment.Individuals.Count ? number - 1 : -1;
        if (individual < 0)
        {
            string expected = ids.Length > 0 ? "an ID of the data set" : $"a person from 1 to {experiment.Individuals.Count}";
            throw new UserError(new("AN1006", Severity.Error, new("--explain-doses"), $"\"{id}\"", expected, id is null ? null : Spelling.Nearest(id, ids)));
        }

        var (doses, timeline) = experiment.ExplainAll(individual);
        if (file is not null)
        {
            OutputText.Write(file, "--output", writer => writer.Write(Csv(doses, experiment.TimeUnit)));
        }
        else if (json)
        {
            screen.Output.WriteLine(Json(doses, timeline, experiment.TimeUnit));
        }
        else
        {
            Text(screen.Output, doses, experiment.TimeUnit);
            Timeline(screen.Output, timeline);
        }

        return ExitCode.Done;
    }

    private static string Csv(IEnumerable<GivenDose> doses, TimeUnit unit)
    {
        var text = new StringBuilder($"time{(unit.IsDeclared ? $" [{unit.Symbol}]" : "")},amount,compartment,species,rate,duration,given,notes\n");
        foreach (var d in doses)
        {
            text.Append(CultureInfo.InvariantCulture, $"{d.Time:R},{d.Amount:R},{d.Compartment},{d.Target},{Known(d.Rate)},{Known(d.Duration)},{d.Words},{CsvField.Of(d.Notes)}\n");
        }

        return text.ToString();
    }

    private static void Text(TextWriter output, IReadOnlyCollection<GivenDose> doses, TimeUnit unit)
    {
        string[][] rows =
        [
            [unit.IsDeclared ? $"time [{unit.Symbol}]" : "time", "amount", "cmt", "species", "rate", "duration", "given", "notes"],
            .. doses.Select(d => new[] { Short(d.Time), Short(d.Amount), d.Compartment.ToString(CultureInfo.InvariantCulture), d.Target, Short(d.Rate), Short(d.Duration), d.Words, d.Notes }),
        ];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(c => rows.Max(r => r[c].Length))];
        foreach (string[] row in rows)
        {
            output.WriteLine(string.Join("  ", row.Select((cell, c) => c is 3 or 6 or 7 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]))).TrimEnd());
        }

        output.WriteLine(doses.Count switch { 0 => "no dose", 1 => "1 dose", var n => $"{n} doses" });
    }

    /// <summary>What happens when, and which convention decides.</summary>
    private static void Timeline(TextWriter output, IReadOnlyCollection<Happening> timeline)
    {
        if (timeline.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine("In order:");
        int time = timeline.Max(h => Short(h.Time).Length), kind = timeline.Max(h => h.Kind.Length);
        foreach (var h in timeline)
        {
            string convention = h.Convention.Length > 0 ? $"  [{h.Convention}]" : "";
            string nonmem = h.Nonmem.Length > 0 ? $"  NONMEM: {h.Nonmem}" : "";
            output.WriteLine($"{Short(h.Time).PadLeft(time)}  {h.Kind.PadRight(kind)}  {h.What}{convention}{nonmem}");
        }
    }

    private static string Json(IEnumerable<GivenDose> doses, IEnumerable<Happening> timeline, TimeUnit unit)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("time_unit", unit.Symbol);
            json.WriteStartArray("doses");
            foreach (var d in doses)
            {
                json.WriteStartObject();
                json.WriteNumber("time", d.Time);
                json.WriteNumber("amount", d.Amount);
                json.WriteNumber("compartment", d.Compartment);
                json.WriteString("species", d.Target);
                Number(json, "rate", d.Rate);
                Number(json, "duration", d.Duration);
                json.WriteString("given", d.Words);
                json.WriteString("notes", d.Notes);
                Number(json, "enters", d.Enters);
                Number(json, "available", d.Available);
                Number(json, "in_for", d.InFor);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("timeline");
            foreach (var h in timeline)
            {
                json.WriteStartObject();
                json.WriteNumber("time", h.Time);
                json.WriteString("kind", h.Kind);
                json.WriteString("what", h.What);
                json.WriteString("convention", h.Convention);
                json.WriteString("nonmem", h.Nonmem);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsNaN(value))
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteNumber(name, value);
        }
    }

    private static string Known(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Short(double value) => double.IsNaN(value) ? "model" : value.ToString("G6", CultureInfo.InvariantCulture);
}
