namespace Anesis.Formats.Sbml.Schema;

/// <summary>What an attribute's text must look like.</summary>
internal enum AttributeKind
{
    Text,

    /// <summary>An identifier (SId; SName in Level 1).</summary>
    Id,

    /// <summary>A reference to an element by its id.</summary>
    IdRef,

    /// <summary>The identifier of a unit definition.</summary>
    UnitId,
    UnitRef,
    Boolean,
    Integer,
    Real,
}

/// <summary>An attribute of an element: its form, the editions that have it and those that require it.</summary>
internal sealed record AttributeSchema(string Name, AttributeKind Kind, SbmlEdition In, SbmlEdition RequiredIn = SbmlEdition.None)
{
    /// <summary>The rule that its absence or malformed value breaks, where the element's rule is not the one; 0: the element's.</summary>
    public int Rule { get; init; }
}
