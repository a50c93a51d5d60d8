using System.Globalization;
using Anesis.Mathematics;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Reports.Documents;
using Anesis.Reports.Pictures;
using Anesis.Results.Summaries;

namespace Anesis.Cli.Plots;

/// <summary>Pictures that compare people by what they are: forest, tornado, exposure and response.</summary>
internal static class GroupPictures
{
    private const int MostGroups = 5;
    private const int MostRows = 30;

    /// <summary>Geometric means of a metric in groups of people over that of all, with intervals from the t-distribution's normal limit on the log scale.</summary>
    public static Picture Forest(StudyCourses study, PlotSettings settings)
    {
        var (columns, known) = study.Individuals();
        var by = Chosen(settings, columns);
        var people = study.Read([settings.Outputs[0]]).Select(p => (p.Id, Value: Metric.Of(settings.Metric, p.Times, p.Values[0]))).Where(p => p.Value > 0 && known.ContainsKey(p.Id)).ToList();
        double all = people.Average(p => Elementary.Log(p.Value));
        double z = Elementary.NormalQuantile(0.5 * (1 + settings.Level));
        var names = new List<string>();
        var (value, low, high) = (new List<double>(), new List<double>(), new List<double>());
        foreach (string column in by)
        {
            int at = Array.IndexOf(columns, column);
            foreach (var (name, members) in Groups(column, people.Select(p => (known[p.Id][at], p.Value)).ToList()))
            {
                double[] logs = [.. members.Select(Elementary.Log)];
                double mean = logs.Average(), error = logs.Length > 1 ? z * Math.Sqrt(logs.Sum(l => (l - mean) * (l - mean)) / (logs.Length - 1.0) / logs.Length) : double.NaN;
                names.Add(string.Create(CultureInfo.InvariantCulture, $"{name}  (n = {logs.Length:N0})"));
                value.Add(Elementary.Exp(mean - all));
                low.Add(Elementary.Exp(mean - all - error));
                high.Add(Elementary.Exp(mean - all + error));
            }
        }

        if (names.Count > MostRows)
        {
            throw new UserError(new("AN1020", Severity.Error, new("--by"), $"{names.Count} groups", $"columns with at most {MostRows} groups in all"));
        }

        string label = study.Output(settings.Outputs[0])!.Label ?? settings.Outputs[0];
        return new()
        {
            Panels =
            [
                new(new(Metric.Words(settings.Metric, label) + ", ratio to all"), new("") { Categories = names.ToValueList() },
                [
                    new IntervalLayer(value.ToValueList(), low.ToValueList(), high.ToValueList(), names.Select((_, i) => (double)-i).ToValueList(), string.Create(CultureInfo.InvariantCulture, $"geometric mean and {100 * settings.Level:G4} % interval")),
                ])
                {
                    Marks = [new(1, ""), new(0.8, "0.8"), new(1.25, "1.25")],
                },
            ],
            PanelHeight = 80 + (26 * names.Count),
            Note = "Dashed lines: 0.8 and 1.25. Numeric columns with more than five values are cut at their quartiles.",
        };
    }

