using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Simulation.Integration;

/// <summary>
/// When a lane changes its method. The explicit one is left after ten more steps near the edge of its stability than well within it: at tight tolerances
/// the control of the steps settles at half of the edge, not on it. The stiff one is left after 25 steps in a row that an explicit method could have made with room to spare,
/// and after twelve that went no farther than as many explicit steps of the same cost. Each change asks more of the next; a trial that did not pay, twice as much.
/// </summary>
internal sealed unsafe class MethodChoice<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private const double EdgeShare = 0.5;
    private const double RoomShare = 0.2;
    private const double EdgeSteps = 10;
    private const double RoomSteps = 25;
    private const double MostPatience = 8;
    private const double TrialSteps = 12;
    private const double MostPatienceAfterTrials = 64;

    private readonly double _limit;
    private readonly double _stiffCost;
    private readonly double* _signs;
    private readonly double* _patience;

    /// <summary>[lane] the last explicit step; stiff steps since, and how far they went.</summary>
    private readonly double* _explicitStep;
    private readonly double* _trialSteps;
    private readonly double* _trialTime;

    /// <param name="stabilityLimit">The product of step and rate at which the explicit method loses its stability.</param>
    /// <param name="stiffCost">What a stiff step costs, in explicit ones.</param>
    /// <param name="memory">Where the counts live.</param>
    public MethodChoice(double stabilityLimit, double stiffCost, LaneMemory memory)
    {
        (_limit, _stiffCost) = (stabilityLimit, stiffCost);
        _explicitStep = memory.Doubles(TLanes.Count);
        _trialSteps = memory.Doubles(TLanes.Count);
        _trialTime = memory.Doubles(TLanes.Count);
        _signs = memory.Doubles(TLanes.Count);
        _patience = memory.Doubles(TLanes.Count);
    }

    public void Fresh(int lane)
    {
        _signs[lane] = 0;
        _patience[lane] = 1;

        // Without an explicit step to compare with no trial is judged: a lane may come to the stiff method by an explicit step that the time could not resolve.
        _explicitStep[lane] = 0;
        _trialSteps[lane] = 0;
        _trialTime[lane] = 0;
    }

    /// <summary>Lanes that leave the explicit method after an accepted step h of that h·ρ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public uint LeaveExplicit(uint accepted, TLanes stepTimesRate, TLanes h)
    {
        TLanes edge = TLanes.GreaterThan(stepTimesRate, TLanes.Create(EdgeShare * _limit));
        TLanes signs = TLanes.Load(_signs);
        TLanes fewer = signs - TLanes.One;
        fewer = TLanes.Select(TLanes.GreaterThan(fewer, TLanes.Zero), fewer, TLanes.Zero);
        uint change = Change(accepted, TLanes.Select(edge, signs + TLanes.One, fewer), EdgeSteps);
        if (change != 0)
        {
            TLanes mask = TLanes.MaskFromBits(change);
            TLanes.Store(TLanes.Select(mask, TLanes.Abs(h), TLanes.Load(_explicitStep)), _explicitStep);
            TLanes.Store(TLanes.AndNot(TLanes.Load(_trialSteps), mask), _trialSteps);
            TLanes.Store(TLanes.AndNot(TLanes.Load(_trialTime), mask), _trialTime);
        }

        return change;
    }

    /// <summary>Lanes that leave the stiff method after an accepted step h of that h·ρ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public uint LeaveStiff(uint accepted, TLanes stepTimesRate, TLanes h)
    {
        TLanes room = TLanes.LessThan(stepTimesRate, TLanes.Create(RoomShare * _limit));
        uint change = Change(accepted, TLanes.Select(room, TLanes.Load(_signs) + TLanes.One, TLanes.Zero), RoomSteps);
        return change | Unprofitable(accepted & ~change, h);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private uint Unprofitable(uint accepted, TLanes h)
    {
        TLanes mask = TLanes.MaskFromBits(accepted);
        TLanes steps = TLanes.Load(_trialSteps) + (mask & TLanes.One);
        TLanes time = TLanes.Load(_trialTime) + (mask & TLanes.Abs(h));
        TLanes due = mask & TLanes.GreaterThanOrEqual(steps, TLanes.Create(TrialSteps)) & TLanes.LessThan(steps, TLanes.Create(TrialSteps + 1));
        TLanes.Store(steps, _trialSteps);
        TLanes.Store(time, _trialTime);
        TLanes spent = due & TLanes.LessThan(time, TLanes.Create(TrialSteps * _stiffCost) * TLanes.Load(_explicitStep));
        uint back = TLanes.MaskBits(spent);
        if (back != 0)
        {
            TLanes patience = TLanes.Load(_patience);
            TLanes longer = patience + patience;
            longer = TLanes.Select(TLanes.LessThan(longer, TLanes.Create(MostPatienceAfterTrials)), longer, TLanes.Create(MostPatienceAfterTrials));
            TLanes.Store(TLanes.Select(spent, longer, patience), _patience);
            TLanes.Store(TLanes.AndNot(TLanes.Load(_signs), spent), _signs);
        }

        return back;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private uint Change(uint accepted, TLanes signs, double needed)
    {
        TLanes mask = TLanes.MaskFromBits(accepted);
        TLanes patience = TLanes.Load(_patience);
        TLanes change = mask & TLanes.GreaterThanOrEqual(signs, TLanes.Create(needed) * patience);
        TLanes longer = patience * TLanes.Create(1.5);
        longer = TLanes.Select(TLanes.LessThan(longer, TLanes.Create(MostPatience)), longer, TLanes.Select(TLanes.GreaterThan(patience, TLanes.Create(MostPatience)), patience, TLanes.Create(MostPatience)));
        TLanes.Store(TLanes.Select(change, longer, patience), _patience);
        TLanes.Store(TLanes.Select(mask, TLanes.Select(change, TLanes.Zero, signs), TLanes.Load(_signs)), _signs);
        return TLanes.MaskBits(change);
    }
}
