using Anesis.Formats.Antimony.Semantics;
using Anesis.Modeling;

namespace Anesis.Formats.Antimony.Emission;

/// <summary>Where an element of a submodel stands among the models: the submodels on the way, and the element in the last one's model.</summary>
internal sealed record Location(IReadOnlyList<string> Submodels, ModuleTable Owner, Variable Element);

/// <summary>Finds, for a dotted name, the SBML element that carries it.</summary>
internal sealed class ElementLocator
{
    private readonly Dictionary<ModuleTable, HashSet<Variable>> _joined = [];

    public static string Id(Variable representative) => representative.Name.Replace(".", "__", StringComparison.Ordinal);

    /// <summary>Whether a model has an element of its own for something in one of its submodels, because it changes or joins it.</summary>
    public bool HasOwnElement(Variable representative)
    {
        if (representative.IsLocal || representative.IsModified)
        {
            return true;
        }

        if (!_joined.TryGetValue(representative.Module, out var joined))
        {
            joined = [.. representative.Module.Synchronizations.Select(s => s.To.Representative)];
            _joined.Add(representative.Module, joined);
        }

        return joined.Contains(representative);
    }

    public Location Locate(ModuleTable module, string name)
    {
        var submodels = new List<string>();
        while (true)
        {
            var variable = module.Find(name)!.Representative;
            if (HasOwnElement(variable))
            {
                return new(submodels, module, variable);
            }

            int dot = variable.Name.IndexOf('.', StringComparison.Ordinal);
            string submodel = variable.Name[..dot];
            submodels.Add(submodel);
            module = module.Find(submodel)!.Submodel!.Definition;
            name = variable.Name[(dot + 1)..];
        }
    }

    /// <summary>The reference from the model that holds the submodel <paramref name="name"/> starts with, as seen from inside that submodel.</summary>
    public (string Submodel, Location Location) LocateInside(ModuleTable holder, string name)
    {
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        return (name[..dot], Locate(holder.Find(name[..dot])!.Submodel!.Definition, name[(dot + 1)..]));
    }

    public static ElementReference Reference(Location location)
    {
        var element = location.Element;
        var port = location.Owner.Exports.Find(e => e.Representative == element);
        bool unit = element.Kind == VariableKind.Unit || element.Unit is not null;
        var reference = port is not null
            ? new ElementReference { PortRef = unit ? "unit_" + port.Name : port.Name }
            : unit ? new ElementReference { UnitRef = Id(element) } : new ElementReference { IdRef = Id(element) };
        return Wrap(location.Submodels, reference);
    }

    public static ElementReference Wrap(IReadOnlyList<string> submodels, ElementReference reference)
    {
        for (int i = submodels.Count - 1; i >= 0; i--)
        {
            reference = new() { IdRef = submodels[i], Inner = reference };
        }

        return reference;
    }
}
