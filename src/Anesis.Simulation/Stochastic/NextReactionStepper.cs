using System.Numerics;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Integration;

namespace Anesis.Simulation.Stochastic;

/// <summary>
/// Exact stochastic simulation of a large network as a stepper: a step lasts until the lane's next reaction, or until its stop. Lanes have nothing in common here:
/// each is a queue of its own. Within a step the amounts are those of its start.
/// </summary>
internal sealed unsafe class NextReactionStepper : LaneStepper
{
    private readonly CompiledModel _model;
    private readonly LaneMemory _memory = new();
    private readonly NextReactions[] _individuals;
    private readonly Outcome?[] _failures;
    private readonly bool[] _isNew;
    private readonly bool[] _inside;
    private uint _restarted;

    public NextReactionStepper(CompiledModel model, EnsembleOptions options)
    {
        _model = model;
        Lanes = model.Lanes;
        _individuals = [.. Enumerable.Range(0, Lanes).Select(_ => new NextReactions(model, options.Seed, _memory))];
        _failures = new Outcome?[Lanes];
        _isNew = new bool[Lanes];
        _inside = new bool[Lanes];
        Time = _memory.Doubles(Lanes);
        PreviousTime = _memory.Doubles(Lanes);
        States = _memory.Doubles((long)model.StateCount * Lanes);
        Parameters = _memory.Doubles((long)model.Layout.Stride * Lanes);
        Input = _memory.Doubles((long)model.StateCount * Lanes);
        Stop = _memory.Doubles(Lanes);
    }

    public override int Lanes { get; }

    public override double* Time { get; }

    public override double* PreviousTime { get; }

    public override double* States { get; }

    public override double* Parameters { get; }

    public override double* Input { get; }

    public override double* Stop { get; }

    public override void Belongs(int lane, int individual)
    {
        _individuals[lane].Belongs(individual);
        _isNew[lane] = true;
    }

    public override void Restart(int lane, bool fresh)
    {
        _failures[lane] = CountedInputs.Refusal(this, _model, lane);
        _restarted |= 1u << lane;
    }

    public override void Settle(int lane)
    {
    }

    public override uint Step(uint active)
    {
        uint stepped = 0;
        for (uint rest = active; rest != 0; rest &= rest - 1)
        {
            int l = BitOperations.TrailingZeroCount(rest);
            stepped |= Step(l) ? 1u << l : 0;
        }

        return stepped;
    }

    public override Outcome? Failure(int lane) => _failures[lane];

    public override void Interpolate(double* times, double* result)
    {
        new ReadOnlySpan<double>(States, _model.StateCount * Lanes).CopyTo(new Span<double>(result, _model.StateCount * Lanes));
        for (int l = 0; l < Lanes; l++)
        {
            if (_inside[l] && times[l] < Time[l])
            {
                foreach ((int state, double before) in _individuals[l].LastChanges)
                {
                    result[(state * Lanes) + l] = before;
                }
            }
        }
    }

    public override void Truncate(int lane, double time)
    {
        if (time < Time[lane] && _inside[lane])
        {
            foreach ((int state, double before) in _individuals[lane].LastChanges)
            {
                States[(state * Lanes) + lane] = before;
            }
        }

        Time[lane] = time;
    }

    public override RunCounters Counters(int lane) => new(_individuals[lane].Events, 0, _individuals[lane].Events, 0);

    public override void Dispose() => _memory.Dispose();

    private bool Step(int lane)
    {
        NextReactions individual = _individuals[lane];
        if ((_restarted >> lane & 1) != 0)
        {
            _restarted &= ~(1u << lane);
            _failures[lane] ??= individual.Take(States, Parameters, Lanes, lane, Time[lane], _isNew[lane]);
            _isNew[lane] = false;
        }

        if (_failures[lane] is not null)
        {
            return false;
        }

        PreviousTime[lane] = Time[lane];
        double next = individual.Next;
        _inside[lane] = next < Stop[lane];
        if (!_inside[lane])
        {
            Time[lane] = Stop[lane];
            return true;
        }

        _failures[lane] = individual.Fire();
        Time[lane] = next;
        foreach ((int state, _) in individual.LastChanges)
        {
            States[(state * Lanes) + lane] = individual.Amount(state);
        }

        return _failures[lane] is null;
    }
}
