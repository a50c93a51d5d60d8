using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Units;

namespace Anesis.Modeling.Composition;

/// <summary>A model whose submodels are being joined into it, and what their elements are called now.</summary>
internal sealed class FlatModel(Model model)
{
    private const string Separator = "__";

    /// <summary>Where the ids of elements that were replaced point now, by the id that they had.</summary>
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);

    /// <summary>Ports of the submodels, by submodel and port, as references from this model.</summary>
    private readonly Dictionary<string, Model> _definitions = new(StringComparer.Ordinal);

    private readonly HashSet<string> _deleted = new(StringComparer.Ordinal);

    private readonly Dictionary<string, FlatModel> _parts = new(StringComparer.Ordinal);

    private readonly Redirections _redirections = new();

    public Model Model { get; private set; } = model;

    /// <summary>Adds a flattened submodel: deletions, conversion of time and extent, prefix.</summary>
    public void Join(Submodel submodel, Model definition, FlatModel inner, Model around, List<Diagnostic> errors)
    {
        _definitions[submodel.Id] = definition;
        _parts[submodel.Id] = inner;
        var part = inner.Model;
        foreach (var deletion in submodel.Deletions)
        {
            if (inner.Resolve(definition, deletion.Target) is { } target)
            {
                part = target.RemoveFrom(part);
                if (deletion.Id.Length > 0)
                {
                    _deleted.Add(submodel.Id + "." + deletion.Id);
                }
            }
            else
            {
                errors.Add(Missing(deletion.Span, submodel, deletion.Target));
            }
        }

        part = WithOwnUnits(part);
        string prefix = submodel.Id + Separator;
        var units = part.UnitDefinitions.Select(u => u.Id).ToHashSet(StringComparer.Ordinal);
        var conversion = new TimeAndExtent(submodel, part, Replaced(submodel, definition, inner, around));
        var map = new ModelMap(
            id => prefix + id,
            unit => units.Contains(unit) || UnitKinds.Find(unit) is null ? prefix + unit : unit,
            meta => prefix + meta,
            (math, locals) => Prefixed(math, locals, prefix, units));
        part = conversion.Apply(map.Apply(part), prefix);
        foreach (var (from, to) in inner._aliases)
        {
            _aliases[prefix + from] = prefix + to;
        }

        Model = Model with
        {
            UnitDefinitions = [.. Model.UnitDefinitions, .. part.UnitDefinitions],
            FunctionDefinitions = [.. Model.FunctionDefinitions, .. part.FunctionDefinitions],
            Compartments = [.. Model.Compartments, .. part.Compartments],
            Species = [.. Model.Species, .. part.Species],
            Parameters = [.. Model.Parameters, .. part.Parameters],
            InitialAssignments = [.. Model.InitialAssignments, .. part.InitialAssignments],
            Rules = [.. Model.Rules, .. part.Rules],
            Constraints = [.. Model.Constraints, .. part.Constraints],
            Reactions = [.. Model.Reactions, .. part.Reactions],
            Events = [.. Model.Events, .. part.Events],
            Foreign = [.. Model.Foreign, .. part.Foreign],
        };
    }

    /// <summary>Ids, in the submodel, of what elements of the model around it replace; these are in the units of that model already.</summary>
    private static HashSet<string> Replaced(Submodel submodel, Model definition, FlatModel inner, Model around) =>
        Elements.Of(around).SelectMany(e => e.ReplacedElements).Where(r => r.SubmodelRef == submodel.Id && r.Target is not null)
            .Select(r => inner.Resolve(definition, r.Target!)).Where(t => t?.Kind == TargetKind.Id).Select(t => t!.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>Carries out what the elements of <paramref name="original"/> say of replacing and being replaced.</summary>
    public void Replace(Model original, List<Diagnostic> errors)
    {
        foreach (var element in Elements.Of(original))
        {
            foreach (var replaced in element.ReplacedElements)
            {
                if (replaced.DeletionRef is { } deletion)
                {
                    if (!_deleted.Contains(replaced.SubmodelRef + "." + deletion))
                    {
                        errors.Add(new("AN0312", Severity.Error, replaced.Span, $"a replacement of the deletion \"{deletion}\"", $"a deletion of submodel {replaced.SubmodelRef}"));
                    }

                    continue;
                }

                if (Target(replaced.SubmodelRef, replaced.Target, replaced.Span, errors) is { } target)
                {
                    Substitute(target, element, replaced.ConversionFactor);
                }
            }

            if (element.ReplacedBy is { } by && Target(by.SubmodelRef, by.Target, by.Span, errors) is { } taker)
            {
                Model = _redirections.CarryOut(Model);
                TakeOver(element, taker);
            }
        }

        Model = _redirections.CarryOut(Model);
    }

    /// <summary>The element that a reference from a model around this one means; null when there is none.</summary>
    private ElementTarget? Resolve(Model definition, ElementReference reference)
    {
        if (reference.PortRef is { } port)
        {
            var found = definition.Ports.FirstOrDefault(p => p.Id == port);
            return found is null ? null : Resolve(definition, reference.Inner is null ? found.Target : Innermost(found.Target, reference.Inner));
        }

        if (reference.Inner is { } inner)
        {
            string submodel = reference.IdRef ?? definition.Submodels.FirstOrDefault(s => s.MetaId is not null && s.MetaId == reference.MetaIdRef)?.Id ?? "";
            return _parts.TryGetValue(submodel, out var part) ? part.Resolve(_definitions[submodel], inner)?.Inside(submodel + Separator, Current) : null;
        }

        if (reference.UnitRef is { } unit)
        {
            return new ElementTarget(TargetKind.Unit, unit);
        }

        if (reference.MetaIdRef is { } meta)
        {
            var element = Elements.Of(definition).FirstOrDefault(e => e.MetaId == meta);
            return element is null ? null : element.Id.Length > 0 && element is not UnitDefinition && !IsLocal(definition, element) ? new(TargetKind.Id, Current(element.Id)) : new(TargetKind.MetaId, meta);
        }

        string id = reference.IdRef ?? "";
        if (_parts.ContainsKey(id))
        {
            return new(TargetKind.Prefix, id + Separator);
        }

        return Elements.Of(definition).Any(e => e.Id == id) ? new(TargetKind.Id, Current(id)) : null;
    }

    private static ElementReference Innermost(ElementReference outer, ElementReference inner) =>
        outer with { Inner = outer.Inner is null ? inner : Innermost(outer.Inner, inner) };

    private string Current(string id)
    {
        while (_aliases.TryGetValue(id, out string? next) && next != id)
        {
            id = next;
        }

        return id;
    }

    private ElementTarget? Target(string submodel, ElementReference? reference, SourceSpan at, List<Diagnostic> errors)
    {
        var target = reference is not null && _parts.TryGetValue(submodel, out var part) ? part.Resolve(_definitions[submodel], reference)?.Inside(submodel + Separator, Current) : null;
        if (target is null)
        {
            errors.Add(new("AN0312", Severity.Error, at, $"a reference to an element of submodel \"{submodel}\" that is not there", "a port or element of that submodel", _parts.ContainsKey(submodel) ? null : Spelling.Nearest(submodel, _parts.Keys)));
        }

        return target;
    }

    /// <summary>The submodel's element gives way to ours; what spoke of it speaks of ours, divided by the conversion factor.</summary>
    private void Substitute(ElementTarget target, Element ours, string? factor)
    {
        if (target.Kind == TargetKind.Id && factor is null && target.Name != ours.Id)
        {
            if (!_redirections.Allow(target.Name, ours.Id))
            {
                Model = _redirections.CarryOut(Model);
            }

            _redirections.Add(target.Name, ours.Id);
            _aliases[target.Name] = ours.Id;
            return;
        }

        Model = _redirections.CarryOut(Model);
        if (target.Kind == TargetKind.MetaId)
        {
            Model = WithoutLocal(Model, target.Name, ours, factor);
        }

        Model = target.RemoveFrom(Model, ours);
        if (target.Kind is TargetKind.MetaId or TargetKind.Prefix)
        {
            return;
        }

        string old = target.Name, now = ours.Id;
        if (target.Kind == TargetKind.Id)
        {
            _aliases[old] = now;
        }

        Model = Redirected(Model, old, now, factor, target.Kind == TargetKind.Unit);
    }

    /// <summary>A parameter inside a kinetic law has an id there alone, and is referred to by its metaid.</summary>
    private static bool IsLocal(Model definition, Element element) =>
        element is Parameter && definition.Reactions.Any(r => r.KineticLaw?.LocalParameters.Any(p => ReferenceEquals(p, element)) ?? false);

    /// <summary>The kinetic laws whose parameter of that metaid is replaced speak of our element instead.</summary>
    private static Model WithoutLocal(Model model, string metaId, Element ours, string? factor) => model with
    {
        Reactions =
        [
            .. model.Reactions.Select(r => r.KineticLaw is { Math: { } math } law && law.LocalParameters.FirstOrDefault(p => p.MetaId == metaId) is { } local
                ? r with { KineticLaw = law with { Math = ExpressionMap.Rewrite(math, e => e is Symbol s && s.Id == local.Id ? Replacement(ours.Id, factor) with { Span = s.Span } : e), LocalParameters = [.. law.LocalParameters.Where(p => p != local)] } }
                : r),
        ],
    };

    private static Expression Replacement(string id, string? factor) => factor is null ? new Symbol(id) : new Apply(Operator.Divide, new Symbol(id), new Symbol(factor));

    /// <summary>Our element gives way to the submodel's, which takes our id.</summary>
    private void TakeOver(Element ours, ElementTarget taker)
    {
        if (taker.Kind is TargetKind.MetaId or TargetKind.Prefix)
        {
            Model = ElementRemoval.Remove(Model, e => ReferenceEquals(e, ours) || (ours.Id.Length > 0 && e.Id == ours.Id && e.GetType() == ours.GetType()));
            return;
        }

        Model = ElementRemoval.Remove(Model, e => e.Id == ours.Id && ours.Id.Length > 0 && ElementTarget.SharesNamespace(e, ours));
        Model = Redirected(Model, taker.Name, ours.Id, null, taker.Kind == TargetKind.Unit);
        if (taker.Kind == TargetKind.Id)
        {
            _aliases[taker.Name] = ours.Id;
        }
    }

    private static Model Redirected(Model model, string old, string now, string? factor, bool unit)
    {
        var replacement = Replacement(now, factor);
        if (factor is not null)
        {
            // What the submodel assigns to its own element is in its units; ours is that times the factor.
            model = model with
            {
                InitialAssignments = [.. model.InitialAssignments.Select(a => a.Symbol == old ? a with { Math = Scaled(a.Math, factor) } : a)],
                Rules = [.. model.Rules.Select(r => r is AssignmentRule a && a.Variable == old ? a with { Math = Scaled(a.Math, factor) } : r is RateRule v && v.Variable == old ? v with { Math = Scaled(v.Math, factor) } : r)],
                Events = [.. model.Events.Select(e => e with { Assignments = [.. e.Assignments.Select(a => a.Variable == old ? a with { Math = Scaled(a.Math, factor) } : a)] })],
            };
        }

        return new ModelMap(
            id => !unit && id == old ? now : id,
            id => unit && id == old ? now : id,
            meta => meta,
            (math, locals) => unit
                ? ExpressionMap.Rewrite(math, e => e is Number n && n.Units == old ? n with { Units = now } : e)
                : ExpressionMap.Rewrite(math, e => e switch
                {
                    Symbol s when s.Id == old && !locals.Contains(old) => replacement with { Span = s.Span },
                    Call c when c.Function == old => c with { Function = now },
                    _ => e,
                })).Apply(model);
    }

    private static Expression? Scaled(Expression? math, string factor) => math is null ? null : new Apply(Operator.Times, math, new Symbol(factor)) { Span = math.Span };

    private static Expression Prefixed(Expression math, IReadOnlySet<string> locals, string prefix, HashSet<string> units) => ExpressionMap.Rewrite(math, e => e switch
    {
        Symbol s when !locals.Contains(s.Id) => s with { Id = prefix + s.Id },
        Call c => c with { Function = prefix + c.Function },
        Number { Units: { } unit } n when units.Contains(unit) => n with { Units = prefix + unit },
        _ => e,
    });

    /// <summary>What a model says for all its elements is said on each, since the model around it may say otherwise.</summary>
    private static Model WithOwnUnits(Model part) => part with
    {
        Species = [.. part.Species.Select(s => s with { SubstanceUnits = s.SubstanceUnits ?? part.SubstanceUnits, ConversionFactor = s.ConversionFactor ?? part.ConversionFactor })],
        Compartments =
        [
            .. part.Compartments.Select(c => c with
            {
                Units = c.Units ?? c.SpatialDimensions switch { 3 => part.VolumeUnits, 2 => part.AreaUnits, 1 => part.LengthUnits, _ => null },
            }),
        ],
    };

    private static Diagnostic Missing(SourceSpan at, Submodel submodel, ElementReference target) =>
        new("AN0312", Severity.Error, at, $"a deletion of \"{target.IdRef ?? target.PortRef ?? target.MetaIdRef ?? target.UnitRef}\" in submodel {submodel.Id}", "an element of that submodel");
}
