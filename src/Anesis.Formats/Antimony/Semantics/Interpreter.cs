using Anesis.Formats.Antimony.Syntax;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;

namespace Anesis.Formats.Antimony.Semantics;

/// <summary>
/// Carries out the statements of one module, in order: each makes names more definite, and what contradicts earlier statements is reported.
/// </summary>
internal sealed partial class Interpreter(AntimonyDocument document, ModuleTable module)
{
    private readonly DiagnosticBag _diagnostics = document.Diagnostics;

    public void Run(IEnumerable<Statement> statements)
    {
        foreach (var statement in statements)
        {
            if (_diagnostics.IsFull)
            {
                return;
            }

            Run(statement);
        }
    }

    public void Run(Statement statement)
    {
        switch (statement)
        {
            case Declaration s:
                Declare(s);
                break;
            case AssignmentStatement s:
                Assign(s.Assigned);
                break;
            case SynchronizeStatement s:
                if (Lookup(s.Left) is { } left && Lookup(s.Right) is { } right)
                {
                    Synchronize(left, right, s.Factor is null ? null : Lookup(s.Factor), s.Span);
                }

                break;
            case DisplayNameStatement s:
                SetDisplayName(s);
                break;
            case ReactionStatement s:
                React(s);
                break;
            case AlgebraicRuleStatement s:
                AlgebraicRule(s);
                break;
            case SubmodelStatement s:
                AddSubmodel(s);
                break;
            case EventStatement s:
                AddEvent(s);
                break;
            case UnitStatement s:
                DefineUnit(s);
                break;
            case DeleteStatement s:
                foreach (var name in s.Names)
                {
                    if (Lookup(name, create: false) is { } variable)
                    {
                        Delete(variable, name.Span);
                    }
                }

                break;
            case ConstraintStatement s:
                AddConstraint(s);
                break;
            case ObjectiveStatement s:
                SetObjective(s);
                break;
            case StrandStatement s:
                AddStrand(s);
                break;
            case AnnotationStatement s:
                Annotate(s);
                break;
            case ModelSboStatement s:
                module.Annotation.Sbo = AnnotationReader.Sbo(s.Term, s.Span, _diagnostics) ?? module.Annotation.Sbo;
                break;
        }
    }

    /// <summary>The variable that a name means; a new local name is made where <paramref name="create"/> allows. Null after an error.</summary>
    public Variable? Lookup(NameSyntax name, bool create = true)
    {
        if (module.Find(name.Text) is { } found)
        {
            if (name.In is { } compartment)
            {
                PutIn(found, compartment);
            }

            return found;
        }

        int dot = name.Text.LastIndexOf('.');
        if (dot < 0)
        {
            if (!create)
            {
                _diagnostics.Error("AN0113", name.Span, $"\"{name.Text}\"", "an element of a submodel, such as A.x",
                    Spelling.Nearest(name.Text, module.Variables.Select(v => v.Name)));
                return null;
            }

            var variable = module.FindOrAdd(name.Text, name.Span);
            if (name.In is { } compartment)
            {
                PutIn(variable, compartment);
            }

            return variable;
        }

        string parent = name.Text[..dot];
        var holder = module.Find(parent);
        string expected = holder?.Representative.Kind == VariableKind.Submodel
            ? $"an element of {parent}, which is a {holder.Submodel!.Definition.Name}"
            : $"the name of a submodel before the dot ({parent} is {(holder is null ? "not defined before this line" : KindRules.Describe(holder.Kind))})";
        var names = module.Variables.Where(v => v.Name.StartsWith(parent + ".", StringComparison.Ordinal)).Select(v => v.Name);
        _diagnostics.Error("AN0113", name.Span, $"\"{name.Text}\"", expected, Spelling.Nearest(name.Text, names));
        return null;
    }

