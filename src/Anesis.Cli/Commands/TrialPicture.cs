using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Trials;
using Anesis.Reports.Pictures;

namespace Anesis.Cli.Commands;

/// <summary>Draws a trial: the mean change and the share of responders of each arm over time, with the published points.</summary>
internal static class TrialPicture
{
    public static Picture Of(ComparedTrial compared)
    {
        var trial = compared.Trial;
        return new()
        {
            Title = $"{trial.Title} ({trial.Source.Split(',')[0]})",
            Columns = 2,
            Width = 900,
            Panels = [Panel(compared, TrialQuantity.Change, "Change of MADRS", "points"), Panel(compared, TrialQuantity.Response, "People with half of their baseline or less", "%")],
            Note = "Lines: virtual people; bands: the mean ± 1.96 standard errors in a trial of the published size. Points: published. A simulation; no dose advice.",
            AlternativeText = $"Simulated and published courses of {trial.Title}.",
        };
    }

    private static Panel Panel(ComparedTrial compared, TrialQuantity quantity, string title, string unit)
    {
        var courses = compared.Courses;
        var bands = new List<Layer>();
        var lines = new List<Layer>();
        var points = new List<Layer>();
        double[] days = [.. courses.Times.Select(t => t / 24)];
        int score = courses.Output("madrs");
        foreach (var (arm, a) in compared.Trial.Arms.Select((arm, a) => (arm, a)))
        {
            int[] people = courses.Eligible(a);
            if (people.Length == 0)
            {
                continue;
            }

            double[] mean = new double[days.Length], half = new double[days.Length];
            for (int row = 0; row < days.Length; row++)
            {
                double[] values = [.. people.Select(p => Value(courses, a, p, row, score, quantity))];
                mean[row] = values.Average();
                half[row] = 1.96 * Math.Sqrt(values.Sum(v => (v - mean[row]) * (v - mean[row])) / Math.Max(1, values.Length - 1) / arm.People);
            }

            bands.Add(new BandLayer(days.ToValueList(), mean.Zip(half, (m, h) => m - h).ToValueList(), mean.Zip(half, (m, h) => m + h).ToValueList(), BandStrength.Light, null, a % 7));
            lines.Add(new LineLayer(days.ToValueList(), mean.ToValueList(), arm.Title, a % 7));
            var observed = compared.Rows.Select(r => r.Observation).Where(o => o.Quantity == quantity && o.Minus is null && o.Arms.Count == 1 && o.Arms[0] == arm.Id).ToList();
            if (observed.Count > 0)
            {
                double[] error = [.. observed.Select(o => 1.96 * TrialFit.StandardError(o, compared.Trial))];
                points.Add(new PointsLayer(observed.Select(o => o.At / 24).ToValueList(), observed.Select(o => o.Value).ToValueList(), null, a % 7)
                {
                    Low = observed.Select((o, i) => o.Value - error[i]).ToValueList(),
                    High = observed.Select((o, i) => o.Value + error[i]).ToValueList(),
                });
            }
        }

        return new(new("Time", "days"), new("", unit), [.. bands, .. lines, .. points]) { Title = title };
    }

    private static double Value(TrialCourses courses, int arm, int person, int row, int score, TrialQuantity quantity)
    {
        double now = courses.At(arm, person, row, score), baseline = courses.At(arm, person, 0, score);
        return quantity == TrialQuantity.Response ? (now <= 0.5 * baseline ? 100 : 0) : now - baseline;
    }
}
