using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Modeling;

/// <summary>
/// What every element of a model may carry (SBML's SBase). Ids are unique among the model's elements; an absent id is empty.
/// Two elements are equal when they say the same; the place in the text (<see cref="Span"/>) does not count.
/// </summary>
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

    /// <summary>Markup of packages that are kept and not interpreted (layout, render, …): child elements and attributes of this element.</summary>
    public ValueList<ForeignMarkup> Foreign { get; init; }

    /// <summary>The lists of this element's children (SBML listOf…) that say something of their own: notes, annotation, ids.</summary>
    public ValueList<ListElement> Lists { get; init; }

    /// <summary>Where it stood in the text that it was read from.</summary>
    public SourceSpan Span { get; init; }

    public virtual bool Equals(Element? other) =>
        other is not null && EqualityContract == other.EqualityContract
        && Id == other.Id && Name == other.Name && MetaId == other.MetaId && SboTerm == other.SboTerm
        && Notes == other.Notes && CvTerms == other.CvTerms && History == other.History && ForeignAnnotation == other.ForeignAnnotation
        && Uncertainties == other.Uncertainties && ReplacedElements == other.ReplacedElements && ReplacedBy == other.ReplacedBy
        && Foreign == other.Foreign && Lists == other.Lists;

    public override int GetHashCode() => HashCode.Combine(EqualityContract, Id, Name, MetaId, SboTerm);
}

/// <summary>What a list of children says of itself; <paramref name="List"/> is its element name, such as "listOfSpecies".</summary>
public sealed record ListElement(string List) : Element;

/// <summary>
/// Uninterpreted package markup: its namespace and its text, which is one XML element with the namespace declarations that it needs,
/// or one attribute written <c>name="value"</c>.
/// </summary>
public sealed record ForeignMarkup(string Namespace, string Xml)
{
    public bool IsAttribute => !Xml.StartsWith('<');
}

/// <summary>A MIRIAM statement: the qualifier (such as "bqbiol:isDescribedBy"), its resources (URIs), and statements about this statement.</summary>
public sealed record CvTerm(string Qualifier, ValueList<string> Resources)
{
    public ValueList<CvTerm> Nested { get; init; }
}

/// <summary>Creators, creation time and modification times (W3CDTF text, as read).</summary>
public sealed record History(ValueList<Creator> Creators, string? Created, ValueList<string> Modified);

public sealed record Creator(string? FamilyName, string? GivenName, string? Email, string? Organization);
