using Anesis.Modeling.Expressions;

namespace Anesis.Modeling.Composition;

/// <summary>Gives elements of a model other ids.</summary>
public static class Renaming
{
    /// <param name="model">A model without submodels, ports and flux balance, which refer to ids by other ways.</param>
    /// <param name="ids">The new id of each id that changes. A new id must not belong to an element already.</param>
    /// <returns>The model with the new ids, also wherever they are referred to.</returns>
    public static Model Apply(Model model, IReadOnlyDictionary<string, string> ids)
    {
        string New(string id) => ids.GetValueOrDefault(id, id);
        return new ModelMap(New, id => id, id => id, (math, locals) => ExpressionMap.Rewrite(math, e => e is Symbol s && !locals.Contains(s.Id) && ids.ContainsKey(s.Id) ? s with { Id = New(s.Id) } : e))
            .Apply(model);
    }

    /// <param name="model">A model without submodels and ports.</param>
    /// <param name="ids">The new id of each unit definition whose id changes; none must belong to another unit definition or to a base unit.</param>
    /// <returns>The model with the new ids, also wherever they are referred to.</returns>
    public static Model ApplyToUnits(Model model, IReadOnlyDictionary<string, string> ids) =>
        new ModelMap(id => id, unit => ids.GetValueOrDefault(unit, unit), id => id, (math, _) => ExpressionMap.Rewrite(math, e => e is Number { Units: { } unit } n && ids.ContainsKey(unit) ? n with { Units = ids[unit] } : e))
            .Apply(model);
}
