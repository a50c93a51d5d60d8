using Anesis.Modeling.Values;

namespace Anesis.Reports.Pictures;

/// <summary>Heights over every pair of some x and some y, both ascending.</summary>
public sealed class HeightGrid
{
    private readonly double[] _xs;
    private readonly double[] _ys;
    private readonly double[,] _heights;

    private HeightGrid(double[] xs, double[] ys, double[,] heights) => (_xs, _ys, _heights) = (xs, ys, heights);

    /// <summary>The grid of points in any order; null when some pair of an x and a y is missing or there twice.</summary>
    public static HeightGrid? Of(IReadOnlyCollection<SpacePoint> points)
    {
        double[] xs = [.. points.Select(p => p.X).Distinct().Order()], ys = [.. points.Select(p => p.Y).Distinct().Order()];
        if (xs.Length < 2 || ys.Length < 2 || xs.Length * (long)ys.Length != points.Count || !double.IsFinite(xs.Sum() + ys.Sum()))
        {
            return null;
        }

        double[,] heights = new double[xs.Length, ys.Length];
        bool[,] seen = new bool[xs.Length, ys.Length];
        foreach (var point in points)
        {
            int i = Array.BinarySearch(xs, point.X), k = Array.BinarySearch(ys, point.Y);
            if (seen[i, k])
            {
                return null;
            }

            (seen[i, k], heights[i, k]) = (true, point.Z);
        }

        return new(xs, ys, heights);
    }

    /// <summary>The points row by row: one y each.</summary>
    public ValueList<ValueList<SpacePoint>> Rows => [.. _ys.Select((y, k) => _xs.Select((x, i) => new SpacePoint(x, y, _heights[i, k])).ToValueList())];

    /// <summary>A cell around each point, as far as halfway to its neighbours.</summary>
    public HeatLayer Cells(bool logarithmicX, bool logarithmicY)
    {
        double[] x = Edges(_xs, logarithmicX), y = Edges(_ys, logarithmicY);
        var cells = new List<HeatCell>();
        for (int i = 0; i < _xs.Length; i++)
        {
            for (int k = 0; k < _ys.Length; k++)
            {
                cells.Add(new(x[i], x[i + 1], y[k], y[k + 1], _heights[i, k]));
            }
        }

        return new(cells.ToValueList());
    }

    /// <summary>Lines of equal height at the scale's round numbers, in the scale's colours; heights between points are linear (marching squares).</summary>
    public IEnumerable<LineLayer> Contours(ColourScale scale, LayerPaint paint, LineStyle style)
    {
        var ticks = scale.Logarithmic ? AxisTicks.Logarithmic(scale.Low, scale.High, 10) : AxisTicks.Linear(scale.Low, scale.High, 10, exact: true);
        foreach (double level in ticks.Major.Select(m => m.Value).Where(v => v > scale.Low && v < scale.High))
        {
            var xs = new List<double>();
            var ys = new List<double>();
            for (int i = 0; i + 1 < _xs.Length; i++)
            {
                for (int k = 0; k + 1 < _ys.Length; k++)
                {
                    Cross(i, k, level, xs, ys);
                }
            }

            var colour = scale.Of(level);
            yield return new LineLayer(xs.ToValueList(), ys.ToValueList(), null, 0, style) { Paint = paint with { LineColour = paint.LineColour ?? $"#{colour.Red:X2}{colour.Green:X2}{colour.Blue:X2}", Marker = MarkerForm.None } };
        }
    }

    /// <summary>Where a level crosses a square between four points: one stretch, or two at a saddle.</summary>
    private void Cross(int i, int k, double level, List<double> xs, List<double> ys)
    {
        (double X, double Y, double Z)[] corners = [Corner(i, k), Corner(i + 1, k), Corner(i + 1, k + 1), Corner(i, k + 1)];
        var cuts = new List<(double X, double Y)>();
        for (int c = 0; c < 4; c++)
        {
            var (a, b) = (corners[c], corners[(c + 1) % 4]);
            if (double.IsFinite(a.Z + b.Z) && (a.Z < level) != (b.Z < level))
            {
                double t = (level - a.Z) / (b.Z - a.Z);
                cuts.Add((a.X + (t * (b.X - a.X)), a.Y + (t * (b.Y - a.Y))));
            }
        }

        // At a saddle the mean says which corners belong together.
        int first = cuts.Count == 4 && (corners.Average(c => c.Z) < level) == (corners[0].Z < level) ? 0 : 1;
        for (int c = cuts.Count == 4 ? first : 0; cuts.Count >= 2 && c < cuts.Count + (cuts.Count == 4 ? first : 0); c += 2)
        {
            var (a, b) = (cuts[c % cuts.Count], cuts[(c + 1) % cuts.Count]);
            xs.AddRange([a.X, b.X, double.NaN]);
            ys.AddRange([a.Y, b.Y, double.NaN]);
        }
    }

    private (double X, double Y, double Z) Corner(int i, int k) => (_xs[i], _ys[k], _heights[i, k]);

    private static double[] Edges(double[] at, bool logarithmic)
    {
        double Middle(double a, double b) => logarithmic && a > 0 ? Math.Sqrt(a * b) : (a + b) / 2;
        double[] edges = new double[at.Length + 1];
        for (int i = 1; i < at.Length; i++)
        {
            edges[i] = Middle(at[i - 1], at[i]);
        }

        (edges[0], edges[^1]) = logarithmic && at[0] > 0 ? (at[0] * at[0] / edges[1], at[^1] * at[^1] / edges[^2]) : ((2 * at[0]) - edges[1], (2 * at[^1]) - edges[^2]);
        return edges;
    }
}
