using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;

namespace Anesis.Simulation.Tests.Ensembles;

/// <summary>A function of one lane: time, states, free parameters (and delayed values and draws after them) to results.</summary>
internal delegate void LaneFunction(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> p, Span<double> result);

/// <summary>Models written by hand, for tests of what happens between steps.</summary>
internal sealed record HandWritten
{
    public required string[] States { get; init; }

    public double[] Initial { get; init; } = [];

    public string[] Parameters { get; init; } = [];

    public double[] Values { get; init; } = [];

    public string[] Inputs { get; init; } = [];

    public required LaneFunction F { get; init; }

    /// <summary>∂f/∂y, dense by rows.</summary>
    public LaneFunction? Jacobian { get; init; }

    public string[] Outputs { get; init; } = [];

    public LaneFunction? Observe { get; init; }

    public int RootCount { get; init; }

    public LaneFunction? Roots { get; init; }

    public int TimeStopCount { get; init; }

    public LaneFunction? TimeStops { get; init; }

    public HandEvent[] Events { get; init; } = [];

    public int Delayed { get; init; }

    public LaneFunction? Sources { get; init; }

    public LaneFunction? DelayTimes { get; init; }

    public int Draws { get; init; }

    public LaneFunction? Start { get; init; }

    public DosingTarget[] Dosing { get; init; } = [];

    /// <summary>Bioavailability, lag, rate, duration for each target.</summary>
    public LaneFunction? DosingParameters { get; init; }

    public unsafe CompiledModel Compile(int lanes)
    {
        int n = States.Length;
        int stride = Parameters.Length + Delayed + Draws;
        string[] outputs = Outputs.Length == 0 ? States : Outputs;
        LaneFunction observe = Observe ?? ((t, y, p, r) => y.CopyTo(r));
        LaneFunction nothing = (_, _, _, _) => { };
        int[] slots = [.. Inputs.Select(i => Array.IndexOf(Parameters, i))];
        Kernel K(LaneFunction f, int length) => Make(f, length, n, stride, lanes);

        Kernel start = (time, states, parameters, result, scratch) =>
        {
            if (Start is null)
            {
                return;
            }

            Span<double> y = stackalloc double[n];
            Span<double> p = stackalloc double[stride];
            Span<double> changed = stackalloc double[n];
            for (int l = 0; l < lanes; l++)
            {
                Gather(y, states, lanes, l);
                Gather(p, parameters, lanes, l);
                y.CopyTo(changed);
                Start(time[l], y, p, changed);
                for (int i = 0; i < n; i++)
                {
                    states[(i * lanes) + l] = changed[i];
                }
            }
        };

        return new CompiledModel
        {
            Lanes = lanes,
            States = States.ToValueList(),
            ObservedStates = Enumerable.Range(0, States.Length).ToValueList(),
            Parameters = Parameters.ToValueList(),
            Outputs = outputs.ToValueList(),
            InputSlots = slots.ToValueList(),
            Layout = new ParameterLayout(Parameters.Length, 0, Delayed, Draws),
            ScratchCount = 1,
            StateDefaults = (Initial.Length == 0 ? new double[n] : Initial).ToValueList(),
            ParameterDefaults = Values.ToValueList(),
            IsAlgebraic = new bool[n].ToValueList(),
            Start = start,
            Hoist = K(nothing, 0),
            Derivatives = K(F, n),
            Jacobian = K(Jacobian ?? nothing, n * n),
            JacobianPattern = new SparsityPattern(n, [.. Enumerable.Range(0, n + 1).Select(i => i * n)], [.. Enumerable.Range(0, n * n).Select(i => i % n)]),
            TimeDerivative = null,
            Observe = K(observe, outputs.Length),
            Roots = K(Roots ?? nothing, RootCount),
            RootCount = RootCount,
            TimeStops = K(TimeStops ?? nothing, TimeStopCount),
            TimeStopCount = TimeStopCount,
            Triggers = K((t, y, p, r) =>
            {
                for (int e = 0; e < Events.Length; e++)
                {
                    r[e] = Events[e].Trigger(t, y.ToArray(), p.ToArray()) ? 1 : 0;
                }
            }, Events.Length),
            Events = Events.Select(e => new CompiledEvent
            {
                Id = e.Id,
                TriggerInitialValue = e.InitialValue,
                Persistent = e.Persistent,
                UseValuesFromTriggerTime = e.FromTriggerTime,
                Delay = e.Delay is null ? null : K((t, y, p, r) => r[0] = e.Delay(t, y.ToArray(), p.ToArray()), 1),
                Priority = e.Priority is null ? null : K((t, y, p, r) => r[0] = e.Priority(t, y.ToArray(), p.ToArray()), 1),
                Assignments = K((t, y, p, r) => e.Assign(t, y.ToArray(), p.ToArray()).CopyTo(r), e.Targets.Length),
                Targets = e.Targets.ToValueList(),
            }).ToValueList(),
            DelaySources = K(Sources ?? nothing, Delayed),
            DelayTimes = K(DelayTimes ?? nothing, Delayed),
            DosingParameters = K(DosingParameters ?? ((t, y, p, r) =>
            {
                for (int i = 0; i < r.Length; i += 4)
                {
                    r[i] = 1;
                    r[i + 1] = r[i + 2] = r[i + 3] = 0;
                }
            }), 4 * Dosing.Length),
            Dosing = Dosing.ToValueList(),
        };
    }

    private static unsafe Kernel Make(LaneFunction f, int length, int n, int stride, int lanes) => (time, states, parameters, result, scratch) =>
    {
        Span<double> y = stackalloc double[n];
        Span<double> p = stackalloc double[stride];
        Span<double> r = stackalloc double[length];
        for (int l = 0; l < lanes; l++)
        {
            Gather(y, states, lanes, l);
            Gather(p, parameters, lanes, l);
            f(time[l], y, p, r);
            for (int i = 0; i < length; i++)
            {
                result[(i * lanes) + l] = r[i];
            }
        }
    };

    private static unsafe void Gather(Span<double> into, double* from, int lanes, int lane)
    {
        for (int i = 0; i < into.Length; i++)
        {
            into[i] = from[(i * lanes) + lane];
        }
    }
}

internal sealed record HandEvent(string Id, Func<double, double[], double[], bool> Trigger, Slot[] Targets, Func<double, double[], double[], double[]> Assign)
{
    public bool InitialValue { get; init; } = true;

    public bool Persistent { get; init; } = true;

    public bool FromTriggerTime { get; init; } = true;

    public Func<double, double[], double[], double>? Delay { get; init; }

    public Func<double, double[], double[], double>? Priority { get; init; }
}
