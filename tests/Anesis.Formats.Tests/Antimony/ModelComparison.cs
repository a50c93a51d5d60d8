using System.Globalization;
using System.Text.RegularExpressions;
using Anesis.Modeling;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Tests.Antimony;

/// <summary>
/// Compares two documents by their meaning. Left out: places, metaids (what points to one is compared by what it points to), the order of lists,
/// how sums and products nest to the left, units that nothing uses, and values that a rule or an initial assignment makes moot.
/// </summary>
internal static partial class ModelComparison
{
    public static List<string> Differences(ModelDocument first, ModelDocument second)
    {
        var a = Describe(first);
        var b = Describe(second);
        return a.Except(b, StringComparer.Ordinal).Select(x => "only in the first: " + x)
            .Concat(b.Except(a, StringComparer.Ordinal).Select(x => "only in the second: " + x)).ToList();
    }

    private static List<string> Describe(ModelDocument document)
    {
        var lines = new List<string>();
        Describe(document, document.Main, "main " + Id(document.Main), lines);
        var used = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<Model>([document.Main]);
        while (open.TryPop(out var model))
        {
            foreach (var submodel in model.Submodels)
            {
                if (used.Add(submodel.ModelRef) && document.Definitions.FirstOrDefault(d => d.Id == submodel.ModelRef) is { } next)
                {
                    open.Push(next);
                }
            }
        }

        foreach (var definition in document.Definitions.Where(d => used.Contains(d.Id)))
        {
            Describe(document, definition, "model " + definition.Id, lines);
        }

        // Equal lines are told apart by a number, so that a missing twin shows.
        return lines.GroupBy(l => l, StringComparer.Ordinal).SelectMany(g => g.Select((l, i) => i == 0 ? l : $"{l} #{i + 1}")).ToList();
    }

    private static string Id(Model model) => model.Id.Length == 0 ? "__main" : model.Id;

