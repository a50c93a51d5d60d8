using System.Numerics;
using Anesis.Mathematics.Randomness;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Integration;

namespace Anesis.Simulation.Stochastic;

/// <summary>
/// Tau-leaping: many events of each reaction at once while their rates hardly change, and single events where a leap would hold few. Within a leap the events of a
/// reaction lie as those of a Poisson process of that number do: up to a share f of the leap, a binomial quantile of f, which grows with f. So what is observed
/// inside a leap has no part in what comes after.
/// </summary>
internal sealed unsafe class LeapStepper : LaneStepper
{
    /// <summary>A leap that holds fewer events than this on average gives way to single events.</summary>
    private const double FewestEvents = 10;

    private const int SingleEvents = 100;

    /// <summary>Where rates stay as they are, a leap is bounded by this many events on average.</summary>
    private const double MostEvents = 1e6;

    private readonly CompiledModel _model;
    private readonly ReactionNetwork _network;
    private readonly LaneMemory _memory = new();
    private readonly LeapChoice _choice;
    private readonly LeapLane[] _lanes;
    private readonly double* _propensities;
    private readonly double* _scratch;
    private readonly double[] _rates;
    private readonly ulong _seed;
    private readonly int _stride;

    public LeapStepper(CompiledModel model, EnsembleOptions options)
    {
        _model = model;
        _network = model.Network!;
        _stride = model.Lanes;
        _seed = options.Seed;
        _choice = new(_network, model.StateCount, options.LeapError);
        _lanes = [.. Enumerable.Range(0, _stride).Select(_ => new LeapLane(_network.Reactions.Count, model.StateCount))];
        _rates = new double[_network.Reactions.Count];
        Time = _memory.Doubles(_stride);
        PreviousTime = _memory.Doubles(_stride);
        States = _memory.Doubles((long)model.StateCount * _stride);
        Parameters = _memory.Doubles((long)(model.Layout.Stride + 1) * _stride);
        Input = _memory.Doubles((long)model.StateCount * _stride);
        Stop = _memory.Doubles(_stride);
        _propensities = _memory.Doubles((long)_rates.Length * _stride);
        _scratch = _memory.Doubles((long)model.ScratchCount * _stride);
    }

    public override int Lanes => _stride;

    public override double* Time { get; }

    public override double* PreviousTime { get; }

    public override double* States { get; }

    public override double* Parameters { get; }

    public override double* Input { get; }

    public override double* Stop { get; }

    public override void Belongs(int lane, int individual) => _lanes[lane].Begin(_seed, individual);

    public override void Restart(int lane, bool fresh) => _lanes[lane].Failure = CountedInputs.Refusal(this, _model, lane);

    public override void Settle(int lane)
    {
    }

    public override uint Step(uint active)
    {
        _network.Propensities(Time, States, Parameters, _propensities, _scratch);
        uint stepped = 0;
        for (uint rest = active; rest != 0; rest &= rest - 1)
        {
            int l = BitOperations.TrailingZeroCount(rest);
            LeapLane lane = _lanes[l];
            if (lane.Failure is null && Take(lane, l))
            {
                stepped |= 1u << l;
                for (int s = 0; s < lane.Now.Length; s++)
                {
                    States[(s * _stride) + l] = lane.Now[s];
                }
            }
        }

        return stepped;
    }

    public override Outcome? Failure(int lane) => _lanes[lane].Failure;

    public override void Interpolate(double* times, double* result)
    {
        for (int l = 0; l < _stride; l++)
        {
            LeapLane lane = _lanes[l];
            ReadOnlySpan<double> states = times[l] >= Time[l] ? lane.Now : times[l] <= PreviousTime[l] || !lane.Leapt ? lane.Before : Within(lane, l, times[l]);
            for (int s = 0; s < states.Length; s++)
            {
                result[(s * _stride) + l] = states[s];
            }
        }
    }

    public override void Truncate(int lane, double time)
    {
        LeapLane it = _lanes[lane];
        if (time < Time[lane])
        {
            ReadOnlySpan<double> states = it.Leapt ? Within(it, lane, time) : it.Before;
            states.CopyTo(it.Now);
            for (int s = 0; s < it.Now.Length; s++)
            {
                States[(s * _stride) + lane] = it.Now[s];
            }
        }

        Time[lane] = time;
    }

    public override RunCounters Counters(int lane) => new(_lanes[lane].Steps, _lanes[lane].Rejected, _lanes[lane].Steps, 0);

    public override void Dispose() => _memory.Dispose();

    private bool Take(LeapLane lane, int l)
    {
        double sum = 0;
        for (int j = 0; j < _rates.Length; j++)
        {
            _rates[j] = _propensities[(j * _stride) + l];
            if (!(_rates[j] >= 0))
            {
                lane.Failure = new(OutcomeKind.NoPropensity, Time[l], _network.Reactions[j].Id);
                return false;
            }

            sum += _rates[j];
        }

        for (int s = 0; s < lane.Before.Length; s++)
        {
            lane.Before[s] = lane.Now[s] = States[(s * _stride) + l];
        }

        lane.Leapt = false;
        lane.Steps++;
        double end = Stop[l];
        if (sum > 0 && (lane.Singles > 0 || !Leap(lane, sum, Time[l], ref end)))
        {
            end = Single(lane, sum, Time[l], end);
        }

        PreviousTime[l] = Time[l];
        Time[l] = end;
        return true;
    }

