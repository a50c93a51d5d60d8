using Anesis.Formats.Antimony.Syntax;
using Anesis.Modeling.Expressions;

namespace Anesis.Formats.Antimony.Semantics;

/// <summary>What can be known only when all statements of a module are read: compartments, loops, constants, and misuses.</summary>
internal sealed class ModuleFinisher(AntimonyDocument document, ModuleTable module)
{
    private readonly DiagnosticBag _diagnostics = document.Diagnostics;

    public void Finish()
    {
        SpreadCompartments();
        CheckCompartmentLoops();
        CheckNames();
        CheckInteractions();
        new SharedWires(document, module).Check();
        foreach (var variable in LoopFreeOrder())
        {
            variable.IsConstant = IsConstant(variable);
        }
    }

    /// <summary>What takes part in a reaction or belongs to a submodel stands in its compartment, unless it says otherwise; reactions count more.</summary>
    private void SpreadCompartments()
    {
        foreach (var variable in module.Variables.Where(v => v.Same is null))
        {
            if (variable.EffectiveCompartment is not { } compartment)
            {
                continue;
            }

            if (variable.Submodel is not null)
            {
                string prefix = variable.Name + ".";
                foreach (var inner in module.Variables.Where(v => v.Name.StartsWith(prefix, StringComparison.Ordinal)))
                {
                    var target = inner.Representative;
                    if (target.Compartment is null && (target.SuperCompartment is null || target.SuperIsSubmodel) && target != compartment)
                    {
                        (target.SuperCompartment, target.SuperIsSubmodel) = (compartment, true);
                        target.IsModified |= target.Origin is not null && target.Kind == VariableKind.Species;
                    }
                }
            }

            foreach (var part in variable.Reaction is { } r ? r.Left.Concat(r.Right) : [])
            {
                var target = part.Species.Representative;
                if (target.Compartment is null)
                {
                    (target.SuperCompartment, target.SuperIsSubmodel) = (compartment, false);
                }
            }
        }
    }

    private void CheckCompartmentLoops()
    {
        foreach (var compartment in module.Variables.Where(v => v is { Kind: VariableKind.Compartment, Same: null, IsLocal: true }))
        {
            int steps = 0;
            for (var outer = compartment.Compartment?.Representative; outer is not null && steps < 1000; outer = outer.Compartment?.Representative)
            {
                steps++;
                if (outer == compartment)
                {
                    _diagnostics.Error("AN0125", compartment.Span, $"the compartment {compartment.Name} inside itself", "compartments without a circle");
                    break;
                }
            }
        }
    }

    /// <summary>Units and deleted elements are no quantities.</summary>
    private void CheckNames()
    {
        foreach (var variable in module.Variables.Where(v => v.IsLocal && v.Same is null))
        {
            foreach (var formula in FormulasOf(variable))
            {
                Formulas.Visit(formula.Math, e =>
                {
                    if (e is Symbol s && module.Find(formula.Scope + s.Id)?.Representative is { Kind: VariableKind.Unit or VariableKind.Deleted } named)
                    {
                        bool unit = named.Kind == VariableKind.Unit;
                        _diagnostics.Error(unit ? "AN0114" : "AN0119", s.Span, $"{s.Id}, which is {KindRules.Describe(named.Kind)}, as a quantity",
                            unit && AntimonyWords.ModelUnits.Contains(named.Name)
                                ? $"a quantity: {named.Name} names the model's unit of that kind (call a quantity {named.Name}_ or the like)"
                                : unit ? "a quantity (a unit stands right after its number)" : "an element that is not deleted");
                    }
                });
            }
        }
    }

    public static IEnumerable<Formula> FormulasOf(Variable variable)
    {
        var data = variable.Event;
        Formula?[] formulas = [variable.Value, variable.Rate, data?.Trigger, data?.Delay, data?.Priority, .. data?.Assignments.Select(a => a.Value) ?? []];
        return formulas.OfType<Formula>();
    }

    /// <summary>The rate of a reaction must depend on what an interaction says acts on it.</summary>
    private void CheckInteractions()
    {
        foreach (var interaction in module.Variables.Where(v => v is { IsLocal: true, Kind: VariableKind.Interaction, Reaction: not null }))
        {
            foreach (var acted in interaction.Reaction!.Right.Select(r => r.Species.Representative).Where(v => v.Value is not null))
            {
                var reached = Reached(acted);
                foreach (var missing in interaction.Reaction.Left.Where(r => !reached.Contains(r.Species.Representative)))
                {
                    _diagnostics.Error("AN0131", interaction.Span, $"{missing.Species.Name} acting on {acted.Name}, whose rate does not contain it",
                        $"a rate of {acted.Name} that depends on {missing.Species.Name}");
                }
            }
        }
    }

    private HashSet<Variable> Reached(Variable start)
    {
        var reached = new HashSet<Variable>();
        var open = new Stack<Variable>([start]);
        while (open.TryPop(out var variable))
        {
            foreach (var next in module.NamesIn(variable.Value).Select(v => v.Representative).Where(reached.Add))
            {
                open.Push(next);
            }
        }

        return reached;
    }

    /// <summary>All variables, each after those in its formula; loops are reported and cut.</summary>
    private List<Variable> LoopFreeOrder()
    {
        var order = new List<Variable>();
        var state = new Dictionary<Variable, bool>();
        foreach (var root in module.Variables.Where(v => v.Same is null && !state.ContainsKey(v)))
        {
            var path = new Stack<(Variable Variable, IEnumerator<Variable> Next)>();
            void Enter(Variable v)
            {
                state[v] = false;
                path.Push((v, module.NamesIn(v.Value).Select(n => n.Representative).GetEnumerator()));
            }

            Enter(root);
            while (path.TryPeek(out var top))
            {
                if (!top.Next.MoveNext())
                {
                    state[top.Variable] = true;
                    order.Add(top.Variable);
                    path.Pop();
                }
                else if (!state.TryGetValue(top.Next.Current, out bool done))
                {
                    Enter(top.Next.Current);
                }
                else if (!done)
                {
                    ReportLoop(path.Select(p => p.Variable).Reverse().SkipWhile(v => v != top.Next.Current).ToList());
                }
            }
        }

        return order;
    }

    private void ReportLoop(List<Variable> loop)
    {
        var at = loop[^1].Value!.Math.Span;
        string way = string.Join(" → ", loop.Take(6).Select(v => v.Name)) + (loop.Count > 6 ? " → …" : "") + $" → {loop[0].Name}";
        _diagnostics.Error("AN0115", at.IsKnown ? at : loop[^1].Span, $"{loop[^1].Name} defined by itself ({way})", "a formula that does not lead back to the name");
    }

    private bool IsConstant(Variable v) => v.Kind switch
    {
        VariableKind.Formula or VariableKind.Operator or VariableKind.Dna or VariableKind.Compartment or VariableKind.Stoichiometry =>
            v.Constant ?? module.NamesIn(v.Value).All(n => n.Representative.IsConstant),
        VariableKind.Species => v.Constant ?? false,
        VariableKind.Undefined => v.Constant ?? true,
        VariableKind.Unit => true,
        _ => false,
    };
}
