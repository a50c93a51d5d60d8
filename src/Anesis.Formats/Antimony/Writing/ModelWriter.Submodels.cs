using Anesis.Formats.Antimony.Semantics;
using Anesis.Modeling;
using Anesis.Modeling.Expressions;

namespace Anesis.Formats.Antimony.Writing;

/// <summary>Submodels, what joins them to this model, and deletions.</summary>
internal sealed partial class ModelWriter
{
    private IEnumerable<Element> Replaceable => _model.Compartments.Cast<Element>().Concat(_model.Species).Concat(_model.Parameters)
        .Concat(_model.Reactions).Concat(_model.Events);

    /// <summary>Elements that only stand for one of a submodel have its dotted name in the text.</summary>
    private void FindStandIns()
    {
        foreach (var element in Replaceable.Where(e => e.ReplacedBy is not null))
        {
            if (_paths.Resolve(_model, element.ReplacedBy!.SubmodelRef, element.ReplacedBy.Target) is var (path, _, _)
                && element.Id == path.Replace(".", "__", StringComparison.Ordinal) && element.ReplacedElements.IsEmpty)
            {
                _names.Substitute(element.Id, path);
                _standIns.Add(element.Id);
            }
        }
    }

    private void WriteSubmodels()
    {
        foreach (var submodel in _model.Submodels)
        {
            if (_context.Find(submodel.ModelRef) is not { } definition)
            {
                _context.Lost(submodel.Id, $"the submodel {submodel.Id}, whose model {submodel.ModelRef} is not here", "a model in this document");
                continue;
            }

            string time = submodel.TimeConversionFactor is null ? "" : $", timeconv={N(submodel.TimeConversionFactor)}";
            string extent = submodel.ExtentConversionFactor is null ? "" : $", extentconv={N(submodel.ExtentConversionFactor)}";
            Line($"{N(submodel.Id)}: {_context.Name(definition)}(){time}{extent};");
        }

        foreach (var element in Replaceable.Where(e => e.Id != ModuleTable.DefaultCompartment))
        {
            WriteReplacements(element, N(element.Id));
        }

        foreach (var reference in _model.Reactions.SelectMany(r => r.Reactants.Concat(r.Products)).Where(r => r.Id.Length > 0))
        {
            WriteReplacements(reference, N(reference.Id));
        }

        foreach (var unit in _model.UnitDefinitions)
        {
            WriteReplacements(unit, _names.Unit(unit.Id));
        }

        foreach (var submodel in _model.Submodels)
        {
            WriteDeletions(submodel);
        }
    }

    /// <summary>Whether the element takes over its value from one of a submodel, so that its own is moot.</summary>
    private bool IsReplaced(Element element) => element.ReplacedBy is { } by && _paths.Resolve(_model, by.SubmodelRef, by.Target) is not null;

    private void WriteReplacements(Element element, string name)
    {
        if (element.ReplacedBy is { } by && !_standIns.Contains(element.Id))
        {
            if (_paths.Resolve(_model, by.SubmodelRef, by.Target) is var (path, _, _))
            {
                Line($"{path} is {name};");
                _context.Changed(element.Id, $"{element.Id} replaced by {path}", $"{path} replaced by {element.Id}, which takes over its value");
            }
            else
            {
                _context.Lost(element.Id, $"the replacement of {element.Id}", "one by an element that has a name");
            }
        }

        foreach (var replaced in element.ReplacedElements)
        {
            if (_paths.Resolve(_model, replaced.SubmodelRef, replaced.Target) is var (path, _, _))
            {
                Line(replaced.ConversionFactor is null ? $"{path} is {name};" : $"{path} * {N(replaced.ConversionFactor)} is {name};");
            }
            else if (replaced.DeletionRef is null)
            {
                _context.Lost(element.Id, $"the replacement by {element.Id}", "one of an element that has a name");
            }
        }
    }

