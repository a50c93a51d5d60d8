using Anesis.Formats.Antimony.Emission;
using Anesis.Formats.Antimony.Semantics;
using Anesis.Modeling;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Antimony.Writing;

/// <summary>Rules, reactions, events, constraints and the objective.</summary>
internal sealed partial class ModelWriter
{
    private void WriteRules()
    {
        foreach (var rule in _model.Rules)
        {
            new AnnotationWriter(_context, _text, _indent).Lose("a rule", rule is AlgebraicRule ? null : rule);
            switch (rule)
            {
                case { Math: null }:
                    _context.Lost(rule.Id, "a rule without a formula", "a formula");
                    break;
                case AssignmentRule { Math: { } math } a:
                    Line($"{N(a.Variable)} := {F(math)};");
                    break;
                case RateRule { Math: { } math } r:
                    Line($"{N(r.Variable)}' = {F(math)};");
                    break;
                case AlgebraicRule { Math: { } math }:
                    Line($"{(rule.Id.Length > 0 ? N(rule.Id) + ": " : "")}0 = {F(math)};");
                    break;
            }
        }

        foreach (var assignment in _model.InitialAssignments)
        {
            new AnnotationWriter(_context, _text, _indent).Lose("an initial assignment", assignment);
        }
    }

    private void WriteReactions()
    {
        foreach (var r in _model.Reactions)
        {
            if (r.ReplacedBy is not null && _standIns.Contains(r.Id))
            {
                continue;
            }

            var after = new List<string>();
            string left = string.Join(" + ", r.Reactants.Select(s => Participant(r, s, after)));
            string right = string.Join(" + ", r.Products.Select(s => Participant(r, s, after)));
            var law = r.KineticLaw?.Math is { } math ? LocalsOut(r, math, after) : null;
            string label = r.Id.Length > 0 ? N(r.Id) + ": " : "";
            string compartment = r.Compartment is null ? "" : $" in {N(r.Compartment)}";
            Line($"{label}{left} {(r.Reversible ? "->" : "=>")} {right}; {(law is null ? "" : F(law))}{compartment};");
            if (law is null && !r.ReplacedElements.IsEmpty)
            {
                Line($"{N(r.Id)} = ;");
            }

            foreach (string line in after)
            {
                Line(line);
            }

            WriteModifiers(r, law);
            if (r.Fast)
            {
                _context.Remember("fast", _context.Name(_model), N(r.Id));
                _context.InComment(r.Id, $"the fast reaction {r.Id}", "reactions that are not fast");
            }

            if (r.LowerFluxBound is not null || r.UpperFluxBound is not null)
            {
                _context.Remember("bounds", _context.Name(_model), N(r.Id), r.LowerFluxBound is { } low ? N(low) : "-", r.UpperFluxBound is { } high ? N(high) : "-");
                _context.InComment(r.Id, $"the flux bounds of {r.Id}", "no flux bounds");
            }
        }
    }

    private string Participant(Reaction r, SpeciesReference s, List<string> after)
    {
        string species = N(s.Species);
        if (s.Id.Length > 0)
        {
            if (s.StoichiometryMath is { } always && !_rules.ContainsKey(s.Id))
            {
                after.Add($"{N(s.Id)} := {F(always)};");
                return $"{N(s.Id)} {species}";
            }

            if (s.Stoichiometry is { } value && !_rules.ContainsKey(s.Id) && !_initial.ContainsKey(s.Id))
            {
                after.Add($"{N(s.Id)} = {FormulaText.Number(value)};");
            }
            else if (_initial.TryGetValue(s.Id, out var math))
            {
                after.Add($"{N(s.Id)} = {F(math)};");
            }

            if (!_rules.ContainsKey(s.Id) && (!s.Constant || _initial.ContainsKey(s.Id)))
            {
                after.Add($"{(s.Constant ? "const" : "var")} {N(s.Id)};");
            }

            return $"{N(s.Id)} {species}";
        }

        new AnnotationWriter(_context, _text, _indent).Lose($"the reference to {s.Species} in {r.Id}", s);
        if (s.StoichiometryMath is not null || s.Stoichiometry is { } n && (n < 0 || !double.IsFinite(n)))
        {
            string name = _names.Add($"{r.Id}_{s.Species}_stoichiometry");
            after.Add(s.StoichiometryMath is { } math ? $"{name} := {F(math)};" : $"{name} = {FormulaText.Number(s.Stoichiometry!.Value)};");
            _context.Changed(r.Id, $"the stoichiometry of {s.Species} in {r.Id}", $"a quantity {name}");
            return $"{name} {species}";
        }

        if (s.Stoichiometry is null)
        {
            _context.Lost(r.Id, $"a stoichiometry of {s.Species} in {r.Id} that is not given", "a number (1 is written)");
        }

        return s.Stoichiometry is null or 1 ? species : $"{FormulaText.Number(s.Stoichiometry.Value)} {species}";
    }

