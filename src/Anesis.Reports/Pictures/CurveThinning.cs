using Anesis.Modeling.Values;

namespace Anesis.Reports.Pictures;

/// <summary>Cuts a curve where it is not a number, and thins it to what the eye can see: lowest and highest of each step of x.</summary>
internal static class CurveThinning
{
    public static IEnumerable<(double[] X, double[] Y)> Runs(ValueList<double> xs, ValueList<double> ys, Func<double, double> placeX, Func<double, double> placeY, int most)
    {
        var x = new List<double>();
        var y = new List<double>();
        for (int i = 0; i <= xs.Count; i++)
        {
            double a = i < xs.Count ? placeX(xs[i]) : double.NaN, b = i < xs.Count ? placeY(ys[i]) : double.NaN;
            if (double.IsFinite(a) && double.IsFinite(b))
            {
                x.Add(a);
                y.Add(b);
            }
            else if (x.Count > 0)
            {
                yield return Thin(x, y, most);
                x.Clear();
                y.Clear();
            }
        }
    }

    private static (double[] X, double[] Y) Thin(List<double> x, List<double> y, int most)
    {
        // A curve that turns back, such as one in a plane of states, has no steps of x.
        if (x.Count <= most || x.Zip(x.Skip(1)).Any(p => p.Second < p.First))
        {
            return ([.. x], [.. y]);
        }

        int steps = Math.Max(1, most / 2);
        var keep = new SortedSet<int> { 0, x.Count - 1 };
        double width = (x[^1] - x[0]) / steps;
        int low = 0, high = 0;
        double edge = x[0] + width;
        for (int i = 1; i < x.Count; i++)
        {
            if (x[i] > edge)
            {
                keep.Add(low);
                keep.Add(high);
                (low, high) = (i, i);
                edge = x[0] + (width * (1 + Math.Floor((x[i] - x[0]) / width)));
            }

            low = y[i] < y[low] ? i : low;
            high = y[i] > y[high] ? i : high;
        }

        keep.Add(low);
        keep.Add(high);
        return ([.. keep.Select(i => x[i])], [.. keep.Select(i => y[i])]);
    }
}
