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
    private readonly int* _fed;
    private int _fedCount;

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
        _fed = memory.Copy(dosed);
    }

    public CompiledModel Model { get; }

    public double* Parameters { get; }

    public double* Input { get; }

    public bool IsTimeDependent => _timeDerivative is not null;

    public bool HasDelays => _delayed is not null;

    /// <summary>Looks which states have an input in any lane; to be called before <see cref="Slopes"/> wherever one may have changed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void TakeInputs()
    {
        int count = 0;
        TLanes any = TLanes.Zero;
        for (int i = 0; i < _dosedCount; i++)
        {
            any |= Given(TLanes.Load(Input + (_dosed[i] * TLanes.Count)));
        }

        int most = TLanes.MaskBits(any) == 0 ? 0 : _dosedCount;
        for (int i = 0; i < most; i++)
        {
            if (TLanes.MaskBits(Given(TLanes.Load(Input + (_dosed[i] * TLanes.Count)))) != 0)
            {
                _fed[count++] = _dosed[i];
            }
        }

        _fedCount = count;
    }

    /// <summary>slopes = f(t, y) + input. A lane without an input keeps the bits of f, whatever the others have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Slopes(double* time, double* states, double* slopes)
    {
        Delayed(time, states);
        _derivatives(time, states, Parameters, slopes, _scratch);
        for (int i = 0; i < _fedCount; i++)
        {
            int at = _fed[i] * TLanes.Count;
            TLanes slope = TLanes.Load(slopes + at);
            TLanes input = TLanes.Load(Input + at);
            TLanes.Store(TLanes.Select(Given(input), slope + input, slope), slopes + at);
        }
    }

    /// <summary>False where something is added to f of the model, or set before it.</summary>
    public bool IsModelAlone => _fedCount == 0 && _delayed is null;

    /// <summary>Calls a kernel that was made from the model's f.</summary>
    public void Call(Kernel kernel, double* time, double* states, double* result) => kernel(time, states, Parameters, result, _scratch);

    /// <summary>values = ∂f/∂y in the order of the model's pattern. Delayed values are those of the last call of <see cref="Slopes"/>.</summary>
    public void Jacobian(double* time, double* states, double* values) => _jacobian(time, states, Parameters, values, _scratch);

    /// <summary>slopes = ∂f/∂t; only where <see cref="IsTimeDependent"/>.</summary>
    public void TimeDerivative(double* time, double* states, double* slopes) => _timeDerivative!(time, states, Parameters, slopes, _scratch);

    /// <summary>
    /// A derivative without a number, where f itself has one (a root at 0, exp(x)/(1 + exp(x))² of a large x), becomes 0, and the individual goes on.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Finite(double* derivatives, long length)
    {
        TLanes differences = TLanes.Zero;
        for (long at = 0; at < length; at += TLanes.Count)
        {
            TLanes value = TLanes.Load(derivatives + at);
            differences |= value - value;
        }

        if (TLanes.MaskBits(TLanes.IsNaN(differences)) == 0)
        {
            return;
        }

        for (long at = 0; at < length; at += TLanes.Count)
        {
            TLanes value = TLanes.Load(derivatives + at);
            TLanes.Store(value & TLanes.Equal(value - value, TLanes.Zero), derivatives + at);
        }
    }

    private static TLanes Given(TLanes input) => TLanes.GreaterThan(TLanes.Abs(input), TLanes.Zero);

    private void Delayed(double* time, double* states) => _delayed?.Invoke(time, states, Parameters);
}
