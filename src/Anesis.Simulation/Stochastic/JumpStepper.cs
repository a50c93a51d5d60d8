using System.Numerics;
using Anesis.Mathematics.Lanes;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Integration;

namespace Anesis.Simulation.Stochastic;

/// <summary>
/// Exact stochastic simulation as a stepper, for models with events and individuals with doses: a step lasts until the lane's next reaction, or until its stop, where
/// the wait begins anew, as it may. Within a step the amounts are those of its start.
/// </summary>
internal sealed unsafe class JumpStepper<TLanes> : LaneStepper
    where TLanes : struct, ILanes<TLanes>
{
    private readonly CompiledModel _model;
    private readonly LaneMemory _memory = new();
    private readonly JumpLanes<TLanes> _jumps;
    private readonly double* _before;
    private readonly Outcome?[] _failures = new Outcome?[TLanes.Count];

    public JumpStepper(CompiledModel model, EnsembleOptions options)
    {
        _model = model;
        _jumps = new(model, options.Seed, _memory);
        _before = _memory.Doubles((long)model.StateCount * TLanes.Count);
        PreviousTime = _memory.Doubles(TLanes.Count);
        Input = _memory.Doubles((long)model.StateCount * TLanes.Count);
        Stop = _memory.Doubles(TLanes.Count);
    }

    public override int Lanes => TLanes.Count;

    public override double* Time => _jumps.Time;

    public override double* PreviousTime { get; }

    public override double* States => _jumps.States;

    public override double* Parameters => _jumps.Parameters;

    public override double* Input { get; }

    public override double* Stop { get; }

    public override void Belongs(int lane, int individual) => _jumps.Begin(lane, individual);

    public override void Restart(int lane, bool fresh) => _failures[lane] = CountedInputs.Refusal(this, _model, lane);

    public override void Settle(int lane)
    {
    }

    public override uint Step(uint active)
    {
        for (uint rest = active; rest != 0; rest &= rest - 1)
        {
            int l = BitOperations.TrailingZeroCount(rest);
            active &= _failures[l] is null ? ~0u : ~(1u << l);
        }

        _jumps.Draw();
        TLanes next = _jumps.Propose();
        _jumps.Next();
        uint broken = TLanes.MaskBits(TLanes.IsNaN(next)) & active;
        for (uint rest = broken; rest != 0; rest &= rest - 1)
        {
            int l = BitOperations.TrailingZeroCount(rest);
            _failures[l] = _jumps.Failure(l);
        }

        active &= ~broken;
        TLanes stop = TLanes.Load(Stop);
        TLanes lanes = TLanes.MaskFromBits(active);
        TLanes jumps = TLanes.LessThan(next, stop);
        TLanes time = TLanes.Load(Time);
        new ReadOnlySpan<double>(States, _model.StateCount * TLanes.Count).CopyTo(new Span<double>(_before, _model.StateCount * TLanes.Count));
        TLanes.Store(TLanes.Select(lanes, time, TLanes.Load(PreviousTime)), PreviousTime);
        TLanes.Store(TLanes.Select(lanes, TLanes.Select(jumps, next, stop), time), Time);
        _jumps.Fire(lanes & jumps);
        return active;
    }

    public override Outcome? Failure(int lane) => _failures[lane];

    public override void Interpolate(double* times, double* result)
    {
        TLanes inside = TLanes.LessThan(TLanes.Load(times), TLanes.Load(Time));
        for (int i = 0; i < _model.StateCount * TLanes.Count; i += TLanes.Count)
        {
            TLanes.Store(TLanes.Select(inside, TLanes.Load(_before + i), TLanes.Load(States + i)), result + i);
        }
    }

    public override void Truncate(int lane, double time)
    {
        for (int i = lane; time < Time[lane] && i < _model.StateCount * TLanes.Count; i += TLanes.Count)
        {
            States[i] = _before[i];
        }

        Time[lane] = time;
    }

    public override RunCounters Counters(int lane) => new(_jumps.Draws(lane), 0, _jumps.Draws(lane), 0);

    public override void Dispose() => _memory.Dispose();
}
