using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Formats.Sbml.Validation;

/// <summary>Rules about reactions (211xx), and about species that reactions change (20610, 20611).</summary>
internal static class ReactionRules
{
    public static void Check(Names names, Findings findings)
    {
        PlaceRules.CheckConversion(names.Model, names.Model.ConversionFactor, 20216, names, findings);
        var ruled = names.Model.Rules.Select(r => r switch { AssignmentRule a => a.Variable, RateRule r2 => r2.Variable, _ => "" }).ToHashSet(StringComparer.Ordinal);
        foreach (var reaction in names.Model.Reactions)
        {
            if (reaction.Compartment is { } place && !names.Compartments.ContainsKey(place))
            {
                findings.Report(21107, reaction, $"reaction {reaction.Id} in the compartment \"{place}\"", "a compartment of the model", Spelling.Nearest(place, names.Compartments.Keys));
            }

            foreach (var reference in reaction.Reactants.Concat(reaction.Products))
            {
                Refer(reference, reference.Species);
                if (names.Species.TryGetValue(reference.Species, out var species) && !species.BoundaryCondition)
                {
                    if (species.Constant)
                    {
                        findings.Report(20611, reference, $"{species.Id}, which is constant and no boundary, as reactant or product", "a species that the reaction can change, or a boundary");
                    }

                    if (ruled.Contains(species.Id))
                    {
                        findings.Report(20610, reference, $"{species.Id}, which a rule determines, changed by reaction {reaction.Id} too", "a rule or reactions, or a species with boundaryCondition=\"true\"");
                    }
                }
            }

            foreach (var modifier in reaction.Modifiers)
            {
                Refer(modifier, modifier.Species);
            }

            CheckFormulas(reaction, names, findings);
        }

        void Refer(Element at, string species)
        {
            if (species.Length > 0 && !names.Species.ContainsKey(species))
            {
                findings.Report(21111, at, $"the species \"{species}\"", "a species of the model", Spelling.Nearest(species, names.Species.Keys));
            }
        }
    }

    private static void CheckFormulas(Reaction reaction, Names names, Findings findings)
    {
        var taking = reaction.Reactants.Concat(reaction.Products).Select(r => r.Species).Concat(reaction.Modifiers.Select(m => m.Species)).ToHashSet(StringComparer.Ordinal);
        var told = new HashSet<string>(StringComparer.Ordinal);
        if (reaction.KineticLaw is { } law)
        {
            var locals = law.LocalParameters.Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
            foreach (var symbol in law.Math is null ? [] : Formulas.Symbols(law.Math))
            {
                if (!locals.Contains(symbol.Id) && names.Species.ContainsKey(symbol.Id) && !taking.Contains(symbol.Id) && told.Add(symbol.Id))
                {
                    findings.Report(21121, symbol, law, $"{symbol.Id} in the kinetic law of {reaction.Id}", "a species that the reaction lists as reactant, product or modifier");
                }
            }

            foreach (var local in law.LocalParameters)
            {
                if (!local.Constant)
                {
                    findings.Report(21124, local, $"constant=\"false\" on the local parameter {local.Id}", "local parameters that are constant");
                }

                if (taking.Contains(local.Id))
                {
                    findings.Report(21173, local, $"a local parameter with the id of the species {local.Id}, which takes part in the reaction", "an id of its own");
                }
            }
        }

        foreach (var reference in reaction.Reactants.Concat(reaction.Products))
        {
            foreach (var symbol in reference.StoichiometryMath is null ? [] : Formulas.Symbols(reference.StoichiometryMath))
            {
                if (names.Species.ContainsKey(symbol.Id) && !taking.Contains(symbol.Id))
                {
                    findings.Report(21131, symbol, reference, $"{symbol.Id} in a stoichiometry of {reaction.Id}", "a species that the reaction lists");
                }
            }
        }
    }
}
