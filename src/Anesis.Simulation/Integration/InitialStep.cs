using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Simulation.Integration;

/// <summary>
/// The first step of each lane from the size of its states, slopes and the slopes' change over a small Euler step
/// (Hairer, Nørsett, Wanner I, II.4, "Starting step size"), from that lane alone.
/// </summary>
internal sealed unsafe class InitialStep<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private readonly LaneProblem<TLanes> _problem;
    private readonly bool[] _bound;
    private readonly long _stride;
    private readonly double* _states;
    private readonly double* _slopes;
    private readonly double* _time;

    public InitialStep(LaneProblem<TLanes> problem, LaneMemory memory)
    {
        _problem = problem;
        var model = problem.Model;
        _bound = [.. model.IsAlgebraic.Select((algebraic, i) => algebraic || (model.FastRates is not null && model.IsFast[i]))];
        _stride = (long)problem.Model.StateCount * TLanes.Count;
        _states = memory.Doubles(_stride);
        _slopes = memory.Doubles(_stride);
        _time = memory.Doubles(TLanes.Count);
    }

    /// <summary>The step for a method of that order; every lane is computed. Algebraic states, and those that fast reactions bring to rest, take no part.</summary>
    public TLanes Of(int order, double* time, double* stop, double* states, double* slopes, ErrorScale<TLanes> scale)
    {
        TLanes left = TLanes.Load(stop) - TLanes.Load(time);
        TLanes span = TLanes.Select(TLanes.LessThan(left, TLanes.Create(double.PositiveInfinity)), left, TLanes.One);
        TLanes largest = TLanes.Zero;
        for (long at = 0; at < _stride; at += TLanes.Count)
        {
            largest = Larger(TLanes.Abs(TLanes.Load(states + at)), largest);
        }

        // From nothing at all (an infusion into an empty system) the states will be as large as their slopes make them.
        TLanes grown = TLanes.Zero;
        for (long at = 0; at < _stride; at += TLanes.Count)
        {
            grown = Larger(Rate(at, slopes) * span, grown);
        }

        largest = TLanes.Select(TLanes.GreaterThan(largest, TLanes.Zero), largest, TLanes.Create(1e-3) * grown);
        TLanes placeNorm = TLanes.Zero;
        TLanes slopeNorm = TLanes.Zero;
        for (long at = 0; at < _stride; at += TLanes.Count)
        {
            TLanes weight = Weight(states + at, scale.Absolute + at, scale.Relative, largest);

            // A state on its way through zero is as large as what its tolerance takes for nothing.
            TLanes nothing = TLanes.Load(scale.Absolute + at) / TLanes.Create(scale.Relative);
            placeNorm = Larger(Larger(TLanes.Abs(TLanes.Load(states + at)), nothing) / weight, placeNorm);
            slopeNorm = Larger(Rate(at, slopes) / weight, slopeNorm);
        }

        TLanes tiny = TLanes.Create(1e-5);
        TLanes known = TLanes.GreaterThan(placeNorm, tiny) & TLanes.GreaterThan(slopeNorm, tiny / span);
        TLanes first = TLanes.Select(known, TLanes.Create(0.01) * placeNorm / slopeNorm, TLanes.Create(1e-6) * span);
        first = TLanes.Select(TLanes.LessThan(first, span), first, span);
        for (long at = 0; at < _stride; at += TLanes.Count)
        {
            TLanes slope = _bound[at / TLanes.Count] ? TLanes.Zero : TLanes.Load(slopes + at);
            TLanes.Store(TLanes.FusedMultiplyAdd(first, slope, TLanes.Load(states + at)), _states + at);
        }

        TLanes.Store(TLanes.Load(time) + first, _time);
        _problem.Slopes(_time, _states, _slopes);
        TLanes bend = TLanes.Zero;
        for (long at = 0; at < _stride; at += TLanes.Count)
        {
            if (!_bound[at / TLanes.Count])
            {
                TLanes weight = Weight(states + at, scale.Absolute + at, scale.Relative, largest);
                bend = Larger(TLanes.Abs((TLanes.Load(_slopes + at) - TLanes.Load(slopes + at)) / weight), bend);
            }
        }

        bend = bend / first;
        TLanes steepest = Larger(slopeNorm, bend);
        TLanes second = TLanes.Select(
            TLanes.GreaterThan(steepest * span, TLanes.Create(1e-15)),
            ApproximatePower.Exp2(TLanes.Create(1.0 / (order + 1)) * ApproximatePower.Log2(Bounded(TLanes.Create(0.01) / steepest))),
            Larger(TLanes.Create(1e-6) * span, first * TLanes.Create(1e-3)));
        TLanes most = TLanes.Create(100) * first;
        TLanes step = TLanes.Select(TLanes.LessThan(second, most), second, most);
        step = TLanes.Select(TLanes.LessThan(step, span), step, span);

        // The stop may be so near that a share of the way there is less than the time resolves.
        step = Larger(step, TLanes.Abs(TLanes.Load(time)) * TLanes.Create(1e-14));

        // A slope beyond all numbers at the Euler step is no reason to fail: the trial steps find out.
        return TLanes.Select(TLanes.GreaterThan(step, TLanes.Zero), step, TLanes.Create(1e-6) * span);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLanes Rate(long at, double* slopes) =>
        _bound[at / TLanes.Count] ? TLanes.Zero : TLanes.Abs(TLanes.Load(slopes + at));

    /// <summary>As the step's error is weighed, but a state far below the others, or zero, counts as a thousandth of the largest: this is a guess only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Weight(double* state, double* absolute, double relative, TLanes largest)
    {
        TLanes size = Larger(TLanes.Abs(TLanes.Load(state)), largest * TLanes.Create(1e-3));
        return TLanes.FusedMultiplyAdd(TLanes.Create(relative), size, TLanes.Load(absolute));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Bounded(TLanes value)
    {
        value = TLanes.Select(TLanes.GreaterThan(value, TLanes.Create(1e-280)), value, TLanes.Create(1e-280));
        return TLanes.Select(TLanes.LessThan(value, TLanes.Create(1e280)), value, TLanes.Create(1e280));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Larger(TLanes a, TLanes b) => TLanes.Select(TLanes.GreaterThan(a, b), a, b);
}
