using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Integration;

namespace Anesis.Simulation.Dosing;

/// <summary>A model whose f takes a detour: parameters are set before it, and some states, lane by lane, do not change (compartments that are switched off).</summary>
internal static unsafe class Detour
{
    /// <summary>The model with <paramref name="before"/> called first, and dy/dt = 0 wherever <paramref name="held"/> ([state · Lanes + lane]) is not 0.</summary>
    public static CompiledModel Wrap(CompiledModel model, NativeDoubles held, DelayedValues before)
    {
        Kernel derivatives = model.Derivatives;
        Kernel jacobian = model.Jacobian;
        Kernel? byTime = model.TimeDerivative;
        SparsityPattern pattern = model.JacobianPattern;
        int lanes = model.Lanes;
        int length = model.StateCount * lanes;

        void Hold(double* result)
        {
            for (int i = 0; i < length; i++)
            {
                result[i] = held.Pointer[i] != 0 ? 0 : result[i];
            }
        }

        return model with
        {
            IsLinear = false,
            LazyExplicitStep = null,
            Derivatives = (time, states, parameters, result, scratch) =>
            {
                before(time, states, parameters);
                derivatives(time, states, parameters, result, scratch);
                Hold(result);
            },
            TimeDerivative = byTime is null ? null : (time, states, parameters, result, scratch) =>
            {
                before(time, states, parameters);
                byTime(time, states, parameters, result, scratch);
                Hold(result);
            },
            Jacobian = (time, states, parameters, result, scratch) =>
            {
                before(time, states, parameters);
                jacobian(time, states, parameters, result, scratch);
                for (int row = 0; row < pattern.Size; row++)
                {
                    for (int k = pattern.RowStarts[row] * lanes; k < pattern.RowStarts[row + 1] * lanes; k++)
                    {
                        result[k] = held.Pointer[(row * lanes) + (k % lanes)] != 0 ? 0 : result[k];
                    }
                }
            },
        };
    }
}
