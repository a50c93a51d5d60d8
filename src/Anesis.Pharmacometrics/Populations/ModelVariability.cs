using Anesis.Mathematics.Randomness;
using Anesis.Modeling;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Populations;

/// <summary>The distributions that a model carries on its own quantities (SBML distrib; Antimony's <c>x.distribution = normal(…)</c>).</summary>
public static class ModelVariability
{
    /// <summary>By id, in the order of the model. A distribution whose arguments are not fixed numbers is left out.</summary>
    public static ValueList<(string Id, Distribution Distribution)> Of(Model flat)
    {
        var values = flat.Parameters.Where(p => p.Value is not null).ToDictionary(p => p.Id, p => p.Value!.Value, StringComparer.Ordinal);
        var found = new List<(string, Distribution)>();
        foreach (Element element in ((IEnumerable<Element>)flat.Parameters).Concat(flat.Compartments).Concat(flat.Species))
        {
            var math = element.Uncertainties.SelectMany(u => u.Parameters).FirstOrDefault(p => p.Kind == "distribution" && p.Math is not null)?.Math;
            if (math is Apply apply && Read(apply, values) is { } distribution)
            {
                found.Add((element.Id, distribution));
            }
        }

        return found.ToValueList();
    }

    private static Distribution? Read(Apply apply, Dictionary<string, double> values)
    {
        double[] a = [.. apply.Arguments.Select(e => Value(e, values))];
        if (a.Any(double.IsNaN))
        {
            return null;
        }

        return (apply.Operator, a) switch
        {
            (Operator.DrawNormal, [var mean, var sd]) => new NormalDistribution(mean, sd),
            (Operator.DrawNormal, [var mean, var sd, var low, var high]) => new QuantileDistribution("normal", u => TruncatedNormal.Quantile(u, mean, sd, low, high)),
            (Operator.DrawLogNormal, [var mean, var sd]) => new LogNormalDistribution(Anesis.Mathematics.Elementary.Exp(mean), sd),
            (Operator.DrawUniform, [var low, var high]) => new UniformDistribution(low, high),
            (Operator.DrawBernoulli, [var p]) => new ChoiceDistribution([0, 1], [1 - p, p]),
            (Operator.DrawExponential, [var rate]) => new QuantileDistribution("exponential", u => Quantiles.Exponential(u, rate)),
            (Operator.DrawGamma, [var shape, var scale]) => new QuantileDistribution("gamma", u => Quantiles.Gamma(u, shape, scale)),
            (Operator.DrawLaplace, [var location, var scale]) => new QuantileDistribution("laplace", u => Quantiles.Laplace(u, location, scale)),
            (Operator.DrawCauchy, [var location, var scale]) => new QuantileDistribution("cauchy", u => Quantiles.Cauchy(u, location, scale)),
            (Operator.DrawRayleigh, [var scale]) => new QuantileDistribution("rayleigh", u => Quantiles.Rayleigh(u, scale)),
            (Operator.DrawChiSquare, [var freedom]) => new QuantileDistribution("chisquare", u => Quantiles.ChiSquare(u, freedom)),
            (Operator.DrawPoisson, [var mean]) => new QuantileDistribution("poisson", u => DiscreteQuantiles.Poisson(u, mean)),
            _ => null,
        };
    }

    private static double Value(Expression e, Dictionary<string, double> values) => e switch
    {
        Number n => n.Value,
        Symbol s => values.GetValueOrDefault(s.Id, double.NaN),
        Apply { Operator: Operator.Minus, Arguments: { Count: 1 } a } => -Value(a[0], values),
        Apply { Operator: Operator.Plus, Arguments: { Count: 2 } a } => Value(a[0], values) + Value(a[1], values),
        Apply { Operator: Operator.Minus, Arguments: { Count: 2 } a } => Value(a[0], values) - Value(a[1], values),
        Apply { Operator: Operator.Times, Arguments: { Count: 2 } a } => Value(a[0], values) * Value(a[1], values),
        Apply { Operator: Operator.Divide, Arguments: { Count: 2 } a } => Value(a[0], values) / Value(a[1], values),
        _ => double.NaN,
    };
}
