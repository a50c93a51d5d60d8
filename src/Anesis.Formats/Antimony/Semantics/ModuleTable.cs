using Anesis.Formats.Antimony.Syntax;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;

namespace Anesis.Formats.Antimony.Semantics;

/// <param name="From">The joined name.</param>
/// <param name="To">The name that it was joined to.</param>
/// <param name="Factor">The conversion factor of <paramref name="From"/>, or null.</param>
/// <param name="Span">Where the text joins them.</param>
internal sealed record Synchronization(Variable From, Variable To, Variable? Factor, SourceSpan Span);

/// <summary>The names of one model: its own and, with dots, those of its submodels.</summary>
internal sealed class ModuleTable(string name, SourceSpan span)
{
    public const string MainName = "__main";
    public const string DefaultCompartment = "default_compartment";

    private readonly Dictionary<string, Variable> _byName = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    public SourceSpan Span { get; } = span;

    public bool IsMain { get; set; }

    public List<Variable> Variables { get; } = [];

    public List<Variable> Exports { get; } = [];

    public List<Synchronization> Synchronizations { get; } = [];

    public AnnotationData Annotation { get; } = new();

    public string? DisplayName { get; set; }

    public Variable? Objective { get; set; }

    public bool Maximize { get; set; }

    public bool HasContent => Variables.Count > 0 || Synchronizations.Count > 0;

    public Variable? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The local name, made if it is new. The names of the model's units are units, and default_compartment is one.</summary>
    public Variable FindOrAdd(string name, SourceSpan span)
    {
        if (_byName.TryGetValue(name, out var found))
        {
            return found;
        }

        var variable = new Variable(name, this, span);
        if (name == DefaultCompartment)
        {
            variable.Kind = VariableKind.Compartment;
            variable.Value = new(new Number(1));
            variable.Annotate().Sbo = 410;
            variable.Constant = true;
        }
        else if (AntimonyWords.ModelUnits.Contains(name))
        {
            variable.Kind = VariableKind.Unit;
            variable.Unit = ModelUnit(name);
        }

        Add(variable);
        return variable;
    }

    public Variable AddNumbered(string stem, SourceSpan span)
    {
        int number = _numbers.GetValueOrDefault(stem);
        while (_byName.ContainsKey($"{stem}{number}"))
        {
            number++;
        }

        _numbers[stem] = number + 1;
        var variable = new Variable($"{stem}{number}", this, span);
        Add(variable);
        return variable;
    }

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    public void Add(Variable variable)
    {
        Variables.Add(variable);
        _byName.Add(variable.Name, variable);
    }

    /// <summary>The unit that a model's unit is when the text does not say.</summary>
    public static UnitValue ModelUnit(string name) => name switch
    {
        "substance" => UnitValue.Of("mole"),
        "volume" => UnitValue.Of("litre"),
        "area" => new([new("metre", 2)], "area", true),
        "length" => UnitValue.Of("metre"),
        "time_unit" => UnitValue.Of("second"),
        _ => UnitValue.Of("item"),
    };

    /// <summary>Copies a module's names under the name of a submodel.</summary>
    public void Instantiate(ModuleTable definition, string name)
    {
        string prefix = name + ".";
        Variable Copy(Variable v) => Find(prefix + v.Name)!;
        Formula? Scoped(Formula? f) => f is null ? null : f with { Scope = prefix + f.Scope };
        foreach (var v in definition.Variables)
        {
            Add(new Variable(prefix + v.Name, this, v.Span)
            {
                Origin = v,
                Kind = v.Kind,
                Constant = v.Constant,
                SubstanceOnly = v.SubstanceOnly,
                FormulaKind = v.FormulaKind,
                Value = Scoped(v.Value),
                Rate = Scoped(v.Rate),
                Unit = v.Unit,
                DisplayName = v.DisplayName,
                Annotation = v.Annotation?.Copy(),
                Uncertainties = [.. v.Uncertainties.Select(u => u.Copy(prefix))],
                SuperIsSubmodel = v.SuperIsSubmodel,
                Submodel = v.Submodel is null ? null : new(v.Submodel.Definition),
            });
        }

        foreach (var v in definition.Variables)
        {
            var copy = Copy(v);
            copy.Same = v.Same is null ? null : Copy(v.Same);
            copy.HasUnit = v.HasUnit is null ? null : Copy(v.HasUnit);
            copy.Compartment = v.Compartment is null ? null : Copy(v.Compartment);
            copy.SuperCompartment = v.SuperCompartment is null ? null : Copy(v.SuperCompartment);
            List<Reactant> Reactants(List<Reactant> list) =>
                [.. list.Select(r => r with { Species = Copy(r.Species), StoichiometryName = r.StoichiometryName is null ? null : Copy(r.StoichiometryName) })];
            copy.Reaction = v.Reaction is null ? null : v.Reaction with { Left = Reactants(v.Reaction.Left), Right = Reactants(v.Reaction.Right) };
            copy.Event = v.Event is null ? null : v.Event with
            {
                Trigger = Scoped(v.Event.Trigger)!,
                Delay = Scoped(v.Event.Delay),
                Priority = Scoped(v.Event.Priority),
                Assignments = [.. v.Event.Assignments.Select(a => a with { Target = Copy(a.Target), Value = Scoped(a.Value)! })],
            };
            copy.Strand = v.Strand is null ? null : v.Strand with { Elements = [.. v.Strand.Elements.Select(Copy)] };
        }
    }

    /// <summary>The names in a formula, in order of appearance; built-in names are not among them.</summary>
    public IEnumerable<Variable> NamesIn(Formula? formula)
    {
        if (formula is null)
        {
            yield break;
        }

        foreach (string id in Formulas.Names(formula.Math))
        {
            if (Find(formula.Scope + id) is { } variable)
            {
                yield return variable;
            }
        }
    }
}