    private void WriteDeletions(Submodel submodel)
    {
        if (_context.Find(submodel.ModelRef) is not { } definition)
        {
            return;
        }

        // Events whose parts are deleted too come last: they go by themselves with the quantities that they mention.
        var parts = submodel.Deletions.Select(d => _paths.MetaTarget(_model, submodel.Id, d.Target) is var (_, o, meta) && ModelPart.Find(o, meta) is { } part ? (o, part.Element) : default)
            .ToHashSet();
        var deleted = new HashSet<(Model, string)>();
        var found = submodel.Deletions.Select(d => _paths.Resolve(_model, submodel.Id, d.Target)).OfType<(string Path, Model Owner, string Id)>();
        foreach (var (path, owner, id) in found.OrderBy(f => f.Owner.Events.Any(e => e.Id == f.Id) && parts.Contains((f.Owner, f.Id))))
        {
            deleted.Add((owner, id));
            if (id == ModuleTable.DefaultCompartment && owner.Compartments.Any(c => c.Id == id && c.SboTerm == "SBO:0000410"))
            {
                // The reader deletes it by itself when nothing here stands in it.
                continue;
            }

            Line($"delete {path};");
        }

        foreach (var deletion in submodel.Deletions.Where(d => _paths.Resolve(_model, submodel.Id, d.Target) is null))
        {
            if (_paths.MetaTarget(_model, submodel.Id, deletion.Target) is not var (prefix, owner, metaId))
            {
                _context.Lost(submodel.Id, $"a deletion in {submodel.Id}", "one of an element that has a name");
            }
            else if (ModelPart.Find(owner, metaId) is not { } part)
            {
                _context.Lost(submodel.Id, $"the deletion of {metaId} in {submodel.Id}", "one of an element or of a formula");
            }
            else if (!part.Mentions.Exists(id => deleted.Contains((owner, id))) && !IsReplacedHere(owner, part.Element))
            {
                WritePartDeletion(submodel, prefix + _context.Names(owner).Name(part.Element), part);
            }
        }
    }

    private void WritePartDeletion(Submodel submodel, string name, ModelPart part)
    {
        string? statement = part.Kind switch
        {
            DeletedPart.InitialAssignment or DeletedPart.KineticLaw => $"{name} = ;",
            DeletedPart.AssignmentRule => $"{name} := ;",
            DeletedPart.RateRule => $"{name}' = ;",
            _ => null,
        };
        if (statement is null)
        {
            _context.Lost(submodel.Id, $"the deletion of a part of {name} alone", "the deletion of an element or of a formula");
        }
        else
        {
            Line(statement);
        }
    }

    private bool IsReplacedHere(Model owner, string id) => Replaceable.Any(e => e.ReplacedElements.Any(
        r => _paths.Resolve(_model, r.SubmodelRef, r.Target) is var (_, o, i) && o == owner && i == id));

