using System.Globalization;
using System.Text.Json;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Pharmacometrics.KeyNumbers;
using Anesis.Results.Columns;
using Anesis.Results.Summaries;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Commands;

/// <summary>Median and 90 % interval of one key number over people.</summary>
internal readonly record struct NumberRow(KeyNumber Number, int Count, double Low, double Median, double High);

/// <summary>What a finished run has to tell.</summary>
internal sealed class RunReport(
    Subject subject, ExperimentRequest request, Experiment experiment, ValueList<OutputColumn> columns, KeyNumberSink numbers, EnsembleSummary run, TimeSpan wall)
{
    public IReadOnlyList<NumberRow> Rows { get; } = [.. Enumerable.Range(0, numbers.Numbers.Count).Select(n => Row(numbers.Numbers[n], numbers.Of(n)))];

    public string Title => subject.Scenario?.Title ?? subject.Model.Name ?? subject.Name;

    public EnsembleSummary Run => run;

    public ValueList<OutputColumn> Columns => columns;

    public Experiment Experiment => experiment;

    public TimeSpan Wall => wall;

    public void WriteText(TextWriter output, IEnumerable<string> places)
    {
        output.WriteLine(Title);
        if (subject.Scenario is { } scenario)
        {
            output.WriteLine(scenario.Question);
        }

        foreach (string text in RegimenTexts())
        {
            output.WriteLine($"regimen       {text}");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"people        {run.Completed:N0} of {run.Individuals:N0}" + $"{(request.Population is { } p ? $" ({p.Title})" : "")}, seed {request.Seed}, {wall.TotalSeconds:F1} s"));
        output.WriteLine();
        int width = Rows.Count == 0 ? 0 : Rows.Max(r => r.Number.Label.Length);
        output.WriteLine($"{"".PadRight(width)}   {"median",9}   {"90 % interval",19}");
        foreach (var row in Rows)
        {
            output.WriteLine($"{row.Number.Label.PadRight(width)}   {Short(row.Median),9}   {Short(row.Low),8} to {Short(row.High),-8}{(row.Number.Unit.Length > 0 ? " " + row.Number.Unit : "")}{(row.Count < run.Completed ? $"  (in {row.Count:N0})" : "")}");
        }

        output.WriteLine();
        foreach (string place in places)
        {
            output.WriteLine(place);
        }

        if (subject.IsPerson)
        {
            output.WriteLine("The source of this project says that blood pressure falls after ketamine; every measurement found says that it rises, and the model follows them.");
            output.WriteLine("For research and teaching. No dose advice.");
        }
    }

    public void WriteJson(TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("model", subject.Name);
            json.WriteNumber("people", run.Individuals);
            json.WriteNumber("completed", run.Completed);
            json.WriteNumber("seed", request.Seed);
            json.WriteString("time_unit", experiment.TimeUnit.Symbol);
            json.WriteStartArray("outputs");
            foreach (var column in columns)
            {
                json.WriteStartObject();
                json.WriteString("name", column.Name);
                json.WriteString("unit", column.Unit);
                json.WriteString("label", column.Label);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("numbers");
            foreach (var row in Rows)
            {
                json.WriteStartObject();
                json.WriteString("id", row.Number.Id);
                json.WriteString("label", row.Number.Label.Trim());
                json.WriteString("unit", row.Number.Unit);
                json.WriteNumber("n", row.Count);
                Number(json, "median", row.Median);
                Number(json, "p5", row.Low);
                Number(json, "p95", row.High);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("failed");
            foreach (var failed in run.Failed)
            {
                json.WriteStartObject();
                json.WriteNumber("individual", failed.Index + 1);
                json.WriteString("reason", failed.Outcome.Sentence);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("notes");
            foreach (string note in experiment.Readings)
            {
                json.WriteStringValue(note);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
    }

    public IEnumerable<string> RegimenTexts() => subject.Scenario is { } s && request.Regimen is not null ? s.Regimen : [];

    internal static string Short(double value) => double.IsNaN(value) ? "–"
        : value != 0 && (Math.Abs(value) >= 1e6 || Math.Abs(value) < 1e-3) ? value.ToString("0.00e0", CultureInfo.InvariantCulture)
        : Math.Abs(value) >= 100 ? value.ToString("F0", CultureInfo.InvariantCulture)
        : Math.Abs(value) >= 10 ? value.ToString("F1", CultureInfo.InvariantCulture)
        : value.ToString("F2", CultureInfo.InvariantCulture);

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

    private static NumberRow Row(KeyNumber number, ReadOnlySpan<double> values)
    {
        double[] known = [.. values.ToArray().Where(v => !double.IsNaN(v)).Order()];
        return known.Length == 0
            ? new(number, 0, double.NaN, double.NaN, double.NaN)
            : new(number, known.Length, OrderStatistics.Quantile(known, 0.05), OrderStatistics.Quantile(known, 0.5), OrderStatistics.Quantile(known, 0.95));
    }
}
