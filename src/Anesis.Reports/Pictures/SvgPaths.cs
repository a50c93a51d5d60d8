using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Anesis.Reports.Pictures;

/// <summary>Makes the paths of an SVG small: hundredths of a pixel, and no point that lies on the line between its neighbours.</summary>
internal static partial class SvgPaths
{
    /// <summary>Pixels that a line may move by: less than an eye sees.</summary>
    private const double Tolerance = 0.05;

    public static string Simplified(string svg) => Data().Replace(svg, match => $" d=\"{Path(match.Groups["d"].Value)}\"");

    private static string Path(string data)
    {
        // Curves and arcs stay as they are; only M, L and Z have points alone.
        if (Other().IsMatch(data))
        {
            return data;
        }

        var text = new StringBuilder(data.Length / 2);
        foreach (Match run in Run().Matches(data))
        {
            double[] numbers = [.. Number().Matches(run.Groups["points"].Value).Select(n => double.Parse(n.Value, CultureInfo.InvariantCulture))];
            var points = Enumerable.Range(0, numbers.Length / 2).Select(i => (X: numbers[2 * i], Y: numbers[(2 * i) + 1])).ToArray();
            foreach (int i in Kept(points))
            {
                text.Append(i == 0 ? 'M' : 'L').Append(Short(points[i].X)).Append(' ').Append(Short(points[i].Y));
            }

            text.Append(run.Groups["close"].Value);
        }

        return text.ToString();
    }

    private static string Short(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Ramer, Douglas and Peucker: keeps the point farthest from the chord while it is farther than the tolerance.</summary>
    private static IEnumerable<int> Kept((double X, double Y)[] points)
    {
        if (points.Length < 3)
        {
            return Enumerable.Range(0, points.Length);
        }

        var kept = new SortedSet<int> { 0, points.Length - 1 };
        var open = new Stack<(int From, int To)>([(0, points.Length - 1)]);
        while (open.TryPop(out var chord))
        {
            double most = Tolerance;
            int far = -1;
            for (int i = chord.From + 1; i < chord.To; i++)
            {
                double distance = Distance(points[i], points[chord.From], points[chord.To]);
                if (distance > most)
                {
                    (most, far) = (distance, i);
                }
            }

            if (far >= 0)
            {
                kept.Add(far);
                open.Push((chord.From, far));
                open.Push((far, chord.To));
            }
        }

        return kept;
    }

    /// <summary>From a point to the stretch between two others.</summary>
    private static double Distance((double X, double Y) p, (double X, double Y) a, (double X, double Y) b)
    {
        double dx = b.X - a.X, dy = b.Y - a.Y, length = (dx * dx) + (dy * dy);
        double along = length == 0 ? 0 : Math.Clamp((((p.X - a.X) * dx) + ((p.Y - a.Y) * dy)) / length, 0, 1);
        double x = p.X - a.X - (along * dx), y = p.Y - a.Y - (along * dy);
        return Math.Sqrt((x * x) + (y * y));
    }

    [GeneratedRegex(" d=\"(?<d>[^\"]*)\"", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Data();

    [GeneratedRegex("[^-+.0-9eEMLZz ,\\s]", RegexOptions.None, 5000)]
    private static partial Regex Other();

    [GeneratedRegex("M(?<points>[^MZz]*)(?<close>[Zz]?)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Run();

    [GeneratedRegex("[-+]?[0-9]*\\.?[0-9]+(?:[eE][-+]?[0-9]+)?", RegexOptions.None, 5000)]
    private static partial Regex Number();
}
