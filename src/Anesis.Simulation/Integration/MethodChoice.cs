using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Simulation.Integration;

/// <summary>
/// When a lane changes its method. The explicit one is left after ten more steps near the edge of its stability than well within it: at tight tolerances
/// the control of the steps settles at half of the edge, not on it. The stiff one is left after 25 steps in a row that an explicit method could have made with room to spare. Each change asks more of the next.
/// </summary>
internal sealed unsafe class MethodChoice<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private const double EdgeShare = 0.5;
    private const double RoomShare = 0.2;
    private const double EdgeSteps = 10;
    private const double RoomSteps = 25;
    private const double MostPatience = 8;

    private readonly double _limit;
    private readonly double* _signs;
    private readonly double* _patience;

    /// <param name="stabilityLimit">The product of step and rate at which the explicit method loses its stability.</param>
    /// <param name="memory">Where the counts live.</param>
    public MethodChoice(double stabilityLimit, LaneMemory memory)
    {
        _limit = stabilityLimit;
        _signs = memory.Doubles(TLanes.Count);
        _patience = memory.Doubles(TLanes.Count);
    }

    public void Fresh(int lane)
    {
        _signs[lane] = 0;
        _patience[lane] = 1;
    }

    /// <summary>Lanes that leave the explicit method after an accepted step of that h·ρ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public uint LeaveExplicit(uint accepted, TLanes stepTimesRate)
    {
        TLanes edge = TLanes.GreaterThan(stepTimesRate, TLanes.Create(EdgeShare * _limit));
        TLanes signs = TLanes.Load(_signs);
        TLanes fewer = signs - TLanes.One;
        fewer = TLanes.Select(TLanes.GreaterThan(fewer, TLanes.Zero), fewer, TLanes.Zero);
        return Change(accepted, TLanes.Select(edge, signs + TLanes.One, fewer), EdgeSteps);
    }

    /// <summary>Lanes that leave the stiff method after an accepted step of that h·ρ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public uint LeaveStiff(uint accepted, TLanes stepTimesRate)
    {
        TLanes room = TLanes.LessThan(stepTimesRate, TLanes.Create(RoomShare * _limit));
        return Change(accepted, TLanes.Select(room, TLanes.Load(_signs) + TLanes.One, TLanes.Zero), RoomSteps);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private uint Change(uint accepted, TLanes signs, double needed)
    {
        TLanes mask = TLanes.MaskFromBits(accepted);
        TLanes patience = TLanes.Load(_patience);
        TLanes change = mask & TLanes.GreaterThanOrEqual(signs, TLanes.Create(needed) * patience);
        TLanes longer = patience * TLanes.Create(1.5);
        longer = TLanes.Select(TLanes.LessThan(longer, TLanes.Create(MostPatience)), longer, TLanes.Create(MostPatience));
        TLanes.Store(TLanes.Select(change, longer, patience), _patience);
        TLanes.Store(TLanes.Select(mask, TLanes.Select(change, TLanes.Zero, signs), TLanes.Load(_signs)), _signs);
        return TLanes.MaskBits(change);
    }
}
