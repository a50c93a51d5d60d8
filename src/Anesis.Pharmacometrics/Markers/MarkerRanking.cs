using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Markers;

/// <summary>How well one marker tells responders from others: the area under its receiver operating characteristic.</summary>
/// <param name="Name">For people.</param>
/// <param name="Area">Probability that a responder has the higher value, ties counting half; 0.5 tells nothing, below 0.5 responders are lower.</param>
/// <param name="Low">Lower end of its 95 % interval.</param>
/// <param name="High">Upper end.</param>
public sealed record MarkerRank(string Name, double Area, double Low, double High)
{
    /// <summary>Area of the better direction: from 0.5 nothing to 1 everything.</summary>
    public double Discrimination => Math.Max(Area, 1 - Area);
}

/// <summary>Ranks markers by how well they separate two groups of people.</summary>
public static class MarkerRanking
{
    /// <summary>The best first. A marker whose value is missing (NaN) for a person leaves that person out.</summary>
    /// <param name="markers">Name and the value of each person.</param>
    /// <param name="responds">Whether each person responds.</param>
    public static ValueList<MarkerRank> Of(IEnumerable<(string Name, double[] Values)> markers, bool[] responds) =>
        markers.Select(m => Of(m.Name, m.Values, responds)).OrderByDescending(m => double.IsNaN(m.Area) ? 0 : m.Discrimination).ToValueList();

    /// <summary>
    /// The area with the score interval of Newcombe (Stat Med 2006, 25:559, method 5): the areas whose own standard error would still allow the observed one.
    /// It stays within 0 to 1 and keeps a width where the groups do not overlap, which an interval by the observed variance (DeLong 1988) does not.
    /// </summary>
    public static MarkerRank Of(string name, double[] values, bool[] responds)
    {
        double[] cases = [.. values.Where((v, i) => responds[i] && !double.IsNaN(v))], controls = [.. values.Where((v, i) => !responds[i] && !double.IsNaN(v))];
        if (cases.Length < 2 || controls.Length < 2)
        {
            return new(name, double.NaN, double.NaN, double.NaN);
        }

        double area = Area(cases, controls);
        return new(name, area, Bound(area, 0, cases.Length, controls.Length), Bound(area, 1, cases.Length, controls.Length));
    }

    /// <summary>The area between the observed one and an end of the scale that lies 1.96 of its own standard errors from the observed one.</summary>
    private static double Bound(double observed, double end, int cases, int controls)
    {
        double outside = end, inside = observed;
        for (int i = 0; i < 60; i++)
        {
            double middle = 0.5 * (outside + inside), distance = observed - middle;
            bool allowed = distance * distance <= 1.959963984540054 * 1.959963984540054 * Variance(middle, cases, controls);
            (outside, inside) = allowed ? (outside, middle) : (middle, inside);
        }

        return inside;
    }

    /// <summary>Of an observed area where the true one is so large (after Hanley and McNeil, Radiology 1982, 143:29, with the mean of both group sizes in place of each).</summary>
    private static double Variance(double area, int cases, int controls)
    {
        double others = (0.5 * (cases + controls)) - 1;
        return area * (1 - area) * (1 + (others * (1 - area) / (2 - area)) + (others * area / (1 + area))) / ((double)cases * controls);
    }

    /// <summary>The share of pairs in which the case is higher, ties half.</summary>
    private static double Area(double[] cases, double[] controls)
    {
        double[] sorted = [.. controls.Order()];
        return cases.Average(v => (Below(sorted, v, false) + Below(sorted, v, true)) / (2.0 * sorted.Length));
    }

    /// <summary>How many of the sorted are below the value, or not above it.</summary>
    private static int Below(double[] sorted, double value, bool orEqual)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (sorted[middle] < value || (orEqual && sorted[middle] == value))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
