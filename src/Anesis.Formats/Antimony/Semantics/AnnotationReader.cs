using System.Collections.Frozen;
using System.Globalization;
using Anesis.Formats.Antimony.Syntax;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Antimony.Semantics;

/// <summary>Reads one annotation: a qualifier with URIs, notes, dates, a part of a creator.</summary>
internal static class AnnotationReader
{
    /// <summary>The words for MIRIAM qualifiers; where biology and model share a word, it means biology's.</summary>
    public static readonly FrozenDictionary<string, string> Qualifiers = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["is"] = "bqbiol:is", ["identity"] = "bqbiol:is", ["biological_entity_is"] = "bqbiol:is",
        ["hasPart"] = "bqbiol:hasPart", ["part"] = "bqbiol:hasPart",
        ["isPartOf"] = "bqbiol:isPartOf", ["parthood"] = "bqbiol:isPartOf",
        ["isVersionOf"] = "bqbiol:isVersionOf", ["hypernym"] = "bqbiol:isVersionOf",
        ["hasVersion"] = "bqbiol:hasVersion", ["version"] = "bqbiol:hasVersion",
        ["isHomologTo"] = "bqbiol:isHomologTo", ["homolog"] = "bqbiol:isHomologTo",
        ["isDescribedBy"] = "bqbiol:isDescribedBy", ["description"] = "bqbiol:isDescribedBy",
        ["isEncodedBy"] = "bqbiol:isEncodedBy", ["encoder"] = "bqbiol:isEncodedBy",
        ["encodes"] = "bqbiol:encodes", ["encodement"] = "bqbiol:encodes",
        ["occursIn"] = "bqbiol:occursIn", ["container"] = "bqbiol:occursIn",
        ["hasProperty"] = "bqbiol:hasProperty", ["property"] = "bqbiol:hasProperty",
        ["isPropertyOf"] = "bqbiol:isPropertyOf", ["propertyBearer"] = "bqbiol:isPropertyOf",
        ["hasTaxon"] = "bqbiol:hasTaxon", ["taxon"] = "bqbiol:hasTaxon",
        ["model_entity_is"] = "bqmodel:is",
        ["isDerivedFrom"] = "bqmodel:isDerivedFrom", ["origin"] = "bqmodel:isDerivedFrom",
        ["isInstanceOf"] = "bqmodel:isInstanceOf", ["class"] = "bqmodel:isInstanceOf",
        ["hasInstance"] = "bqmodel:hasInstance", ["instance"] = "bqmodel:hasInstance",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static int? Sbo(double term, SourceSpan at, DiagnosticBag diagnostics)
    {
        if (term is >= 0 and <= 9999999 && term == Math.Floor(term))
        {
            return (int)term;
        }

        diagnostics.Error("AN0110", at, $"the SBO term {term.ToString(CultureInfo.InvariantCulture)}", "a whole number from 0 to 9999999");
        return null;
    }

    public static void Read(AnnotationData data, AnnotationStatement statement, DiagnosticBag diagnostics)
    {
        string word = statement.Qualifier.Text;
        if (statement.Part is not null)
        {
            ReadPart(data, statement, statement.Part, diagnostics);
        }
        else if (Qualifiers.TryGetValue(word, out string? qualifier))
        {
            var resources = statement.Texts.Where(t => t.Length > 0).ToValueList();
            if (!resources.IsEmpty)
            {
                data.CvTerms.Add(new(qualifier, resources));
            }
        }
        else if (word.Equals("notes", StringComparison.OrdinalIgnoreCase))
        {
            data.Notes.AddRange(statement.Texts.Where(t => t.Length > 0));
        }
        else if (word.Equals("created", StringComparison.OrdinalIgnoreCase))
        {
            if (statement.Texts.Count > 1)
            {
                diagnostics.Error("AN0129", statement.Span, "several dates of creation", "one");
            }
            else if (IsDate(statement.Texts[0], statement.Span, diagnostics))
            {
                data.Created = statement.Texts[0];
            }
        }
        else if (word.Equals("modified", StringComparison.OrdinalIgnoreCase))
        {
            data.Modified.AddRange(statement.Texts.Where(t => IsDate(t, statement.Span, diagnostics)));
        }
        else
        {
            diagnostics.Error("AN0110", statement.Qualifier.Span, $"the qualifier \"{word}\"",
                "notes, created, modified, creator1.…, or a MIRIAM qualifier such as identity, part, hypernym or description",
                Spelling.Nearest(word, Qualifiers.Keys.Concat(["notes", "created", "modified"])));
        }
    }

