using Anesis.Simulation.Dosing;

namespace Anesis.Simulation.Ensembles;

/// <summary>
/// What happens to one individual. A plan may be shared by many. Observation records are where outputs are wanted in file order among the doses;
/// <see cref="OutputTimes"/> are further outputs, taken after everything that happens at that time. Rows come out in record order, then by output time.
/// </summary>
public sealed record IndividualPlan
{
    /// <summary>When the individual starts (initial values hold here).</summary>
    public double Start { get; init; }

    /// <summary>Ascending; none before <see cref="Start"/>.</summary>
    public double[] OutputTimes { get; init; } = [];

    /// <summary>In file order.</summary>
    public DosingRecord[] Records { get; init; } = [];

    /// <summary>Free parameters of the model (indices) that records set, and their values, [record][covariate]; NaN: as before.</summary>
    public int[] CovariateSlots { get; init; } = [];

    public double[] CovariateValues { get; init; } = [];

    public CovariateRule CovariateRule { get; init; }

    /// <summary>How many output rows the individual gives.</summary>
    public int Rows => OutputTimes.Length + Records.Count(r => r.Kind == RecordKind.Observation);
}

/// <summary>Where an ensemble's individuals come from. Called from several threads; the answer depends on the index alone.</summary>
public interface IIndividuals
{
    int Count { get; }

    /// <summary>The plan of individual <paramref name="index"/>; its values of <c>CompileRequest.Inputs</c> go to <paramref name="inputs"/>.</summary>
    IndividualPlan Describe(int index, Span<double> inputs);

    /// <summary>The number by which an individual's random draws are keyed: the same alone, in a slice and among all.</summary>
    int NumberOf(int index) => index;
}
