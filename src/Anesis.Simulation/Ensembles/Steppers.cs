using Anesis.Simulation.Compilation;
using Anesis.Simulation.Integration;

namespace Anesis.Simulation.Ensembles;

/// <summary>The stepper that an ensemble's options ask for.</summary>
internal static class Steppers
{
    public static LaneStepper Create(CompiledModel model, EnsembleOptions options, DelayedValues? beforeEvaluation) =>
        throw new InvalidOperationException($"no stepper for {options.Method}");
}
