using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Integration;

namespace Anesis.Simulation.Stochastic;

/// <summary>Amounts that change by single events take doses at once, and no infusions.</summary>
internal static unsafe class CountedInputs
{
    /// <summary>Why the lane can't go on with the inputs that the driver gave it, or null.</summary>
    public static Outcome? Refusal(LaneStepper stepper, CompiledModel model, int lane)
    {
        for (int s = model.StateCount - 1; s >= 0; s--)
        {
            if (stepper.Input[(s * stepper.Lanes) + lane] != 0)
            {
                return new(OutcomeKind.InfusionIntoCounts, stepper.Time[lane], model.States[s]);
            }
        }

        return null;
    }
}