    private static void Describe(ModelDocument document, Model m, string prefix, List<string> lines)
    {
        void Add(string text) => lines.Add($"{prefix}: {text}");
        string Rest(Element e) => $"{(e.Name == e.Id ? null : e.Name)}|{e.SboTerm}|{Notes(e.Notes)}|{string.Join(",", e.CvTerms.Select(c => c.Qualifier + "=" + string.Join("+", c.Resources)))}|{HistoryText(e.History)}"
            + $"|{string.Join(";", e.Uncertainties.SelectMany(u => u.Parameters).Select(Uncertain).Order(StringComparer.Ordinal))}"
            + $"|{string.Join(";", e.ReplacedElements.Select(r => $"{r.SubmodelRef}:{Reference(r.Target)}*{r.ConversionFactor}").Order(StringComparer.Ordinal))}"
            + $"|{(e.ReplacedBy is null ? "" : $"by {e.ReplacedBy.SubmodelRef}:{Reference(e.ReplacedBy.Target)}")}";

        // A plain number as initial assignment is a value.
        var plain = m.InitialAssignments.Where(i => i.Math is not null && Normal(i.Math) is Number && m.Species.All(s => s.Id != i.Symbol))
            .ToDictionary(i => i.Symbol, i => (double?)((Number)Normal(i.Math!)).Value, StringComparer.Ordinal);
        var initial = m.InitialAssignments.Where(i => i.Math is not null && !plain.ContainsKey(i.Symbol)).ToDictionary(i => i.Symbol, i => Math(i.Math), StringComparer.Ordinal);
        var rules = m.Rules.OfType<AssignmentRule>().Where(r => r.Math is not null).Select(r => r.Variable).ToHashSet(StringComparer.Ordinal);
        bool Moot(string id) => initial.ContainsKey(id) || rules.Contains(id);
        string Unit(string? id) => id is null ? "" : m.UnitDefinitions.FirstOrDefault(u => u.Id == id) is { } u ? Parts(u.Parts) : Parts([new UnitPart(Kind(id))]);

        // A missing model unit is the same as none; the default compartment's species need no mention.
        Add($"model {Rest(m)} {Unit(m.SubstanceUnits)} {Unit(m.TimeUnits)} {Unit(m.VolumeUnits)} {Unit(m.AreaUnits)} {Unit(m.LengthUnits)} {Unit(m.ExtentUnits)} {m.ConversionFactor}");
        foreach (var f in m.FunctionDefinitions.Where(f => f.Body is not null))
        {
            Add($"function {f.Id}({string.Join(",", f.Arguments)}) = {Math(f.Body)} {Rest(f)}");
        }

        foreach (var c in m.Compartments)
        {
            Add(c.ReplacedBy is not null ? $"compartment {c.Id} {Rest(c)}" : $"compartment {c.Id} {c.SpatialDimensions} {(Moot(c.Id) ? "" : Value(plain.GetValueOrDefault(c.Id) ?? c.Size))} {Unit(c.Units)} {c.Constant} {Rest(c)}");
        }

        foreach (var s in m.Species)
        {
            Add(s.ReplacedBy is not null ? $"species {s.Id} in {s.Compartment} {Rest(s)}"
                : $"species {s.Id} in {s.Compartment} {(Moot(s.Id) ? "" : Value(s.InitialAmount) + "/" + Value(s.InitialConcentration))} {Unit(s.SubstanceUnits)} {s.HasOnlySubstanceUnits} {s.BoundaryCondition} {s.ConversionFactor} {Rest(s)}");
        }

        foreach (var p in m.Parameters)
        {
            Add(p.ReplacedBy is not null ? $"parameter {p.Id} {Rest(p)}" : $"parameter {p.Id} {(Moot(p.Id) ? "" : Value(plain.GetValueOrDefault(p.Id) ?? p.Value))} {Unit(p.Units)} {p.Constant} {Rest(p)}");
        }

        foreach (var (symbol, math) in initial.Where(i => !rules.Contains(i.Key)))
        {
            Add($"initial {symbol} = {math}");
        }

        foreach (var r in m.Rules.Where(r => r.Math is not null))
        {
            Add($"{r.GetType().Name} {(r is AssignmentRule a ? a.Variable : r is RateRule q ? q.Variable : Generated(r.Id))} = {Math(r.Math)} {Rest(r)}");
        }

        foreach (var c in m.Constraints)
        {
            Add($"constraint {Math(c.Math)} {Notes(c.Message)} {Rest(c)}");
        }

        foreach (var r in m.Reactions)
        {
            string id = Generated(r.Id);
            Add($"reaction {id} {r.Reversible} {r.Compartment} rate {Math(r.KineticLaw?.Math)} {Rest(r)}");
            foreach (var (s, side) in r.Reactants.Select(s => (s, "-")).Concat(r.Products.Select(s => (s, "+"))))
            {
                Add($"reaction {id} {side} {s.Species} {(Moot(s.Id) ? "" : Value(plain.GetValueOrDefault(s.Id) ?? s.Stoichiometry))} {s.Constant} {s.Id} {Rest(s)}");
            }

            foreach (var modifier in r.Modifiers)
            {
                Add($"reaction {id} modifier {modifier.Species} {Rest(modifier)}");
            }
        }

        foreach (var e in m.Events)
        {
            Add($"event {Generated(e.Id)} at {Math(e.Trigger.Math)} {e.Trigger.InitialValue} {e.Trigger.Persistent} delay {Math(e.Delay?.Math)} priority {Math(e.Priority?.Math)} {e.UseValuesFromTriggerTime} {Rest(e)}: "
                + string.Join(", ", e.Assignments.Select(a => $"{a.Variable} = {Math(a.Math)}").Order(StringComparer.Ordinal)));
        }

        foreach (var s in m.Submodels)
        {
            Add($"submodel {s.Id} of {s.ModelRef} {s.TimeConversionFactor} {s.ExtentConversionFactor} {Rest(s)}");
            foreach (var d in s.Deletions)
            {
                Add($"submodel {s.Id} without {Target(document, s.ModelRef, d.Target)}");
            }
        }

        foreach (var p in m.Ports)
        {
            Add($"port {p.Id} {Reference(p.Target)}");
        }

        foreach (var o in m.FluxBalance?.Objectives ?? [])
        {
            Add($"objective {o.Id} {o.Maximize} {string.Join(" + ", o.Fluxes.Select(f => $"{Value(f.Coefficient)} {f.Reaction}"))}");
        }

        foreach (var b in m.FluxBalance?.FluxBounds ?? [])
        {
            Add($"bound {b.Reaction} {b.Operation} {Value(b.Value)}");
        }
    }

    private static string Generated(string id) => GeneratedId().IsMatch(id) ? "" : id;

    [GeneratedRegex("^_(J|E|alg|con)[0-9]+$")]
    private static partial Regex GeneratedId();

    private static string Value(double? value) => value is null ? "" : double.IsNaN(value.Value) ? "NaN" : value.Value.ToString("R", CultureInfo.InvariantCulture);

    private static string Notes(string? notes) => notes is null ? "" : WhiteSpace().Replace(notes, " ").Replace("&#96;", "`", StringComparison.Ordinal).Replace("> ", ">", StringComparison.Ordinal).Replace(" <", "<", StringComparison.Ordinal).Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();

    private static string HistoryText(History? h) => h is null ? "" : $"{string.Join(",", h.Creators)}/{h.Created}/{string.Join(",", h.Modified)}";

    private static string Uncertain(UncertaintyParameter p) =>
        $"{p.Kind} {Value(p.Value)} {p.Variable} {p.Units} {Math(p.Math)} {p.DefinitionUrl} {Value(p.Lower)} {p.LowerVariable} {Value(p.Upper)} {p.UpperVariable} {p.Name}";

