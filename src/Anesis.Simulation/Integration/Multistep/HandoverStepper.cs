using System.Numerics;
using Anesis.Simulation.Ensembles;

namespace Anesis.Simulation.Integration.Multistep;

/// <summary>
/// The method "auto" for large systems: an explicit method until a lane's own history is seen to be stiff, from there on to the individual's end the multistep formulas.
/// The explicit stepper's arrays are this one's; a lane that has been handed over is copied between the two.
/// </summary>
internal sealed unsafe class HandoverStepper : LaneStepper
{
    private readonly LaneStepper _first;
    private readonly LaneStepper _second;
    private readonly Func<uint> _stiff;
    private readonly LaneMemory _memory = new();
    private readonly int _states;
    private readonly int _parameters;
    private readonly double* _other;

    /// <summary>Lanes that the formulas step, those of them that the driver has changed, and those whose last step the formulas made.</summary>
    private uint _handed;
    private uint _changed;
    private uint _stepped;

    /// <param name="first">The explicit stepper.</param>
    /// <param name="stiff">The lanes that it holds to be stiff, and steps no more.</param>
    /// <param name="second">The stepper by multistep formulas.</param>
    /// <param name="states">How many states.</param>
    /// <param name="parameters">How many parameters of all kinds.</param>
    public HandoverStepper(LaneStepper first, Func<uint> stiff, LaneStepper second, int states, int parameters)
    {
        (_first, _stiff, _second, _states, _parameters) = (first, stiff, second, states, parameters);
        _other = _memory.Doubles((long)states * first.Lanes);
    }

    public override int Lanes => _first.Lanes;

    public override double* Time => _first.Time;

    public override double* PreviousTime => _first.PreviousTime;

    public override double* States => _first.States;

    public override double* Parameters => _first.Parameters;

    public override double* Input => _first.Input;

    public override double* Stop => _first.Stop;

    public override void Restart(int lane, bool fresh)
    {
        uint bit = 1u << lane;
        if (fresh)
        {
            _handed &= ~bit;
            _changed &= ~bit;
        }

        if ((_handed & bit) != 0)
        {
            _changed |= bit;
        }
        else
        {
            _first.Restart(lane, fresh);
        }
    }

    public override void Settle(int lane) => _first.Settle(lane);

    public override uint Step(uint active)
    {
        TakeOver(active & _stiff() & ~_handed);
        uint accepted = 0;
        uint second = active & _handed;
        if (second != 0)
        {
            for (uint rest = second & _changed; rest != 0; rest &= rest - 1)
            {
                Give(BitOperations.TrailingZeroCount(rest), fresh: false);
            }

            for (uint rest = second; rest != 0; rest &= rest - 1)
            {
                int l = BitOperations.TrailingZeroCount(rest);
                _second.Stop[l] = Stop[l];
            }

            accepted = _second.Step(second);
            for (uint rest = accepted; rest != 0; rest &= rest - 1)
            {
                Fetch(BitOperations.TrailingZeroCount(rest));
            }

            _stepped |= accepted;
        }

        uint first = active & ~_handed;
        if (first != 0)
        {
            uint moved = _first.Step(first);
            _stepped &= ~moved;
            accepted |= moved;
        }

        return accepted;
    }

    public override Outcome? Failure(int lane) => IsHanded(lane) ? _second.Failure(lane) : _first.Failure(lane);

    public override void Interpolate(double* times, double* result)
    {
        uint all = (1u << Lanes) - 1;
        uint second = _stepped & all;
        if (second != 0)
        {
            _second.Interpolate(times, second == all ? result : _other);
        }

        if (second == all)
        {
            return;
        }

        _first.Interpolate(times, result);
        for (uint rest = second; rest != 0; rest &= rest - 1)
        {
            int l = BitOperations.TrailingZeroCount(rest);
            for (long at = l; at < (long)_states * Lanes; at += Lanes)
            {
                result[at] = _other[at];
            }
        }
    }

    public override void Truncate(int lane, double time)
    {
        if ((_stepped >> lane & 1) == 0)
        {
            _first.Truncate(lane, time);
            return;
        }

        _second.Truncate(lane, time);
        Fetch(lane);
    }

    public override double Magnitude(int state, int lane) => IsHanded(lane) ? _second.Magnitude(state, lane) : _first.Magnitude(state, lane);

    public override RunCounters Counters(int lane) => IsHanded(lane) ? _first.Counters(lane) + _second.Counters(lane) : _first.Counters(lane);

    public override void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _memory.Dispose();
    }

    private bool IsHanded(int lane) => (_handed >> lane & 1) != 0;

    private void TakeOver(uint lanes)
    {
        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            Give(BitOperations.TrailingZeroCount(rest), fresh: true);
        }

        _handed |= lanes;
    }

    /// <summary>What the driver sees of a lane goes to the second stepper.</summary>
    private void Give(int lane, bool fresh)
    {
        _second.Time[lane] = Time[lane];
        Copy(States, _second.States, _states, lane);
        Copy(Input, _second.Input, _states, lane);
        Copy(Parameters, _second.Parameters, _parameters, lane);
        _second.Restart(lane, fresh);
        _changed &= ~(1u << lane);
    }

    private void Fetch(int lane)
    {
        Time[lane] = _second.Time[lane];
        PreviousTime[lane] = _second.PreviousTime[lane];
        Copy(_second.States, States, _states, lane);
    }

    private void Copy(double* from, double* to, int count, int lane)
    {
        for (long at = lane; at < (long)count * Lanes; at += Lanes)
        {
            to[at] = from[at];
        }
    }
}
