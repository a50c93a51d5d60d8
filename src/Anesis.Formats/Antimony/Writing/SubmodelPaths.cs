using Anesis.Modeling;

namespace Anesis.Formats.Antimony.Writing;

/// <summary>Turns references into submodels (comp's SBaseRef) into dotted names.</summary>
internal sealed class SubmodelPaths(WritingContext context)
{
    private const int DepthLimit = 100;

    /// <summary>The dotted name of what a reference means, and the model and id that it ends in; null when it means nothing with a name.</summary>
    public (string Path, Model Owner, string Id)? Resolve(Model holder, string submodel, ElementReference? target, int depth = 0)
    {
        if (target is null || depth > DepthLimit || holder.Submodels.FirstOrDefault(s => s.Id == submodel) is not { } instance
            || context.Find(instance.ModelRef) is not { } definition || ResolveIn(definition, target, depth + 1) is not var (path, owner, id))
        {
            return null;
        }

        return ($"{context.Names(holder).Name(submodel)}.{path}", owner, id);
    }

    private (string Path, Model Owner, string Id)? ResolveIn(Model model, ElementReference target, int depth)
    {
        if (depth > DepthLimit)
        {
            return null;
        }

        var names = context.Names(model);
        return target switch
        {
            { PortRef: { } port } => model.Ports.FirstOrDefault(p => p.Id == port) is { } found ? ResolveIn(model, found.Target, depth + 1) : null,
            { UnitRef: { } unit } => (names.Unit(unit), model, unit),
            { IdRef: { } id, Inner: { } inner } => Resolve(model, id, inner, depth + 1),
            { IdRef: { } id } => (names.Name(id), model, id),
            { MetaIdRef: { } meta } => IdByMetaId(model, meta) is { } id ? (names.Name(id), model, id) : null,
            _ => null,
        };
    }

    /// <summary>The model and metaid that a reference by metaid ends in.</summary>
    public (string Prefix, Model Owner, string MetaId)? MetaTarget(Model holder, string submodel, ElementReference target)
    {
        string prefix = "";
        for (int depth = 0; depth < DepthLimit; depth++)
        {
            if (holder.Submodels.FirstOrDefault(s => s.Id == submodel) is not { } instance || context.Find(instance.ModelRef) is not { } definition)
            {
                return null;
            }

            prefix += context.Names(holder).Name(submodel) + ".";
            if (target.MetaIdRef is { } meta)
            {
                return (prefix, definition, meta);
            }

            if (target is not { IdRef: { } id, Inner: { } inner })
            {
                return null;
            }

            (holder, submodel, target) = (definition, id, inner);
        }

        return null;
    }

    public static string? IdByMetaId(Model model, string metaId)
    {
        var elements = model.Compartments.Cast<Element>().Concat(model.Species).Concat(model.Parameters).Concat(model.Reactions).Concat(model.Events)
            .Concat(model.Submodels).Concat(model.Constraints).Concat(model.UnitDefinitions);
        return elements.FirstOrDefault(e => e.MetaId == metaId)?.Id is { Length: > 0 } id ? id : null;
    }
}
