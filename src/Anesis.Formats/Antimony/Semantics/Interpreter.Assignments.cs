using Anesis.Formats.Antimony.Syntax;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;

namespace Anesis.Formats.Antimony.Semantics;

/// <summary>Declarations, values, rules and units.</summary>
internal sealed partial class Interpreter
{
    private void Declare(Declaration declaration)
    {
        foreach (var item in declaration.Items)
        {
            if (Assign(item) is not { } assigned)
            {
                continue;
            }

            var variable = assigned.Representative;
            if (declaration.Constant is { } constant)
            {
                if (constant && variable.IsReaction)
                {
                    _diagnostics.Error("AN0130", item.Name.Span, $"the reaction {variable.Name} as a constant", "var or nothing before a reaction");
                    continue;
                }

                variable.Constant = constant;
                MarkModified(variable);
            }

            if (declaration.Type == DeclaredType.Any)
            {
                continue;
            }

            var kind = declaration.Type switch
            {
                DeclaredType.Species => VariableKind.Species,
                DeclaredType.Formula => VariableKind.Formula,
                DeclaredType.Reaction => VariableKind.Reaction,
                DeclaredType.Dna => VariableKind.Dna,
                DeclaredType.Gene => VariableKind.Gene,
                DeclaredType.Operator => VariableKind.Operator,
                _ => VariableKind.Compartment,
            };
            if (SetKind(variable, kind, item.Name.Span) && kind == VariableKind.Species)
            {
                variable.SubstanceOnly = declaration.SubstanceOnly;
            }
        }
    }

    /// <summary>Carries out one assignment; the name's variable, or null when it is no variable (an SBO term, an uncertainty) or wrong.</summary>
    private Variable? Assign(Assigned assigned)
    {
        if (Attribute(assigned.Name) is var (owner, attribute))
        {
            SetAttribute(owner, attribute, assigned);
            return owner;
        }

        if (Lookup(assigned.Name) is not { } variable)
        {
            return null;
        }

        if (assigned.Vector is not null)
        {
            _diagnostics.Error("AN0122", assigned.Name.Span, $"a list in braces for {assigned.Name.Text}", "a formula (lists are for the bounds of an uncertainty)");
            return null;
        }

        bool ok = assigned.Kind switch
        {
            AssignmentKind.Initial => SetInitial(variable, assigned),
            AssignmentKind.Rule => SetRule(variable, assigned),
            AssignmentKind.Rate => SetRate(variable, assigned),
            AssignmentKind.Units => SetUnits(variable, assigned),
            _ => true,
        };
        return ok ? variable : null;
    }

    private bool SetInitial(Variable variable, Assigned assigned)
    {
        var target = variable.Representative;
        if (target.Kind == VariableKind.Unit)
        {
            return SetUnitFormula(target, assigned);
        }

        Formula? formula = null;
        if (assigned.Formula is not null && (formula = Use(assigned.Formula)) is null)
        {
            return false;
        }

        switch (target.Kind)
        {
            case VariableKind.Event when formula is not null:
                target.Event = target.Event! with { Trigger = formula };
                MarkModified(target);
                return true;
            case VariableKind.Strand or VariableKind.Submodel or VariableKind.Deleted or VariableKind.Event:
                _diagnostics.Error("AN0114", assigned.Name.Span, $"a value for {assigned.Name.Text}, which is {KindRules.Describe(target.Kind)}", "a name that can have a value");
                return false;
            case VariableKind.Reaction or VariableKind.Gene or VariableKind.Interaction:
                return SetValue(target, formula, FormulaKind.Assignment, DeletedPart.KineticLaw);
            case VariableKind.Dna or VariableKind.Operator:
                return SetValue(target, formula, FormulaKind.Assignment, DeletedPart.AssignmentRule);
            case VariableKind.Constraint or VariableKind.AlgebraicRule:
                target.Value = formula;
                return true;
        }

        if (target.FormulaKind == FormulaKind.Assignment && target.Value is not null)
        {
            _diagnostics.Error("AN0116", assigned.Name.Span, $"an initial value for {assigned.Name.Text}, which has an assignment rule", "one of the two (the rule holds at the start too)");
            return false;
        }

        if (formula?.Math is Number { Units: { } units } number)
        {
            target.HasUnit = UseUnit(units, number.Span);
            formula = formula with { Math = number with { Units = null } };
        }

        if (target.Kind == VariableKind.Undefined)
        {
            target.Kind = VariableKind.Formula;
        }

        return SetValue(target, formula, target.FormulaKind == FormulaKind.Rate ? FormulaKind.Rate : FormulaKind.Initial, DeletedPart.InitialAssignment);
    }

    private bool SetRule(Variable variable, Assigned assigned)
    {
        var target = variable.Representative;
        Formula? formula = null;
        if (assigned.Formula is not null && (formula = Use(assigned.Formula)) is null)
        {
            return false;
        }

        if (!KindRules.CanHaveAssignmentRule(target.Kind))
        {
            _diagnostics.Error("AN0116", assigned.Name.Span, $"an assignment rule for {assigned.Name.Text}, which is {KindRules.Describe(target.Kind)}", "a parameter, species, compartment or reaction");
            return false;
        }

        if (target.IsReaction || target.Kind == VariableKind.Interaction)
        {
            return SetValue(target, formula, FormulaKind.Assignment, DeletedPart.KineticLaw);
        }

        if (target.Rate is not null)
        {
            _diagnostics.Error("AN0116", assigned.Name.Span, $"an assignment rule for {assigned.Name.Text}, which has a rate rule", "one rule only");
            return false;
        }

        if (target.Kind == VariableKind.Undefined)
        {
            target.Kind = VariableKind.Formula;
        }

        return SetValue(target, formula, FormulaKind.Assignment, DeletedPart.AssignmentRule);
    }

