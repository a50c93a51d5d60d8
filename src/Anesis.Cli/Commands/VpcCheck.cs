using System.Globalization;
using System.Text;
using Anesis.Cli.Reporting;
using Anesis.Formats.DataSets;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Pharmacometrics.Vpc;
using Anesis.Reports.Documents;
using Anesis.Reports.Pictures;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Commands;

/// <summary>One kind of check: takes the replicates, and says what was found.</summary>
internal abstract class VpcCheck(TimeUnit unit)
{
    public abstract IResultSink Sink { get; }

    /// <summary>What makes the result meaningless, after the run; null: nothing.</summary>
    public virtual Diagnostic? Wrong => null;

    public virtual IReadOnlyList<Diagnostic> Warnings => [];

    public abstract VpcFindings Found();

    protected string? Unit { get; } = unit.IsDeclared ? unit.Symbol : null;

    protected string Heading => Unit is null ? "" : $" [{Unit}]";

    protected static string Header(ExperimentRequest request, string output, out OutputLabel label)
    {
        var column = OutputUnits.Columns(request.Model, [output])[0];
        label = new(column.Label ?? column.Name, column.Unit);
        return label.Text;
    }

    /// <summary>"Of 12 observed shares 11 lie within the interval …".</summary>
    protected static string Answer(IEnumerable<(double Observed, double Low, double High)> rows, string what, double level)
    {
        var known = rows.Where(r => !double.IsNaN(r.Observed) && !double.IsNaN(r.Low) && !double.IsNaN(r.High)).ToList();
        int inside = known.Count(r => r.Observed >= r.Low - 1e-12 && r.Observed <= r.High + 1e-12);
        return string.Create(CultureInfo.InvariantCulture, $"Of {known.Count} observed {what} {inside} lie within the interval that holds {100 * level:G4} % of the simulated ones.");
    }
}

internal readonly record struct OutputLabel(string Text, string? Unit);

/// <summary>Percentiles of numbers.</summary>
internal sealed class PercentileCheck(ExperimentRequest request, VpcSettings settings, double[]? predictions, TimeUnit unit) : VpcCheck(unit)
{
    private readonly VpcSink _sink = new(settings.Observations, settings.Bins, settings.Error, request.Seed, settings.Percentiles, predictions, settings.Limit);

    public override IResultSink Sink => _sink;

    public override VpcFindings Found()
    {
        var rows = _sink.Rows(settings.Level);
        Header(request, request.Outputs[0], out var label);
        var observations = settings.Observations;
        double[] values = _sink.Observed;
        var picture = new VpcPicture(rows.ToValueList(), settings.Level, Unit)
        {
            Quantity = label.Text,
            Unit = label.Unit,
            Logarithmic = settings.Files.Logarithmic,
            Corrected = settings.Corrected,
            Limit = settings.Limit.Limit,
            Points = settings.Files.Points
                ? Enumerable.Range(0, values.Length).Where(i => settings.Bins.BinOf(observations.Times[i]) >= 0).Select(i => (observations.StratumNames[observations.Strata[i]], observations.Times[i], values[i])).ToValueList()
                : [],
        }.Picture();
        var table = new TableSection(
            "Every bin",
            [new("Stratum"), new("Bin" + Heading), new("n", true), new("Percentile", true), new("Observed", true), new("Simulated, median", true), new("Interval", true)],
            rows.Select(r => (ValueList<string>)[
                r.Stratum, Numbers.Interval(r.From, r.To), r.Count.ToString(CultureInfo.InvariantCulture), r.IsShareBelow ? "below the limit" : Numbers.Exact(r.Percentile),
                Numbers.Text(r.Observed), Numbers.Text(r.Median), Numbers.Interval(r.Low, r.High)]).ToValueList());
        return new(Csv(rows), picture, Answer(rows.Select(r => (r.Observed, r.Low, r.High)), "percentiles and shares", settings.Level), table,
        [
            ["residual error", VpcDocument.Describe(settings.Error)],
            ["limit of quantification", settings.Limit.IsNone ? "none" : string.Create(CultureInfo.InvariantCulture, $"{settings.Limit.Limit:R}, method {settings.Limit.Method}")],
            ["prediction correction", settings.Corrected ? "each value times the median prediction of its bin over its own (Bergstrand 2011)" : "none"],
            ["percentiles", string.Join(", ", settings.Percentiles.Select(p => p.ToString(CultureInfo.InvariantCulture))) + " (type 7)"],
        ]);
    }

    private string Csv(IEnumerable<VpcRow> rows)
    {
        var text = new StringBuilder($"stratum,from{Heading},to{Heading},time{Heading},n,percentile,observed,low,median,high\n");
        foreach (var r in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{CsvField.Of(r.Stratum)},{r.From:R},{r.To:R},{r.Time:R},{r.Count},{(r.IsShareBelow ? "blq" : CsvField.Of(r.Percentile))},{CsvField.Of(r.Observed)},{CsvField.Of(r.Low)},{CsvField.Of(r.Median)},{CsvField.Of(r.High)}\n");
        }

        return text.ToString();
    }
}

/// <summary>Shares of categories, counts or states.</summary>
internal sealed class ShareCheck(ExperimentRequest request, VpcSettings settings, TimeUnit unit) : VpcCheck(unit)
{
    private readonly VpcShareSink _sink = new(settings.Observations, settings.Bins, settings.Outcome!, request.Seed);

    public override IResultSink Sink => _sink;

