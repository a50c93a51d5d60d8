using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.Experiments;

/// <summary>Individuals that all follow one plan and have no inputs of their own: a single run, or replicates of a stochastic model.</summary>
public sealed class SamePlan(IndividualPlan plan, int count = 1) : IIndividuals
{
    public int Count => count;

    public IndividualPlan Describe(int index, Span<double> inputs) => plan;
}
