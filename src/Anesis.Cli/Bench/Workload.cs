using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Dosing;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Bench;

/// <summary>One workload of the benchmark: a model, its varied parameters, its plan and what is observed.</summary>
internal sealed record Workload(string Name, string ModelFile, int Count)
{
    public ValueList<string> Varied { get; init; }

    public double[] Typical { get; init; } = [];

    public double[] Omega { get; init; } = [];

    public ulong Seed { get; init; }

    /// <summary>True where draw 0 is the base set itself.</summary>
    public bool FirstIsTypical { get; init; }

    public ValueList<string> Outputs { get; init; }

    public required Func<CompiledModel, IndividualPlan> Plan { get; init; }

    public double AbsoluteTolerance { get; init; } = 1e-8;

    public Method Method { get; init; } = Method.Auto;

    /// <summary>Parameters whose sensitivities are computed too.</summary>
    public ValueList<string> Sensitivities { get; init; } = [];

    private static readonly int[] DoseDays = [0, 3, 7, 10, 14, 17, 21, 24];

    public static IReadOnlyList<Workload> All { get; } =
    [
        // W1 is integrated as any system; W1cf is what becomes of the same equations when they are seen to be linear.
        TwoCompartments("W1", Method.Explicit),
        TwoCompartments("W1cf", Method.Auto),
        Ketamine("W2", 5_000, ["CK", "CN", "CE", "M"], []) with { Method = Method.Stiff },
        new("W3a", "w3a.ant", 1_000)
        {
            Varied = ["k1", "k2", "k3", "k4", "k5", "k6", "km", "ks"], Typical = [1.71, 0.43, 8.32, 0.69, 0.035, 280, 0.69, 0.69], Omega = [.. Enumerable.Repeat(0.2, 8)],
            Seed = 20260003, FirstIsTypical = true, AbsoluteTolerance = 1e-10, Outputs = [.. Enumerable.Range(1, 8).Select(i => $"y{i}")],
            Plan = _ => new() { OutputTimes = [.. Enumerable.Range(1, 10).Select(k => 321.8122 * k / 10)] }, Method = Method.Stiff,
        },
        new("W3b", "w3b.ant", 1_000)
        {
            Varied = ["ma", "md", "mk", "mb", "me", "mh"], Typical = [1, 1, 1, 1, 1, 1], Omega = [.. Enumerable.Repeat(0.3, 6)],
            Seed = 20260004, FirstIsTypical = true, Outputs = [.. Enumerable.Range(1, 16).SelectMany(l => "XACDP".Select(s => $"{s}{l}"))],
            Plan = _ => new() { OutputTimes = Grid(1, 100, 99) }, Method = Method.Stiff,
        },
        new("W4a", "w4a.ant", 1)
        {
            Outputs = [.. Enumerable.Range(1, 1000).SelectMany(i => new[] { $"u_{i}", $"v_{i}" })],
            Plan = _ => new() { OutputTimes = Grid(1, 10, 9) }, Method = Method.Stiff,
        },
        new("W4b", "w4b.ant", 1)
        {
            Outputs = [.. Enumerable.Range(0, 1024).SelectMany(k => new[] { $"u_{k / 32}_{k % 32}", $"v_{k / 32}_{k % 32}" })],
            Plan = _ => new() { OutputTimes = [.. Grid(1, 11, 10), 11.5] }, Method = Method.Stiff,
        },
        new("W5-bd", "w5-bd.ant", 10_000) { Outputs = ["X"], Plan = _ => new() { OutputTimes = Grid(0, 50, 50) }, Method = Method.StochasticExact },
        new("W5-dimer", "w5-dimer.ant", 10_000) { Outputs = ["P", "P2"], Plan = _ => new() { OutputTimes = Grid(0, 50, 50) }, Method = Method.StochasticExact },
        new("W5-schlogl", "w5-schlogl.ant", 10_000) { Outputs = ["X"], Plan = _ => new() { OutputTimes = Grid(0, 10, 40) }, Method = Method.StochasticExact },
        Ketamine("W6", 100, ["CK", "M"], ["CL", "V1", "Q2", "V2", "CLN", "VN1", "CLH", "KE0", "EC50", "KM"]) with { Method = Method.Explicit },
    ];

    public IIndividuals Individuals(CompiledModel model) => new Subjects(this, Plan(model));

    private static Workload TwoCompartments(string name, Method method) => new(name, "w1.ant", 10_000)
    {
        Varied = ["CL", "V2", "KA"], Typical = [10, 50, 1.1], Omega = [0.3, 0.3, 0.3], Seed = 20260001, Outputs = ["C"], Method = method,
        Plan = m => new()
        {
            OutputTimes = Grid(0, 240, 240),
            Records = [new(0, RecordKind.Dose, Target(m, "A1"), 100, Interval: 12, Additional: 13)],
        },
    };

    private static Workload Ketamine(string name, int count, ValueList<string> outputs, ValueList<string> sensitivities) => new(name, "w2.ant", count)
    {
        Varied = ["CL", "V1", "CLN", "KE0", "EC50", "KM"], Typical = [80, 30, 60, 10, 0.12, 0.01], Omega = [0.25, 0.2, 0.25, 0.3, 0.3, 0.2], Seed = 20260002,
        Outputs = outputs, Sensitivities = sensitivities,
        Plan = m => new() { OutputTimes = [.. DoseDays.SelectMany(d => Enumerable.Range(0, 49).Select(j => (24.0 * d) + (0.5 * j))).Append(672)], Records = Infusions(m) },
    };

    private static double[] Grid(double from, double to, int intervals) => [.. Enumerable.Range(0, intervals + 1).Select(k => from + ((to - from) * k / intervals))];

    private static int Target(CompiledModel model, string species) => model.Dosing.ToList().FindIndex(d => d.Species == species);

    private static DosingRecord[] Infusions(CompiledModel model) =>
        [.. DoseDays.Select(d => new DosingRecord(24.0 * d, RecordKind.Dose, Target(model, "K1"), 35, Rate: 52.5))];

    private sealed class Subjects(Workload workload, IndividualPlan plan) : IIndividuals
    {
        private readonly double[][] _values =
        [
            .. Enumerable.Range(0, workload.Count).Select(i => workload.FirstIsTypical && i == 0
                ? workload.Typical
                : WorkloadDraws.LogNormal(workload.Seed, i, workload.Typical, workload.Omega)),
        ];

        public int Count => workload.Count;

        public IndividualPlan Describe(int index, Span<double> inputs)
        {
            _values[index].CopyTo(inputs);
            return plan;
        }
    }
}