    /// <summary>Means of a metric among people in the lowest and the highest tenth of each quantity.</summary>
    public static Picture Tornado(StudyCourses study, PlotSettings settings)
    {
        var (columns, known) = study.Individuals();
        var by = settings.By.Count == 0 ? [.. columns.Where((_, i) => known.Values.Select(v => v[i]).Where(double.IsFinite).Distinct().Count() > 1)] : Chosen(settings, columns);
        var people = study.Read([settings.Outputs[0]]).Select(p => (p.Id, Value: Metric.Of(settings.Metric, p.Times, p.Values[0]))).Where(p => double.IsFinite(p.Value) && known.ContainsKey(p.Id)).ToList();
        double all = people.Average(p => p.Value);
        var rows = new List<(string Name, double Low, double High)>();
        foreach (string column in by)
        {
            int at = Array.IndexOf(columns, column);
            var sorted = people.Where(p => double.IsFinite(known[p.Id][at])).Select(p => (By: known[p.Id][at], p.Value)).OrderBy(p => p.By).ToList();
            int tenth = Math.Max(1, sorted.Count / 10);

            // All who share the value at which a tenth ends belong to it: of two sexes, all of one.
            double low = sorted[tenth - 1].By, high = sorted[^tenth].By;
            rows.Add((column, sorted.Where(p => p.By <= low).Average(p => p.Value), sorted.Where(p => p.By >= high).Average(p => p.Value)));
        }

        var shown = rows.OrderByDescending(r => Math.Abs(r.High - r.Low)).Take(15).ToList();
        string label = study.Output(settings.Outputs[0])!.Label ?? settings.Outputs[0];
        BarLayer Bars(Func<(string Name, double Low, double High), double> end, string legend, int hue) =>
            new(shown.Select((_, i) => (double)-i).ToValueList(), shown.Select(_ => all).ToValueList(), shown.Select(end).ToValueList(), 0.32, true, legend, hue);
        return new()
        {
            Panels =
            [
                new(new(Metric.Words(settings.Metric, label), Metric.Unit(settings.Metric, study.Output(settings.Outputs[0])!.Unit, study.Study.Manifest.TimeUnit)), new("") { Categories = shown.Select(r => r.Name).ToValueList() },
                    [Bars(r => r.Low, "people in the lowest tenth", 0), Bars(r => r.High, "people in the highest tenth", 1)])
                {
                    Marks = [new(all, "")],
                },
            ],
            PanelHeight = 80 + (28 * shown.Count),
            Note = string.Create(CultureInfo.InvariantCulture, $"Means over people; the line is the mean of all {people.Count:N0}.{(rows.Count > shown.Count ? $" {shown.Count} of {rows.Count} quantities, the widest." : "")}"),
        };
    }

    /// <summary>Exposure (a metric of the first output) by study, and the second output's end against it.</summary>
    public static Picture Response(IReadOnlyList<StudyCourses> studies, PlotSettings settings)
    {
        if (settings.Outputs.Count != 2)
        {
            throw new UserError(new("AN1020", Severity.Error, new("--select"), $"{settings.Outputs.Count} outputs", "two: the exposure's and the response's, such as --select C,E"));
        }

        var points = new List<Layer>();
        var pairs = new List<(double Exposure, double Response)>();
        var (value, low, high) = (new List<double>(), new List<double>(), new List<double>());
        foreach (var (study, s) in studies.Select((s, i) => (s, i)))
        {
            var own = study.Read(settings.Outputs).Select(p => (Metric.Of(settings.Metric, p.Times, p.Values[0]), p.Values[1][^1])).Where(p => double.IsFinite(p.Item1) && double.IsFinite(p.Item2)).ToList();
            pairs.AddRange(own);
            points.Add(new PointsLayer(own.Select(p => p.Item1).ToValueList(), own.Select(p => p.Item2).ToValueList(), studies.Count == 1 ? "a person" : study.Name, studies.Count == 1 ? -1 : s) { Faint = true });
            double[] ascending = [.. own.Select(p => p.Item1).Order()];
            value.Add(OrderStatistics.Quantile(ascending, 0.5));
            low.Add(OrderStatistics.Quantile(ascending, (1 - settings.Level) / 2));
            high.Add(OrderStatistics.Quantile(ascending, (1 + settings.Level) / 2));
        }

        var bins = pairs.OrderBy(p => p.Exposure).Chunk(Math.Max(1, (pairs.Count + 7) / 8)).ToList();
        double z = Elementary.NormalQuantile(0.5 * (1 + settings.Level));
        double[] mean = [.. bins.Select(b => b.Average(p => p.Response))];
        double[] error = [.. bins.Select((b, i) => b.Length > 1 ? z * Math.Sqrt(b.Sum(p => (p.Response - mean[i]) * (p.Response - mean[i])) / (b.Length - 1.0) / b.Length) : 0)];
        points.Add(new LineLayer(bins.Select(b => b.Average(p => p.Exposure)).ToValueList(), mean.ToValueList(), null, -1, LineStyle.Dotted));
        points.Add(new PointsLayer(bins.Select(b => b.Average(p => p.Exposure)).ToValueList(), mean.ToValueList(), string.Create(CultureInfo.InvariantCulture, $"mean of an eighth of the people, {100 * settings.Level:G4} % interval"))
        {
            Low = mean.Zip(error, (m, e) => m - e).ToValueList(), High = mean.Zip(error, (m, e) => m + e).ToValueList(),
        });
        var (exposure, response) = (studies[0].Output(settings.Outputs[0])!, studies[0].Output(settings.Outputs[1])!);
        string words = Metric.Words(settings.Metric, exposure.Label ?? exposure.Name);
        string? unit = Metric.Unit(settings.Metric, exposure.Unit, studies[0].Study.Manifest.TimeUnit);
        var right = new Panel(new(words, unit) { Logarithmic = settings.Logarithmic }, new($"{response.Label ?? response.Name} at the end", response.Unit), points.ToValueList()) { Title = "Exposure and response" };
        if (studies.Count == 1)
        {
            return new() { Panels = [right with { Title = null }] };
        }

        var left = new Panel(new(words, unit) { Logarithmic = settings.Logarithmic }, new("") { Categories = studies.Select(s => s.Name).ToValueList() },
            [new IntervalLayer(value.ToValueList(), low.ToValueList(), high.ToValueList(), studies.Select((_, i) => (double)-i).ToValueList(), string.Create(CultureInfo.InvariantCulture, $"median and the middle {100 * settings.Level:G4} % of people"))])
        {
            Title = "Dose and exposure",
        };
        return new() { Panels = [left, right], PanelHeight = 320 };
    }

