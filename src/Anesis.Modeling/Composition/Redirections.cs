using Anesis.Modeling.Expressions;

namespace Anesis.Modeling.Composition;

/// <summary>
/// Elements that gave way to others, taken out together: each walk goes over the whole model, and a model of many submodels has hundreds of such elements.
/// None takes part in another's, so that their order has no meaning.
/// </summary>
internal sealed class Redirections
{
    private readonly Dictionary<string, string> _takers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taking = new(StringComparer.Ordinal);

    /// <summary>Whether an element can give way to another independently of those that do already; if not they must be carried out first.</summary>
    public bool Allow(string old, string now) => !_takers.ContainsKey(old) && !_taking.Contains(old) && !_takers.ContainsKey(now);

    public void Add(string old, string now)
    {
        _takers.Add(old, now);
        _taking.Add(now);
    }

    /// <summary>The model without the elements that gave way, and with what spoke of them speaking of those that took their place. None are left to carry out.</summary>
    public Model CarryOut(Model model)
    {
        if (_takers.Count == 0)
        {
            return model;
        }

        var kept = ElementRemoval.Remove(model, e => e is not UnitDefinition && _takers.ContainsKey(e.Id));
        var redirected = new ModelMap(Now, unit => unit, meta => meta, (math, locals) => ExpressionMap.Rewrite(math, e => e switch
        {
            Symbol s when _takers.TryGetValue(s.Id, out string? now) && !locals.Contains(s.Id) => s with { Id = now },
            Call c when _takers.TryGetValue(c.Function, out string? now) => c with { Function = now },
            _ => e,
        })).Apply(kept);
        _takers.Clear();
        _taking.Clear();
        return redirected;
    }

    private string Now(string id) => _takers.GetValueOrDefault(id, id);
}