    private static string Kind(string id) => id switch { "liter" => "litre", "meter" => "metre", _ => id };

    private static string Parts(ValueList<UnitPart> parts) => parts.Count == 0 ? "?" : string.Join("*", parts.Select(p =>
    {
        double factor = p.Multiplier * double.Parse($"1e{p.Scale}", CultureInfo.InvariantCulture);
        return $"({factor.ToString("G12", CultureInfo.InvariantCulture)} {Kind(p.Kind)})^{Value(p.Exponent)}";
    }).Order(StringComparer.Ordinal));

    private static string Reference(ElementReference? r) => r is null ? ""
        : (r.PortRef is null ? "" : "port ") + (r.PortRef ?? r.IdRef ?? r.UnitRef ?? r.MetaIdRef) + (r.Inner is null ? "" : "." + Reference(r.Inner));

    /// <summary>A reference with the part that a metaid means in its place.</summary>
    private static string Target(ModelDocument document, string modelRef, ElementReference reference)
    {
        if (reference.Inner is not null)
        {
            var model = document.Definitions.FirstOrDefault(d => d.Id == modelRef);
            string inner = model?.Submodels.FirstOrDefault(s => s.Id == reference.IdRef)?.ModelRef ?? "";
            return $"{reference.IdRef}.{Target(document, inner, reference.Inner)}";
        }

        return reference.MetaIdRef is { } meta && document.Definitions.FirstOrDefault(d => d.Id == modelRef) is { } owner
            ? Part(owner, meta) : Reference(reference);
    }

    private static string Part(Model m, string meta)
    {
        var parts = m.InitialAssignments.Select(i => (i.MetaId, $"initial {i.Symbol}"))
            .Concat(m.Rules.Select(r => (r.MetaId, $"rule {(r is AssignmentRule a ? a.Variable : (r as RateRule)?.Variable)}")))
            .Concat(m.Reactions.SelectMany(r => new[] { (r.KineticLaw?.MetaId, $"law {r.Id}") }
                .Concat(r.Reactants.Select(s => (s.MetaId, $"reactant {r.Id} {s.Species}")))
                .Concat(r.Products.Select(s => (s.MetaId, $"product {r.Id} {s.Species}")))
                .Concat(r.Modifiers.Select(s => (s.MetaId, $"modifier {r.Id} {s.Species}")))))
            .Concat(m.Events.SelectMany(e => new[] { (e.Delay?.MetaId, $"delay {e.Id}"), (e.Priority?.MetaId, $"priority {e.Id}") }
                .Concat(e.Assignments.Select(a => (a.MetaId, $"assignment {e.Id} {a.Variable}")))));
        return parts.FirstOrDefault(p => p.Item1 == meta).Item2 ?? "metaid " + meta;
    }

    private static string Math(Expression? e) => e is null ? "" : Normal(e).ToString();

    /// <summary>Sums and products flat on their left, signs of numbers in the numbers, constants as numbers where they are numbers.</summary>
    public static Expression Normal(Expression e)
    {
        ValueList<Expression> All(ValueList<Expression> list) => list.Select(Normal).ToValueList();
        switch (e)
        {
            case NamedConstant { Kind: ConstantKind.Infinity }:
                return new Number(double.PositiveInfinity);
            case NamedConstant { Kind: ConstantKind.NotANumber }:
                return new Number(double.NaN);
            case Number n:
                return new Number(double.IsNaN(n.Value) ? double.NaN : n.Value, n.Units);
            case Call call:
                return call.Function == "rateOf" && call.Arguments.Count == 1 ? new Apply(Operator.RateOf, All(call.Arguments)) : new Call(call.Function, All(call.Arguments));
            case Piecewise p:
                return new Piecewise(p.Pieces.Select(q => new Piece(Normal(q.Value), Normal(q.Condition))).ToValueList(), p.Otherwise is null ? null : Normal(p.Otherwise));
            case Apply { Operator: Operator.Minus, Arguments.Count: 1 } minus:
                var inner = Normal(minus.Arguments[0]);
                return inner switch
                {
                    Number n => new Number(-n.Value, n.Units),
                    Apply { Operator: Operator.Minus, Arguments: [var twice] } => twice,
                    _ => new Apply(Operator.Minus, inner),
                };
            case Apply { Operator: Operator.Plus or Operator.Times or Operator.And or Operator.Or } chain when chain.Arguments.Count >= 2:
                var arguments = All(chain.Arguments);
                return arguments[0] is Apply first && first.Operator == chain.Operator && first.Arguments.Count >= 2
                    ? new Apply(chain.Operator, first.Arguments.Concat(arguments.Skip(1)).ToValueList())
                    : new Apply(chain.Operator, arguments);
            case Apply apply:
                return new Apply(apply.Operator, All(apply.Arguments));
            default:
                return e is Symbol s ? new Symbol(s.Id) : new NamedConstant(((NamedConstant)e).Kind);
        }
    }
}
