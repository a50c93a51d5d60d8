using Anesis.Modeling.Expressions;

namespace Anesis.Modeling.Composition;

/// <summary>Makes parameters of a model local to the rate of the one reaction that uses them.</summary>
public static class LocalParameters
{
    /// <param name="model">A model without submodels, ports and flux balance, which refer to ids by other ways.</param>
    /// <param name="moves">Which parameter goes into which reaction, and its id there.</param>
    /// <returns>The model with all of them moved that can be: constant parameters which nothing else mentions, under an id that the rate does not use for something else.</returns>
    public static Model Put(Model model, IReadOnlyList<(string Parameter, string Reaction, string Id)> moves)
    {
        var of = moves.GroupBy(m => m.Reaction, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.DistinctBy(m => m.Parameter).DistinctBy(m => m.Id).ToList(), StringComparer.Ordinal);
        var parameters = model.Parameters.DistinctBy(p => p.Id).ToDictionary(p => p.Id, StringComparer.Ordinal);
        var elsewhere = MentionedOutside(model, of);
        var moved = new HashSet<string>(StringComparer.Ordinal);
        var reactions = model.Reactions.Select(r =>
        {
            if (r.KineticLaw is not { Math: { } math } law || !of.TryGetValue(r.Id, out var wanted))
            {
                return r;
            }

            var names = Symbols(math);
            var taken = wanted.Where(m => parameters.TryGetValue(m.Parameter, out var p) && p.Constant && !elsewhere.Contains(m.Parameter) && !names.Contains(m.Id) && law.LocalParameters.All(l => l.Id != m.Id) && moved.Add(m.Parameter))
                .ToDictionary(m => m.Parameter, m => m.Id, StringComparer.Ordinal);
            return taken.Count == 0 ? r : r with
            {
                KineticLaw = law with
                {
                    Math = ExpressionMap.Rewrite(math, e => e is Symbol s && taken.TryGetValue(s.Id, out string? id) ? s with { Id = id } : e),
                    LocalParameters = [.. law.LocalParameters, .. taken.Select(t => parameters[t.Key] with { Id = t.Value })],
                },
            };
        }).ToList();
        return moved.Count == 0 ? model : model with { Reactions = [.. reactions], Parameters = [.. model.Parameters.Where(p => !moved.Contains(p.Id))] };
    }

    /// <summary>What is mentioned in more than the rate that it goes into.</summary>
    private static HashSet<string> MentionedOutside(Model model, Dictionary<string, List<(string Parameter, string Reaction, string Id)>> of)
    {
        var mentioned = new HashSet<string>(StringComparer.Ordinal);
        string Note(string id)
        {
            mentioned.Add(id);
            return id;
        }

        // Parameters themselves are left out, since their own ids are no mention of them.
        var rest = model with { Parameters = [], Reactions = [.. model.Reactions.Select(r => of.ContainsKey(r.Id) ? r with { KineticLaw = null } : r)] };
        new ModelMap(Note, id => id, id => id, (math, locals) =>
        {
            mentioned.UnionWith(Symbols(math).Where(id => !locals.Contains(id)));
            return math;
        }).Apply(rest);
        foreach (var reaction in model.Reactions.Where(r => r.KineticLaw?.Math is not null && of.ContainsKey(r.Id)))
        {
            var own = of[reaction.Id].Select(m => m.Parameter).ToHashSet(StringComparer.Ordinal);
            mentioned.UnionWith(Symbols(reaction.KineticLaw!.Math!).Where(id => !own.Contains(id)));
        }

        return mentioned;
    }

    private static HashSet<string> Symbols(Expression math)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        ExpressionMap.Rewrite(math, e =>
        {
            if (e is Symbol symbol)
            {
                names.Add(symbol.Id);
            }

            return e;
        });
        return names;
    }
}
