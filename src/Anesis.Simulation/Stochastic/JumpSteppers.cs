using Anesis.Mathematics.Lanes;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Integration;

namespace Anesis.Simulation.Stochastic;

/// <summary>Makes the steppers of single events.</summary>
internal static class JumpSteppers
{
    /// <summary>From this many reactions on looking at all after each event costs more than a queue. The model alone decides.</summary>
    public const int LargeNetwork = 200;

    /// <summary>True where the next-reaction method serves.</summary>
    public static bool IsLarge(CompiledModel model) => model.Network is { } network && network.Reactions.Count >= LargeNetwork;

    public static LaneStepper Exact(CompiledModel model, EnsembleOptions options) => IsLarge(model) ? new NextReactionStepper(model, options) : model.Lanes switch
    {
        1 => new JumpStepper<Lanes1>(model, options),
        2 => new JumpStepper<Lanes2>(model, options),
        4 => new JumpStepper<Lanes4>(model, options),
        8 => new JumpStepper<Lanes8>(model, options),
        _ => new JumpStepper<Lanes16>(model, options),
    };

    public static LaneStepper Leaping(CompiledModel model, EnsembleOptions options) => new LeapStepper(model, options);
}
