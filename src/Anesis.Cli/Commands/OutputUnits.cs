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
        ["ng_per_mL"] = "ng/mL", ["mg_per_L"] = "mg/L", ["mg_per_hour"] = "mg/h", ["litre"] = "L", ["hour"] = "h", ["second"] = "s", ["minute"] = "min", ["mole"] = "mol", ["per_mg_L"] = "L/mg", ["point"] = "points", ["year"] = "years", ["mmHg"] = "mmHg", ["kg"] = "kg",
    };

    public static ValueList<OutputColumn> Columns(Model model, IEnumerable<string> outputs)
    {
        var elements = ((IEnumerable<Element>)model.Parameters).Concat(model.Species).Concat(model.Compartments).Concat(model.Reactions)
            .Where(e => e.Id.Length > 0).DistinctBy(e => e.Id).ToDictionary(e => e.Id, StringComparer.Ordinal);
        var compartments = model.Compartments.DistinctBy(c => c.Id).ToDictionary(c => c.Id, StringComparer.Ordinal);
        return outputs.Select(output =>
        {
            bool concentration = output.StartsWith('['), amount = output.StartsWith("amount(", StringComparison.Ordinal);
            var element = elements.GetValueOrDefault(concentration ? output.Trim('[', ']') : amount ? output[7..^1] : output);
            return new OutputColumn(output, element switch
            {
                Parameter p => Text(p.Units, model),
                Species s when amount || (s.HasOnlySubstanceUnits && !concentration) => Substance(s, model),
                Species s => Concentration(s, compartments.GetValueOrDefault(s.Compartment), model),
                Compartment c => Text(c.Units ?? Size(c, model), model),
                _ => null,
            }, Label(element));
        }).ToValueList();
    }

    /// <summary>A unit id as people write it; null when there is none to write.</summary>
    public static string? Text(string? id, Model model)
    {
        if (id is null)
        {
            return null;
        }

        // A unit of a submodel has the submodel's name before its own.
        int prefix = id.LastIndexOf("__", StringComparison.Ordinal);
        string own = prefix > 0 ? id[(prefix + 2)..] : id;
        if (Written.TryGetValue(own, out string? text))
        {
            return text.Length == 0 ? null : text;
        }

        var definition = model.UnitDefinitions.FirstOrDefault(u => u.Id == id);
        string symbol = (definition is null ? UnitSymbols.OfKind(id) : UnitSymbols.Of(definition)) ?? definition?.Name ?? own.Replace("_per_", "/", StringComparison.Ordinal);
        return symbol.Length == 0 ? null : symbol;
    }

    private static string? Label(Element? element) => string.IsNullOrWhiteSpace(element?.Name) || element.Name == element.Id ? null : element.Name;

    private static string? Substance(Species species, Model model) => Text(species.SubstanceUnits ?? model.SubstanceUnits, model);

    private static string? Concentration(Species species, Compartment? compartment, Model model)
    {
        string? substance = Substance(species, model), size = compartment is null ? null : Text(compartment.Units ?? Size(compartment, model), model);
        return substance is null || size is null ? null : $"{substance}/{size}";
    }

    private static string? Size(Compartment compartment, Model model) => compartment.SpatialDimensions switch { 3 => model.VolumeUnits, 2 => model.AreaUnits, 1 => model.LengthUnits, _ => null };
}
