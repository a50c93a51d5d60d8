using Anesis.Mathematics.Lanes;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Integration.Linear;

namespace Anesis.Simulation.Integration.Multistep;

/// <summary>Which models the stiff method steps by multistep formulas. The model alone decides, so an individual has the same method in every company.</summary>
internal static class LargeSystems
{
    /// <summary>From this many states on, one factorisation costs more than the stages that a Rosenbrock method gets out of it.</summary>
    public const int LeastStates = EliminationOrder.LargeSize;

    /// <summary>True for large systems of differential equations without delays and algebraic states.</summary>
    public static bool Suit(CompiledModel model) =>
        model.StateCount >= LeastStates && model.Layout.Delayed == 0 && model.FastRates is null && !model.IsAlgebraic.Contains(true);

    /// <summary>Explicit until a lane is seen to be stiff, then the formulas.</summary>
    public static LaneStepper CreateSwitching(CompiledModel model, EnsembleOptions options) => model.Lanes switch
    {
        1 => Switching<Lanes1>(model, options),
        2 => Switching<Lanes2>(model, options),
        4 => Switching<Lanes4>(model, options),
        8 => Switching<Lanes8>(model, options),
        _ => throw new ArgumentOutOfRangeException(nameof(model), model.Lanes, "1, 2, 4 or 8 lanes"),
    };

    private static HandoverStepper Switching<TLanes>(CompiledModel model, EnsembleOptions options)
        where TLanes : struct, ILanes<TLanes>
    {
        var first = new SwitchingStepper<TLanes>(model, options, null, handsOver: true);
        return new(first, () => first.Stiff, Create(model, options), model.StateCount, model.Layout.Stride);
    }

    public static LaneStepper Create(CompiledModel model, EnsembleOptions options)
    {
        EliminationOrder order = EliminationOrder.WithDiagonal(model.JacobianPattern);
        return model.Lanes switch
        {
            1 => new MultistepStepper<Lanes1>(model, options, order),
            2 => new MultistepStepper<Lanes2>(model, options, order),
            4 => new MultistepStepper<Lanes4>(model, options, order),
            8 => new MultistepStepper<Lanes8>(model, options, order),
            _ => throw new ArgumentOutOfRangeException(nameof(model), model.Lanes, "1, 2, 4 or 8 lanes"),
        };
    }
}
