using System.Globalization;
using Anesis.Mathematics;
using Anesis.Mathematics.Randomness;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Survival;
using Anesis.Reports.Documents;
using Anesis.Reports.Pictures;
using Anesis.Results.Summaries;

namespace Anesis.Cli.Plots;

/// <summary>Pictures of studies over time: single courses, shares of people, survival, time above a threshold.</summary>
internal static class StudyPictures
{
    private const ulong EventStream = 0x6576_656e_7473_0001;

    public static Picture Of(IReadOnlyList<StudyCourses> studies, PlotSettings settings) => settings.Kind switch
    {
        "spaghetti" => Spaghetti(studies, settings),
        "forest" => GroupPictures.Forest(studies[0], settings),
        "tornado" => GroupPictures.Tornado(studies[0], settings),
        "response" => GroupPictures.Response(studies, settings),
        "time-above" => TimeAbove(studies, settings),
        "survival" => Survival(studies, settings),
        "shares" => Shares(studies[0], settings),
        "states" => States(studies[0], settings),
        _ => Count(studies, settings),
    };

    private static Picture Spaghetti(IReadOnlyList<StudyCourses> studies, PlotSettings settings)
    {
        var panels = new List<Panel>();
        foreach (string output in settings.Outputs)
        {
            var layers = new List<Layer>();
            var time = TimeAxis.Of(studies[0].Study.Manifest.TimeUnit, 0);
            for (int s = 0; s < studies.Count; s++)
            {
                var people = studies[s].Read([output]).ToList();
                time = TimeAxis.Of(studies[s].Study.Manifest.TimeUnit, people.SelectMany(p => p.Times).DefaultIfEmpty(0).Max());
                int hue = s;
                var curves = people.Take(settings.People).Select(p => new Curve(p.Times.Select(t => t * time.Factor).ToValueList(), p.Values[0].ToValueList())).ToValueList();
                layers.Insert(s, new SpaghettiLayer(curves, studies.Count == 1 ? "a line a person" : $"{studies[s].Name}, a line a person", hue));
                var median = Middle(people);
                layers.Add(new LineLayer(median.Select(m => m.Time * time.Factor).ToValueList(), median.Select(m => m.Value).ToValueList(), studies.Count == 1 ? "median" : $"{studies[s].Name}, median", studies.Count == 1 ? -1 : hue));
            }

            panels.Add(Framed(studies[0], output, time, layers, settings));
        }

        int shown = studies.Max(s => Math.Min(settings.People, s.Study.Manifest.Individuals)), all = studies.Max(s => s.Study.Manifest.Individuals);
        return new() { Panels = panels.ToValueList(), Note = shown < all ? string.Create(CultureInfo.InvariantCulture, $"{shown} of {all:N0} people are drawn; the median is of all.") : null };
    }

    /// <summary>The median over people at each time that most of them have.</summary>
    private static List<(double Time, double Value)> Middle(List<PersonCourse> people) =>
    [
        .. people.SelectMany(p => p.Times.Zip(p.Values[0])).Where(p => double.IsFinite(p.Second)).GroupBy(p => p.First).Where(g => 2 * g.Count() >= people.Count).OrderBy(g => g.Key)
            .Select(g => (g.Key, OrderStatistics.Quantile([.. g.Select(p => p.Second).Order()], 0.5))),
    ];

    private static Panel Framed(StudyCourses study, string output, TimeAxis time, IEnumerable<Layer> layers, PlotSettings settings) =>
        SummaryPanels.Frame(time, study.Output(output)!, settings.Logarithmic, layers.ToValueList()) with
        {
            References = double.IsNaN(settings.Threshold) ? [] : [new(settings.Threshold, "threshold")],
        };