    /// <summary>One event, or none before the stop.</summary>
    private double Single(LeapLane lane, double sum, double time, double stop)
    {
        lane.Singles--;
        double end = time + (lane.Draws.Exponential() / sum);
        double share = lane.Draws.Uniform();
        if (!(end < stop))
        {
            return stop;
        }

        Happen(lane, Choose(share * sum, all: true), 1);
        return end;
    }

    /// <summary>Makes a leap that ends at or before <paramref name="end"/>; false where single events are due instead.</summary>
    private bool Leap(LeapLane lane, double sum, double time, ref double end)
    {
        double longest = Math.Min(_choice.Longest(_rates, lane.Before), MostEvents / sum);
        double critical = 0;
        for (int j = 0; j < _rates.Length; j++)
        {
            critical += _choice.IsCritical[j] ? _rates[j] : 0;
        }

        while (longest >= FewestEvents / sum)
        {
            double wait = critical > 0 ? lane.Draws.Exponential() / critical : double.PositiveInfinity;
            double length = Math.Min(longest, wait);
            bool stops = time + length >= end;
            length = stops ? end - time : length;
            for (int j = 0; j < _rates.Length; j++)
            {
                lane.Counts[j] = _choice.IsCritical[j] || _rates[j] == 0 ? 0 : lane.Draws.Poisson(_rates[j] * length);
            }

            if (TryHappen(lane, !stops && wait <= longest ? Choose(lane.Draws.Uniform() * critical, all: false) : -1))
            {
                end = stops ? end : time + length;
                lane.Leapt = true;
                lane.Leaps++;
                return true;
            }

            lane.Rejected++;
            longest = length / 2;
        }

        lane.Singles = SingleEvents;
        return false;
    }

    /// <summary>The reaction up to which the rates, all or the critical ones, exceed the limit.</summary>
    private int Choose(double limit, bool all)
    {
        int last = -1;
        double sum = 0;
        for (int j = 0; j < _rates.Length; j++)
        {
            if (_rates[j] > 0 && (all || _choice.IsCritical[j]))
            {
                last = j;
                sum += _rates[j];
                if (limit < sum)
                {
                    return j;
                }
            }
        }

        return last;
    }

    /// <summary>Carries out a leap's events and the critical one at its end; false, and nothing done, where an amount would fall below zero.</summary>
    private bool TryHappen(LeapLane lane, int critical)
    {
        for (int j = 0; j < _rates.Length; j++)
        {
            Happen(lane, j, lane.Counts[j]);
        }

        if (critical >= 0)
        {
            Happen(lane, critical, 1);
        }

        for (int s = 0; s < lane.Now.Length; s++)
        {
            if (lane.Now[s] < 0 && lane.Now[s] < lane.Before[s])
            {
                lane.Before.CopyTo(lane.Now, 0);
                return false;
            }
        }

        return true;
    }

    private void Happen(LeapLane lane, int reaction, double times)
    {
        foreach (var (state, change) in _network.Reactions[reaction].Changes)
        {
            lane.Now[state] += change * times;
        }
    }

    private double[] Within(LeapLane lane, int l, double time)
    {
        double share = (time - PreviousTime[l]) / (Time[l] - PreviousTime[l]);
        lane.Before.CopyTo(lane.End, 0);
        for (int j = 0; j < _rates.Length; j++)
        {
            if (lane.Counts[j] == 0)
            {
                continue;
            }

            double count = DiscreteQuantiles.Binomial(lane.Bridge.Uniform((lane.Leaps * (ulong)_rates.Length) + (ulong)j), lane.Counts[j], share);
            foreach (var (state, change) in _network.Reactions[j].Changes)
            {
                lane.End[state] += change * count;
            }
        }

        return lane.End;
    }

    /// <summary>One lane's individual.</summary>
    private sealed class LeapLane(int reactions, int states)
    {
        public DrawSequence Draws;

        public DrawKey Bridge { get; private set; }

        public double[] Before { get; } = new double[states];

        public double[] Now { get; } = new double[states];

        /// <summary>Amounts inside a leap.</summary>
        public double[] End { get; } = new double[states];

        public double[] Counts { get; } = new double[reactions];

        public bool Leapt { get; set; }

        public ulong Leaps { get; set; }

        /// <summary>Single events that are still to come before the next leap.</summary>
        public int Singles { get; set; }

        public long Steps { get; set; }

        public long Rejected { get; set; }

        public Outcome? Failure { get; set; }

        public void Begin(ulong seed, int individual)
        {
            Draws = new(new DrawKey(seed, (ulong)individual, JumpStreams.Leaps));
            Bridge = new(seed, (ulong)individual, JumpStreams.Bridges);
            (Leaps, Singles, Steps, Rejected, Failure) = (0, 0, 0, 0, null);
        }
    }
}