    private bool SetRate(Variable variable, Assigned assigned)
    {
        var target = variable.Representative;
        Formula? formula = null;
        if (assigned.Formula is not null && (formula = Use(assigned.Formula)) is null)
        {
            return false;
        }

        if (!KindRules.CanHaveRateRule(target.Kind))
        {
            _diagnostics.Error("AN0116", assigned.Name.Span, $"a rate rule for {assigned.Name.Text}, which is {KindRules.Describe(target.Kind)}", "a parameter, species or compartment");
            return false;
        }

        if (target.FormulaKind == FormulaKind.Assignment && target.Value is not null)
        {
            _diagnostics.Error("AN0116", assigned.Name.Span, $"a rate rule for {assigned.Name.Text}, which has an assignment rule", "one rule only");
            return false;
        }

        if (target.Kind == VariableKind.Undefined)
        {
            target.Kind = VariableKind.Formula;
        }

        if (formula is null && target.Rate is not null && variable.Origin is not null)
        {
            RecordDeletion(variable, DeletedPart.RateRule);
        }
        else if (formula is not null)
        {
            MarkModified(target);
        }

        target.Rate = formula;
        target.FormulaKind = FormulaKind.Rate;
        return true;
    }

    /// <summary>Sets or clears the formula. Clearing one of a submodel is a deletion there.</summary>
    private bool SetValue(Variable target, Formula? formula, FormulaKind kind, DeletedPart part)
    {
        if (formula is null && target.Value is not null && target.Origin is not null)
        {
            RecordDeletion(target, part);
        }
        else if (formula is not null)
        {
            MarkModified(target);
        }

        target.Value = formula;
        target.FormulaKind = kind;
        return true;
    }

    private bool SetUnits(Variable variable, Assigned assigned)
    {
        if (Unit(assigned.Formula!, assigned.Name.Span) is not { } unit)
        {
            return false;
        }

        var target = variable.Representative;
        target.HasUnit = unit;
        MarkModified(target);
        return true;
    }

    /// <summary>The unit that a formula means: a unit with a name, or one that is made for it.</summary>
    private Variable? Unit(Expression formula, SourceSpan at)
    {
        if (UnitValue.From(formula) is not { } value)
        {
            _diagnostics.Error("AN0121", formula.Span.IsKnown ? formula.Span : at, $"\"{formula}\"", "a product of units and powers of units, such as mole/litre");
            return null;
        }

        if (formula is Symbol s)
        {
            return UseUnit(UnitNames.Normal(s.Id), s.Span);
        }

        foreach (var part in value.Parts)
        {
            UseUnit(part.Kind, at);
        }

        return FindOrAddUnit(module, value, at);
    }

    /// <summary>A unit with the same parts, or a new one with a name made from them.</summary>
    public static Variable FindOrAddUnit(ModuleTable module, UnitValue value, SourceSpan at)
    {
        if (module.Variables.Find(v => v.Kind == VariableKind.Unit && v.IsLocal && v.Same is null && v.Unit!.SameParts(value)) is { } same)
        {
            return same;
        }

        string name = value.Name;
        while (module.Find(name) is { } taken && taken.Kind != VariableKind.Undefined)
        {
            name += "_unit";
        }

        var unit = module.FindOrAdd(name, at);
        unit.Kind = VariableKind.Unit;
        unit.Unit = value with { Name = name, IsNamed = true };
        return unit;
    }

    private void DefineUnit(UnitStatement statement)
    {
        var name = statement.Name with { Text = UnitNames.Normal(statement.Name.Text) };
        if (Lookup(name) is not { } variable || !SetKind(variable, VariableKind.Unit, name.Span))
        {
            return;
        }

        if (statement.Formula is not null)
        {
            SetUnitFormula(variable.Representative, new(name, AssignmentKind.Initial, statement.Formula));
        }
    }

    private bool SetUnitFormula(Variable target, Assigned assigned)
    {
        if (assigned.Formula is null || UnitValue.From(assigned.Formula) is not { } value)
        {
            _diagnostics.Error("AN0121", assigned.Formula?.Span ?? assigned.Name.Span,
                assigned.Formula is null ? "nothing" : $"\"{assigned.Formula}\"",
                AntimonyWords.ModelUnits.Contains(target.Name)
                    ? $"a unit: {target.Name} names the model's unit of that kind (call a quantity {target.Name}_ or the like)"
                    : "a product of units and powers of units, such as 1e-3 mole/litre");
            return false;
        }

        foreach (var part in value.Parts)
        {
            if (!UnitNames.Kinds.Contains(part.Kind))
            {
                UseUnit(part.Kind, assigned.Name.Span);
            }
        }

        target.Unit = value with { Name = target.Name, IsNamed = true };
        MarkModified(target);
        return true;
    }
}