    /// <summary>Registers every name in a formula; units after numbers become units.</summary>
    private Formula? Use(Expression? math)
    {
        if (math is null)
        {
            return null;
        }

        bool ok = true;
        Formulas.Visit(math, e =>
        {
            if (e is Symbol { Id: not FormulaParser.Ellipsis } s)
            {
                if (Lookup(new(s.Id, s.Span)) is not { } variable)
                {
                    ok = false;
                }
                else if (!KindRules.InFormulas(variable.Representative.Kind))
                {
                    _diagnostics.Error("AN0114", s.Span, $"{s.Id}, which is {KindRules.Describe(variable.Representative.Kind)}", "a name with a value in a formula");
                    ok = false;
                }
            }
            else if (e is Number { Units: { } units } n)
            {
                UseUnit(units, n.Span);
            }
            else if (e is Call call)
            {
                document.CheckCall(call);
            }
        });
        return ok ? new Formula(math) : null;
    }

    private Variable? UseUnit(string name, SourceSpan span)
    {
        var unit = module.FindOrAdd(name, span);
        return SetKind(unit, VariableKind.Unit, span) ? unit : null;
    }

    /// <summary>Makes a name more definite; false after an error.</summary>
    public bool SetKind(Variable variable, VariableKind wanted, SourceSpan at)
    {
        var target = variable.Representative;
        if (KindRules.Combine(target.Kind, wanted) is not { } kind)
        {
            _diagnostics.Error("AN0114", at, $"{variable.Name} used as {KindRules.Describe(wanted)}", $"{KindRules.Describe(target.Kind)}, as it was used before");
            return false;
        }

        if (kind == target.Kind)
        {
            return true;
        }

        if (kind == VariableKind.Unit)
        {
            return MakeUnit(target, at);
        }

        if ((target.Rate is not null && !KindRules.CanHaveRateRule(kind))
            || (target.FormulaKind == FormulaKind.Assignment && target.Value is not null && !KindRules.CanHaveAssignmentRule(kind)))
        {
            _diagnostics.Error("AN0116", at, $"{variable.Name} used as {KindRules.Describe(wanted)}", "something that can change, since it has a rule");
            return false;
        }

        if (kind is VariableKind.Dna or VariableKind.Gene or VariableKind.Operator)
        {
            // The formula of DNA is by default that of the element upstream of it.
            target.Value ??= new(new Symbol(FormulaParser.Ellipsis));
            target.FormulaKind = FormulaKind.Assignment;
            if (target.Reaction is { Left.Count: > 0 })
            {
                _diagnostics.Error("AN0114", at, $"the gene {variable.Name} with reactants", "a gene's reaction, which only produces (-> P)");
                return false;
            }
        }

        if (kind == VariableKind.Strand)
        {
            target.Value = null;
        }

        if (kind == VariableKind.Species && target.FormulaKind != FormulaKind.Initial)
        {
            // A species that follows a rule is not changed by reactions.
            target.Constant = true;
        }

        bool becomesElement = kind is VariableKind.Species or VariableKind.Compartment or VariableKind.Reaction or VariableKind.Gene;
        target.Kind = kind;
        target.IsModified |= target.Origin is not null && becomesElement;
        return true;
    }

    private bool MakeUnit(Variable target, SourceSpan at)
    {
        target.Kind = VariableKind.Unit;
        target.Unit = UnitValue.Of(target.Name);
        if (target.Value is { } value)
        {
            var math = value.Math is Number { Units: null } n && target.HasUnit is { } has ? n with { Units = has.Name } : value.Math;
            if (UnitValue.From(math) is not { } unit)
            {
                _diagnostics.Error("AN0121", at, $"{target.Name} used as a unit, with the value {math}", "a product of units");
                return false;
            }

            target.Unit = unit with { Name = target.Name, IsNamed = true };
            target.Value = null;
        }

        return true;
    }

    private void PutIn(Variable variable, NameSyntax compartment)
    {
        if (Lookup(compartment) is { } target && SetKind(target, VariableKind.Compartment, compartment.Span))
        {
            var representative = variable.Representative;
            representative.Compartment = target;
            MarkModified(representative);
        }
    }

    private static void MarkModified(Variable variable) => variable.IsModified |= variable.Origin is not null;
}
