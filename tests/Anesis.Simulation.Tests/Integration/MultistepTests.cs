using Anesis.Formats.Antimony;
using Anesis.Mathematics.Lanes;
using Anesis.Modeling.Composition;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Dosing;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Integration;
using Anesis.Simulation.Integration.Linear;
using Anesis.Simulation.Integration.Multistep;
using Anesis.Simulation.Tests.Ensembles;

namespace Anesis.Tests.Integration;

/// <summary>The method for large stiff systems.</summary>
public unsafe class MultistepTests
{
    private const double Decay = 3;

    /// <summary>Diffusion of n points with fixed ends and a decay: every eigenvector is known.</summary>
    private static string Diffusion(int n, double coupling)
    {
        var text = new System.Text.StringBuilder();
        for (int i = 1; i <= n; i++)
        {
            string left = i == 1 ? "0" : $"x{i - 1}";
            string right = i == n ? "0" : $"x{i + 1}";
            text.AppendLine(FormattableString.Invariant($"species x{i} = {Math.Sin(Math.PI * i / (n + 1)):R}; x{i}' = {coupling:R}*({left} - 2*x{i} + {right}) - k*x{i}"));
        }

        return text + FormattableString.Invariant($"k = {Decay}\n");
    }

    private static CompiledModel Compile(string text, int lanes) =>
        AntimonyReader.Read(text, "test.ant", null).Then(Flattening.Flatten).Then(m => Compiler.Compile(m, new CompileRequest { Lanes = lanes, Inputs = ["k"] })).Value!;

    [Theory]
    [InlineData(1e-4, Method.Stiff)]
    [InlineData(1e-6, Method.Stiff)]
    [InlineData(1e-9, Method.Stiff)]
    [InlineData(1e-6, Method.Auto)]
    public void A_large_stiff_system_comes_out_within_its_tolerance(double tolerance, Method method)
    {
        // One state more makes the system nonlinear, which its series does not serve.
        const int n = 450;
        double coupling = 1e5;
        var model = Compile(Diffusion(n, coupling) + "x0 = 1; x0' = -x0*x0\n", 1);
        LargeSystems.Suit(model).Should().BeTrue();
        double half = Math.Sin(Math.PI / (2 * (n + 1)));
        double rate = Decay + (4 * coupling * half * half);
        var block = Ensemble.RunOne(model, new() { OutputTimes = [0.1, 0.3, 0.5] }, [Decay], new() { Method = method, RelativeTolerance = tolerance, Threads = 1 }, TestContext.Current.CancellationToken);
        block.Outcomes[0].Should().Be(Outcome.Completed);
        for (int row = 0; row < 3; row++)
        {
            for (int i = 0; i < n; i++)
            {
                double exact = Math.Sin(Math.PI * (i + 1) / (n + 1)) * Math.Exp(-rate * block.Times[row]);
                block.Values[(row * (n + 1)) + i].Should().BeApproximately(exact, 10 * tolerance * (Math.Abs(exact) + 1e-3));
            }
        }

        block.Counters.Factorizations.Should().BeInRange(1, block.Counters.Steps / 2);
    }

    [Theory]
    [InlineData(2, Method.Stiff)]
    [InlineData(4, Method.Stiff)]
    [InlineData(8, Method.Stiff)]
    [InlineData(4, Method.Auto)]
    [InlineData(8, Method.Auto)]
    public void Lanes_and_company_change_no_bit(int lanes, Method method)
    {
        // 405 states: rows of eight numbers do not come out even.
        string text = Diffusion(405, 1e4) + "x0 = 1; x0' = -x0*x0\n";
        var options = new EnsembleOptions { Method = method, RelativeTolerance = 1e-6, Threads = 2 };
        IndividualPlan Plan(int i) => new() { OutputTimes = [0.05, 0.1 + (0.01 * i), 0.4], Records = [new(0.2 + (0.003 * i), RecordKind.Dose, i, 1 + i)] };
        var alone = Compile(text, 1);
        var together = Compile(text, lanes);
        var sink = new Collector();
        Ensemble.Run(together, new Individuals(11, i => (Plan(i), [0.5 + i])), options, sink, null, TestContext.Current.CancellationToken);
        for (int i = 0; i < 11; i++)
        {
            var one = Ensemble.RunOne(alone, Plan(i), [0.5 + i], options, TestContext.Current.CancellationToken);
            one.Outcomes[0].Should().Be(Outcome.Completed);
            sink.Of(i).Values.Should().Equal(one.Values);
        }
    }

