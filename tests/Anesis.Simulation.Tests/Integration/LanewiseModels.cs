using Anesis.Mathematics.Lanes;
using Anesis.Simulation.Compilation;

namespace Anesis.Tests.Integration;

/// <summary>Models whose kernels are written over lanes by hand, as the compiler would write them, for speed and for the test that a step allocates nothing.</summary>
internal static unsafe class LanewiseModels
{
    /// <summary>Two compartments with absorption; parameters KA, CL/V2 + Q/V2, Q/V3, Q/V2 (workload W1).</summary>
    public static CompiledModel TwoCompartments<TLanes>()
        where TLanes : struct, ILanes<TLanes>
    {
        CompiledModel model = new ScalarSystem(3, static (_, _, _, _) => { })
        {
            Parameters = 4,
            Dosed = [0],
            Pattern = static (r, c) => r == c || (r == 1 && c != 1) || (r == 2 && c == 1),
        }.Compile(TLanes.Count);
        return Replace(
            model,
            static (_, y, p, f, _) =>
            {
                TLanes a1 = TLanes.Load(y), a2 = TLanes.Load(y + TLanes.Count), a3 = TLanes.Load(y + (2 * TLanes.Count));
                TLanes absorbed = TLanes.Load(p) * a1;
                TLanes back = TLanes.Load(p + (2 * TLanes.Count)) * a3;
                TLanes.Store(-absorbed, f);
                TLanes.Store(absorbed - (TLanes.Load(p + TLanes.Count) * a2) + back, f + TLanes.Count);
                TLanes.Store((TLanes.Load(p + (3 * TLanes.Count)) * a2) - back, f + (2 * TLanes.Count));
            },
            static (_, _, p, j, _) =>
            {
                TLanes.Store(-TLanes.Load(p), j);
                TLanes.Store(TLanes.Load(p), j + TLanes.Count);
                TLanes.Store(-TLanes.Load(p + TLanes.Count), j + (2 * TLanes.Count));
                TLanes.Store(TLanes.Load(p + (2 * TLanes.Count)), j + (3 * TLanes.Count));
                TLanes.Store(TLanes.Load(p + (3 * TLanes.Count)), j + (4 * TLanes.Count));
                TLanes.Store(-TLanes.Load(p + (2 * TLanes.Count)), j + (5 * TLanes.Count));
            });
    }

    /// <summary>HIRES; parameters k1 to k6, km, ks (workload W3a).</summary>
    public static CompiledModel Hires<TLanes>()
        where TLanes : struct, ILanes<TLanes>
    {
        int[][] rows = [[0, 1, 2], [0, 1], [2, 3, 4], [1, 2, 3], [4, 5, 6], [3, 4, 5, 6, 7], [5, 6, 7], [5, 6, 7]];
        CompiledModel model = new ScalarSystem(8, static (_, _, _, _) => { })
        {
            Parameters = 8,
            Pattern = (r, c) => rows[r].Contains(c),
        }.Compile(TLanes.Count);
        return Replace(
            model,
            static (_, y, p, f, _) =>
            {
                TLanes k1 = P(p, 0), k2 = P(p, 1), k3 = P(p, 2), k4 = P(p, 3), k5 = P(p, 4), k6 = P(p, 5), km = P(p, 6), ks = P(p, 7);
                TLanes y1 = P(y, 0), y2 = P(y, 1), y3 = P(y, 2), y4 = P(y, 3), y5 = P(y, 4), y6 = P(y, 5), y7 = P(y, 6), y8 = P(y, 7);
                TLanes bound = k6 * y6 * y8;
                S(f, 0, (k2 * y2) - (k1 * y1) + (k3 * y3) + TLanes.Create(0.0007));
                S(f, 1, (k1 * y1) - ((k2 + k3) * y2));
                S(f, 2, (k2 * y4) - ((k1 + k3) * y3) + (k5 * y5));
                S(f, 3, (k3 * y2) + (k1 * y3) - ((k2 + k4) * y4));
                S(f, 4, (k2 * y6) - ((k1 + k5) * y5) + (k2 * y7));
                S(f, 5, (k4 * y4) - bound + (k1 * y5) - (k2 * y6) + (km * y7));
                TLanes seventh = bound - ((k2 + km + ks) * y7);
                S(f, 6, seventh);
                S(f, 7, -seventh);
            },
            static (_, y, p, j, _) =>
            {
                TLanes k1 = P(p, 0), k2 = P(p, 1), k3 = P(p, 2), k4 = P(p, 3), k5 = P(p, 4), k6 = P(p, 5), km = P(p, 6), ks = P(p, 7);
                TLanes by6 = k6 * P(y, 7), by8 = k6 * P(y, 5), loss = k2 + km + ks;
                S(j, 0, -k1);
                S(j, 1, k2);
                S(j, 2, k3);
                S(j, 3, k1);
                S(j, 4, -(k2 + k3));
                S(j, 5, -(k1 + k3));
                S(j, 6, k2);
                S(j, 7, k5);
                S(j, 8, k3);
                S(j, 9, k1);
                S(j, 10, -(k2 + k4));
                S(j, 11, -(k1 + k5));
                S(j, 12, k2);
                S(j, 13, k2);
                S(j, 14, k4);
                S(j, 15, k1);
                S(j, 16, -by6 - k2);
                S(j, 17, km);
                S(j, 18, -by8);
                S(j, 19, by6);
                S(j, 20, -loss);
                S(j, 21, by8);
                S(j, 22, -by6);
                S(j, 23, loss);
                S(j, 24, -by8);
            });

        static TLanes P(double* p, int i) => TLanes.Load(p + (i * TLanes.Count));
        static void S(double* f, int i, TLanes value) => TLanes.Store(value, f + (i * TLanes.Count));
    }

    private static CompiledModel Replace(CompiledModel model, Kernel derivatives, Kernel jacobian) => new()
    {
        Lanes = model.Lanes,
        States = model.States,
        Parameters = model.Parameters,
        Outputs = model.Outputs,
        InputSlots = model.InputSlots,
        Layout = model.Layout,
        ScratchCount = model.ScratchCount,
        StateDefaults = model.StateDefaults,
        ParameterDefaults = model.ParameterDefaults,
        IsAlgebraic = model.IsAlgebraic,
        Start = model.Start,
        Hoist = model.Hoist,
        Derivatives = derivatives,
        Jacobian = jacobian,
        JacobianPattern = model.JacobianPattern,
        TimeDerivative = model.TimeDerivative,
        Observe = model.Observe,
        ObservedStates = model.ObservedStates,
        Roots = model.Roots,
        RootCount = model.RootCount,
        TimeStops = model.TimeStops,
        TimeStopCount = model.TimeStopCount,
        Triggers = model.Triggers,
        Events = model.Events,
        DelaySources = model.DelaySources,
        DelayTimes = model.DelayTimes,
        DosingParameters = model.DosingParameters,
        Dosing = model.Dosing,
    };
}