    private static Picture TimeAbove(IReadOnlyList<StudyCourses> studies, PlotSettings settings)
    {
        string output = settings.Outputs[0];
        var left = new List<Layer>();
        var right = new List<Layer>();
        TimeAxis time = TimeAxis.Of(studies[0].Study.Manifest.TimeUnit, 0);
        for (int s = 0; s < studies.Count; s++)
        {
            var people = studies[s].Read([output]).ToList();
            time = TimeAxis.Of(studies[s].Study.Manifest.TimeUnit, people.SelectMany(p => p.Times).DefaultIfEmpty(0).Max());
            string? name = studies.Count == 1 ? null : studies[s].Name;
            var at = people.SelectMany(p => p.Times.Zip(p.Values[0])).GroupBy(p => p.First).OrderBy(g => g.Key).Select(g => (g.Key, Share: 100.0 * g.Count(p => p.Second > settings.Threshold) / g.Count())).ToList();
            left.Add(new LineLayer(at.Select(a => a.Key * time.Factor).ToValueList(), at.Select(a => a.Share).ToValueList(), name, s));
            double[] above = [.. people.Select(p => Metric.TimeAbove(p.Times, p.Values[0], settings.Threshold) * time.Factor).Order()];
            double[] x = [0, .. above.SelectMany(a => new[] { a, a })];
            double[] y = [100, .. above.SelectMany((_, i) => new[] { 100.0 * (above.Length - i) / above.Length, 100.0 * (above.Length - i - 1) / above.Length })];
            right.Add(new LineLayer(x.ToValueList(), y.ToValueList(), name, s));
        }

        string label = studies[0].Output(output)!.Label ?? output;
        string unit = studies[0].Output(output)!.Unit is { } u ? " " + u : "";
        return new()
        {
            Panels =
            [
                new(time.Axis, new("People", "%") { Minimum = 0, Maximum = 100 }, left.ToValueList()) { Title = FormattableString.Invariant($"Above {settings.Threshold:G6}{unit} at each time") },
                new(new("Time above", time.Axis.Unit) { Minimum = 0 }, new("People above for longer", "%") { Minimum = 0, Maximum = 100 }, right.ToValueList()) { Title = "How long each is above" },
            ],
            Note = FormattableString.Invariant($"{label}: straight lines between output times."),
        };
    }

    private static Picture Survival(IReadOnlyList<StudyCourses> studies, PlotSettings settings)
    {
        var bands = new List<Layer>();
        var lines = new List<Layer>();
        var notes = new List<string>();
        TimeAxis time = TimeAxis.Of(studies[0].Study.Manifest.TimeUnit, 0);
        for (int s = 0; s < studies.Count; s++)
        {
            var events = studies[s].Read([settings.Outputs[0]]).Select((p, n) => HazardEvents.Draw(p.Times, p.Values[0], new DrawKey(settings.Seed, (ulong)n, EventStream).Uniform((ulong)s))).ToList();
            time = TimeAxis.Of(studies[s].Study.Manifest.TimeUnit, events.Select(e => e.Time).DefaultIfEmpty(0).Max());
            var steps = KaplanMeier.Of(events, settings.Level);
            string name = studies.Count == 1 ? "without the event" : studies[s].Name;
            var (x, y) = Stairs(steps, e => e.Survival, time.Factor);
            bands.Add(new BandLayer(x, Stairs(steps, e => e.Low, time.Factor).Y, Stairs(steps, e => e.High, time.Factor).Y, BandStrength.Light, s == 0 ? string.Create(CultureInfo.InvariantCulture, $"{100 * settings.Level:G4} % interval (Greenwood)") : null, s));
            lines.Add(new LineLayer(x, y, name, s));
            double median = KaplanMeier.Median(steps) * time.Factor;
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{(studies.Count == 1 ? "" : studies[s].Name + ": ")}{events.Count(e => e.Happened):N0} events in {events.Count:N0} people, median {(double.IsNaN(median) ? "not reached" : Numbers.Text(median) + " " + time.Axis.Unit)}"));
        }

        return new()
        {
            Panels = [new(time.Axis with { Minimum = 0 }, new("Without the event", "%") { Minimum = 0, Maximum = 100 }, [.. bands, .. lines])],
            Note = string.Join("; ", notes) + ". Kaplan-Meier; one event time a person, drawn from the hazard.",
        };
    }

    private static (ValueList<double> X, ValueList<double> Y) Stairs(ValueList<SurvivalStep> steps, Func<SurvivalStep, double> value, double factor)
    {
        var x = new List<double> { 0 };
        var y = new List<double> { 100 };
        foreach (var step in steps)
        {
            x.AddRange([step.Time * factor, step.Time * factor]);
            y.AddRange([y[^1], 100 * value(step)]);
        }

        return (x.ToValueList(), y.ToValueList());
    }