    private static void ReadPart(AnnotationData data, AnnotationStatement statement, string part, DiagnosticBag diagnostics)
    {
        string word = statement.Qualifier.Text;
        if (statement.Texts.Count > 1)
        {
            diagnostics.Error("AN0129", statement.Span, $"several values for {word}.{part}", "one");
            return;
        }

        string value = statement.Texts[0];
        if (word == "created")
        {
            data.Created = WithPart(data.Created, part, value, statement, diagnostics);
        }
        else if (word == "modified")
        {
            string date = WithPart(data.Modified.LastOrDefault(), part, value, statement, diagnostics);
            if (data.Modified.Count == 0)
            {
                data.Modified.Add(date);
            }

            data.Modified[^1] = date;
        }
        else if (word == "creator" || (word.StartsWith("creator", StringComparison.Ordinal)
            && int.TryParse(word.AsSpan(7), NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            int number = word.Length == 7 ? 1 : int.Parse(word.AsSpan(7), NumberStyles.None, CultureInfo.InvariantCulture);
            SetCreator(data, number, part, value, statement, diagnostics);
        }
        else
        {
            diagnostics.Error("AN0110", statement.Qualifier.Span, $"\"{word}.{part}\"", "creator1.…, created.… or modified.…",
                Spelling.Nearest(word, ["creator", "created", "modified"]));
        }
    }

    private static void SetCreator(AnnotationData data, int number, string part, string value, AnnotationStatement statement, DiagnosticBag diagnostics)
    {
        if (number < 1 || number > data.Creators.Count + 1)
        {
            diagnostics.Error("AN0129", statement.Qualifier.Span, $"creator{number}", $"creator{data.Creators.Count + 1} (creators are numbered without gaps)");
            return;
        }

        var creator = number <= data.Creators.Count ? data.Creators[number - 1] : new(null, null, null, null);
        Creator? changed = part.ToLowerInvariant() switch
        {
            "name" => creator with { FamilyName = creator.FamilyName ?? value },
            "givenname" => creator with { GivenName = value },
            "familyname" => creator with { FamilyName = value },
            "organization" or "organisation" or "org" => creator with { Organization = value },
            "email" => creator with { Email = value },
            _ => null,
        };
        if (changed is null)
        {
            diagnostics.Error("AN0129", statement.Qualifier.Span, $"\"{part}\"", "name, givenName, familyName, organization or email",
                Spelling.Nearest(part, ["name", "givenName", "familyName", "organization", "email"]));
            return;
        }

        if (number > data.Creators.Count)
        {
            data.Creators.Add(changed);
        }

        data.Creators[number - 1] = changed;
    }

    /// <summary>A date with one part set; what was not said is the start of the year 2000 in universal time.</summary>
    private static string WithPart(string? date, string part, string value, AnnotationStatement statement, DiagnosticBag diagnostics)
    {
        date ??= "2000-01-01T00:00:00Z";
        (int start, int length, int least, int most) = part switch
        {
            "year" => (0, 4, 1000, 9999),
            "month" => (5, 2, 1, 12),
            "day" => (8, 2, 1, 31),
            "hour" => (11, 2, 0, 23),
            "minute" => (14, 2, 0, 59),
            "second" => (17, 2, 0, 59),
            _ => (-1, 0, 0, 0),
        };
        if (part == "time" && TimeOnly.TryParseExact(value, ["H:m:s", "H:m"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return date[..11] + time.ToString("HH:mm:ss", CultureInfo.InvariantCulture) + date[19..];
        }

        if (start < 0 || !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < least || number > most)
        {
            diagnostics.Error("AN0129", statement.Span, $"\"{part}\" with {value}",
                start < 0 ? "year, month, day, hour, minute, second or time (12:30:00)" : $"a number from {least} to {most}",
                start < 0 ? Spelling.Nearest(part, ["year", "month", "day", "hour", "minute", "second", "time"]) : null);
            return date;
        }

        return date[..start] + number.ToString(CultureInfo.InvariantCulture).PadLeft(length, '0') + date[(start + length)..];
    }

    public static bool IsDate(string text) => DateTimeOffset.TryParseExact(
        text, ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:sszzz"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    private static bool IsDate(string text, SourceSpan at, DiagnosticBag diagnostics)
    {
        if (IsDate(text))
        {
            return true;
        }

        diagnostics.Error("AN0129", at, $"the date \"{text}\"", "a date such as 2024-05-31T12:30:00Z or 2024-05-31T12:30:00+02:00");
        return false;
    }
}
