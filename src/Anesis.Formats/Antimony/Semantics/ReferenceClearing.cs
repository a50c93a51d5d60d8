namespace Anesis.Formats.Antimony.Semantics;

/// <summary>Takes an element that is being deleted out of everything in its submodel that mentions it, and says which parts go with it.</summary>
internal sealed class ReferenceClearing(ModuleTable module, Action<Variable, DeletedPart, string> record)
{
    public void Clear(Variable deleted)
    {
        string submodel = deleted.Name[..(deleted.Name.IndexOf('.', StringComparison.Ordinal) + 1)];
        foreach (var variable in module.Variables)
        {
            if (variable == deleted || variable.Same is not null || variable.Kind == VariableKind.Deleted
                || !variable.Name.StartsWith(submodel, StringComparison.Ordinal))
            {
                continue;
            }

            if (variable.Reaction is { } reaction)
            {
                ClearReaction(variable, reaction, deleted);
            }
            else if (variable.Event is { } data)
            {
                ClearEvent(variable, data, deleted);
            }
            else
            {
                ClearRules(variable, deleted);
            }

            if (variable.Compartment?.Representative == deleted)
            {
                variable.Compartment = null;
            }

            if (variable.HasUnit?.Representative == deleted)
            {
                variable.HasUnit = null;
            }
        }
    }

    private bool Mentions(Formula? formula, Variable deleted) => module.NamesIn(formula).Any(v => v.Representative == deleted);

    private void ClearRules(Variable variable, Variable deleted)
    {
        if (Mentions(variable.Value, deleted))
        {
            if (variable.Kind != VariableKind.Constraint)
            {
                record(variable, variable.FormulaKind == FormulaKind.Assignment ? DeletedPart.AssignmentRule : DeletedPart.InitialAssignment, "");
                variable.Value = null;
            }
            else
            {
                record(variable, DeletedPart.Element, "");
                variable.Kind = VariableKind.Deleted;
            }
        }

        if (Mentions(variable.Rate, deleted))
        {
            record(variable, DeletedPart.RateRule, "");
            variable.Rate = null;
        }
    }

    private void ClearReaction(Variable variable, ReactionData reaction, Variable deleted)
    {
        if (reaction.IsInteraction)
        {
            if (reaction.Left.RemoveAll(r => r.Species.Representative == deleted) > 0)
            {
                foreach (var acted in reaction.Right)
                {
                    record(acted.Species.Representative, DeletedPart.Modifier, deleted.LastName);
                }
            }

            reaction.Right.RemoveAll(r => r.Species.Representative == deleted);
            if (reaction.Left.Count == 0 || reaction.Right.Count == 0)
            {
                variable.Kind = VariableKind.Deleted;
            }

            return;
        }

        bool takesPart = false;
        if (reaction.Left.RemoveAll(r => r.Species.Representative == deleted) > 0)
        {
            record(variable, DeletedPart.Reactant, deleted.LastName);
            takesPart = true;
        }

        if (reaction.Right.RemoveAll(r => r.Species.Representative == deleted) > 0)
        {
            record(variable, DeletedPart.Product, deleted.LastName);
            takesPart = true;
        }

        if (Mentions(variable.Value, deleted))
        {
            record(variable, DeletedPart.KineticLaw, "");
            variable.Value = null;
            if (!takesPart && deleted.Kind == VariableKind.Species)
            {
                record(variable, DeletedPart.Modifier, deleted.LastName);
            }
        }
    }

    private void ClearEvent(Variable variable, EventData data, Variable deleted)
    {
        if (Mentions(data.Trigger, deleted))
        {
            // Without its condition the event means nothing.
            record(variable, DeletedPart.Element, "");
            variable.Kind = VariableKind.Deleted;
            return;
        }

        if (Mentions(data.Delay, deleted))
        {
            record(variable, DeletedPart.Delay, "");
            data.Delay = null;
        }

        if (Mentions(data.Priority, deleted))
        {
            record(variable, DeletedPart.Priority, "");
            data.Priority = null;
        }

        var gone = data.Assignments.Where(a => a.Target.Representative == deleted || Mentions(a.Value, deleted)).ToList();
        foreach (var assignment in gone)
        {
            record(variable, DeletedPart.EventAssignment, assignment.Target.Representative.LastName);
            data.Assignments.Remove(assignment);
        }

        if (gone.Count > 0 && data.Assignments.Count == 0)
        {
            record(variable, DeletedPart.Element, "");
            variable.Kind = VariableKind.Deleted;
        }
    }
}
