using Anesis.Mathematics.Lanes;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Integration.Multistep;
using Anesis.Simulation.Stochastic;

namespace Anesis.Simulation.Integration;

/// <summary>Makes the stepper for a compiled model.</summary>
public static class LaneSteppers
{
    /// <summary>A stepper with the model's lane count, for one thread at a time.</summary>
    /// <param name="model">The model's machine code.</param>
    /// <param name="options">Method and tolerances.</param>
    /// <param name="delayed">Fills the delayed values; needed where the model has delays.</param>
    public static LaneStepper Create(CompiledModel model, EnsembleOptions options, DelayedValues? delayed = null) => options.Method switch
    {
        Method.StochasticExact => JumpSteppers.Exact(model, options),
        Method.TauLeap => JumpSteppers.Leaping(model, options),
        Method.Stiff when LargeSystems.Suit(model) => LargeSystems.Create(model, options),
        Method.Auto when LargeSystems.Suit(model) && !model.IsLinear => LargeSystems.CreateSwitching(model, options),
        _ => Continuous(model, options, delayed),
    };

    private static LaneStepper Continuous(CompiledModel model, EnsembleOptions options, DelayedValues? delayed) => model.Lanes switch
    {
        1 => new SwitchingStepper<Lanes1>(model, options, delayed),
        2 => new SwitchingStepper<Lanes2>(model, options, delayed),
        4 => new SwitchingStepper<Lanes4>(model, options, delayed),
        8 => new SwitchingStepper<Lanes8>(model, options, delayed),
        16 => new SwitchingStepper<Lanes16>(model, options, delayed),
        _ => throw new ArgumentOutOfRangeException(nameof(model), model.Lanes, "1, 2, 4, 8 or 16 lanes"),
    };
}
