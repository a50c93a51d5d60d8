using Anesis.Formats.Sbml.Reading;
using Anesis.Formats.Sbml.Xml;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml.Annotations;

/// <summary>What an annotation says: MIRIAM terms, history, and all else as XML text.</summary>
internal sealed record AnnotationContent(ValueList<CvTerm> Terms, History? History, string? Foreign);

/// <summary>Reads an annotation. RDF statements in MIRIAM's form about the element itself are understood; whatever else stands there is kept word for word.</summary>
internal static class AnnotationReader
{
    public static AnnotationContent Read(SbmlSource source, XmlNode owner, XmlNode annotation)
    {
        CheckNamespaces(source, annotation);
        string? metaId = owner.Attribute("metaid")?.Trim();
        var terms = new List<CvTerm>();
        History? history = null;
        List<string>? foreign = null;
        foreach (var child in annotation.Children)
        {
            if (child.Is(SbmlNamespaces.Rdf, "RDF") && metaId is not null)
            {
                var rest = RdfReader.Read(source.Document, child, metaId, terms, ref history);
                if (rest is not null)
                {
                    (foreign ??= []).Add(rest);
                }
            }
            else if (RepeatedNamespaces.IsWrapper(child))
            {
                (foreign ??= []).AddRange(child.Children.Select(source.Document.Whole));
            }
            else
            {
                (foreign ??= []).Add(source.Document.Whole(child));
            }
        }

        return new(terms.ToValueList(), history, foreign is null ? null : string.Join('\n', foreign));
    }

    private static void CheckNamespaces(SbmlSource source, XmlNode annotation)
    {
        if (!source.Is(SbmlEdition.FromL2V2))
        {
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var child in annotation.Children)
        {
            if (child.Namespace.Length == 0)
            {
                source.Error(child, "AN0213", $"<{child.Name}> of no namespace in <annotation>", "an element that declares its namespace", 10401);
            }
            else if (source.Is(SbmlEdition.L2) && child.Declarations.FirstOrDefault(d => SbmlNamespaces.IsCore(d.Namespace)).Namespace is { } core)
            {
                source.Error(child, "AN0213", $"a declaration of the namespace \"{core}\" in <annotation>", "other namespaces than SBML's own", 10403);
            }
            else if (SbmlNamespaces.IsCore(child.Namespace))
            {
                source.Report("AN0213", Severity.Error, source.At(child), $"<{child.QualifiedName}> of SBML's own namespace in <annotation>", "an element of another namespace", null,
                    source.Is(SbmlEdition.L2) ? 10403 : 10401);
            }
            else if (!seen.Add(child.Namespace))
            {
                source.Error(child, "AN0213", $"a second element of the namespace \"{child.Namespace}\" in <annotation>", "at most one of each namespace", 10402);
            }
        }
    }
}
