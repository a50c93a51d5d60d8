using Anesis.Simulation.Compilation;

namespace Anesis.Tests.Integration;

/// <summary>slopes[i] = fᵢ(t, y, p) for one individual.</summary>
internal delegate void DualFunction(Dual time, ReadOnlySpan<Dual> y, ReadOnlySpan<Dual> p, Span<Dual> slopes);

/// <summary>A system of equations written by hand for one individual, and the compiled model that loops it over lanes.</summary>
internal sealed unsafe record ScalarSystem(int States, DualFunction Function)
{
    public int Parameters { get; init; }

    public bool DependsOnTime { get; init; }

    public int[] Algebraic { get; init; } = [];

    public int[] Dosed { get; init; } = [];

    public int Delays { get; init; }

    /// <summary>The entries of the Jacobian that may differ from zero; null: all.</summary>
    public Func<int, int, bool>? Pattern { get; init; }

    public CompiledModel Compile(int lanes)
    {
        int[] rows = new int[States + 1];
        var columns = new List<int>();
        for (int r = 0; r < States; r++)
        {
            columns.AddRange(Enumerable.Range(0, States).Where(c => Pattern is null || Pattern(r, c)));
            rows[r + 1] = columns.Count;
        }

        int[] entries = [.. columns];
        Kernel none = static (_, _, _, _, _) => { };
        return new CompiledModel
        {
            Lanes = lanes,
            States = [.. Enumerable.Range(0, States).Select(i => $"y{i + 1}")],
            ObservedStates = [.. Enumerable.Range(0, States)],
            Parameters = [.. Enumerable.Range(0, Parameters).Select(i => $"p{i + 1}")],
            Outputs = [],
            InputSlots = [],
            Layout = new ParameterLayout(Parameters, 0, Delays, 0),
            ScratchCount = 0,
            StateDefaults = [.. Enumerable.Repeat(0.0, States)],
            ParameterDefaults = [.. Enumerable.Repeat(0.0, Parameters)],
            IsAlgebraic = [.. Enumerable.Range(0, States).Select(i => Algebraic.Contains(i))],
            Start = none,
            Hoist = none,
            Derivatives = (time, states, parameters, result, _) =>
            {
                for (int lane = 0; lane < lanes; lane++)
                {
                    Dual[] f = Evaluate(lanes, lane, time, states, parameters, -1);
                    for (int i = 0; i < States; i++)
                    {
                        result[(i * lanes) + lane] = f[i].Value;
                    }
                }
            },
            Jacobian = (time, states, parameters, result, _) =>
            {
                for (int lane = 0; lane < lanes; lane++)
                {
                    for (int c = 0; c < States; c++)
                    {
                        Dual[] f = Evaluate(lanes, lane, time, states, parameters, c);
                        for (int r = 0; r < States; r++)
                        {
                            int at = Array.IndexOf(entries, c, rows[r], rows[r + 1] - rows[r]);
                            if (at >= 0)
                            {
                                result[(at * lanes) + lane] = f[r].Slope;
                            }
                        }
                    }
                }
            },
            JacobianPattern = new SparsityPattern(States, rows, entries),
            TimeDerivative = !DependsOnTime ? null : (time, states, parameters, result, _) =>
            {
                for (int lane = 0; lane < lanes; lane++)
                {
                    Dual[] f = Evaluate(lanes, lane, time, states, parameters, States);
                    for (int i = 0; i < States; i++)
                    {
                        result[(i * lanes) + lane] = f[i].Slope;
                    }
                }
            },
            Observe = none,
            Roots = none,
            RootCount = 0,
            TimeStops = none,
            TimeStopCount = 0,
            Triggers = none,
            Events = [],
            DelaySources = none,
            DelayTimes = none,
            DosingParameters = none,
            Dosing = [.. Dosed.Select(i => new DosingTarget($"y{i + 1}", i, null, null, null, null))],
        };
    }

    /// <summary>f with the derivative in the direction of one state, or of the time (index States), or none (−1).</summary>
    private Dual[] Evaluate(int lanes, int lane, double* time, double* states, double* parameters, int direction)
    {
        var y = new Dual[States];
        for (int i = 0; i < States; i++)
        {
            y[i] = new Dual(states[(i * lanes) + lane], i == direction ? 1 : 0);
        }

        var p = new Dual[Parameters + Delays];
        for (int i = 0; i < p.Length; i++)
        {
            p[i] = parameters[(i * lanes) + lane];
        }

        var f = new Dual[States];
        Function(new Dual(time[lane], direction == States ? 1 : 0), y, p, f);
        return f;
    }
}
