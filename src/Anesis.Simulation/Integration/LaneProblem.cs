using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;
using Anesis.Simulation.Compilation;

namespace Anesis.Simulation.Integration;

/// <summary>What the lanes integrate: y' = f(t, y) + input, and its derivatives, with the parameters and delayed values in place.</summary>
internal sealed unsafe class LaneProblem<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private readonly Kernel _derivatives;
    private readonly Kernel _jacobian;
    private readonly Kernel? _timeDerivative;
    private readonly DelayedValues? _delayed;
    private readonly double* _scratch;
    private readonly int* _dosed;
    private readonly int _dosedCount;

    public LaneProblem(CompiledModel model, DelayedValues? delayed, LaneMemory memory)
    {
        Model = model;
        _derivatives = model.Derivatives;
        _jacobian = model.Jacobian;
        _timeDerivative = model.TimeDerivative;
        _delayed = model.Layout.Delayed > 0 ? delayed ?? throw new ArgumentNullException(nameof(delayed), "the model has delays") : null;
        _scratch = memory.Doubles((long)model.ScratchCount * TLanes.Count);
        Parameters = memory.Doubles((long)model.Layout.Stride * TLanes.Count);
        Input = memory.Doubles((long)model.StateCount * TLanes.Count);
        int[] dosed = [.. model.Dosing.Select(target => target.State).Distinct().Order()];
        _dosed = memory.Copy(dosed);
        _dosedCount = dosed.Length;
    }

    public CompiledModel Model { get; }

    public double* Parameters { get; }

    public double* Input { get; }

    public bool IsTimeDependent => _timeDerivative is not null;

    public bool HasDelays => _delayed is not null;

    /// <summary>slopes = f(t, y) + input. The input is added to every state that doses go to, whatever its value, so that no bits depend on a test of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Slopes(double* time, double* states, double* slopes)
    {
        Delayed(time, states);
        _derivatives(time, states, Parameters, slopes, _scratch);
        for (int i = 0; i < _dosedCount; i++)
        {
            int at = _dosed[i] * TLanes.Count;
            TLanes.Store(TLanes.Load(slopes + at) + TLanes.Load(Input + at), slopes + at);
        }
    }

    /// <summary>slopes = f(t, y), for who adds the input in a pass of its own.</summary>
    public void WithoutInput(double* time, double* states, double* slopes)
    {
        Delayed(time, states);
        _derivatives(time, states, Parameters, slopes, _scratch);
    }

    /// <summary>values = ∂f/∂y in the order of the model's pattern. Delayed values are those of the last call of <see cref="Slopes"/>.</summary>
    public void Jacobian(double* time, double* states, double* values) => _jacobian(time, states, Parameters, values, _scratch);

    /// <summary>slopes = ∂f/∂t; only where <see cref="IsTimeDependent"/>.</summary>
    public void TimeDerivative(double* time, double* states, double* slopes) => _timeDerivative!(time, states, Parameters, slopes, _scratch);

    private void Delayed(double* time, double* states) => _delayed?.Invoke(time, states, Parameters);
}
