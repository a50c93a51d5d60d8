using System.Globalization;
using Anesis.Formats.Antimony.Syntax;
using Anesis.Modeling;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Formats.Antimony;

/// <summary>
/// Comment lines that carry what SBML says and Antimony has no word for: <c>//sbml KEY MODEL ELEMENT [VALUE…]</c>. Other readers pass over them.
/// <list type="bullet">
/// <item><c>//sbml fast m J0</c>: the reaction is fast.</item>
/// <item><c>//sbml conversionFactor m S1 f</c>, or without an element: the conversion factor of a species or of the model.</item>
/// <item><c>//sbml dimensions m C 2</c>, or without a number: spatial dimensions of a compartment.</item>
/// <item><c>//sbml bounds m J0 low high</c>: parameters that bound a flux, "-" for none.</item>
/// <item><c>//sbml id m time_ time</c>: the element's id in SBML, where Antimony reserves the word.</item>
/// </list>
/// </summary>
internal static class SbmlComments
{
    private const string Start = "//sbml ";

    public static string Line(params ReadOnlySpan<string> words) => Start + string.Join(' ', words);

    public static ModelDocument Apply(ModelDocument document, string text, DiagnosticBag diagnostics)
    {
        if (!text.Contains(Start, StringComparison.Ordinal))
        {
            return document;
        }

        var ids = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        int number = 0;
        foreach (var range in text.AsSpan().EnumerateLines())
        {
            number++;
            if (!range.StartsWith(Start, StringComparison.Ordinal))
            {
                continue;
            }

            string[] words = range[Start.Length..].ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            string file = document.Source;
            if (words is ["id", var owner, var name, var id] && Find(document, owner) is { } renamed && IsFree(renamed, name, id))
            {
                ids.TryAdd(owner, new(StringComparer.Ordinal));
                ids[owner][name] = id;
            }
            else if (words.Length < 2 || Find(document, words[1]) is not { } model || Changed(model, words) is not { } changed)
            {
                diagnostics.Warning("AN0154", new(file, number, 1), $"\"{range}\"", "a comment for SBML that names an element of the model, such as \"//sbml fast main J0\"");
            }
            else
            {
                document = With(document, model, changed);
            }
        }

        foreach (var (owner, names) in ids)
        {
            var model = Find(document, owner)!;
            document = With(document, model, Renaming.Apply(model, names));
        }

        return document;
    }

    /// <summary>Whether the ids of a model can be given back: nothing outside it refers to them.</summary>
    public static bool CanRename(Model model) => model.Submodels.IsEmpty && model.Ports.IsEmpty && model.FluxBalance is null;

    private static bool IsId(string id) => id.Length > 0 && !char.IsAsciiDigit(id[0]) && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static bool IsFree(Model model, string name, string id) => CanRename(model) && IsId(id)
        && Elements(model).Any(e => e == name) && Elements(model).All(e => e != id);

    private static IEnumerable<string> Elements(Model m) => m.Compartments.Select(e => e.Id).Concat(m.Species.Select(e => e.Id)).Concat(m.Parameters.Select(e => e.Id))
        .Concat(m.Reactions.SelectMany(r => r.Reactants.Concat(r.Products).Select(s => s.Id).Append(r.Id))).Concat(m.Events.Select(e => e.Id)).Concat(m.FunctionDefinitions.Select(e => e.Id));

    private static Model? Find(ModelDocument document, string name) =>
        document.Definitions.Append(document.Main).FirstOrDefault(m => m.Id == name || (m.Id.Length == 0 && name == "__main"));

    private static ModelDocument With(ModelDocument document, Model old, Model changed) => ReferenceEquals(document.Main, old) ? document with { Main = changed }
        : document with { Definitions = [.. document.Definitions.Select(d => ReferenceEquals(d, old) ? changed : d)] };

    private static Model? Changed(Model m, string[] words)
    {
        bool IsParameter(string id) => m.Parameters.Any(p => p.Id == id);
        bool IsBound(string id) => id == "-" || IsParameter(id);
        string? Bound(string id) => id == "-" ? null : id;
        return words switch
        {
            ["fast", _, var id] when m.Reactions.Any(r => r.Id == id) => m with { Reactions = [.. m.Reactions.Select(r => r.Id == id ? r with { Fast = true } : r)] },
            ["conversionFactor", _, var factor] when IsParameter(factor) => m with { ConversionFactor = factor },
            ["conversionFactor", _, var id, var factor] when IsParameter(factor) && m.Species.Any(s => s.Id == id) =>
                m with { Species = [.. m.Species.Select(s => s.Id == id ? s with { ConversionFactor = factor } : s)] },
            ["dimensions", _, var id] when m.Compartments.Any(c => c.Id == id) => Dimensions(m, id, null),
            ["dimensions", _, var id, var number] when m.Compartments.Any(c => c.Id == id)
                && double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double d) && double.IsFinite(d) => Dimensions(m, id, d),
            ["bounds", _, var id, var low, var high] when IsBound(low) && IsBound(high) && m.Reactions.Any(r => r.Id == id) =>
                m with { Reactions = [.. m.Reactions.Select(r => r.Id == id ? r with { LowerFluxBound = Bound(low), UpperFluxBound = Bound(high) } : r)] },
            _ => null,
        };
    }

    private static Model Dimensions(Model m, string id, double? dimensions) =>
        m with { Compartments = [.. m.Compartments.Select(c => c.Id == id ? c with { SpatialDimensions = dimensions } : c)] };
}
