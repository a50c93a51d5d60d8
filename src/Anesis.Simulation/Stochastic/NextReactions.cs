using Anesis.Mathematics.Lanes;
using Anesis.Mathematics.Randomness;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Integration;

namespace Anesis.Simulation.Stochastic;

/// <summary>
/// One individual of a large network by the next-reaction method (Gibson and Bruck, J. Phys. Chem. A 104 (2000) 1876–1889): each reaction has the time at which it
/// happens next; after an event only the reactions that read what has changed are looked at, and their times move with their propensities.
/// </summary>
internal sealed unsafe class NextReactions
{
    private readonly ReactionNetwork _network;
    private readonly Kernel[] _rates;
    private readonly int[][] _affected;
    private readonly (int State, double Change)[][] _changes;
    private readonly ReactionQueue _queue;
    private readonly double[] _propensities;
    private readonly double* _states;
    private readonly double* _parameters;
    private readonly double* _time;
    private readonly double* _result;
    private readonly double* _scratch;
    private readonly double* _roundKeys;
    private readonly int _stateCount;
    private readonly int _parameterCount;
    private long _draws;
    private long _individual;
    private int _wrong = -1;

    public NextReactions(CompiledModel model, ulong seed, LaneMemory memory)
    {
        _network = model.Network!;
        _rates = [.. _network.Rates];
        _affected = [.. _network.Affected.Select(a => a.ToArray())];
        _changes = [.. _network.Reactions.Select(r => r.Changes.ToArray())];
        _queue = new(_rates.Length);
        _propensities = new double[_rates.Length];
        _stateCount = model.StateCount;
        _parameterCount = model.Layout.Stride;
        _states = memory.Doubles(_stateCount);
        _parameters = memory.Doubles(_parameterCount);
        _time = memory.Doubles(1);
        _result = memory.Doubles(1);
        _scratch = memory.Doubles(model.ScratchCount);
        _roundKeys = memory.Doubles(PhiloxLanes.RoundKeys);
        PhiloxLanes.Expand<Lanes1>(JumpStreams.LaneKey(seed, JumpStreams.NextReactions), _roundKeys);
    }

    /// <summary>When the next event happens: +∞ where nothing can.</summary>
    public double Next => _queue[_queue.First];

    /// <summary>Events so far.</summary>
    public long Events { get; private set; }

    /// <summary>Amounts that the last event changed, and what they were.</summary>
    public List<(int State, double Before)> LastChanges { get; } = [];

    public double Amount(int state) => _states[state];

    /// <summary>A new individual: its draws begin.</summary>
    public void Belongs(int individual)
    {
        _individual = individual;
        _draws = 0;
        Events = 0;
    }

    /// <summary>
    /// Takes amounts and parameters of a lane as they are now, and each reaction's time: drawn for a new individual, else moved with its propensity.
    /// Returns why it can't go on, or null.
    /// </summary>
    public Outcome? Take(double* states, double* parameters, int lanes, int lane, double time, bool fresh)
    {
        for (int s = 0; s < _stateCount; s++)
        {
            _states[s] = states[(s * lanes) + lane];
        }

        for (int p = 0; p < _parameterCount; p++)
        {
            _parameters[p] = parameters[(p * lanes) + lane];
        }

        *_time = time;
        LastChanges.Clear();
        _wrong = -1;
        for (int j = 0; j < _rates.Length; j++)
        {
            if (fresh)
            {
                _propensities[j] = 0;
                _queue.Set(j, double.PositiveInfinity);
            }

            Update(j);
        }

        return Failure;
    }

    /// <summary>Carries out the next event.</summary>
    public Outcome? Fire()
    {
        int reaction = _queue.First;
        *_time = _queue[reaction];
        LastChanges.Clear();
        foreach ((int state, double change) in _changes[reaction])
        {
            LastChanges.Add((state, _states[state]));
            _states[state] += change;
        }

        // Its own time is spent: whatever its propensity is now, the next one is drawn.
        _propensities[reaction] = 0;
        _queue.Set(reaction, double.PositiveInfinity);
        Update(reaction);
        foreach (int j in _affected[reaction])
        {
            Update(j);
        }

        Events++;
        return Failure;
    }

    private Outcome? Failure => _wrong < 0 ? null : new(OutcomeKind.NoPropensity, *_time, _network.Reactions[_wrong].Id);

    private void Update(int j)
    {
        _rates[j](_time, _states, _parameters, _result, _scratch);
        double before = _propensities[j];
        double now = *_result;
        if (!(now >= 0))
        {
            _wrong = _wrong < 0 ? j : _wrong;
            now = 0;
        }

        _propensities[j] = now;
        if (now == before)
        {
            return;
        }

        // What is left of the wait shrinks as the propensity grows; a reaction that could not happen has none to keep.
        double time = *_time;
        _queue.Set(j, now == 0 ? double.PositiveInfinity : time + (before > 0 ? before / now * (_queue[j] - time) : Exponential() / now));
    }

    private double Exponential()
    {
        PhiloxLanes.Block(_roundKeys, Bits(_draws++), Bits(_individual), out Lanes1 first, out Lanes1 _);
        return JumpDraws.Exponential(first).Value;
    }

    private static Lanes1 Bits(long value) => Lanes1.CreateBits(value);
}