    /// <summary>
    /// Joined names take over what the other has; what this model does not want of it must be cleared.
    /// True when an assignment rule of the submodel stays, or its initial assignment where this model has only a plain value, which that overrides: then no initial value can be said.
    /// </summary>
    private bool ClearInherited(Element element, string id, bool hasPlain)
    {
        var rule = _rules.GetValueOrDefault(id);
        bool hasOwn = hasPlain || _initial.ContainsKey(id) || rule is AssignmentRule;
        bool keepsRule = false;
        foreach (var replaced in element.ReplacedElements)
        {
            if (_paths.Resolve(_model, replaced.SubmodelRef, replaced.Target) is not var (_, owner, target))
            {
                continue;
            }

            bool Deleted(Element? part) => part is { MetaId: { } meta } && _model.Submodels.FirstOrDefault(s => s.Id == replaced.SubmodelRef) is { } submodel
                && submodel.Deletions.Any(d => _paths.MetaTarget(_model, submodel.Id, d.Target) is var (_, o, m) && o == owner && m == meta);
            var assignment = owner.Rules.OfType<AssignmentRule>().FirstOrDefault(r => r.Variable == target);
            var rate = owner.Rules.OfType<RateRule>().FirstOrDefault(r => r.Variable == target);
            var initial = owner.InitialAssignments.FirstOrDefault(i => i.Symbol == target);
            if (rate is not null && (Deleted(rate) || rule is AssignmentRule))
            {
                Line($"{N(id)}' = ;");
            }

            if (assignment is not null)
            {
                if (Deleted(assignment) && rule is not AssignmentRule)
                {
                    Line($"{N(id)} := ;");
                }
                else
                {
                    keepsRule = true;
                }
            }
            else if (hasPlain && !_initial.ContainsKey(id) && rule is not AssignmentRule && initial is not null && !Deleted(initial))
            {
                keepsRule = true;
            }
            else if (!hasOwn && (initial is null ? PlainValue(owner, target) : Deleted(initial)))
            {
                Line($"{N(id)} = ;");
            }
        }

        return keepsRule;
    }

    private static bool PlainValue(Model owner, string id) =>
        owner.Parameters.Any(p => p.Id == id && p.Value is not null)
        || owner.Compartments.Any(c => c.Id == id && c.Size is not null)
        || owner.Species.Any(s => s.Id == id && (s.InitialAmount is not null || s.InitialConcentration is not null));
}

/// <summary>A formula of an element that a deletion names by metaid.</summary>
/// <param name="Element">The element that has it.</param>
/// <param name="Kind">Which of its formulas.</param>
/// <param name="Mentions">The element and all names in the formula.</param>
internal sealed record ModelPart(string Element, DeletedPart Kind, List<string> Mentions)
{
    public static ModelPart? Find(Model model, string metaId)
    {
        ModelPart Part(string element, DeletedPart kind, Expression? math, params string[] others) =>
            new(element, kind, [element, .. others, .. math is null ? [] : Formulas.Names(math)]);
        foreach (var i in model.InitialAssignments.Where(i => i.MetaId == metaId))
        {
            return Part(i.Symbol, DeletedPart.InitialAssignment, i.Math);
        }

        foreach (var rule in model.Rules.Where(r => r.MetaId == metaId))
        {
            return rule switch
            {
                AssignmentRule a => Part(a.Variable, DeletedPart.AssignmentRule, a.Math),
                RateRule r => Part(r.Variable, DeletedPart.RateRule, r.Math),
                _ => null,
            };
        }

        foreach (var r in model.Reactions)
        {
            if (r.KineticLaw is { } law && law.MetaId == metaId)
            {
                return Part(r.Id, DeletedPart.KineticLaw, law.Math);
            }

            if (r.Reactants.FirstOrDefault(s => s.MetaId == metaId) is { } reactant)
            {
                return Part(r.Id, DeletedPart.Reactant, null, reactant.Species);
            }

            if (r.Products.FirstOrDefault(s => s.MetaId == metaId) is { } product)
            {
                return Part(r.Id, DeletedPart.Product, null, product.Species);
            }

            if (r.Modifiers.FirstOrDefault(s => s.MetaId == metaId) is { } modifier)
            {
                return Part(r.Id, DeletedPart.Modifier, null, modifier.Species);
            }
        }

        foreach (var e in model.Events)
        {
            if (e.Delay is { } delay && delay.MetaId == metaId)
            {
                return Part(e.Id, DeletedPart.Delay, delay.Math);
            }

            if (e.Priority is { } priority && priority.MetaId == metaId)
            {
                return Part(e.Id, DeletedPart.Priority, priority.Math);
            }

            if (e.Assignments.FirstOrDefault(a => a.MetaId == metaId) is { } assignment)
            {
                return Part(e.Id, DeletedPart.EventAssignment, assignment.Math, assignment.Variable);
            }
        }

        return null;
    }
}
