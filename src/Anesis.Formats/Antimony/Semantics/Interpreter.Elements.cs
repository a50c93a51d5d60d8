using Anesis.Formats.Antimony.Syntax;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Antimony.Semantics;

/// <summary>Reactions, events, constraints, objectives and strands.</summary>
internal sealed partial class Interpreter
{
    private void React(ReactionStatement s)
    {
        bool interaction = s.Arrow is Arrow.Inhibits or Arrow.Activates or Arrow.Influences;
        if (interaction && s.Right.IsEmpty)
        {
            _diagnostics.Error("AN0131", s.Span, "an interaction with nothing", "a reaction after the arrow (S -| J0;)");
            return;
        }

        var left = Reactants(s.Left, VariableKind.Species);
        var right = Reactants(s.Right, interaction ? VariableKind.Formula : VariableKind.Species);
        Formula? rate = null;
        if (left is null || right is null || (s.Rate is not null && (rate = Use(s.Rate)) is null))
        {
            return;
        }

        var variable = s.Name is null ? module.AddNumbered("_J", s.Span) : Lookup(s.Name);
        if (variable is null)
        {
            return;
        }

        var target = variable.Representative;
        var pending = target.Value;
        if (target.Constant == true && !interaction && target.Kind is VariableKind.Undefined or VariableKind.Formula)
        {
            _diagnostics.Error("AN0130", s.Name!.Span, $"the constant {variable.Name} as a reaction", "a name that is not const (reactions are never constant)");
            return;
        }

        if (!SetKind(target, interaction ? VariableKind.Interaction : VariableKind.Reaction, s.Name?.Span ?? s.Span))
        {
            return;
        }

        if (target.Kind == VariableKind.Gene && left.Count > 0)
        {
            _diagnostics.Error("AN0114", s.Span, $"the gene {variable.Name} with reactants", "a gene's reaction, which only produces (-> P)");
            return;
        }

        target.Reaction = new(left, s.Arrow, right);
        target.Span = s.Span;
        target.Value = rate ?? pending;
        MarkModified(target);
        if (interaction && target.Value is { } law)
        {
            // A rate given with an interaction is that of the reaction it acts on.
            foreach (var acted in right)
            {
                acted.Species.Representative.Value = law;
                MarkModified(acted.Species.Representative);
            }

            target.Value = null;
        }

        if (s.Compartment is not null)
        {
            PutIn(target, s.Compartment);
        }
    }

    private List<Reactant>? Reactants(ValueList<ReactantSyntax> list, VariableKind kind)
    {
        var reactants = new List<Reactant>();
        foreach (var item in list)
        {
            Variable? stoichiometry = null;
            if (item.StoichiometryName is { } name
                && ((stoichiometry = Lookup(name)) is null || !SetKind(stoichiometry, VariableKind.Stoichiometry, name.Span)))
            {
                return null;
            }

            if (Lookup(item.Species) is not { } species || !SetKind(species, kind, item.Species.Span))
            {
                return null;
            }

            reactants.Add(new(item.Stoichiometry, stoichiometry, species, item.Species.Span));
        }

        return reactants;
    }

    private void AlgebraicRule(AlgebraicRuleStatement s)
    {
        var math = s.LeftSide == 0 ? s.Formula : new Apply(Operator.Minus, s.Formula, new Number(s.LeftSide)) { Span = s.Formula.Span };
        var variable = s.Name is null ? module.AddNumbered("_alg", s.Span) : Lookup(s.Name);
        if (variable is null || Use(math) is not { } formula)
        {
            return;
        }

        var target = variable.Representative;
        if (target.Kind is not (VariableKind.Undefined or VariableKind.AlgebraicRule))
        {
            _diagnostics.Error("AN0114", s.Name?.Span ?? s.Span, $"{variable.Name} used as an algebraic rule", $"{KindRules.Describe(target.Kind)}, as it was used before");
            return;
        }

        target.Kind = VariableKind.AlgebraicRule;
        target.Value = formula;
        target.Span = s.Span;

        // Something in the rule must be free to move: without a var among its names, all undeclared ones are.
        var names = module.NamesIn(formula).Select(v => v.Representative).ToList();
        if (!names.Exists(v => v.Constant == false))
        {
            foreach (var name in names.Where(v => v.Constant is null))
            {
                name.Constant = false;
            }
        }
    }

