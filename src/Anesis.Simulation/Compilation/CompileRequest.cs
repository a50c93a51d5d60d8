using Anesis.Modeling.Values;

namespace Anesis.Simulation.Compilation;

/// <summary>What a model is compiled for.</summary>
public sealed record CompileRequest
{
    /// <summary>Ids whose values are given by individual. An initial assignment or assignment rule of theirs gives way.</summary>
    public ValueList<string> Inputs { get; init; }

    /// <summary>
    /// What is observed: an id (a species by its own meaning, a compartment, parameter, reaction rate, species reference), "[S]" its concentration,
    /// "amount(S)" its amount. Empty: every species, then every other quantity that changes.
    /// </summary>
    public ValueList<string> Outputs { get; init; }

    /// <summary>Values that replace the model's for every individual (as if the model had them). An initial assignment or assignment rule gives way.</summary>
    public IReadOnlyDictionary<string, double> Fixed { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>1, 2, 4, 8 or 16 (8 for large systems); 0: what this machine computes fast. Never changes a result.</summary>
    public int Lanes { get; init; }

    /// <summary>How many individuals are to be computed, where that is known: many fill two vectors at once. Never changes a result.</summary>
    public int Individuals { get; init; }
}
