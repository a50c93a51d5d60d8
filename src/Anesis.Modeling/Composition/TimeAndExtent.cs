using Anesis.Modeling.Expressions;

namespace Anesis.Modeling.Composition;

/// <summary>
/// Turns a submodel's time and extent into those of the model around it (comp, timeConversionFactor and extentConversionFactor):
/// outer time = inner time · factor, outer extent = inner extent · factor.
/// </summary>
/// <param name="submodel">The submodel.</param>
/// <param name="part">Its model before its ids get their prefix.</param>
/// <param name="replaced">Its ids whose place elements of the model around take; their values need no conversion.</param>
internal sealed class TimeAndExtent(Submodel submodel, Model part, IReadOnlySet<string> replaced)
{
    private readonly Expression? _time = submodel.TimeConversionFactor is { } t ? new Symbol(t) : null;
    private readonly Expression? _extent = submodel.ExtentConversionFactor is { } x ? new Symbol(x) : null;

    /// <param name="renamed">The submodel's model with its prefix.</param>
    /// <param name="prefix">That prefix.</param>
    public Model Apply(Model renamed, string prefix)
    {
        if (_time is null && _extent is null)
        {
            return renamed;
        }

        var reactions = part.Reactions.Where(r => !replaced.Contains(r.Id)).Select(r => prefix + r.Id).ToHashSet(StringComparer.Ordinal);
        var converted = new ModelMap(id => id, id => id, id => id, (math, locals) => ExpressionMap.Rewrite(math, e => Inner(e, reactions, locals))).Apply(renamed);
        return converted with
        {
            Rules = [.. converted.Rules.Select(r => r is RateRule rate && rate.Math is not null ? rate with { Math = Over(rate.Math, _time) } : r)],
            Reactions =
            [
                .. converted.Reactions.Select(r => r.KineticLaw is { Math: { } rate } law
                    ? r with { KineticLaw = law with { Math = Over(Times(rate, _extent), _time) } }
                    : r),
            ],
            Events = [.. converted.Events.Select(e => e.Delay is { Math: { } delay } d ? e with { Delay = d with { Math = Times(delay, _time) } } : e)],
        };
    }

    /// <summary>What a formula of the submodel reads, in its own time and extent.</summary>
    private Expression Inner(Expression e, HashSet<string> reactions, IReadOnlySet<string> locals) => e switch
    {
        NamedConstant { Kind: ConstantKind.Time } => Over(e, _time),
        Symbol s when reactions.Contains(s.Id) && !locals.Contains(s.Id) => Over(Times(e, _time), _extent),
        Apply { Operator: Operator.Delay, Arguments: { Count: 2 } a } delay => delay with { Arguments = [a[0], Times(a[1], _time)] },
        Apply { Operator: Operator.RateOf } => Times(e, _time),
        _ => e,
    };

    private static Expression Times(Expression e, Expression? factor) => factor is null ? e : new Apply(Operator.Times, e, factor) { Span = e.Span };

    private static Expression Over(Expression e, Expression? factor) => factor is null ? e : new Apply(Operator.Divide, e, factor) { Span = e.Span };
}
