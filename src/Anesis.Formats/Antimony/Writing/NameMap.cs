using Anesis.Formats.Antimony.Syntax;
using Anesis.Modeling;

namespace Anesis.Formats.Antimony.Writing;

/// <summary>
/// The names that a model's elements have in the text: their ids, except where Antimony reserves the word or has one namespace for what SBML keeps apart.
/// </summary>
internal sealed class NameMap
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _units = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public NameMap(Model model, IEnumerable<string> modelNames)
    {
        _taken.UnionWith(modelNames);
        foreach (string id in Ids(model).Where(id => id.Length > 0).Distinct(StringComparer.Ordinal))
        {
            bool reserved = AntimonyWords.IsReserved(id) || AntimonyWords.ModelUnits.Contains(id) || _taken.Contains(id) || UnitNames.Kinds.Contains(id);
            _names[id] = reserved ? Free(id + "_", model) : id;
            _taken.Add(_names[id]);
        }

        foreach (var unit in model.UnitDefinitions)
        {
            string id = UnitNames.Normal(unit.Id);
            bool modelUnit = AntimonyWords.ModelUnits.Contains(id) && !IsModelUnit(model, id, unit.Id);
            bool clash = _taken.Contains(id) || AntimonyWords.IsReserved(id) || UnitNames.Kinds.Contains(id) || modelUnit || id == "time_unit" && unit.Id != "time_unit";
            _units[unit.Id] = clash ? Free(id + "_unit", model) : id;
            _taken.Add(_units[unit.Id]);
        }
    }

    /// <summary>Ids whose name in the text is another one.</summary>
    public IEnumerable<(string Id, string Name)> Renamed =>
        _names.Concat(_units).Where(n => n.Key != n.Value).Select(n => (n.Key, n.Value));

    /// <summary>Says that an id means an element of a submodel.</summary>
    public void Substitute(string id, string path) => _names[id] = path;

    public string Name(string id) => _names.GetValueOrDefault(id, id);

    public string Unit(string id) => _units.TryGetValue(id, out string? name) ? name : UnitNames.Normal(id);

    public bool IsTaken(string name) => _taken.Contains(name);

    /// <summary>A name that nothing has yet.</summary>
    public string Add(string wanted)
    {
        string name = wanted;
        for (int i = 1; _taken.Contains(name) || AntimonyWords.IsReserved(name); i++)
        {
            name = $"{wanted}_{i}";
        }

        _taken.Add(name);
        return name;
    }

    private static bool IsModelUnit(Model model, string name, string id) => id == name switch
    {
        "substance" => model.SubstanceUnits,
        "volume" => model.VolumeUnits,
        "area" => model.AreaUnits,
        "length" => model.LengthUnits,
        "time_unit" => model.TimeUnits,
        _ => model.ExtentUnits,
    };

    private string Free(string wanted, Model model)
    {
        var ids = Ids(model).ToHashSet(StringComparer.Ordinal);
        while (_taken.Contains(wanted) || ids.Contains(wanted))
        {
            wanted += "_";
        }

        return wanted;
    }

    private static IEnumerable<string> Ids(Model model) =>
        model.Compartments.Select(e => e.Id)
            .Concat(model.Species.Select(e => e.Id))
            .Concat(model.Parameters.Select(e => e.Id))
            .Concat(model.Reactions.SelectMany(r => new[] { r.Id }.Concat(r.Reactants.Select(s => s.Id)).Concat(r.Products.Select(s => s.Id))))
            .Concat(model.Events.Select(e => e.Id))
            .Concat(model.Submodels.Select(e => e.Id))
            .Concat(model.Constraints.Select(e => e.Id))
            .Concat(model.Rules.OfType<AlgebraicRule>().Select(e => e.Id));
}
