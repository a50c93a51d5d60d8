using Anesis.Formats.Antimony.Syntax;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;

namespace Anesis.Formats.Antimony.Semantics;

/// <summary>Submodels, what joins them, and what is deleted from them.</summary>
internal sealed partial class Interpreter
{
    private void AddSubmodel(SubmodelStatement s)
    {
        if (document.FindModule(s.Module, module) is not { } definition)
        {
            return;
        }

        var variable = s.Name is null ? module.AddNumbered("_sys", s.Span) : Lookup(s.Name);
        if (variable is null || !document.Reserve(definition.Variables.Count, s.Span))
        {
            return;
        }

        if (variable.Representative.Submodel is not null)
        {
            _diagnostics.Error("AN0112", s.Name!.Span, $"the submodel {variable.Name} once more", $"one definition (the first stands at line {variable.Span.Line})");
            return;
        }

        if (!SetKind(variable, VariableKind.Submodel, s.Name?.Span ?? s.Span))
        {
            return;
        }

        variable.Submodel = new(definition);
        variable.Span = s.Span;
        module.Instantiate(definition, variable.Name);
        for (int i = 0; i < s.Arguments.Count; i++)
        {
            Connect(variable, definition, i, s.Arguments[i]);
        }

        foreach (var option in s.Options)
        {
            SetFactor(variable, option);
        }

        if (s.Compartment is not null)
        {
            PutIn(variable, s.Compartment);
        }
    }

    private void Connect(Variable submodel, ModuleTable definition, int index, ArgumentSyntax argument)
    {
        if (index >= definition.Exports.Count)
        {
            if (index == definition.Exports.Count)
            {
                _diagnostics.Error("AN0117", argument.Span, "one argument more than it has", definition.Exports.Count == 0
                    ? $"no argument ({definition.Name} names none)"
                    : $"{definition.Exports.Count}: {definition.Name}({string.Join(", ", definition.Exports.Select(e => e.Name))})");
            }

            return;
        }

        var port = module.Find($"{submodel.Name}.{definition.Exports[index].Name}")!;
        if (argument.Name is { } name)
        {
            if (Lookup(name) is { } local)
            {
                Synchronize(port, local, null, argument.Span);
            }
        }
        else
        {
            var number = module.AddNumbered("_ant", argument.Span);
            number.Kind = VariableKind.Formula;
            number.Value = new(new Number(argument.Number!.Value) { Span = argument.Span });
            Synchronize(port, number, null, argument.Span);
        }
    }

    private void SetFactor(Variable submodel, OptionSyntax option)
    {
        if (option.Name.Text is not ("timeconv" or "extentconv"))
        {
            _diagnostics.Error("AN0126", option.Name.Span, $"the option \"{option.Name.Text}\"", "timeconv or extentconv",
                Spelling.Nearest(option.Name.Text, ["timeconv", "extentconv"]));
            return;
        }

        Variable? factor = null;
        if (option.Value is Symbol s)
        {
            factor = Lookup(new(s.Id, s.Span));
            if (factor is not null && (!SetKind(factor, VariableKind.Formula, s.Span) || factor.Representative.Kind != VariableKind.Formula))
            {
                _diagnostics.Error("AN0126", s.Span, $"{s.Id}, which is {KindRules.Describe(factor.Representative.Kind)}", "a parameter as conversion factor");
                return;
            }
        }
        else if (Formulas.Literal(option.Value) is { } value)
        {
            factor = module.Find(option.Name.Text);
            if (factor is not { Value.Math: Number same } || same.Value != value)
            {
                factor = factor is null ? module.FindOrAdd(option.Name.Text, option.Name.Span) : module.AddNumbered(option.Name.Text + "_", option.Name.Span);
                factor.Kind = VariableKind.Formula;
                factor.Value = new(new Number(value) { Span = option.Value!.Span });
            }
        }
        else
        {
            _diagnostics.Error("AN0126", option.Name.Span, $"\"{option.Value}\"", "a number or a parameter as conversion factor");
        }

        if (factor is null)
        {
            return;
        }

        factor.Representative.Constant = true;
        if (option.Name.Text == "timeconv")
        {
            submodel.Submodel!.TimeFactor = factor;
        }
        else
        {
            submodel.Submodel!.ExtentFactor = factor;
        }
    }

    /// <summary>Makes two names one. What the one does not say the other fills in; the name nearer to the top stays.</summary>
    private void Synchronize(Variable left, Variable right, Variable? factor, SourceSpan at)
    {
        var from = left.Representative;
        var to = right.Representative;
        if (from == to)
        {
            return;
        }

        if (from.Kind == VariableKind.Submodel || to.Kind == VariableKind.Submodel)
        {
            _diagnostics.Error("AN0120", at, $"{left.Name} is {right.Name}", "elements of submodels (submodels themselves can't be joined)");
            return;
        }

        if (from.Kind == VariableKind.Deleted || to.Kind == VariableKind.Deleted)
        {
            _diagnostics.Error("AN0120", at, $"{left.Name} is {right.Name}", "elements that are not deleted");
            return;
        }

        // The local name, where only one is, takes the place of the other.
        if (from.IsLocal && !to.IsLocal)
        {
            (from, to) = (to, from);
        }

        if (KindRules.Combine(from.Kind, to.Kind) is { } kind && (from.Kind == VariableKind.Undefined || kind == to.Kind || KindRules.Combine(to.Kind, from.Kind) is null))
        {
            from.Kind = kind;
        }

        if (!SetKind(to, from.Kind, at))
        {
            return;
        }

        from.Kind = to.Kind;
        if (!JoinUnits(from, to, factor, at))
        {
            return;
        }

        Join(from, to, factor);
        from.Same = to;
        module.Synchronizations.Add(new(from, to, factor?.Representative, at));
    }

