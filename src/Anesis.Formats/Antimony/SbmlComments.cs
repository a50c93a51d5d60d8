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
/// <item><c>//sbml local m J0 J0_k k</c>: the parameter is local to the reaction's rate, under that id.</item>
/// <item><c>//sbml unit m volume_unit volume</c>: the same of a unit definition.</item>
/// <item><c>//sbml units m time_unit second</c>: the unit, or unit definition, that the model itself names as its own (Antimony has a definition of a fixed name instead).</item>
/// </list>
/// </summary>
internal static class SbmlComments
{
    private const string Start = "//sbml ";
    private const int MostWarnings = 100;

    public static string Line(params ReadOnlySpan<string> words) => Start + string.Join(' ', words);

    public static ModelDocument Apply(ModelDocument document, string text, DiagnosticBag diagnostics)
    {
        if (!text.Contains(Start, StringComparison.Ordinal))
        {
            return document;
        }

        var edits = new Dictionary<string, ModelEdit>(StringComparer.Ordinal);
        foreach (var model in document.Definitions.Append(document.Main))
        {
            edits.TryAdd(model.Id.Length == 0 ? "__main" : model.Id, new(model));
        }

        int number = 0, wrong = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (!line.StartsWith(Start, StringComparison.Ordinal))
            {
                continue;
            }

            string[] words = line[Start.Length..].ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 2 || !edits.TryGetValue(words[1], out var edit) || !edit.Add(words))
            {
                diagnostics.Warning("AN0154", new(document.Source, number, 1), $"\"{line}\"", "a comment for SBML that names an element of the model, such as \"//sbml fast main J0\"");
                if (++wrong == MostWarnings)
                {
                    break;
                }
            }
        }

        var changed = new Dictionary<Model, Model>(ReferenceEqualityComparer.Instance);
        foreach (var edit in edits.Values)
        {
            changed[edit.Model] = edit.Result();
        }

        return document with
        {
            Main = changed.GetValueOrDefault(document.Main, document.Main),
            Definitions = [.. document.Definitions.Select(d => changed.GetValueOrDefault(d, d))],
        };
    }

    /// <summary>Whether the ids of a model can be given back: nothing outside it refers to them.</summary>
    public static bool CanRename(Model model) => model.Submodels.IsEmpty && model.Ports.IsEmpty && model.FluxBalance is null;

    /// <summary>What the comments say of one model, put into it at the end.</summary>
    private sealed class ModelEdit(Model model)
    {
        private readonly HashSet<string> _fast = new(StringComparer.Ordinal);
        private readonly Dictionary<string, string> _factors = new(StringComparer.Ordinal), _ids = new(StringComparer.Ordinal);
        private readonly Dictionary<string, double?> _dimensions = new(StringComparer.Ordinal);
        private readonly Dictionary<string, (string? Low, string? High)> _bounds = new(StringComparer.Ordinal);
        private readonly HashSet<string> _parameters = model.Parameters.Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        private readonly HashSet<string> _reactions = model.Reactions.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        private readonly HashSet<string> _species = model.Species.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        private readonly HashSet<string> _compartments = model.Compartments.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        private readonly HashSet<string> _taken = Elements(model).ToHashSet(StringComparer.Ordinal);
        private readonly HashSet<string> _units = model.UnitDefinitions.Select(u => u.Id).ToHashSet(StringComparer.Ordinal);
        private readonly Dictionary<string, string> _unitIds = new(StringComparer.Ordinal), _modelUnits = new(StringComparer.Ordinal);
        private readonly List<(string Parameter, string Reaction, string Id)> _locals = [];
        private string? _factor = model.ConversionFactor;

        public Model Model => model;

        /// <returns>False when the words fit nothing in the model.</returns>
        public bool Add(string[] words)
        {
            switch (words)
            {
                case ["fast", _, var id] when _reactions.Contains(id):
                    _fast.Add(id);
                    return true;
                case ["conversionFactor", _, var factor] when _parameters.Contains(factor):
                    _factor = factor;
                    return true;
                case ["conversionFactor", _, var id, var factor] when _parameters.Contains(factor) && _species.Contains(id):
                    _factors[id] = factor;
                    return true;
                case ["dimensions", _, var id] when _compartments.Contains(id):
                    _dimensions[id] = null;
                    return true;
                case ["dimensions", _, var id, var number] when _compartments.Contains(id)
                    && double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double d) && double.IsFinite(d):
                    _dimensions[id] = d;
                    return true;
                case ["bounds", _, var id, var low, var high] when _reactions.Contains(id) && IsBound(low) && IsBound(high):
                    _bounds[id] = (low == "-" ? null : low, high == "-" ? null : high);
                    return true;
                case ["id", _, var name, var id] when CanRename(model) && IsId(id) && _taken.Contains(name) && !_ids.ContainsKey(name) && _taken.Add(id):
                    _ids[name] = id;
                    return true;
                case ["local", _, var reaction, var name, var id] when CanRename(model) && IsId(id) && _reactions.Contains(reaction) && _parameters.Contains(name):
                    _locals.Add((name, reaction, id));
                    return true;
                case ["unit", _, var name, var id] when CanRename(model) && IsId(id) && !UnitNames.Kinds.Contains(id) && _units.Contains(name) && !_unitIds.ContainsKey(name) && _units.Add(id):
                    _unitIds[name] = id;
                    return true;
                case ["units", _, var own, var unit] when CanRename(model) && AntimonyWords.ModelUnits.Contains(own) && _units.Contains(own) && unit != own && (_units.Contains(unit) || UnitNames.Kinds.Contains(unit)):
                    _modelUnits[own] = unit;
                    return true;
                default:
                    return false;
            }
        }

        public Model Result()
        {
            var edited = model with
            {
                ConversionFactor = _factor,
                Reactions = [.. model.Reactions.Select(Of)],
                Species = [.. model.Species.Select(s => _factors.TryGetValue(s.Id, out string? f) ? s with { ConversionFactor = f } : s)],
                Compartments = [.. model.Compartments.Select(c => _dimensions.TryGetValue(c.Id, out double? d) ? c with { SpatialDimensions = d } : c)],
            };
            edited = _locals.Count == 0 ? edited : LocalParameters.Put(edited, _locals);
            edited = _unitIds.Count == 0 ? edited : Renaming.ApplyToUnits(edited, _unitIds);
            foreach (var (own, unit) in _modelUnits)
            {
                edited = WithOwnUnit(edited, own, unit);
            }

            return _ids.Count == 0 ? edited : Renaming.Apply(edited, _ids);
        }

        /// <summary>The model's own unit is another than the definition that Antimony has for it; both must be the same, as they are unless the text was changed.</summary>
        private static Model WithOwnUnit(Model model, string own, string unit)
        {
            var stand = model.UnitDefinitions.FirstOrDefault(u => u.Id == own);
            var meant = model.UnitDefinitions.FirstOrDefault(u => u.Id == unit)?.Parts ?? [new(unit)];
            if (stand is null || !stand.Parts.Select(Content).SequenceEqual(meant.Select(Content)))
            {
                return model;
            }

            var left = model with { UnitDefinitions = [.. model.UnitDefinitions.Where(u => u != stand)] };
            return own switch
            {
                "substance" => left with { SubstanceUnits = unit },
                "volume" => left with { VolumeUnits = unit },
                "area" => left with { AreaUnits = unit },
                "length" => left with { LengthUnits = unit },
                "time_unit" => left with { TimeUnits = unit },
                _ => left with { ExtentUnits = unit },
            };
        }

        private static (string Kind, double Exponent, int Scale, double Multiplier) Content(UnitPart part) => (part.Kind, part.Exponent, part.Scale, part.Multiplier);

        private Reaction Of(Reaction reaction)
        {
            var one = _fast.Contains(reaction.Id) ? reaction with { Fast = true } : reaction;
            return _bounds.TryGetValue(one.Id, out var bounds) ? one with { LowerFluxBound = bounds.Low, UpperFluxBound = bounds.High } : one;
        }

        private bool IsBound(string id) => id == "-" || _parameters.Contains(id);

        private static bool IsId(string id) => !char.IsAsciiDigit(id[0]) && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

        private static IEnumerable<string> Elements(Model m) => m.Compartments.Select(e => e.Id).Concat(m.Species.Select(e => e.Id)).Concat(m.Parameters.Select(e => e.Id))
            .Concat(m.Reactions.SelectMany(r => r.Reactants.Concat(r.Products).Select(s => s.Id).Append(r.Id))).Concat(m.Events.Select(e => e.Id)).Concat(m.FunctionDefinitions.Select(e => e.Id));
    }
}
