using Anesis.Modeling;

namespace Anesis.Cli.Commands;

/// <summary>One quantity of a model, as people look it up.</summary>
internal sealed record CatalogueEntry(string Name, string? Unit, string? Module, string? Grade, string? Meaning, double? Value, string? Source, string? Range)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsOutput { get; init; }
}

/// <summary>The outputs and settable parameters of a model, with what their notes say of evidence.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<CatalogueEntry> Of(Model model)
    {
        var ruled = model.Rules.Select(r => r switch { AssignmentRule a => a.Variable, RateRule v => v.Variable, _ => "" }).ToHashSet(StringComparer.Ordinal);
        var entries = new List<CatalogueEntry>();
        foreach (var p in model.Parameters)
        {
            entries.Add(Entry(p, OutputUnits.Text(p.Units, model), ruled.Contains(p.Id) ? null : p.Value, ruled.Contains(p.Id)));
        }

        entries.AddRange(model.Species.Select(s => Entry(s, OutputUnits.Text(s.SubstanceUnits, model), null, true)));
        return [.. entries.OrderByDescending(e => e.IsOutput).ThenBy(e => e.Module is null ? 0 : 1)];
    }

    private static CatalogueEntry Entry(Element element, string? unit, double? value, bool output)
    {
        var evidence = Evidence(element.Notes);
        int separator = element.Id.IndexOf("__", StringComparison.Ordinal);
        string? module = evidence.GetValueOrDefault("module") ?? (separator > 0 ? element.Id[..separator] : null);
        return new(element.Id, unit, module, evidence.GetValueOrDefault("grade"), element.Name, value, evidence.GetValueOrDefault("source"), evidence.GetValueOrDefault("range")) { IsOutput = output };
    }

    /// <summary>The first line of notes: "grade: A | source: … | range: …".</summary>
    internal static Dictionary<string, string> Evidence(string? notes)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        string plain = notes is null ? "" : System.Text.RegularExpressions.Regex.Replace(notes, "<[^>]*>", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromMinutes(1)).Trim();
        foreach (string part in plain.Split('\n')[0].Split(" | "))
        {
            int colon = part.IndexOf(": ", StringComparison.Ordinal);
            if (colon > 0)
            {
                found[part[..colon].Trim()] = part[(colon + 2)..].Trim();
            }
        }

        return found;
    }
}
