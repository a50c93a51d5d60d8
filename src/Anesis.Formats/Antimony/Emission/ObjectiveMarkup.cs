using System.Globalization;
using System.Text;
using Anesis.Formats.Antimony.Semantics;
using Anesis.Modeling.Expressions;

namespace Anesis.Formats.Antimony.Emission;

/// <summary>The objective of a flux balance model in the markup of SBML's fbc package: a sum of reactions with coefficients.</summary>
internal static class ObjectiveMarkup
{
    public const string Namespace = "http://www.sbml.org/sbml/level3/version1/fbc/version2";

    /// <summary>The markup, or null when the formula is no weighted sum of reactions.</summary>
    public static string? Of(Variable objective, bool maximize, Expression? formula, Func<string, bool> isReaction)
    {
        var terms = new List<(string Reaction, double Coefficient)>();
        if (formula is null || !Collect(formula, 1, terms) || terms.Exists(t => !isReaction(t.Reaction)))
        {
            return null;
        }

        var xml = new StringBuilder();
        xml.Append(CultureInfo.InvariantCulture, $"<fbc:listOfObjectives xmlns:fbc=\"{Namespace}\" fbc:activeObjective=\"{ElementLocator.Id(objective)}\">");
        xml.Append(CultureInfo.InvariantCulture, $"<fbc:objective fbc:id=\"{ElementLocator.Id(objective)}\" fbc:type=\"{(maximize ? "maximize" : "minimize")}\"><fbc:listOfFluxObjectives>");
        foreach (var (reaction, coefficient) in terms)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<fbc:fluxObjective fbc:reaction=\"{reaction}\" fbc:coefficient=\"{coefficient:R}\"/>");
        }

        return xml.Append("</fbc:listOfFluxObjectives></fbc:objective></fbc:listOfObjectives>").ToString();
    }

    private static bool Collect(Expression e, double factor, List<(string, double)> terms)
    {
        switch (e)
        {
            case Symbol s:
                terms.Add((s.Id, factor));
                return true;
            case Apply { Operator: Operator.Plus } sum:
                return sum.Arguments.All(a => Collect(a, factor, terms));
            case Apply { Operator: Operator.Minus, Arguments: [var only] }:
                return Collect(only, -factor, terms);
            case Apply { Operator: Operator.Minus, Arguments: [var left, var right] }:
                return Collect(left, factor, terms) && Collect(right, -factor, terms);
            case Apply { Operator: Operator.Times, Arguments: [Number n, var right] }:
                return Collect(right, factor * n.Value, terms);
            case Apply { Operator: Operator.Times, Arguments: [var left, Number n] }:
                return Collect(left, factor * n.Value, terms);
            case Apply { Operator: Operator.Divide, Arguments: [var left, Number n] }:
                return Collect(left, factor / n.Value, terms);
            default:
                return false;
        }
    }
}
