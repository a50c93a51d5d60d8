using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;
using Anesis.Mathematics.Randomness;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Integration;

namespace Anesis.Simulation.Stochastic;

/// <summary>
/// Gillespie's direct method in lanes: each lane's amounts and the event that comes next. The n-th event of an individual takes its waiting time and its choice
/// from the n-th block of random numbers of (seed, individual), whatever else is computed.
/// </summary>
/// <remarks>Gillespie, "Exact stochastic simulation of coupled chemical reactions", J. Phys. Chem. 81 (1977).</remarks>
internal sealed unsafe class JumpLanes<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private readonly ReactionNetwork _network;
    private readonly Kernel _jump;
    private readonly int* _moved;
    private readonly int _movedCount;
    private readonly double* _share;
    private readonly double* _wait;
    private readonly double* _result;
    private readonly double* _propensities;
    private readonly double* _scratch;
    private readonly double* _counters;
    private readonly double* _individuals;
    private readonly double* _roundKeys;

    public JumpLanes(CompiledModel model, ulong seed, LaneMemory memory)
    {
        int lanes = TLanes.Count;
        _network = model.Network!;
        _jump = _network.Jump;
        _moved = memory.Copy([.. _network.Moved]);
        _movedCount = _network.Moved.Count;
        States = memory.Doubles((long)model.StateCount * lanes);
        Parameters = memory.Doubles((long)(model.Layout.Stride + 1) * lanes);
        Time = memory.Doubles(lanes);
        _share = Parameters + ((long)_network.ShareSlot * lanes);
        _result = memory.Doubles((long)(_movedCount + 1) * lanes);
        _propensities = memory.Doubles((long)_network.Reactions.Count * lanes);
        _scratch = memory.Doubles((long)model.ScratchCount * lanes);
        _wait = memory.Doubles(lanes);
        _counters = memory.Doubles(lanes);
        _individuals = memory.Doubles(lanes);
        _roundKeys = memory.Doubles((long)PhiloxLanes.RoundKeys * lanes);
        PhiloxLanes.Expand<TLanes>(JumpStreams.LaneKey(seed, JumpStreams.Events), _roundKeys);
    }

    public double* Time { get; }

    public double* States { get; }

    public double* Parameters { get; }

    /// <summary>The lane belongs to this individual now, and its draws begin.</summary>
    public void Begin(int lane, int individual)
    {
        _individuals[lane] = BitConverter.Int64BitsToDouble(individual);
        _counters[lane] = 0;
    }

    /// <summary>How many events a lane has drawn and done with.</summary>
    public long Draws(int lane) => BitConverter.DoubleToInt64Bits(_counters[lane]);

    /// <summary>Draws what each lane's next event needs: to be called before <see cref="Propose"/>, and again after <see cref="Begin"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Draw()
    {
        PhiloxLanes.Block(_roundKeys, TLanes.Load(_counters), TLanes.Load(_individuals), out TLanes first, out TLanes second);
        TLanes.Store(JumpDraws.Share(second), _share);
        TLanes.Store(JumpDraws.Exponential(first), _wait);
    }

    /// <summary>When each lane's next event happens: +∞ where nothing can, NaN where a propensity is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Propose()
    {
        _jump(Time, States, Parameters, _result, _scratch);
        return TLanes.Load(Time) + (TLanes.Load(_wait) / TLanes.Load(_result));
    }

    /// <summary>Done with the events that were proposed: what <see cref="Draw"/> draws next is for those after them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Next() => TLanes.Store(TLanes.AddBits(TLanes.Load(_counters), TLanes.CreateBits(1)), _counters);

    /// <summary>Carries out the drawn events of the lanes where <paramref name="mask"/> is true.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fire(TLanes mask)
    {
        int* moved = _moved;
        double* after = _result;
        double* states = States;
        for (int i = 0; i < _movedCount; i++)
        {
            after += TLanes.Count;
            double* state = states + ((nint)moved[i] * TLanes.Count);
            TLanes.Store(TLanes.Select(mask, TLanes.Load(after), TLanes.Load(state)), state);
        }
    }

    /// <summary>The outcome of a lane in which a propensity is negative or no number.</summary>
    public Outcome Failure(int lane)
    {
        _network.Propensities(Time, States, Parameters, _propensities, _scratch);
        for (int j = 0; j < _network.Reactions.Count; j++)
        {
            if (!(_propensities[(j * TLanes.Count) + lane] >= 0))
            {
                return new(OutcomeKind.NoPropensity, Time[lane], _network.Reactions[j].Id);
            }
        }

        return new(OutcomeKind.NoPropensity, Time[lane]);
    }
}
