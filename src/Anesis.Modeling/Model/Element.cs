using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Modeling;

/// <summary>What every element of a model may carry (SBML's SBase). Ids are unique among the model's elements; an absent id is empty.</summary>
public abstract record Element
{
    /// <summary>SBML id (SId), or empty.</summary>
    public string Id { get; init; } = "";

    /// <summary>Name for people, or null.</summary>
    public string? Name { get; init; }

    public string? MetaId { get; init; }

    /// <summary>"SBO:0000123", or null.</summary>
    public string? SboTerm { get; init; }

    /// <summary>The inner markup of SBML notes (XHTML), or null.</summary>
    public string? Notes { get; init; }

    /// <summary>MIRIAM annotations (controlled vocabulary terms).</summary>
    public ValueList<CvTerm> CvTerms { get; init; }

    /// <summary>Who made the element and when, or null.</summary>
    public History? History { get; init; }

    /// <summary>All other annotation, as XML text, top-level elements in order; null when there is none.</summary>
    public string? ForeignAnnotation { get; init; }

    /// <summary>SBML distrib: what is known of the element's uncertainty.</summary>
    public ValueList<Uncertainty> Uncertainties { get; init; }

    /// <summary>SBML comp: elements of submodels that this one replaces.</summary>
    public ValueList<ReplacedElement> ReplacedElements { get; init; }

    /// <summary>SBML comp: the element of a submodel that takes this one's place, or null.</summary>
    public ReplacedBy? ReplacedBy { get; init; }

    /// <summary>Where it stood in the text that it was read from.</summary>
    public SourceSpan Span { get; init; }
}

/// <summary>A MIRIAM statement: the qualifier (such as "bqbiol:isDescribedBy"), its resources (URIs), and statements about this statement.</summary>
public sealed record CvTerm(string Qualifier, ValueList<string> Resources)
{
    public ValueList<CvTerm> Nested { get; init; }
}

/// <summary>Creators, creation time and modification times (W3CDTF text, as read).</summary>
public sealed record History(ValueList<Creator> Creators, string? Created, ValueList<string> Modified);

public sealed record Creator(string? FamilyName, string? GivenName, string? Email, string? Organization);