    public override Diagnostic? Wrong => _sink.Undefined == 0 ? null : new("AN0829", Severity.Error, new("--dv"),
        string.Create(CultureInfo.InvariantCulture, $"{_sink.Undefined:N0} predictions of {string.Join(", ", request.Outputs)}, the first at time {_sink.FirstUndefinedTime:G6}, that are no {(settings.Kind == VpcKind.Categories ? "probabilities" : settings.Kind == VpcKind.Counts ? "mean" : "state that the data hold")}"),
        settings.Kind switch
        {
            VpcKind.Categories when request.Outputs.Count == 1 => "an output from 0 to 1",
            VpcKind.Categories => "outputs of 0 or more that sum to 1 at each observation",
            VpcKind.Counts => "an output of 0 or more",
            _ => $"one of {settings.Outcome!.Expected}, or --values with all states",
        });

    public override VpcFindings Found()
    {
        var rows = _sink.Rows(settings.Level);
        string quantity = Header(request, request.Outputs[0], out _);
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (group, i) in settings.Outcome!.Groups.Select((g, i) => (g, i)))
        {
            labels[group] = settings.Kind == VpcKind.Categories && request.Outputs.Count > 1 ? Header(request, request.Outputs[i], out _) : settings.Kind == VpcKind.Counts ? $"{quantity} {group}" : $"{quantity} = {group}";
        }

        if (settings.Kind == VpcKind.Categories && request.Outputs.Count == 1)
        {
            // The share of the second says that of the first.
            rows = [.. rows.Where(r => r.Group == settings.Outcome.Groups[1])];
            labels[settings.Outcome.Groups[1]] = $"DV = {settings.Outcome.Groups[1]}";
        }

        var picture = new VpcSharePicture(rows.ToValueList(), settings.Level, Unit) { Quantity = quantity, Labels = labels }.Picture();
        var table = new TableSection(
            "Every bin",
            [new("Stratum"), new("Bin" + Heading), new("n", true), new("Group"), new("Observed", true), new("Simulated, median", true), new("Interval", true)],
            rows.Select(r => (ValueList<string>)[
                r.Stratum, Numbers.Interval(r.From, r.To), r.Count.ToString(CultureInfo.InvariantCulture), labels.GetValueOrDefault(r.Group) ?? r.Group,
                Numbers.Text(r.Observed), Numbers.Text(r.Median), Numbers.Interval(r.Low, r.High)]).ToValueList());
        return new(Csv(rows), picture, Answer(rows.Select(r => (r.Observed, r.Low, r.High)), settings.Kind == VpcKind.Counts ? "shares and means" : "shares", settings.Level), table,
        [
            ["observations", settings.Outcome is CountOutcome counts ? $"counts, {counts.Distribution}" : settings.Kind == VpcKind.States ? "numbers of states" : "categories"],
            ["values", settings.Outcome.Expected],
        ]);
    }

    private string Csv(IEnumerable<VpcShareRow> rows)
    {
        var text = new StringBuilder($"stratum,from{Heading},to{Heading},time{Heading},n,group,observed,low,median,high\n");
        foreach (var r in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{CsvField.Of(r.Stratum)},{r.From:R},{r.To:R},{r.Time:R},{r.Count},{CsvField.Of(r.Group)},{CsvField.Of(r.Observed)},{CsvField.Of(r.Low)},{CsvField.Of(r.Median)},{CsvField.Of(r.High)}\n");
        }

        return text.ToString();
    }
}

/// <summary>Times to an event.</summary>
internal sealed class SurvivalCheck(ExperimentRequest request, VpcSettings settings, TimeUnit unit) : VpcCheck(unit)
{
    private readonly VpcSurvivalSink _sink = new(settings.Events!, request.Seed, request.Data!.ClockTime ? unit.Hours : 1);

    public override IResultSink Sink => _sink;

    public override IReadOnlyList<Diagnostic> Warnings => settings.Events!.HasLater
        ? [new("AN0828", Severity.Warning, new(request.Data!.Source), "events after a subject's first", "one event a subject: only the first is compared")]
        : [];

    public override VpcFindings Found()
    {
        var rows = _sink.Rows(settings.Level);
        var picture = new VpcSurvivalPicture(rows.ToValueList(), settings.Level, Unit).Picture();
        var table = new TableSection(
            "Every time of an observed event",
            [new("Stratum"), new("Time" + Heading, true), new("At risk", true), new("Events", true), new("Observed", true), new("Simulated, median", true), new("Interval", true)],
            rows.Where(r => r.Events > 0).Select(r => (ValueList<string>)[
                r.Stratum, Numbers.Text(r.Time), r.AtRisk.ToString(CultureInfo.InvariantCulture), r.Events.ToString(CultureInfo.InvariantCulture),
                Numbers.Text(r.Observed), Numbers.Text(r.Median), Numbers.Interval(r.Low, r.High)]).ToValueList());
        return new(Csv(rows), picture, Answer(rows.Where(r => r.Events > 0).Select(r => (r.Observed, r.Low, r.High)), "steps of the survival curve", settings.Level), table,
        [
            ["estimate", "Kaplan-Meier"],
            ["events", string.Create(CultureInfo.InvariantCulture, $"{settings.Events!.Events.Count(e => e.Happened)} among {settings.Events.Subjects} subjects")],
            ["being watched", "each simulated subject leaves as the observed of the stratum do (Kaplan-Meier estimate of leaving)"],
        ]);
    }

    private string Csv(IEnumerable<VpcSurvivalRow> rows)
    {
        var text = new StringBuilder($"stratum,time{Heading},at_risk,events,left,observed,low,median,high\n");
        foreach (var r in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{CsvField.Of(r.Stratum)},{r.Time:R},{r.AtRisk},{r.Events},{r.Left},{CsvField.Of(r.Observed)},{CsvField.Of(r.Low)},{CsvField.Of(r.Median)},{CsvField.Of(r.High)}\n");
        }

        return text.ToString();
    }
}
