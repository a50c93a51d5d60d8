using Anesis.Mathematics.Lanes;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Integration;

namespace Anesis.Simulation.Stochastic;

/// <summary>Makes the steppers of single events.</summary>
internal static class JumpSteppers
{
    public static LaneStepper Exact(CompiledModel model, EnsembleOptions options) => model.Lanes switch
    {
        1 => new JumpStepper<Lanes1>(model, options),
        2 => new JumpStepper<Lanes2>(model, options),
        4 => new JumpStepper<Lanes4>(model, options),
        _ => new JumpStepper<Lanes8>(model, options),
    };

    public static LaneStepper Leaping(CompiledModel model, EnsembleOptions options) => new LeapStepper(model, options);
}
