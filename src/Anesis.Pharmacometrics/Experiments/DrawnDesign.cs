using Anesis.Pharmacometrics.DataSets;
using Anesis.Pharmacometrics.Populations;
using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.Experiments;

/// <summary>A data set's design over and over, each time with subjects drawn anew: individual r·n + s is subject s of replicate r.</summary>
internal sealed class DrawnDesign(DataDesign design, PopulationSampler? sampler, ulong seed, int replicates) : IIndividuals
{
    public int Count => design.Count * replicates;

    public IndividualPlan Describe(int index, Span<double> inputs)
    {
        sampler?.Draw(seed, index, inputs);
        return design.Describe(index % design.Count, inputs);
    }
}