    /// <summary>Several outputs as shares of a whole, means over people, stacked.</summary>
    private static Picture Shares(StudyCourses study, PlotSettings settings)
    {
        var people = study.Read(settings.Outputs).ToList();
        var times = people[0].Times;
        return Stacked(study, times, settings.Outputs, o => [.. times.Select((_, t) => people.Where(p => p.Times.Length == times.Length).Average(p => p.Values[o][t]))], "Share", "Means over people.");
    }

    /// <summary>An output that holds the number of a state: how many people are in each over time.</summary>
    private static Picture States(StudyCourses study, PlotSettings settings)
    {
        var people = study.Read([settings.Outputs[0]]).ToList();
        var times = people[0].Times;
        double[] states = [.. people.SelectMany(p => p.Values[0]).Where(double.IsFinite).Select(v => Math.Round(v)).Distinct().Order()];
        if (states.Length > 12)
        {
            throw new UserError(new("AN1020", Severity.Error, new("--select"), $"{settings.Outputs[0]} with {states.Length} different values", "an output that holds the number of a state, at most 12 of them"));
        }

        return Stacked(study, times, [.. states.Select(s => string.Create(CultureInfo.InvariantCulture, $"{settings.Outputs[0]} = {s}"))],
            o => [.. times.Select((_, t) => (double)people.Count(p => t < p.Times.Length && Math.Round(p.Values[0][t]) == states[o]) / people.Count(p => t < p.Times.Length))], "People", "Share of people in each state.");
    }

    private static Picture Stacked(StudyCourses study, double[] times, IReadOnlyList<string> names, Func<int, double[]> values, string axis, string note)
    {
        var time = TimeAxis.Of(study.Study.Manifest.TimeUnit, times[^1]);
        var x = times.Select(t => t * time.Factor).ToValueList();
        double[] below = new double[times.Length];
        var layers = new List<Layer>();
        for (int o = 0; o < names.Count; o++)
        {
            double[] above = [.. values(o).Zip(below, (v, b) => b + (100 * v))];
            layers.Add(new BandLayer(x, below.ToValueList(), above.ToValueList(), BandStrength.Full, study.Output(names[o])?.Label ?? names[o], o));
            below = above;
        }

        return new() { Panels = [new(time.Axis, new(axis, "%") { Minimum = 0, Maximum = below.Max() <= 100.5 ? 100 : double.NaN }, layers.ToValueList())], Note = note };
    }

    /// <summary>Counts: each person's is Poisson about the output's last value.</summary>
    private static Picture Count(IReadOnlyList<StudyCourses> studies, PlotSettings settings)
    {
        var layers = new List<Layer>();
        var notes = new List<string>();
        for (int s = 0; s < studies.Count; s++)
        {
            var counts = studies[s].Read([settings.Outputs[0]]).Select((p, n) => DiscreteQuantiles.Poisson(new DrawKey(settings.Seed, (ulong)n, EventStream).Uniform((ulong)s + 64), Math.Max(0, p.Values[0][^1]))).ToList();
            double width = 0.8 / studies.Count;
            var bars = counts.GroupBy(c => c).OrderBy(g => g.Key).ToList();
            layers.Add(new BarLayer(bars.Select(b => b.Key - 0.4 + ((s + 0.5) * width)).ToValueList(), bars.Select(_ => 0.0).ToValueList(), bars.Select(b => 100.0 * b.Count() / counts.Count).ToValueList(), width / 2, false, studies.Count == 1 ? null : studies[s].Name, s));
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{(studies.Count == 1 ? "" : studies[s].Name + ": ")}mean {counts.Average():G3}, none in {100.0 * counts.Count(c => c == 0) / counts.Count:G3} %"));
        }

        var column = studies[0].Output(settings.Outputs[0])!;
        return new()
        {
            Panels = [new(new($"Events by {settings.Outputs[0]}"), new("People", "%") { Minimum = 0 }, layers.ToValueList())],
            Note = string.Join("; ", notes) + $". One count a person, Poisson about the last value of {column.Name}.",
        };
    }
}
