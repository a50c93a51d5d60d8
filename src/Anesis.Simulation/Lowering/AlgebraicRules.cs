using Anesis.Modeling;
using Anesis.Modeling.Expressions;

namespace Anesis.Simulation.Lowering;

/// <summary>
/// Decides which variable each algebraic rule determines: a maximum matching of rules to variables that nothing else determines
/// (augmenting paths), as the specification's test for overdetermined models does.
/// </summary>
internal static class AlgebraicRules
{
    /// <summary>Sets the determination of the variables found; their mathematics are the residuals.</summary>
    public static void Match(Model model, QuantityTable table, DiagnosticBag diagnostics)
    {
        var rules = model.Rules.OfType<AlgebraicRule>().Where(r => r.Math is not null).ToList();
        var candidates = rules.ConvertAll(r => Candidates(r.Math!, table));
        var ruleOf = new Dictionary<Quantity, int>();
        for (int rule = 0; rule < rules.Count; rule++)
        {
            if (!TryPlace(rule, candidates, ruleOf, []))
            {
                diagnostics.Error("AN0508", rules[rule].Span, $"an algebraic rule 0 = {rules[rule].Math} without a variable that it could determine",
                    "a variable, not constant, that no other rule, reaction or algebraic rule determines");
            }
        }

        foreach (var (quantity, rule) in ruleOf)
        {
            quantity.Determination = Determination.Algebraic;
            quantity.Math = rules[rule].Math;
        }
    }

    private static bool TryPlace(int start, List<List<Quantity>> candidates, Dictionary<Quantity, int> ruleOf, HashSet<Quantity> tried)
    {
        // Depth first along alternating paths, with its own stack.
        var path = new List<(int Rule, int Next)> { (start, 0) };
        while (path.Count > 0)
        {
            var (rule, next) = path[^1];
            if (next == candidates[rule].Count)
            {
                path.RemoveAt(path.Count - 1);
                continue;
            }

            path[^1] = (rule, next + 1);
            var quantity = candidates[rule][next];
            if (!tried.Add(quantity))
            {
                continue;
            }

            if (ruleOf.TryGetValue(quantity, out int other))
            {
                path.Add((other, 0));
                continue;
            }

            foreach (var (placed, chosen) in path)
            {
                ruleOf[candidates[placed][chosen - 1]] = placed;
            }

            return true;
        }

        return false;
    }

    /// <summary>Variables in the mathematics, through assignment rules: those first that neither events nor a boundary condition mark as given.</summary>
    private static List<Quantity> Candidates(Expression math, QuantityTable table)
    {
        var found = new List<Quantity>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var work = new Queue<Expression>();
        work.Enqueue(math);
        while (work.TryDequeue(out var expression))
        {
            foreach (var (_, id) in References.Of(expression, withDelayed: false))
            {
                if (!seen.Add(id) || table.Find(id) is not { } quantity)
                {
                    continue;
                }

                if (quantity.Determination == Determination.Assigned && quantity.Math is not null)
                {
                    work.Enqueue(quantity.Math);
                }
                else if (quantity is { Determination: Determination.Free, IsConstant: false, IsInput: false, Kind: not QuantityKind.LocalParameter })
                {
                    found.Add(quantity);
                }
            }
        }

        return [.. found.OrderBy(q => q.HasEvents).ThenBy(q => q.Kind == QuantityKind.Species && q.Species.BoundaryCondition)];
    }
}
