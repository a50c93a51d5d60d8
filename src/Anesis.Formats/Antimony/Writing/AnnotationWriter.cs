using System.Collections.Frozen;
using System.Text;
using Anesis.Formats.Antimony.Semantics;
using Anesis.Modeling;

namespace Anesis.Formats.Antimony.Writing;

/// <summary>Writes SBO terms, MIRIAM qualifiers, dates, creators and notes of an element under a name.</summary>
internal sealed class AnnotationWriter(WritingContext context, StringBuilder text, string indent)
{
    private static readonly FrozenDictionary<string, string> s_words = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["bqbiol:is"] = "identity", ["bqbiol:hasPart"] = "part", ["bqbiol:isPartOf"] = "parthood", ["bqbiol:isVersionOf"] = "hypernym",
        ["bqbiol:hasVersion"] = "version", ["bqbiol:isHomologTo"] = "homolog", ["bqbiol:isDescribedBy"] = "description",
        ["bqbiol:isEncodedBy"] = "encoder", ["bqbiol:encodes"] = "encodement", ["bqbiol:occursIn"] = "container",
        ["bqbiol:hasProperty"] = "property", ["bqbiol:isPropertyOf"] = "propertyBearer", ["bqbiol:hasTaxon"] = "taxon",
        ["bqmodel:is"] = "model_entity_is", ["bqmodel:isDerivedFrom"] = "origin", ["bqmodel:isInstanceOf"] = "class", ["bqmodel:hasInstance"] = "instance",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a text can stand in quotes as it is; else <see cref="Quote"/> changes its backquotes.</summary>
    public static bool CanQuote(string content) => content.AsSpan().IndexOfAny('"', '\n', '\r') < 0
        || (!content.Contains("```", StringComparison.Ordinal) && !content.EndsWith('`') && !content.Contains('\r', StringComparison.Ordinal));

    public static string Quote(string content)
    {
        if (content.AsSpan().IndexOfAny('"', '\n', '\r') < 0)
        {
            return $"\"{content}\"";
        }

        return $"```{content.Replace("```", "''`", StringComparison.Ordinal)}{(content.EndsWith('`') ? " " : "")}```";
    }

    /// <summary>Everything of <paramref name="element"/> that is an annotation.</summary>
    /// <param name="name">The element's name in the text, or "model".</param>
    /// <param name="element">The element.</param>
    /// <param name="sboWord">"sboTerm", or another spelling where a submodel has an element of that name.</param>
    public void Write(string name, Element element, string sboWord = "sboTerm")
    {
        if (element.SboTerm is { } term)
        {
            Line($"{name}.{sboWord} = {term}");
        }

        foreach (var cv in element.CvTerms)
        {
            WriteTerm(name, element, cv);
        }

        WriteHistory(name, element.History);
        if (element.Notes is { } notes)
        {
            string content = NotesMarkup.Text(notes);
            if (content.Contains("```", StringComparison.Ordinal) || content.EndsWith('`'))
            {
                content = content.Replace("`", "&#96;", StringComparison.Ordinal);
            }

            Line($"{name} notes {Quote(content)}");
        }

        if (element.ForeignAnnotation is not null)
        {
            context.Lost(element.Id, $"an annotation of another tool on {name}", "MIRIAM terms, dates, creators or notes");
        }
    }

    /// <summary>Reports the annotations of an element that has no name in the text.</summary>
    public void Lose(string what, Element? element)
    {
        if (element is null)
        {
            return;
        }

        if (element.SboTerm is not null || !element.CvTerms.IsEmpty || element.History is not null || element.Notes is not null
            || element.ForeignAnnotation is not null || element.Name is not null || !element.Uncertainties.IsEmpty)
        {
            context.Lost(element.Id, $"a name or annotation on {what}", "one on an element that has a name in Antimony");
        }
    }

    private void WriteTerm(string name, Element element, CvTerm cv)
    {
        if (!cv.Nested.IsEmpty)
        {
            context.Lost(element.Id, $"statements about the statement {cv.Qualifier} of {name}", "simple statements");
        }

        string? word = s_words.GetValueOrDefault(cv.Qualifier);
        if (word is null && cv.Qualifier == "bqmodel:isDescribedBy")
        {
            word = "description";
            context.Lost(element.Id, $"bqmodel:isDescribedBy on {name}", "bqbiol:isDescribedBy, which Antimony's \"description\" means");
        }

        if (word is null)
        {
            context.Lost(element.Id, $"the qualifier {cv.Qualifier} on {name}", "one of Antimony's qualifiers");
        }
        else if (!cv.Resources.IsEmpty)
        {
            Line($"{name} {word} {string.Join(",\n" + indent + "    ", cv.Resources.Select(Quote))}");
        }
    }

    private void WriteHistory(string name, History? history)
    {
        if (history is null)
        {
            return;
        }

        for (int i = 0; i < history.Creators.Count; i++)
        {
            var creator = history.Creators[i];
            Part("givenName", creator.GivenName);
            Part("familyName", creator.FamilyName);
            Part("organization", creator.Organization);
            Part("email", creator.Email);
            void Part(string part, string? value)
            {
                if (value is not null)
                {
                    Line($"{name} creator{i + 1}.{part} {Quote(value)}");
                }
            }
        }

        if (history.Created is { } created)
        {
            Date("created", created);
        }

        foreach (string modified in history.Modified)
        {
            Date("modified", modified);
        }

        void Date(string word, string date)
        {
            if (AnnotationReader.IsDate(date))
            {
                Line($"{name} {word} {Quote(date)}");
            }
            else
            {
                context.Lost(name, $"the date \"{date}\"", "a date such as 2024-05-31T12:30:00Z");
            }
        }
    }

    private void Line(string content) => text.Append(indent).Append(content).Append('\n');
}