    private static string[] Chosen(PlotSettings settings, string[] columns)
    {
        foreach (string unknown in settings.By.Where(b => !columns.Contains(b)))
        {
            throw new UserError(new("AN1020", Severity.Error, new("--by"), $"\"{unknown}\"", $"one of what the study knows of its people: {string.Join(", ", columns)}", Spelling.Nearest(unknown, columns)));
        }

        return settings.By.Count > 0 ? [.. settings.By] : throw new UserError(new("AN1020", Severity.Error, new("--by"), "nothing to compare by", $"--by with columns of the individuals: {string.Join(", ", columns)}"));
    }

    private static IEnumerable<(string Name, List<double> Members)> Groups(string column, List<(double By, double Value)> people)
    {
        double[] distinct = [.. people.Select(p => p.By).Where(double.IsFinite).Distinct().Order()];
        if (distinct.Length <= MostGroups)
        {
            return distinct.Select(d => (string.Create(CultureInfo.InvariantCulture, $"{column} = {d:G6}"), people.Where(p => p.By == d).Select(p => p.Value).ToList()));
        }

        double[] ascending = [.. people.Select(p => p.By).Where(double.IsFinite).Order()];
        double[] cuts = [double.NegativeInfinity, OrderStatistics.Quantile(ascending, 0.25), OrderStatistics.Quantile(ascending, 0.5), OrderStatistics.Quantile(ascending, 0.75), double.PositiveInfinity];
        return Enumerable.Range(0, 4).Select(q => (
            q == 0 ? $"{column} up to {Numbers.Text(cuts[1])}" : q == 3 ? $"{column} above {Numbers.Text(cuts[3])}" : $"{column} {Numbers.Text(cuts[q])} to {Numbers.Text(cuts[q + 1])}",
            people.Where(p => p.By > cuts[q] && p.By <= cuts[q + 1]).Select(p => p.Value).ToList())).Where(g => g.Item2.Count > 0);
    }
}