    /// <summary>The rate with its local parameters as parameters of the model.</summary>
    private Expression LocalsOut(Reaction r, Expression math, List<string> after)
    {
        new AnnotationWriter(_context, _text, _indent).Lose($"the rate of {r.Id}", r.KineticLaw);
        if (r.KineticLaw!.LocalParameters.IsEmpty)
        {
            return math;
        }

        var renamed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var local in r.KineticLaw.LocalParameters)
        {
            string name = _names.Add($"{r.Id}_{local.Id}");
            renamed[local.Id] = name;
            after.Add(local.Value is { } value ? $"{name} = {FormulaText.Number(value)};" : $"const {name};");
            if (local.Units is not null)
            {
                after.Add($"{name} has {_names.Unit(local.Units)};");
            }

            _context.Changed(r.Id, $"the local parameter {local.Id} of {r.Id}", $"the parameter {name}");
            if (SbmlComments.CanRename(_model))
            {
                _context.Remember("local", _context.Name(_model), N(r.Id), name, local.Id);
            }
        }

        return Formulas.Map(math, e => e is Symbol s && renamed.TryGetValue(s.Id, out string? name) ? s with { Id = name } : e);
    }

    /// <summary>Modifiers that the rate mentions need no words; the others are interactions.</summary>
    private void WriteModifiers(Reaction r, Expression? law)
    {
        var inLaw = law is null ? [] : Reached(law);
        var direct = law is null ? [] : Formulas.Names(law).ToHashSet(StringComparer.Ordinal);
        var inherited = InheritedModifiers(r);
        foreach (var m in r.Modifiers)
        {
            if (inherited.Remove((m.Name, m.SboTerm)))
            {
                continue;
            }

            bool plain = m.SboTerm is null && m.Name is null && m.Id.Length == 0 && m.Notes is null && m.CvTerms.IsEmpty && m.History is null;
            if (plain && direct.Contains(m.Species))
            {
                continue;
            }

            if ((law is not null && !inLaw.Contains(m.Species)) || r.Id.Length == 0)
            {
                _context.Lost(r.Id, $"the modifier {m.Species} of {r.Id}, which its rate does not depend on", "modifiers that the rate depends on");
                continue;
            }

            string arrow = m.SboTerm switch { "SBO:0000020" => "-|", "SBO:0000019" => "-o", _ => "-(" };
            string wanted = m.Name is { Length: > 0 } name && IsIdentifier(name) ? name : m.Id.Length > 0 ? m.Id : "";
            string label = wanted.Length > 0 ? _names.Add(wanted) : m.SboTerm is null or "SBO:0000019" or "SBO:0000020" ? "" : _names.Add($"{r.Id}_{m.Species}");
            Line($"{(label.Length > 0 ? label + ": " : "")}{N(m.Species)} {arrow} {N(r.Id)};");
            if (label.Length > 0)
            {
                new AnnotationWriter(_context, _text, _indent).Write(label, m.SboTerm is "SBO:0000019" or "SBO:0000020" ? m with { SboTerm = null } : m);
            }

            if (m.SboTerm is null || (m.Name is not null && m.Name != label) || m.Id.Length > 0)
            {
                _context.Changed(r.Id, $"the modifier {m.Species} of {r.Id}", "an interaction, whose name and kind stand for the modifier's");
            }
        }
    }

    /// <summary>Name and kind of the interactions in submodels with reactions that this one replaces: they act on this one without a word.</summary>
    private List<(string? Name, string? Sbo)> InheritedModifiers(Reaction r) => r.ReplacedElements
        .Select(e => _paths.Resolve(_model, e.SubmodelRef, e.Target)).OfType<(string Path, Model Owner, string Id)>()
        .SelectMany(t => t.Owner.Reactions.Where(o => o.Id == t.Id).SelectMany(o => o.Modifiers))
        .Where(m => m.Name is not null || m.SboTerm is not null).Select(m => (m.Name, m.SboTerm)).ToList();

    /// <summary>The names that a formula depends on, through initial values and rules too.</summary>
    private HashSet<string> Reached(Expression formula)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<Expression>([formula]);
        while (open.TryPop(out var e))
        {
            foreach (string name in Formulas.Names(e).Where(reached.Add))
            {
                if (_rules.GetValueOrDefault(name) is AssignmentRule { Math: { } rule })
                {
                    open.Push(rule);
                }
                else if (_initial.TryGetValue(name, out var initial))
                {
                    open.Push(initial);
                }
            }
        }

        return reached;
    }

    private static bool IsIdentifier(string name) =>
        name.Length > 0 && (char.IsAsciiLetter(name[0]) || name[0] == '_') && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private void WriteEvents()
    {
        foreach (var e in _model.Events)
        {
            var lose = new AnnotationWriter(_context, _text, _indent);
            lose.Lose($"the trigger of {e.Id}", e.Trigger);
            lose.Lose($"the delay of {e.Id}", e.Delay);
            lose.Lose($"the priority of {e.Id}", e.Priority);
            var assignments = e.Assignments.Where(a => a.Math is not null).ToList();
            if (e.Trigger.Math is null || assignments.Count == 0)
            {
                _context.Lost(e.Id, $"the event {e.Id} without a condition or without assignments", "a condition and an assignment");
                continue;
            }

            string label = e.Id.Length > 0 ? N(e.Id) + ": " : "";
            string delay = e.Delay?.Math is { } d ? F(d) + " after " : "";
            string priority = e.Priority?.Math is { } p ? $", priority={F(p)}" : "";
            string options = (e.Trigger.InitialValue ? "" : ", t0=false") + (e.Trigger.Persistent ? "" : ", persistent=false") + (e.UseValuesFromTriggerTime ? "" : ", fromTrigger=false");
            Line($"{label}at {delay}{F(e.Trigger.Math)}{priority}{options}: {string.Join(", ", assignments.Select(a => $"{N(a.Variable)} = {F(a.Math!)}"))};");
        }
    }

    private void WriteConstraints()
    {
        foreach (var c in _model.Constraints)
        {
            if (c.Math is null)
            {
                _context.Lost(c.Id, "a constraint without a condition", "a condition");
                continue;
            }

            bool described = c.Message is not null || c.SboTerm is not null || c.Notes is not null || !c.CvTerms.IsEmpty || c.History is not null;
            string label = c.Id.Length > 0 ? N(c.Id) : described ? _names.Add("_con") : "";
            Line($"constraint{(label.Length > 0 ? " " + label : "")}: {F(c.Math)};");
            if (c.Message is not null)
            {
                Line($"{label} is {AnnotationWriter.Quote(NotesMarkup.Text(c.Message))};");
            }

            if (described)
            {
                new AnnotationWriter(_context, _text, _indent).Write(label, c);
            }
        }
    }

    private void WriteObjective()
    {
        if (_model.FluxBalance is not { } flux)
        {
            return;
        }

        var active = flux.Objectives.FirstOrDefault(o => o.Id == flux.ActiveObjective) ?? flux.Objectives.FirstOrDefault();
        if (active is not null && !active.Fluxes.IsEmpty && active.Fluxes.All(f => f.VariableType is null or "linear"))
        {
            string sum = string.Join(" + ", active.Fluxes.Select(t => t.Coefficient == 1 ? N(t.Reaction) : $"{FormulaText.Number(t.Coefficient)}*{N(t.Reaction)}"));
            Line($"{(active.Id.Length > 0 ? _names.Add(active.Id) + ": " : "")}{(active.Maximize ? "maximize" : "minimize")} {sum};");
        }

        if (flux.Objectives.Count > 1 || !flux.GeneProducts.IsEmpty)
        {
            _context.Lost(_model.Id, "several objectives, or gene products", "one objective");
        }

        var said = _model.Constraints.SelectMany(c => FluxBalanceEmitter.Bounds(c.Math, _ => true)).Select(b => (b.Reaction, b.Operation, b.Value)).ToHashSet();
        foreach (var bound in flux.FluxBounds.Where(b => !said.Contains((b.Reaction, b.Operation, b.Value))))
        {
            string sign = bound.Operation switch { "lessEqual" or "less" => "<=", "greaterEqual" or "greater" => ">=", _ => "==" };
            Line($"constraint: {N(bound.Reaction)} {sign} {FormulaText.Number(bound.Value)};");
            _context.Changed(bound.Reaction, $"a bound on the flux of {bound.Reaction}", "the same bound, which is a constraint too");
        }
    }
}
