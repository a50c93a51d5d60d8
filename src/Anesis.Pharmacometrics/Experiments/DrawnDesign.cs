using Anesis.Pharmacometrics.DataSets;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.Experiments;

/// <summary>
/// A data set's design over and over, each time with subjects drawn anew: individual r·n + s is subject s of replicate r. Uncertain parameters are one draw for each replicate.
/// </summary>
internal sealed class DrawnDesign(DataDesign design, CompiledModel model, PersonDraws? draws, int replicates) : IIndividuals
{
    public int Count => design.Count * replicates;

    public IndividualPlan Describe(int index, Span<double> inputs)
    {
        int subject = index % design.Count;
        draws?.Fill(model, index, index / design.Count, inputs);
        var plan = design.Describe(subject, inputs);
        return draws?.In(model, plan, design.Data, subject, index) ?? plan;
    }
}
