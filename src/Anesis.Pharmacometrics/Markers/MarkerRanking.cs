using Anesis.Mathematics;
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

    /// <summary>The area with the interval of DeLong, DeLong and Clarke-Pearson (Biometrics 1988, 44:837), on the logit scale so that it stays within 0 to 1.</summary>
    public static MarkerRank Of(string name, double[] values, bool[] responds)
    {
        double[] cases = [.. values.Where((v, i) => responds[i] && !double.IsNaN(v))], controls = [.. values.Where((v, i) => !responds[i] && !double.IsNaN(v))];
        if (cases.Length < 2 || controls.Length < 2)
        {
            return new(name, double.NaN, double.NaN, double.NaN);
        }

        double[] ofCases = Placements(cases, controls), ofControls = Placements(controls, cases);
        double area = ofCases.Average();
        double deviation = Math.Sqrt((Variance(ofCases) / cases.Length) + (Variance(ofControls) / controls.Length));
        if (area is <= 0 or >= 1 || deviation == 0)
        {
            return new(name, area, area, area);
        }

        double logit = Elementary.Log(area / (1 - area)), half = 1.959963984540054 * deviation / (area * (1 - area));
        return new(name, area, 1 / (1 + Elementary.Exp(-(logit - half))), 1 / (1 + Elementary.Exp(-(logit + half))));
    }

    /// <summary>For each value the share of the others that lie below it, ties half.</summary>
    private static double[] Placements(double[] values, double[] others)
    {
        double[] sorted = [.. others.Order()];
        return [.. values.Select(v => (Below(sorted, v, false) + Below(sorted, v, true)) / (2.0 * sorted.Length))];
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

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
    }
}
