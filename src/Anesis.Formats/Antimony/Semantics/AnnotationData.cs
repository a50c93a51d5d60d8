using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Antimony.Semantics;

/// <summary>What annotations say of an element, gathered statement by statement.</summary>
internal sealed class AnnotationData
{
    public int? Sbo { get; set; }

    public List<CvTerm> CvTerms { get; } = [];

    public List<string> Notes { get; } = [];

    public string? Created { get; set; }

    public List<string> Modified { get; } = [];

    public List<Creator> Creators { get; } = [];

    public History? History => Created is null && Modified.Count == 0 && Creators.Count == 0
        ? null
        : new History(Creators.ToValueList(), Created, Modified.ToValueList());

    public AnnotationData Copy()
    {
        var copy = new AnnotationData { Sbo = Sbo, Created = Created };
        copy.CvTerms.AddRange(CvTerms);
        copy.Notes.AddRange(Notes);
        copy.Modified.AddRange(Modified);
        copy.Creators.AddRange(Creators);
        return copy;
    }

    /// <summary>Takes over what <paramref name="other"/> says and this does not.</summary>
    public void FillFrom(AnnotationData other)
    {
        Sbo ??= other.Sbo;
        Created ??= other.Created;
        AddMissing(CvTerms, other.CvTerms);
        AddMissing(Notes, other.Notes);
        AddMissing(Modified, other.Modified);
        AddMissing(Creators, other.Creators);
    }

    /// <summary>The element with these annotations.</summary>
    public T Apply<T>(T element)
        where T : Element => element with
        {
            SboTerm = Sbo is { } sbo ? $"SBO:{sbo:D7}" : element.SboTerm,
            CvTerms = CvTerms.ToValueList(),
            Notes = NotesMarkup.Of(Notes),
            History = History,
        };

    private static void AddMissing<T>(List<T> list, List<T> others)
    {
        foreach (var item in others)
        {
            if (!list.Contains(item))
            {
                list.Add(item);
            }
        }
    }
}

/// <summary>One statement of uncertainty on an element: its kind, its formula or bounds, and the URI or text after "is".</summary>
internal sealed class UncertaintyData(string kind, SourceSpan span)
{
    public string Kind { get; } = kind;

    public SourceSpan Span { get; } = span;

    public Expression? Formula { get; set; }

    public ValueList<Expression>? Bounds { get; set; }

    public string Scope { get; set; } = "";

    public string? Text { get; set; }

    public UncertaintyData Copy(string prefix) => new(Kind, Span) { Formula = Formula, Bounds = Bounds, Scope = prefix + Scope, Text = Text };
}
