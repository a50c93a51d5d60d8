namespace Anesis.Modeling.Composition;

internal enum TargetKind
{
    Id,
    Unit,
    MetaId,

    /// <summary>A whole submodel: all elements whose id starts so.</summary>
    Prefix,
}

/// <summary>An element of a flattened model, by what names it.</summary>
internal sealed record ElementTarget(TargetKind Kind, string Name)
{
    /// <summary>The same element seen from the model around; <paramref name="current"/> follows ids that were replaced.</summary>
    public ElementTarget Inside(string prefix, Func<string, string> current) =>
        this with { Name = Kind == TargetKind.Id ? current(prefix + Name) : prefix + Name };

    /// <summary>The model without it; never without <paramref name="spared"/>.</summary>
    public Model RemoveFrom(Model model, Element? spared = null) => ElementRemoval.Remove(model, e => Kind switch
    {
        TargetKind.Id => e.Id == Name && e is not UnitDefinition && !ReferenceEquals(e, spared),
        TargetKind.Unit => e is UnitDefinition && e.Id == Name,
        TargetKind.MetaId => e.MetaId == Name,
        _ => e.Id.StartsWith(Name, StringComparison.Ordinal) || (e.MetaId?.StartsWith(Name, StringComparison.Ordinal) ?? false) || Target(e).StartsWith(Name, StringComparison.Ordinal),
    });

    public static bool SharesNamespace(Element a, Element b) => a is UnitDefinition == b is UnitDefinition;

    /// <summary>What a rule or assignment without an id is about.</summary>
    private static string Target(Element e) => e switch
    {
        AssignmentRule a => a.Variable,
        RateRule r => r.Variable,
        InitialAssignment i => i.Symbol,
        _ => "",
    };
}
