using System.Numerics;
using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Integration;

namespace Anesis.Simulation.Stochastic;

/// <summary>
/// Individuals to whom nothing but reactions happens: one loop in which each busy lane makes one event a turn. Rows that fall before a lane's next event are written
/// before it; they have no part in what is drawn.
/// </summary>
internal sealed unsafe class ReplicateGroup<TLanes> : IndividualGroup
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>Turns after which a caller may look whether the run is cancelled.</summary>
    private const int Turns = 8192;

    private readonly LaneMemory _memory = new();
    private readonly JumpLanes<TLanes> _jumps;
    private readonly ReplicateStart<TLanes> _start;
    private readonly ReplicateRows<TLanes> _rows;
    private readonly Replicate[] _lanes = new Replicate[TLanes.Count];
    private readonly long _maximum;
    private long _turn;
    private long _check = long.MaxValue;
    private uint _busy;

    public ReplicateGroup(CompiledModel model, EnsembleOptions options)
    {
        _jumps = new(model, options.Seed, _memory);
        _start = new(model, options.Seed, _jumps, _memory);
        _rows = new(model, _jumps, _memory);
        _maximum = options.MaximumSteps;
    }

    public override bool IsIdle => _busy == 0;

    public override bool HasIdleLane => BitOperations.PopCount(_busy) < TLanes.Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Begin(BlockBuilder block, int individual, IndividualPlan plan, ReadOnlySpan<double> inputs)
    {
        int l = BitOperations.TrailingZeroCount(~_busy);
        double[] times = plan.OutputTimes;
        int place = block.Open(times.Length);
        _lanes[l] = new(block, place, block.RowStart(place), _turn + _maximum);
        _rows.Begin(l, times);
        if (times.Length == 0)
        {
            Close(l, Outcome.Completed);
            return;
        }

        _start.Begin(l, individual, plan.Start, inputs);
        _busy |= 1u << l;
        _check = Math.Min(_check, _turn + _maximum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override uint Advance()
    {
        uint before = _busy;
        double* time = _jumps.Time;
        _jumps.Draw();
        for (int i = 0; i < Turns && _busy == before; i++)
        {
            _turn++;
            TLanes next = _jumps.Propose();
            TLanes fires = TLanes.LessThanOrEqual(next, TLanes.Load(_rows.Next));

            // Drawn before the processor guesses whose row comes next: a wrong guess then costs none of it.
            _jumps.Next();
            _jumps.Draw();
            if ((~TLanes.MaskBits(fires) & _busy) != 0)
            {
                fires = WriteRows(next);
            }

            _jumps.Fire(fires);
            TLanes.Store(TLanes.Select(fires, next, TLanes.Load(time)), time);
            if (_turn >= _check)
            {
                GiveUp();
            }
        }

        return before & ~_busy;
    }

    public override void Dispose() => _memory.Dispose();

    /// <summary>Writes the rows before each lane's next event, and ends the individuals that have no more or can't go on. Returns the lanes that go on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private TLanes WriteRows(TLanes next)
    {
        for (uint broken = TLanes.MaskBits(TLanes.IsNaN(next)) & _busy; broken != 0; broken &= broken - 1)
        {
            int l = BitOperations.TrailingZeroCount(broken);
            Close(l, _jumps.Failure(l));
        }

        TLanes busy = TLanes.MaskFromBits(_busy);
        TLanes due = TLanes.Load(_rows.Next);
        TLanes late = TLanes.GreaterThan(next, due) & busy;
        do
        {
            due = _rows.Write(late);
            late = TLanes.GreaterThan(next, due) & busy;
        }
        while (TLanes.MaskBits(late) != 0);

        uint ended = TLanes.MaskBits(TLanes.Equal(due, TLanes.Create(double.PositiveInfinity))) & _busy;
        for (uint rest = ended; rest != 0; rest &= rest - 1)
        {
            Close(BitOperations.TrailingZeroCount(rest), Outcome.Completed);
        }

        return TLanes.MaskFromBits(_busy);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Close(int l, Outcome outcome)
    {
        Replicate lane = _lanes[l];
        int done = _rows.Deliver(l, lane.Block, lane.FirstRow);
        long events = _jumps.Draws(l);
        lane.Block.Close(lane.Place, 0, 0, done, outcome, new(events, 0, events, 0));
        _busy &= ~(1u << l);
    }

    private void GiveUp()
    {
        _check = long.MaxValue;
        for (uint rest = _busy; rest != 0; rest &= rest - 1)
        {
            int l = BitOperations.TrailingZeroCount(rest);
            if (_turn >= _lanes[l].LastTurn)
            {
                Close(l, new(OutcomeKind.TooManySteps, _jumps.Time[l]));
            }
            else
            {
                _check = Math.Min(_check, _lanes[l].LastTurn);
            }
        }
    }

    private readonly record struct Replicate(BlockBuilder Block, int Place, int FirstRow, long LastTurn);
}
