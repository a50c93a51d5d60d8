using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Simulation.Lowering;

/// <summary>Puts values in place of a model's, as if it had them: initial assignments and assignment rules of these quantities fall away.</summary>
internal static class FixedValues
{
    public static Model Apply(Model model, IReadOnlyDictionary<string, double> values, DiagnosticBag diagnostics)
    {
        if (values.Count == 0)
        {
            return model;
        }

        var byId = new Dictionary<string, (SpeciesMeaning Meaning, double Value)>(StringComparer.Ordinal);
        foreach (var (text, value) in values.OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            var name = QuantityName.Parse(text);
            byId[name.Id] = (name.Meaning, value);
        }

        var unused = byId.Keys.ToHashSet(StringComparer.Ordinal);
        bool Has(string id) => byId.ContainsKey(id) && (unused.Remove(id) || true);
        double Value(string id) => byId[id].Value;
        var result = model with
        {
            Compartments = model.Compartments.Select(c => Has(c.Id) ? c with { Size = Value(c.Id) } : c).ToValueList(),
            Parameters = model.Parameters.Select(p => Has(p.Id) ? p with { Value = Value(p.Id) } : p).ToValueList(),
            Species = model.Species.Select(s => Has(s.Id) ? WithValue(s, byId[s.Id]) : s).ToValueList(),
            Reactions = model.Reactions.Select(r => WithValues(r, Has, Value)).ToValueList(),
            InitialAssignments = model.InitialAssignments.Where(i => !byId.ContainsKey(i.Symbol)).ToValueList(),
            Rules = model.Rules.Where(r => r is not AssignmentRule assignment || !byId.ContainsKey(assignment.Variable)).ToValueList(),
        };
        foreach (string id in unused.Order(StringComparer.Ordinal))
        {
            diagnostics.Error("AN0506", default, $"a value for \"{id}\"", "a compartment, species, parameter, species reference or \"reaction.parameter\" of the model",
                Spelling.Nearest(id, Settable(model)));
        }

        return result;
    }

    private static Species WithValue(Species species, (SpeciesMeaning Meaning, double Value) given)
    {
        bool amount = given.Meaning == SpeciesMeaning.Amount || (given.Meaning == SpeciesMeaning.Own && species.HasOnlySubstanceUnits);
        return species with { InitialAmount = amount ? given.Value : null, InitialConcentration = amount ? null : given.Value };
    }

    private static Reaction WithValues(Reaction reaction, Func<string, bool> has, Func<string, double> value)
    {
        ValueList<SpeciesReference> References(ValueList<SpeciesReference> list) =>
            list.Select(r => r.Id.Length > 0 && has(r.Id) ? r with { Stoichiometry = value(r.Id), StoichiometryMath = null } : r).ToValueList();
        Parameter Local(Parameter parameter)
        {
            string id = QuantityTable.LocalName(reaction.Id, parameter.Id);
            return has(id) ? parameter with { Value = value(id) } : parameter;
        }

        return reaction with
        {
            Reactants = References(reaction.Reactants),
            Products = References(reaction.Products),
            KineticLaw = reaction.KineticLaw is null ? null : reaction.KineticLaw with
            {
                LocalParameters = reaction.KineticLaw.LocalParameters.Select(Local).ToValueList(),
            },
        };
    }

    private static IEnumerable<string> Settable(Model model) =>
        model.Compartments.Select(c => c.Id).Concat(model.Species.Select(s => s.Id)).Concat(model.Parameters.Select(p => p.Id))
            .Concat(model.Reactions.SelectMany(r => r.Reactants.Concat(r.Products)).Select(r => r.Id).Where(id => id.Length > 0))
            .Concat(model.Reactions.SelectMany(r => (r.KineticLaw?.LocalParameters ?? []).Select(p => QuantityTable.LocalName(r.Id, p.Id))));
}