    [Fact]
    public void Minimum_degree_keeps_a_grid_sparse_and_orders_every_unknown_once()
    {
        // 40 × 40 points: nested dissection needs about 31 n log₂ n / 4 = 33,000 entries in one factor, the natural order 64,000 each.
        const int side = 40;
        var rows = new List<int>();
        int[] starts = new int[(side * side) + 1];
        for (int i = 0; i < side * side; i++)
        {
            int x = i % side, y = i / side;
            int[] columns = [.. new[] { y > 0 ? i - side : -1, x > 0 ? i - 1 : -1, i, x < side - 1 ? i + 1 : -1, y < side - 1 ? i + side : -1 }.Where(c => c >= 0)];
            rows.AddRange(columns);
            starts[i + 1] = rows.Count;
        }

        var order = EliminationOrder.Of(new SparsityPattern(side * side, starts, [.. rows]), _ => false)!;
        order.Unknowns.Order().Should().Equal(Enumerable.Range(0, side * side));
        order.Equations.Should().Equal(order.Unknowns);
        order.Columns.Length.Should().BeLessThan(2 * 33_000);
    }

    [Fact]
    public void Rows_taken_together_give_the_factors_that_rows_one_by_one_give()
    {
        // A random pattern dense enough for supernodes; eight lanes go row by row.
        const int n = 420;
        var rows = new List<int>();
        int[] starts = new int[n + 1];
        for (int i = 0; i < n; i++)
        {
            rows.AddRange(Enumerable.Range(0, n).Where(j => j == i || ((i * 7919) + (j * 104729)) % 61 == 0));
            starts[i + 1] = rows.Count;
        }

        var pattern = new SparsityPattern(n, starts, [.. rows]);
        var order = EliminationOrder.Of(pattern, _ => false)!;
        double[] jacobian = [.. Enumerable.Range(0, rows.Count).Select(e => Math.Sin(e * 1.7) * 3)];
        double[] right = [.. Enumerable.Range(0, n).Select(i => Math.Cos(i))];
        Solve<Lanes1>(pattern, order, jacobian, right).Should().Equal(Solve<Lanes8>(pattern, order, jacobian, right));
    }

    private static double[] Solve<TLanes>(SparsityPattern pattern, EliminationOrder order, double[] jacobian, double[] right)
        where TLanes : struct, ILanes<TLanes>
    {
        using var memory = new LaneMemory();
        var factors = new LaneFactors<TLanes>(Elimination.By(order, pattern, TLanes.Count, _ => false), memory);
        double* values = memory.Doubles((long)jacobian.Length * TLanes.Count);
        double* side = memory.Doubles((long)right.Length * TLanes.Count);
        bool* algebraic = (bool*)memory.Integers(right.Length);
        for (int i = 0; i < jacobian.Length; i++)
        {
            TLanes.Store(TLanes.Create(jacobian[i]), values + ((long)i * TLanes.Count));
        }

        for (int i = 0; i < right.Length; i++)
        {
            TLanes.Store(TLanes.Create(right[i]), side + ((long)i * TLanes.Count));
        }

        factors.Factor(values, TLanes.Create(40), algebraic, algebraicOnly: false).Should().Be((1u << TLanes.Count) - 1);
        factors.Solve(side, side);
        return [.. Enumerable.Range(0, right.Length).Select(i => side[((long)i * TLanes.Count) + TLanes.Count - 1])];
    }
}
