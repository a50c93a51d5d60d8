using Anesis.Results.Summaries;

namespace Anesis.Reports.Pictures;

/// <summary>When a course has come to rest, so that a picture can show what happens before and not hours of a flat line.</summary>
internal static class SettledTime
{
    /// <summary>Share of the whole movement that counts as rest.</summary>
    private const double Rest = 0.08;

    /// <summary>Share of its size that a course must move by to be one.</summary>
    private const double Still = 1e-4;

    /// <summary>Ends that people read well, in hours.</summary>
    private static readonly double[] Ends = [0.5, 1, 2, 3, 4, 6, 8, 12, 24, 36, 48, 72, 168, 336, 672];

    /// <summary>A round time by which median and bands of all the courses stay near their last values; the last time where that is not well before it.</summary>
    /// <param name="courses">Rows of one output by time, an arm each; times in hours.</param>
    public static double Of(IReadOnlyList<IReadOnlyList<SummaryRow>> courses)
    {
        var curves = courses.Where(c => c.Count > 0).SelectMany(c => new Func<SummaryRow, double>[] { r => r.Q05, r => r.Median, r => r.Q95 }.Select(of => (Course: c, Of: of))).ToList();
        double end = courses.SelectMany(c => c).Select(r => r.Time).DefaultIfEmpty(0).Max();
        double movement = curves.Select(c => c.Course.Max(c.Of) - c.Course.Min(c.Of)).DefaultIfEmpty(0).Max();
        double last = 0;
        foreach (var (course, of) in curves)
        {
            double rest = of(course[^1]);
            last = Math.Max(last, course.Where(r => Math.Abs(of(r) - rest) > Rest * movement).Select(r => r.Time).DefaultIfEmpty(0).Max());
        }

        double round = Ends.FirstOrDefault(e => e >= 1.25 * last, end);
        double size = curves.Select(c => c.Course.Max(r => Math.Abs(c.Of(r)))).DefaultIfEmpty(0).Max();
        return movement > Still * size && round <= end / 2 ? round : end;
    }
}
