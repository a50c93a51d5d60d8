using Anesis.Mathematics.Lanes;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Integration;
using Anesis.Simulation.Integration.Linear;
using CsCheck;

namespace Anesis.Tests.Integration;

public unsafe class LinearTests
{
    private static SparsityPattern Pattern(int n, Func<int, int, bool> holds)
    {
        var columns = new List<int>();
        int[] starts = new int[n + 1];
        for (int r = 0; r < n; r++)
        {
            columns.AddRange(Enumerable.Range(0, n).Where(c => holds(r, c)));
            starts[r + 1] = columns.Count;
        }

        return new SparsityPattern(n, starts, [.. columns]);
    }

    [Fact]
    public void Factors_solve_what_was_factored()
    {
        Gen.Select(Gen.Int[1, 25], Gen.Double[0.02, 0.6], Gen.ULong).Sample((n, density, seed) =>
        {
            ulong state = seed;
            double Next()
            {
                state = (state * 6364136223846793005) + 1442695040888963407;
                return ((state >> 11) / (double)(1L << 53) * 2) - 1;
            }

            bool[,] holds = new bool[n, n];
            for (int i = 0; i < n * n; i++)
            {
                holds[i / n, i % n] = Next() > 1 - (2 * density);
            }

            SparsityPattern pattern = Pattern(n, (r, c) => holds[r, c]);
            using var memory = new LaneMemory();
            var factors = new LaneFactors<Lanes2>(Elimination.Of(pattern, Lanes2.Count, _ => false)!, memory);
            double* values = memory.Doubles(pattern.NonZeros * 2);
            for (int i = 0; i < pattern.NonZeros * 2; i++)
            {
                values[i] = Next();
            }

            double* x = memory.Doubles(n * 2);
            double* b = memory.Doubles(n * 2);
            for (int i = 0; i < n * 2; i++)
            {
                x[i] = Next();
            }

            double shift = n + 1;
            for (int r = 0; r < n; r++)
            {
                for (int lane = 0; lane < 2; lane++)
                {
                    b[(r * 2) + lane] = shift * x[(r * 2) + lane];
                    for (int at = pattern.RowStarts[r]; at < pattern.RowStarts[r + 1]; at++)
                    {
                        b[(r * 2) + lane] -= values[(at * 2) + lane] * x[(pattern.Columns[at] * 2) + lane];
                    }
                }
            }

            bool* algebraic = (bool*)memory.Integers(n);
            factors.Factor(values, Lanes2.Create(shift), algebraic, algebraicOnly: false).Should().Be(3);
            factors.Solve(b, b);
            for (int i = 0; i < n * 2; i++)
            {
                b[i].Should().BeApproximately(x[i], 1e-12);
            }
        });
    }

    [Fact]
    public void A_grid_is_eliminated_with_far_less_fill_than_in_its_own_order()
    {
        const int side = 20;
        SparsityPattern grid = Pattern(side * side, (r, c) =>
            (r == c) || (Math.Abs((r / side) - (c / side)) + Math.Abs((r % side) - (c % side)) == 1));
        EliminationOrder order = EliminationOrder.Of(grid, _ => false)!;
        order.Columns.Length.Should().BeLessThan(10_000, "a band of the natural order holds 16,000");
    }

    [Fact]
    public void A_model_that_lacks_a_pivot_whatever_its_values_is_recognised()
    {
        EliminationOrder.Of(Pattern(2, (_, c) => c == 0), i => i == 1).Should().BeNull();
        EliminationOrder.Of(Pattern(2, (r, c) => r != c), _ => true).Should().NotBeNull();
    }

    [Fact]
    public void A_vanishing_pivot_is_reported_for_its_lane_alone()
    {
        SparsityPattern pattern = Pattern(2, (_, _) => true);
        using var memory = new LaneMemory();
        var factors = new LaneFactors<Lanes2>(Elimination.Of(pattern, Lanes2.Count, _ => false)!, memory);
        double* values = memory.Doubles(8);
        double[] lanes = [1, 0.5, -1, -1, -1, -1, 1, 0.5];
        lanes.CopyTo(new Span<double>(values, 8));
        bool* algebraic = (bool*)memory.Integers(2);
        factors.Factor(values, Lanes2.One, algebraic, algebraicOnly: false).Should().Be(2);
    }
}
