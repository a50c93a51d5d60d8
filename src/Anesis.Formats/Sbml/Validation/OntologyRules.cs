using Anesis.Modeling;

namespace Anesis.Formats.Sbml.Validation;

/// <summary>Rules 10701 to 10718: an sboTerm is of the branch of the Systems Biology Ontology that describes such an element.</summary>
internal static class OntologyRules
{
    public static void Check(Model model, Findings findings)
    {
        var framework = findings.Is(SbmlEdition.L2V4 | SbmlEdition.L2V5 | SbmlEdition.L3) ? OntologyBranch.Interaction.Or(OntologyBranch.Framework) : OntologyBranch.Framework;
        var matter = findings.Is(SbmlEdition.L2V2 | SbmlEdition.L2V3) ? OntologyBranch.Entity : OntologyBranch.Material;
        All([model], OntologyBranch.Framework.Or(framework), 10701);
        All(model.FunctionDefinitions, OntologyBranch.Expression, 10702);
        All(model.Parameters, OntologyBranch.Parameter, 10703);
        All(model.InitialAssignments, OntologyBranch.Expression, 10704);
        All(model.Rules, OntologyBranch.Expression, 10705);
        All(model.Constraints, OntologyBranch.Expression, 10706);
        All(model.Compartments, matter, 10712);
        All(model.Species, matter, 10713);
        All(model.CompartmentTypes, matter, 10714);
        All(model.SpeciesTypes, matter, 10715);
        All(model.Reactions, OntologyBranch.Interaction, 10707);
        foreach (var reaction in model.Reactions)
        {
            All(reaction.Reactants.Concat(reaction.Products), OntologyBranch.ReactantOrProduct, 10708);
            All(reaction.Modifiers, OntologyBranch.Modifier, 10708);
            if (reaction.KineticLaw is { } law)
            {
                All([law], OntologyBranch.RateLaw, 10709);
                All(law.LocalParameters, OntologyBranch.Parameter, findings.Is(SbmlEdition.L3) ? 10718 : 10703);
            }
        }

        All(model.Events, OntologyBranch.Interaction, 10710);
        foreach (var happening in model.Events)
        {
            All(happening.Assignments, OntologyBranch.Expression, 10711);
            All([happening.Trigger], OntologyBranch.Expression, 10716);
            All(happening.Delay is null ? [] : [happening.Delay], OntologyBranch.Expression, 10717);
        }

        void All(IEnumerable<Element> elements, OntologyBranch branch, int rule)
        {
            foreach (var element in elements)
            {
                if (element.SboTerm is { } term && OntologyBranch.IsElsewhere(term, branch))
                {
                    findings.Report(rule, element, $"the sboTerm {term}", "a term of the branch " + branch.Name);
                }
            }
        }
    }
}
