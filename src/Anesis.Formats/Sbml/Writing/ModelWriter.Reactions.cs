using Anesis.Modeling;

namespace Anesis.Formats.Sbml.Writing;

/// <summary>Reactions and events.</summary>
internal sealed partial class ModelWriter
{
    private void Write(Reaction reaction)
    {
        _elements.Begin("reaction", reaction);
        _elements.Attribute("reversible", reaction.Reversible);
        if (reaction.Fast || _edition == SbmlEdition.L3V1)
        {
            _elements.Attribute("fast", reaction.Fast);
        }

        _elements.Attribute("compartment", reaction.Compartment);
        _packages.ReactionAttributes(reaction);
        _elements.Content(reaction);
        _elements.List(reaction, "listOfReactants", reaction.Reactants, Write);
        _elements.List(reaction, "listOfProducts", reaction.Products, Write);
        if (!_level1)
        {
            _elements.List(reaction, "listOfModifiers", reaction.Modifiers, m =>
            {
                _elements.Begin("modifierSpeciesReference", m);
                _elements.Attribute("species", m.Species);
                _elements.Content(m);
                _output.End();
            });
        }

        if (reaction.KineticLaw is not null)
        {
            Write(reaction.KineticLaw);
        }

        _packages.ReactionContent(reaction);
        _output.End();
    }

    private void Write(SpeciesReference reference)
    {
        _elements.Begin(_edition == SbmlEdition.L1V1 ? "specieReference" : "speciesReference", reference);
        _elements.Attribute(_edition == SbmlEdition.L1V1 ? "specie" : "species", reference.Species);
        if (_level1)
        {
            (int numerator, int denominator) = Level1FormulaWriter.AsFraction(reference.Stoichiometry ?? 1, reference, _elements.Losses);
            _elements.Attribute("stoichiometry", numerator);
            if (denominator != 1)
            {
                _elements.Attribute("denominator", denominator);
            }
        }
        else if (reference.StoichiometryMath is null)
        {
            _elements.Attribute("stoichiometry", reference.Stoichiometry);
        }

        if (_edition.IsIn(SbmlEdition.L3))
        {
            _elements.Attribute("constant", reference.Constant);
        }

        _elements.Content(reference);
        if (reference.StoichiometryMath is not null && _edition.IsIn(SbmlEdition.L2))
        {
            _output.Begin("stoichiometryMath");
            _math.Write(reference.StoichiometryMath);
            _output.End();
        }

        _output.End();
    }

    private void Write(KineticLaw law)
    {
        _elements.Begin("kineticLaw", law);
        Formula(law, law.Math);
        _elements.Attribute("timeUnits", law.TimeUnits);
        _elements.Attribute("substanceUnits", law.SubstanceUnits);
        _elements.Content(law);
        if (law.Math is not null && !_level1)
        {
            _math.Write(law.Math);
        }

        _elements.List(law, "listOfLocalParameters", law.LocalParameters, p => WriteParameter(p, _edition.IsIn(SbmlEdition.L3) ? "localParameter" : "parameter"));
        _output.End();
    }

    private void Write(Event e)
    {
        _elements.Begin("event", e);
        if (_edition.IsIn(SbmlEdition.L3 | SbmlEdition.L2V4 | SbmlEdition.L2V5))
        {
            _elements.Attribute("useValuesFromTriggerTime", e.UseValuesFromTriggerTime);
        }

        _elements.Attribute("timeUnits", e.TimeUnits);
        _elements.Content(e);
        if (!(e.Trigger.Equals(new EventTrigger()) && _edition == SbmlEdition.L3V2))
        {
            _elements.Begin("trigger", e.Trigger);
            if (_edition.IsIn(SbmlEdition.L3))
            {
                _elements.Attribute("initialValue", e.Trigger.InitialValue);
                _elements.Attribute("persistent", e.Trigger.Persistent);
            }

            EndWithMath(e.Trigger, e.Trigger.Math);
        }

        if (e.Delay is not null)
        {
            _elements.Begin("delay", e.Delay);
            EndWithMath(e.Delay, e.Delay.Math);
        }

        if (e.Priority is not null)
        {
            _elements.Begin("priority", e.Priority);
            EndWithMath(e.Priority, e.Priority.Math);
        }

        _elements.List(e, "listOfEventAssignments", e.Assignments, a =>
        {
            _elements.Begin("eventAssignment", a);
            _elements.Attribute("variable", a.Variable);
            EndWithMath(a, a.Math);
        });
        _output.End();
    }
}
