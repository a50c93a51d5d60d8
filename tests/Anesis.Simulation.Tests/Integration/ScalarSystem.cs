using Anesis.Simulation.Compilation;

namespace Anesis.Tests.Integration;

/// <summary>dy[i] = fᵢ(t, y, p) for one individual.</summary>
internal unsafe delegate void ScalarFunction(double time, double* states, double* parameters, double* result);

/// <summary>A system of equations written by hand, one individual at a time, and the compiled model that loops it over lanes.</summary>
internal sealed unsafe record ScalarSystem(int States, ScalarFunction Derivatives)
{
    public int Parameters { get; init; }

    /// <summary>Rows of the Jacobian, full.</summary>
    public ScalarFunction? Jacobian { get; init; }

    public ScalarFunction? TimeDerivative { get; init; }

    public int[] Algebraic { get; init; } = [];

    public int[] Dosed { get; init; } = [];

    public int Delays { get; init; }

    public CompiledModel Compile(int lanes)
    {
        int stride = Parameters + Delays;
        int[] rows = [.. Enumerable.Range(0, States + 1).Select(i => i * States)];
        int[] columns = [.. Enumerable.Range(0, States * States).Select(i => i % States)];
        Kernel none = static (_, _, _, _, _) => { };
        return new CompiledModel
        {
            Lanes = lanes,
            States = [.. Enumerable.Range(0, States).Select(i => $"y{i + 1}")],
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
            Derivatives = Lanewise(Derivatives, lanes, stride, States),
            Jacobian = Jacobian is null ? none : Lanewise(Jacobian, lanes, stride, States * States),
            JacobianPattern = new SparsityPattern(States, rows, columns),
            TimeDerivative = TimeDerivative is null ? null : Lanewise(TimeDerivative, lanes, stride, States),
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

    private Kernel Lanewise(ScalarFunction function, int lanes, int parameters, int results)
    {
        return (time, states, given, result, _) =>
        {
            double* y = stackalloc double[States + 1];
            double* p = stackalloc double[parameters + 1];
            double* r = stackalloc double[results + 1];
            for (int lane = 0; lane < lanes; lane++)
            {
                for (int i = 0; i < States; i++)
                {
                    y[i] = states[(i * lanes) + lane];
                }

                for (int i = 0; i < parameters; i++)
                {
                    p[i] = given[(i * lanes) + lane];
                }

                new Span<double>(r, results).Clear();
                function(time[lane], y, p, r);
                for (int i = 0; i < results; i++)
                {
                    result[(i * lanes) + lane] = r[i];
                }
            }
        };
    }
}
