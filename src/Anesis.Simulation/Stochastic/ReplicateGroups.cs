using Anesis.Mathematics.Lanes;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;

namespace Anesis.Simulation.Stochastic;

/// <summary>Says when nothing but reactions happens to individuals, so that <see cref="ReplicateGroup{TLanes}"/> computes them, with the bits that a stepper would give.</summary>
internal static class ReplicateGroups
{
    public static bool Suit(CompiledModel model, IIndividuals individuals, EnsembleOptions options) =>
        options.Method == Method.StochasticExact && !JumpSteppers.IsLarge(model) && model.Events.IsEmpty && model.Layout.Delayed == 0
        && (individuals.Count == 0 || individuals.Describe(0, new double[model.InputSlots.Count]).Records.Length == 0);

    public static IndividualGroup Create(CompiledModel model, EnsembleOptions options) => model.Lanes switch
    {
        1 => new ReplicateGroup<Lanes1>(model, options),
        2 => new ReplicateGroup<Lanes2>(model, options),
        4 => new ReplicateGroup<Lanes4>(model, options),
        8 => new ReplicateGroup<Lanes8>(model, options),
        _ => new ReplicateGroup<Lanes16>(model, options),
    };
}
