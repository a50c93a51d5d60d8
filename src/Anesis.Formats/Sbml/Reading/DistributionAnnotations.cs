using Anesis.Modeling;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml.Reading;

/// <summary>
/// Before the package distrib, draws were written as calls of function definitions that carry an annotation in the namespace
/// "http://sbml.org/annotations/distribution" naming the distribution; such a definition's body becomes the draw itself.
/// </summary>
internal static class DistributionAnnotations
{
    private const string Namespace = "http://sbml.org/annotations/distribution";

    private static readonly (string Name, Operator Operator, int Least, int Most)[] Distributions =
    [
        ("normal", Operator.DrawNormal, 2, 4), ("uniform", Operator.DrawUniform, 2, 2), ("exponential", Operator.DrawExponential, 1, 3), ("gamma", Operator.DrawGamma, 2, 4),
        ("poisson", Operator.DrawPoisson, 1, 3), ("log-normal", Operator.DrawLogNormal, 2, 4), ("lognormal", Operator.DrawLogNormal, 2, 4), ("chi-squared", Operator.DrawChiSquare, 1, 3),
        ("laplace", Operator.DrawLaplace, 2, 4), ("cauchy", Operator.DrawCauchy, 2, 4), ("rayleigh", Operator.DrawRayleigh, 1, 3), ("binomial", Operator.DrawBinomial, 2, 4),
        ("bernoulli", Operator.DrawBernoulli, 1, 1),
    ];

    public static Model Apply(Model model)
    {
        bool found = model.FunctionDefinitions.Any(f => f.ForeignAnnotation?.Contains(Namespace, StringComparison.Ordinal) == true);
        return found ? model with { FunctionDefinitions = model.FunctionDefinitions.Select(Drawing).ToValueList() } : model;
    }

    private static FunctionDefinition Drawing(FunctionDefinition function)
    {
        if (Definition(function.ForeignAnnotation) is not { } definition)
        {
            return function;
        }

        int count = function.Arguments.Count;
        foreach (var (name, op, least, most) in Distributions)
        {
            if (definition.Contains(name, StringComparison.OrdinalIgnoreCase) && count >= least && count <= most)
            {
                return function with { Body = new Apply(op, function.Arguments.Select(Expression (a) => new Symbol(a) { Span = function.Span }).ToValueList()) { Span = function.Span } };
            }
        }

        return function;
    }

    /// <summary>The page that the annotation names, such as "https://en.wikipedia.org/wiki/Normal_distribution".</summary>
    private static string? Definition(string? annotation)
    {
        int at = annotation?.IndexOf(Namespace, StringComparison.Ordinal) ?? -1;
        if (at < 0)
        {
            return null;
        }

        int start = annotation!.LastIndexOf('<', at), end = annotation.IndexOf('>', at);
        string tag = annotation[start..(end < 0 ? annotation.Length : end)];
        int attribute = tag.IndexOf("definition=", StringComparison.Ordinal);
        if (attribute < 0)
        {
            return null;
        }

        int open = attribute + "definition=".Length;
        int close = open < tag.Length ? tag.IndexOf(tag[open], open + 1) : -1;
        string url = close < 0 ? "" : tag[(open + 1)..close];
        return url[(url.LastIndexOf('/') + 1)..];
    }
}
