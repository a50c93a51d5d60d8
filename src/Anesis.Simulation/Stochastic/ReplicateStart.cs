using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;
using Anesis.Mathematics.Randomness;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Events;
using Anesis.Simulation.Integration;

namespace Anesis.Simulation.Stochastic;

/// <summary>
/// Initial amounts and parameters of individuals. Where the model draws none, individuals with the same inputs start alike, and what the last one started with is kept.
/// </summary>
internal sealed unsafe class ReplicateStart<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private readonly CompiledModel _model;
    private readonly ulong _seed;
    private readonly JumpLanes<TLanes> _jumps;
    private readonly double* _states;
    private readonly double* _parameters;
    private readonly double* _result;
    private readonly double* _scratch;
    private readonly double[] _keptInputs;
    private readonly double[] _keptStates;
    private readonly double[] _keptParameters;
    private double _keptStart = double.NaN;

    public ReplicateStart(CompiledModel model, ulong seed, JumpLanes<TLanes> jumps, LaneMemory memory)
    {
        (_model, _seed, _jumps) = (model, seed, jumps);
        _states = memory.Doubles((long)model.StateCount * TLanes.Count);
        _parameters = memory.Doubles((long)model.Layout.Stride * TLanes.Count);
        _result = memory.Doubles((long)Math.Max(model.StateCount, 1) * TLanes.Count);
        _scratch = memory.Doubles((long)model.ScratchCount * TLanes.Count);
        _keptInputs = new double[model.InputSlots.Count];
        _keptStates = new double[model.StateCount];
        _keptParameters = new double[model.Layout.Stride];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Begin(int lane, int individual, double start, ReadOnlySpan<double> inputs)
    {
        _jumps.Begin(lane, individual);
        _jumps.Time[lane] = start;
        if (start == _keptStart && _model.Layout.Draws == 0 && inputs.SequenceEqual(_keptInputs))
        {
            Scatter(_keptStates, _jumps.States, lane);
            Scatter(_keptParameters, _jumps.Parameters, lane);
            return;
        }

        Compute(lane, individual, inputs);
        Gather(_jumps.States, _keptStates, lane);
        Gather(_jumps.Parameters, _keptParameters, lane);
        inputs.CopyTo(_keptInputs);
        _keptStart = start;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scatter(double[] from, double* to, int lane)
    {
        for (int i = 0; i < from.Length; i++)
        {
            to[(i * TLanes.Count) + lane] = from[i];
        }
    }

    private static void Gather(double* from, double[] to, int lane)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = from[(i * TLanes.Count) + lane];
        }
    }

    private void Compute(int lane, int individual, ReadOnlySpan<double> inputs)
    {
        ParameterLayout layout = _model.Layout;
        double* parameters = _jumps.Parameters;
        for (int p = 0; p < layout.Free; p++)
        {
            parameters[(p * TLanes.Count) + lane] = _model.ParameterDefaults[p];
        }

        for (int i = 0; i < inputs.Length; i++)
        {
            parameters[(_model.InputSlots[i] * TLanes.Count) + lane] = inputs[i];
        }

        var key = new DrawKey(_seed, (ulong)individual, LaneDraws.ModelStream);
        for (int d = 0; d < layout.Draws; d++)
        {
            parameters[((layout.DrawsStart + d) * TLanes.Count) + lane] = key.Uniform((ulong)d);
        }

        for (int s = 0; s < _model.StateCount; s++)
        {
            _states[(s * TLanes.Count) + lane] = _model.StateDefaults[s];
        }

        for (int p = 0; p < layout.Stride; p++)
        {
            _parameters[(p * TLanes.Count) + lane] = parameters[(p * TLanes.Count) + lane];
        }

        _model.Start(_jumps.Time, _states, _parameters, _result, _scratch);
        for (int s = 0; s < _model.StateCount; s++)
        {
            _jumps.States[(s * TLanes.Count) + lane] = _states[(s * TLanes.Count) + lane];
        }

        for (int p = 0; p < layout.Free; p++)
        {
            parameters[(p * TLanes.Count) + lane] = _parameters[(p * TLanes.Count) + lane];
        }

        _model.Hoist(_jumps.Time, _jumps.States, parameters, _result, _scratch);
    }
}