    private void AddEvent(EventStatement s)
    {
        if (Use(s.Trigger) is not { } trigger)
        {
            return;
        }

        var data = new EventData(trigger) { Delay = s.Delay is null ? null : Use(s.Delay) };
        foreach (var option in s.Options)
        {
            SetOption(data, option);
        }

        foreach (var assignment in s.Assignments)
        {
            if (Lookup(assignment.Name) is not { } variable || Use(assignment.Formula) is not { } value)
            {
                continue;
            }

            var target = variable.Representative;
            if (target.Kind is VariableKind.Undefined)
            {
                target.Kind = VariableKind.Formula;
            }

            if (!KindRules.CanHaveRateRule(target.Kind))
            {
                _diagnostics.Error("AN0114", assignment.Name.Span, $"a new value for {variable.Name}, which is {KindRules.Describe(target.Kind)}", "a parameter, species, compartment or stoichiometry");
                continue;
            }

            if (target.Kind != VariableKind.Species)
            {
                target.Constant = false;
            }

            data.Assignments.Add(new(variable, value, assignment.Name.Span));
        }

        var holder = s.Name is null ? module.AddNumbered("_E", s.Span) : Lookup(s.Name);
        if (holder is not null && SetKind(holder, VariableKind.Event, s.Name?.Span ?? s.Span))
        {
            var target = holder.Representative;
            target.Event = data;
            target.Value = null;
            target.Span = s.Span;
            MarkModified(target);
        }
    }

    private void SetOption(EventData data, OptionSyntax option)
    {
        if (option.Name.Text == "priority")
        {
            data.Priority = Use(option.Value);
            return;
        }

        if (option.Name.Text is not ("t0" or "persistent" or "fromTrigger"))
        {
            _diagnostics.Error("AN0126", option.Name.Span, $"the option \"{option.Name.Text}\"", "priority, t0, persistent or fromTrigger",
                Spelling.Nearest(option.Name.Text, ["priority", "t0", "persistent", "fromTrigger"]));
            return;
        }

        if (option.Value is not NamedConstant { Kind: ConstantKind.True or ConstantKind.False } constant)
        {
            _diagnostics.Error("AN0126", option.Value!.Span, $"\"{option.Value}\"", $"true or false for {option.Name.Text}");
            return;
        }

        bool value = constant.Kind == ConstantKind.True;
        switch (option.Name.Text)
        {
            case "t0":
                data.InitialValue = value;
                break;
            case "persistent":
                data.Persistent = value;
                break;
            default:
                data.FromTrigger = value;
                break;
        }
    }

    private void AddConstraint(ConstraintStatement s)
    {
        var variable = s.Name is null ? module.AddNumbered("_con", s.Span) : Lookup(s.Name);
        if (variable is not null && Use(s.Formula) is { } formula && SetKind(variable, VariableKind.Constraint, s.Name?.Span ?? s.Span))
        {
            variable.Representative.Value = formula;
            variable.Representative.Span = s.Span;
        }
    }

    private void SetObjective(ObjectiveStatement s)
    {
        if (module.Objective is { } earlier)
        {
            _diagnostics.Error("AN0127", s.Span, "a second objective", $"one (the first, {earlier.Name}, stands at line {earlier.Span.Line})");
            return;
        }

        if (Use(s.Formula) is not { } formula)
        {
            return;
        }

        // "maximize x", where x is a name with a formula, makes x the objective.
        if (s.Name is null && s.Formula is Symbol symbol && module.Find(symbol.Id)?.Representative is { Kind: VariableKind.Formula, Value: not null } named)
        {
            module.Objective = named;
        }
        else if ((s.Name is null ? module.AddNumbered("_objective", s.Span) : Lookup(s.Name)) is { } variable)
        {
            variable.Representative.Kind = VariableKind.Formula;
            variable.Representative.Value = formula;
            module.Objective = variable.Representative;
        }

        module.Maximize = s.Maximize;
    }

    private void AddStrand(StrandStatement s)
    {
        var elements = new List<Variable>();
        for (int i = 0; i < s.Elements.Count; i++)
        {
            var name = s.Elements[i];
            if (Lookup(name) is not { } variable)
            {
                return;
            }

            if (variable.Representative.Kind == VariableKind.Submodel)
            {
                // A submodel stands for its only strand that is open on that side.
                var open = module.Variables.Where(v => v.Name.StartsWith(variable.Name + ".", StringComparison.Ordinal)
                    && v.Strand is { } strand && (i == 0 ? strand.OpenDownstream : strand.OpenUpstream)).ToList();
                if (open.Count != 1)
                {
                    _diagnostics.Error("AN0114", name.Span, $"{name.Text} in a strand", $"a submodel with one strand that is open at this end ({open.Count} are)");
                    return;
                }

                variable = open[0];
            }

            if (variable.Representative.Kind != VariableKind.Strand && !SetKind(variable, VariableKind.Dna, name.Span))
            {
                return;
            }

            elements.Add(variable);
        }

        var holder = s.Name is null ? module.AddNumbered("_dna", s.Span) : Lookup(s.Name);
        if (holder is not null && SetKind(holder, VariableKind.Strand, s.Name?.Span ?? s.Span))
        {
            holder.Representative.Strand = new(elements, s.OpenUpstream, s.OpenDownstream);
            holder.Representative.Span = s.Span;
        }
    }
}
