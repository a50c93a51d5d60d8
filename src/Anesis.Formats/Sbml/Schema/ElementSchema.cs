namespace Anesis.Formats.Sbml.Schema;

/// <summary>A child that an element may have, and the editions that have it.</summary>
internal sealed record ChildSchema(string Name, SbmlEdition In)
{
    /// <summary>The editions in which it must be there.</summary>
    public SbmlEdition RequiredIn { get; init; }

    /// <summary>The rule that its absence or repetition breaks in Level 3, or 0.</summary>
    public int Rule { get; init; }
}

/// <summary>
/// One element of SBML: attributes, and children in the order that Levels 1 and 2 demand. Rule numbers are those of the SBML specifications' appendices on validation.
/// </summary>
internal sealed record ElementSchema(string Name)
{
    public AttributeSchema[] Attributes { get; init; } = [];

    public ChildSchema[] Children { get; init; } = [];

    /// <summary>For a list: the elements that it holds; they may be repeated.</summary>
    public ChildSchema[] Items { get; init; } = [];

    /// <summary>Level 3: rule about attributes.</summary>
    public int AttributeRule { get; init; }

    /// <summary>Rule about the order of children in Levels 1 and 2.</summary>
    public int OrderRule { get; init; }

    /// <summary>Level 3: rule about repeated children.</summary>
    public int RepetitionRule { get; init; }

    /// <summary>Rule about what a list may hold.</summary>
    public int ItemRule { get; init; }

    /// <summary>Rules about an empty list, by edition; no entry: it may be empty.</summary>
    public (SbmlEdition In, int Rule)[] EmptyRules { get; init; } = [];

    /// <summary>True when Level 2 Version 2 already gives it an sboTerm (the later versions give it to all).</summary>
    public bool SboInL2V2 { get; init; }

    public AttributeSchema? Attribute(string name) => Array.Find(Attributes, a => string.Equals(a.Name, name, StringComparison.Ordinal));
}
