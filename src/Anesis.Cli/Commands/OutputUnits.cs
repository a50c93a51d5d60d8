using Anesis.Modeling;
using Anesis.Modeling.Values;
using Anesis.Results.Columns;

namespace Anesis.Cli.Commands;

/// <summary>Units and names for people of what is observed.</summary>
internal static class OutputUnits
{
    private static readonly Dictionary<string, string> Written = new(StringComparer.Ordinal)
    {
        ["dimensionless"] = "", ["points"] = "points", ["percent"] = "%", ["per_minute"] = "1/min", ["per_hour"] = "1/h", ["L_per_minute"] = "L/min", ["L_per_hour"] = "L/h",
        ["ng_per_mL"] = "ng/mL", ["mg_per_L"] = "mg/L", ["mg_per_hour"] = "mg/h", ["litre"] = "L", ["hour"] = "h", ["second"] = "s", ["minute"] = "min", ["mole"] = "mol", ["substance"] = "mg",
    };

    public static ValueList<OutputColumn> Columns(Model model, IEnumerable<string> outputs)
    {
        var elements = ((IEnumerable<Element>)model.Parameters).Concat(model.Species).Concat(model.Compartments).Concat(model.Reactions)
            .Where(e => e.Id.Length > 0).DistinctBy(e => e.Id).ToDictionary(e => e.Id, StringComparer.Ordinal);
        return outputs.Select(output =>
        {
            var element = elements.GetValueOrDefault(output);
            return new OutputColumn(output, Text(element switch { Parameter p => p.Units, Species { HasOnlySubstanceUnits: true } s => s.SubstanceUnits, Compartment c => c.Units, _ => null }, model), element?.Name);
        }).ToValueList();
    }

    /// <summary>A unit id as people write it; null when there is none to write.</summary>
    public static string? Text(string? id, Model model)
    {
        if (id is null)
        {
            return null;
        }

        if (Written.TryGetValue(id, out string? text))
        {
            return text.Length == 0 ? null : text;
        }

        string name = model.UnitDefinitions.FirstOrDefault(u => u.Id == id)?.Name ?? id;
        return name.Replace("_per_", "/", StringComparison.Ordinal);
    }
}
