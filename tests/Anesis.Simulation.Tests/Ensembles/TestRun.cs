using Anesis.Simulation.Compilation;
using Anesis.Simulation.Dosing;
using Anesis.Simulation.Ensembles;

namespace Anesis.Simulation.Tests.Ensembles;

/// <summary>Runs with the steppers that users run, or, where <see cref="Plain"/> is set, with the plain one of these tests.</summary>
internal static class TestRun
{
    public static EnsembleOptions Strict { get; } = new() { RelativeTolerance = 1e-10, AbsoluteTolerance = 1e-12, Threads = 1 };

    /// <summary>The environment variable ANESIS_PLAIN_STEPPER sets it: driver and steppers can be told apart when a test fails.</summary>
    public static bool Plain { get; } = Environment.GetEnvironmentVariable("ANESIS_PLAIN_STEPPER") is not null;

    public static StepperFactory? Stepper { get; } = Plain ? (m, o, d) => new ScalarStepper(m, o, d) : null;

    public static ResultBlock One(CompiledModel model, IndividualPlan plan, EnsembleOptions? options = null, params double[] inputs)
    {
        var sink = new Collector();
        Ensemble.Run(model, new Individuals(1, _ => (plan, inputs)), options ?? Strict, sink, null, Stepper, CancellationToken.None);
        return sink.Blocks.Single();
    }

    public static (EnsembleSummary Summary, Collector Sink) Many(CompiledModel model, IIndividuals individuals, EnsembleOptions? options = null)
    {
        var sink = new Collector();
        var summary = Ensemble.Run(model, individuals, options ?? Strict, sink, null, Stepper, CancellationToken.None);
        return (summary, sink);
    }

    public static double[] Grid(double from, double to, int steps) => [.. Enumerable.Range(0, steps + 1).Select(i => from + (i * (to - from) / steps))];

    public static double[] Column(this ResultBlock block, int output = 0) =>
        [.. Enumerable.Range(0, block.Times.Length).Select(r => block.Values[(r * block.OutputCount) + output])];
}

internal sealed class Individuals(int count, Func<int, (IndividualPlan Plan, double[] Inputs)> describe) : IIndividuals
{
    public int Count => count;

    public IndividualPlan Describe(int index, Span<double> inputs)
    {
        (IndividualPlan plan, double[] values) = describe(index);
        values.CopyTo(inputs);
        return plan;
    }
}

internal sealed class Collector : IResultSink
{
    public List<ResultBlock> Blocks { get; } = [];

    public void Accept(ResultBlock block) => Blocks.Add(block);

    /// <summary>Times and values of one individual.</summary>
    public (double[] Times, double[] Values) Of(int individual)
    {
        var block = Blocks.Single(b => individual >= b.First && individual < b.First + b.Count);
        int k = individual - block.First;
        Range rows = block.RowStarts[k]..block.RowStarts[k + 1];
        return (block.Times[rows], block.Values[(rows.Start.Value * block.OutputCount)..(rows.End.Value * block.OutputCount)]);
    }
}

/// <summary>Models of these tests.</summary>
internal static class Models
{
    /// <summary>One compartment, elimination KE; a dosing target with F, lag, R and D as parameters.</summary>
    public static HandWritten OneCompartment { get; } = new()
    {
        States = ["A"],
        Parameters = ["KE", "F", "LAG", "R", "D"],
        Values = [0.2, 1, 0, 0, 0],
        Inputs = ["KE"],
        F = (t, y, p, r) => r[0] = -p[0] * y[0],
        Jacobian = (t, y, p, r) => r[0] = -p[0],
        Dosing = [new DosingTarget("A", 0, "F", "LAG", "R", "D")],
        DosingParameters = (t, y, p, r) => p[1..5].CopyTo(r),
    };

    /// <summary>A amount that doses go to and that decays at 0.1, and B, no linear system, that decays at 5 and a little faster where A is large.</summary>
    public static HandWritten Decaying { get; } = new()
    {
        States = ["A", "B"],
        Parameters = ["KE", "KB"],
        Values = [0.1, 5],
        Inputs = [],
        Initial = [0, 1],
        F = (t, y, p, r) =>
        {
            r[0] = -p[0] * y[0];
            r[1] = -p[1] * y[1] * (1 + (1e-3 * y[0]));
        },
        Jacobian = (t, y, p, r) =>
        {
            r[0] = -p[0];
            r[1] = 0;
            r[2] = -1e-3 * p[1] * y[1];
            r[3] = -p[1] * (1 + (1e-3 * y[0]));
        },
        Dosing = [new DosingTarget("A", 0, null, null, null, null)],
    };

    /// <summary>Depot, centre, periphery.</summary>
    public static HandWritten TwoCompartment { get; } = new()
    {
        States = ["A1", "A2", "A3"],
        Parameters = ["KA", "K", "K23", "K32"],
        Values = [1.1, 0.2, 0.16, 0.08],
        Inputs = ["K", "KA"],
        F = (t, y, p, r) =>
        {
            r[0] = -p[0] * y[0];
            r[1] = (p[0] * y[0]) - ((p[1] + p[2]) * y[1]) + (p[3] * y[2]);
            r[2] = (p[2] * y[1]) - (p[3] * y[2]);
        },
        Jacobian = (t, y, p, r) =>
        {
            r.Clear();
            r[0] = -p[0];
            r[3] = p[0];
            r[4] = -(p[1] + p[2]);
            r[5] = p[3];
            r[7] = p[2];
            r[8] = -p[3];
        },
        Dosing = [new DosingTarget("A1", 0, null, null, null, null), new DosingTarget("A2", 1, null, null, null, null)],
    };
}
