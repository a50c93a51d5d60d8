using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Simulation.Integration;

/// <summary>
/// The absolute tolerance of each state in each lane. A given one is the same for all. Without one it is 1e-4 · relative tolerance · the state's own scale,
/// the largest magnitude that it has had in this individual, so that moles of 1e-15 and hundreds of ng/mL are served alike.
/// A state that has always been zero is held to 1e-10 of the largest scale of the others until it has grown:
/// small enough to disturb nothing, large enough that its first step isn't asked for digits that no method has.
/// </summary>
internal sealed unsafe class ErrorScale<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private const double ShareOfScale = 1e-4;
    private const double ShareOfOthers = 1e-10;
    private const double Least = 1e-290;

    private readonly long _stride;
    private readonly double _share;
    private readonly bool _given;

    public ErrorScale(double relative, double? absolute, int states, LaneMemory memory)
    {
        Relative = relative;
        _stride = (long)states * TLanes.Count;
        _share = ShareOfScale * relative;
        _given = absolute is not null;
        Absolute = memory.Doubles(_stride);
        if (absolute is { } given)
        {
            new Span<double>(Absolute, checked((int)_stride)).Fill(Math.Max(given, Least));
        }
    }

    public double Relative { get; }

    public double* Absolute { get; }

    /// <summary>The largest magnitude that a state has had in a lane; with a given absolute tolerance ten times that at which it is as large as the relative one.</summary>
    public double Magnitude(int state, int lane) => Absolute[((long)state * TLanes.Count) + lane] / (_given ? 0.1 * Relative : _share);

    /// <summary>Takes the states of lanes that start anew; those of <paramref name="fresh"/> forget what they were.</summary>
    public void Restart(uint lanes, uint fresh, double* states)
    {
        if (_given)
        {
            return;
        }

        TLanes mask = TLanes.MaskFromBits(lanes);
        TLanes kept = TLanes.MaskFromBits(~fresh);
        TLanes share = TLanes.Create(_share);
        TLanes largest = TLanes.Zero;
        for (long at = 0; at < _stride; at += TLanes.Count)
        {
            largest = Larger(TLanes.Abs(TLanes.Load(states + at)), largest);
        }

        TLanes floor = Larger(largest * TLanes.Create(ShareOfOthers * _share), TLanes.Create(Least));
        for (long at = 0; at < _stride; at += TLanes.Count)
        {
            TLanes old = TLanes.Load(Absolute + at);
            TLanes now = Larger(share * TLanes.Abs(TLanes.Load(states + at)), Larger(old & kept, floor));
            TLanes.Store(TLanes.Select(mask, now, old), Absolute + at);
        }
    }

    /// <summary>Takes the states reached by accepted steps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Grow(uint lanes, double* states)
    {
        if (_given)
        {
            return;
        }

        TLanes mask = TLanes.MaskFromBits(lanes);
        TLanes share = TLanes.Create(_share);
        for (long at = 0; at < _stride; at += TLanes.Count)
        {
            TLanes now = mask & (share * TLanes.Abs(TLanes.Load(states + at)));
            TLanes.Store(Larger(now, TLanes.Load(Absolute + at)), Absolute + at);
        }
    }

    /// <summary>Raises the tolerances of these lanes to what rounding allows; given ones stay as they are.</summary>
    public void Raise(uint lanes, double* floor)
    {
        if (_given)
        {
            return;
        }

        TLanes mask = TLanes.MaskFromBits(lanes);
        for (long at = 0; at < _stride; at += TLanes.Count)
        {
            TLanes old = TLanes.Load(Absolute + at);
            TLanes least = TLanes.Load(floor + at);
            TLanes.Store(TLanes.Select(mask & TLanes.GreaterThan(least, old) & TLanes.LessThan(least, TLanes.Create(double.PositiveInfinity)), least, old), Absolute + at);
        }
    }

    private static TLanes Larger(TLanes a, TLanes b) => TLanes.Select(TLanes.GreaterThan(a, b), a, b);
}
