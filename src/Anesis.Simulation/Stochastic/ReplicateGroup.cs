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

    private readonly CompiledModel _model;
    private readonly LaneMemory _memory = new();
    private readonly JumpLanes<TLanes> _jumps;
    private readonly ReplicateStart<TLanes> _start;
    private readonly Replicate[] _lanes = new Replicate[TLanes.Count];
    private readonly double* _next;
    private readonly double* _proposed;
    private readonly double* _observed;
    private readonly double* _scratch;
    private readonly int[] _outputStates;
    private readonly bool _copies;
    private readonly long _maximum;
    private long _turn;
    private long _check = long.MaxValue;
    private uint _busy;

    public ReplicateGroup(CompiledModel model, EnsembleOptions options)
    {
        _model = model;
        _jumps = new(model, options.Seed, _memory);
        _start = new(model, options.Seed, _jumps, _memory);
        _next = _memory.Doubles(TLanes.Count);
        _proposed = _memory.Doubles(TLanes.Count);
        _observed = _memory.Doubles((long)model.Outputs.Count * TLanes.Count);
        _scratch = _memory.Doubles((long)model.ScratchCount * TLanes.Count);
        _outputStates = [.. model.Network!.OutputStates];
        _copies = Array.TrueForAll(_outputStates, s => s >= 0);
        _maximum = options.MaximumSteps;
        new Span<double>(_next, TLanes.Count).Fill(double.PositiveInfinity);
    }

    public override bool IsIdle => _busy == 0;

    public override bool HasIdleLane => BitOperations.PopCount(_busy) < TLanes.Count;

    public override void Begin(BlockBuilder block, int individual, IndividualPlan plan, ReadOnlySpan<double> inputs)
    {
        int l = BitOperations.TrailingZeroCount(~_busy);
        ref Replicate lane = ref _lanes[l];
        double[] times = plan.OutputTimes;
        int place = block.Open(times.Length);
        lane = new() { Block = block, Place = place, Times = times, FirstRow = block.RowStart(place), LastTurn = _turn + _maximum };
        for (int other = 0; other < TLanes.Count; other++)
        {
            if (_lanes[other].Block == block)
            {
                // The block's arrays move when they grow.
                _lanes[other].Values = block.Values;
            }
        }

        if (times.Length == 0)
        {
            Close(l, Outcome.Completed);
            return;
        }

        _start.Begin(l, individual, plan.Start, inputs);
        _next[l] = times[0];
        _busy |= 1u << l;
        _check = Math.Min(_check, lane.LastTurn);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override uint Advance()
    {
        uint before = _busy;
        double* time = _jumps.Time;
        for (int i = 0; i < Turns && _busy == before; i++)
        {
            _turn++;
            TLanes next = _jumps.Draw();
            TLanes fires = TLanes.LessThanOrEqual(next, TLanes.Load(_next));
            uint late = ~TLanes.MaskBits(fires) & _busy;
            if (late != 0)
            {
                TLanes.Store(next, _proposed);
                fires = TLanes.MaskFromBits((TLanes.MaskBits(fires) | Serve(late)) & _busy);
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

    /// <summary>Writes the rows of these lanes before their next events. Returns the lanes that go on.</summary>
    private uint Serve(uint late)
    {
        uint on = 0;
        for (uint rest = late; rest != 0; rest &= rest - 1)
        {
            int l = BitOperations.TrailingZeroCount(rest);
            double until = _proposed[l];
            if (double.IsNaN(until))
            {
                Close(l, _jumps.Failure(l));
                continue;
            }

            if (_copies ? Copy(ref _lanes[l], l, until) : Observe(ref _lanes[l], l, until))
            {
                on |= 1u << l;
            }
            else
            {
                Close(l, Outcome.Completed);
            }
        }

        return on;
    }

    /// <summary>Writes rows that are amounts. False: none is left.</summary>
    private bool Copy(ref Replicate lane, int l, double until)
    {
        double[] times = lane.Times;
        int[] outputs = _outputStates;
        int done = lane.Done;
        double next;
        Span<double> rows = lane.Values.AsSpan(lane.FirstRow * outputs.Length);
        do
        {
            int at = done * outputs.Length;
            for (int o = 0; o < outputs.Length; o++)
            {
                rows[at + o] = _jumps.States[((nint)outputs[o] * TLanes.Count) + l];
            }

            next = ++done < times.Length ? times[done] : double.PositiveInfinity;
        }
        while (next < until);
        lane.Done = done;
        _next[l] = next;
        return done < times.Length;
    }

    private bool Observe(ref Replicate lane, int l, double until)
    {
        int width = _model.Outputs.Count;
        while (_next[l] < until)
        {
            _model.Observe(_next, _jumps.States, _jumps.Parameters, _observed, _scratch);
            for (int o = 0; o < width; o++)
            {
                lane.Values[((lane.FirstRow + lane.Done) * width) + o] = _observed[(o * TLanes.Count) + l];
            }

            lane.Done++;
            _next[l] = lane.Done < lane.Times.Length ? lane.Times[lane.Done] : double.PositiveInfinity;
        }

        return lane.Done < lane.Times.Length;
    }

    private void Close(int l, Outcome outcome)
    {
        ref Replicate lane = ref _lanes[l];
        lane.Times.AsSpan(0, lane.Done).CopyTo(lane.Block!.Times.AsSpan(lane.FirstRow));
        long events = _jumps.Draws(l);
        lane.Block.Close(lane.Place, 0, 0, lane.Done, outcome, new(events, 0, events, 0));
        lane.Block = null;
        _next[l] = double.PositiveInfinity;
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

    /// <summary>Where one lane stands.</summary>
    private struct Replicate
    {
        public BlockBuilder? Block;
        public int Place;
        public int FirstRow;
        public int Done;
        public double[] Times;
        public double[] Values;
        public long LastTurn;
    }
}