    private bool JoinUnits(Variable from, Variable to, Variable? factor, SourceSpan at)
    {
        if (from.HasUnit is null)
        {
            return true;
        }

        if (to.HasUnit is null)
        {
            to.HasUnit = from.HasUnit;
        }
        else if (factor is null && UnitResolver.Resolve(from.HasUnit) is { } a && UnitResolver.Resolve(to.HasUnit) is { } b && !a.SameParts(b))
        {
            _diagnostics.Error("AN0120", at, $"{from.Name} in {from.HasUnit.LastName} as one with {to.Name} in {to.HasUnit.LastName}",
                "the same unit, or a conversion factor (A.x * factor is y)");
            return false;
        }

        return true;
    }

    private static void Join(Variable from, Variable to, Variable? factor)
    {
        to.Constant ??= from.Constant;
        to.SubstanceOnly |= from.SubstanceOnly;
        to.DisplayName ??= from.DisplayName;
        if (to.Value is null && to.Rate is null)
        {
            to.FormulaKind = from.FormulaKind;
        }

        to.Value ??= factor is null || from.Value is null ? from.Value : Converted(from.Value, from, factor);
        if (to.Rate is null && from.Rate is not null)
        {
            to.Rate = factor is null ? from.Rate : Converted(from.Rate, from, factor);
            to.FormulaKind = FormulaKind.Rate;
        }

        to.Reaction ??= from.Reaction;
        to.Event ??= from.Event;
        to.Unit ??= from.Unit;
        to.Strand ??= from.Strand;
        to.Compartment ??= from.Compartment;
        to.SuperCompartment ??= from.SuperCompartment;
        if (from.Annotation is not null)
        {
            to.Annotate().FillFrom(from.Annotation);
        }

        foreach (var uncertainty in from.Uncertainties.Where(u => !to.Uncertainties.Exists(o => o.Kind == u.Kind)))
        {
            to.Uncertainties.Add(uncertainty);
        }
    }

    /// <summary>
    /// The value in the units of the holder, and in it what has become the holder's own back in the units of the formula. The factor is a name of the holder, so that the formula's own names
    /// get their prefix first.
    /// </summary>
    private static Formula Converted(Formula formula, Variable from, Variable factor)
    {
        var conversion = new Symbol(factor.Representative.Name);
        return new(new Apply(Operator.Times, Formulas.Map(formula.Math, Prefixed), conversion), Unconverted: formula);

        Expression Prefixed(Expression e)
        {
            if (e is not Symbol s)
            {
                return e;
            }

            var named = s with { Id = formula.Scope + s.Id };
            return named.Id == from.Name ? new Apply(Operator.Divide, named, conversion) { Span = s.Span } : named;
        }
    }

    private void Delete(Variable named, SourceSpan at)
    {
        var target = named.Representative;
        if (named.IsLocal)
        {
            _diagnostics.Error("AN0119", at, $"the deletion of {named.Name}", "an element of a submodel (leave an element of this model out instead)");
            return;
        }

        if (target.Kind == VariableKind.Deleted)
        {
            // It went with another element that was deleted.
            return;
        }

        if (module.Synchronizations.Find(s => s.From.Representative == target || s.To.Representative == target) is { } joined)
        {
            _diagnostics.Error("AN0119", at, $"the deletion of {named.Name}", $"an element that is not joined to another (it is {(joined.From == named ? joined.To : joined.From).Name})");
            return;
        }

        if (target is { Kind: VariableKind.Interaction, Reaction: { } interaction })
        {
            // In SBML an interaction is no element but the modifiers that it makes.
            foreach (var acted in interaction.Right)
            {
                foreach (var actor in interaction.Left)
                {
                    RecordDeletion(acted.Species.Representative, DeletedPart.Modifier, actor.Species.Representative.LastName);
                }
            }

            target.Kind = VariableKind.Deleted;
            return;
        }

        new ReferenceClearing(module, RecordDeletion).Clear(target);
        if (target.Kind is not (VariableKind.Reaction or VariableKind.Gene or VariableKind.Event or VariableKind.Constraint))
        {
            RecordOwnRules(target);
        }

        RecordDeletion(target, DeletedPart.Element);
        string prefix = target.Name + ".";
        foreach (var inner in module.Variables.Where(v => v.Name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            inner.Kind = VariableKind.Deleted;
        }

        target.Kind = VariableKind.Deleted;
    }

    private void RecordOwnRules(Variable target)
    {
        if (target.Rate is not null)
        {
            RecordDeletion(target, DeletedPart.RateRule);
        }

        if (target.Value is null)
        {
            return;
        }

        if (target.FormulaKind == FormulaKind.Assignment)
        {
            RecordDeletion(target, DeletedPart.AssignmentRule);
        }
        else if (!ValueForms.IsPlain(target))
        {
            RecordDeletion(target, DeletedPart.InitialAssignment);
        }
    }

    private void RecordDeletion(Variable target, DeletedPart part) => RecordDeletion(target, part, "");

    private void RecordDeletion(Variable target, DeletedPart part, string other)
    {
        string submodel = target.Name[..target.Name.IndexOf('.', StringComparison.Ordinal)];
        var deletions = module.Find(submodel)!.Submodel!.Deletions;
        var record = new DeletionRecord(target.Name, part, other);
        if (!deletions.Contains(record))
        {
            deletions.Add(record);
        }
    }
}
