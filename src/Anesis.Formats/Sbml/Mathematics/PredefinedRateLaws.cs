using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml.Mathematics;

/// <summary>
/// The rate laws that SBML Level 1 predefines (Version 2, appendix C), as function definitions. Their arguments stand in the order of that appendix: substrates,
/// products, modifiers, rates, constants. The formulas are those in which the reader of the Systems Biology Workbench (which lists the appendix) and the
/// functions built into COPASI agree; laws in which these differ, or whose arguments are not all listed, are refused.
/// </summary>
internal static class PredefinedRateLaws
{
    private const string Reversible = "(Vf*S/Kms - Vr*P/Kmp)";

    private static readonly Dictionary<string, FunctionDefinition> Known = new[]
    {
        Law("uui", "S, Vm, Km", "Vm*S/(Km + S)"),
        Law("uur", "S, P, Vf, Vr, Kms, Kmp", $"{Reversible}/(1 + S/Kms + P/Kmp)"),
        Law("uuhr", "S, P, Vf, Km1, Km2, Keq", "Vf/Km1*(S - P/Keq)/(1 + S/Km1 + P/Km2)"),
        Law("isouur", "S, P, Vf, Kms, Kmp, Kii, Keq", "Vf*(S - P/Keq)/(S*(1 + P/Kii) + Kms*(1 + P/Kmp))"),
        Law("hilli", "S, V, S05, h", "V*S^h/(S05^h + S^h)"),
        Law("hillr", "S, P, Vf, S05, P05, h, Keq", "Vf*(S/S05)*(1 - P/(S*Keq))*(S/S05 + P/P05)^(h - 1)/(1 + (S/S05 + P/P05)^h)"),
        Law("usai", "S, V, Ksa, Ksc", "V*sqr(S/Ksa)/(1 + S/Ksc + sqr(S/Ksa) + S/Ksa)"),
        Law("ucii", "S, I, V, Km, Ki", "V*(S/Km)/(1 + S/Km + I/Ki)"),
        Law("ucir", "S, P, I, Vf, Vr, Kms, Kmp, Ki", $"{Reversible}/(1 + S/Kms + P/Kmp + I/Ki)"),
        Law("unii", "S, I, V, Km, Ki", "V*(S/Km)/(1 + I/Ki + (S/Km)*(1 + I/Ki))"),
        Law("unir", "S, P, I, Vf, Vr, Kms, Kmp, Ki", $"{Reversible}/(1 + I/Ki + (S/Kms + P/Kmp)*(1 + I/Ki))"),
        Law("uuci", "S, I, V, Km, Ki", "V*(S/Km)/(1 + (S/Km)*(1 + I/Ki))"),
        Law("uucr", "S, P, I, Vf, Vr, Kms, Kmp, Ki", $"{Reversible}/(1 + (S/Kms + P/Kmp)*(1 + I/Ki))"),
        Law("umi", "S, I, V, Km, Kis, Kic", "V*(S/Km)/(1 + I/Kis + (S/Km)*(1 + I/Kic))"),
        Law("umr", "S, P, I, Vf, Vr, Kms, Kmp, Kis, Kic", $"{Reversible}/(1 + I/Kis + (S/Kms + P/Kmp)*(1 + I/Kic))"),
        Law("uai", "S, A, V, Km, Ka", "V*(S/Km)/(1 + S/Km + Ka/A)"),
        Law("uar", "S, P, A, Vf, Vr, Kms, Kmp, Ka", $"{Reversible}/(1 + S/Kms + P/Kmp + Ka/A)"),
        Law("ucti", "S, A, V, Km, Ka", "V*(S/Km)/(1 + Ka/A + (S/Km)*(1 + Ka/A))"),
        Law("uctr", "S, P, A, Vf, Vr, Kms, Kmp, Ka", $"{Reversible}/(1 + Ka/A + (S/Kms + P/Kmp)*(1 + Ka/A))"),
        Law("umai", "S, A, V, Km, Kas, Kac", "V*(S/Km)/(1 + Kas/A + (S/Km)*(1 + Kac/A))"),
        Law("umar", "S, P, A, Vf, Vr, Kms, Kmp, Kas, Kac", $"{Reversible}/(1 + Kas/A + (S/Kms + P/Kmp)*(1 + Kac/A))"),
        Law("uhmi", "S, M, V, Km, Kd, a, b", "V*(S/Km)*(1 + b*M/(a*Kd))/(1 + M/Kd + (S/Km)*(1 + M/(a*Kd)))"),
        Law("uhmr", "S, P, M, Vf, Vr, Kms, Kmp, Kd, a, b", $"{Reversible}*(1 + b*M/(a*Kd))/(1 + M/Kd + (S/Kms + P/Kmp)*(1 + M/(a*Kd)))"),
        Law("ordubr", "A, P, Q, Vf, Vr, Kma, Kmq, Kmp, Kip, Keq", "Vf*(A - P*Q/Keq)/(Kma + A*(1 + P/Kip) + Vf/(Vr*Keq)*(Kmq*P + Kmp*Q + P*Q))"),
        Law("ordbur", "A, B, P, Vf, Vr, Kma, Kmb, Kmp, Kia, Keq", "Vf*(A*B - P/Keq)/(A*B + Kma*B + Kmb*A + Vf/(Vr*Keq)*(Kmp + P*(1 + A/Kia)))"),
        Law("ppbr", "A, B, P, Q, Vf, Vr, Kma, Kmb, Kmp, Kmq, Kia, Kiq, Keq", "Vf*(A*B - P*Q/Keq)/(A*B + Kmb*A + Kma*B*(1 + Q/Kiq) + Vf/(Vr*Keq)*(Kmq*P*(1 + A/Kia) + Q*(Kmp + P)))"),
    }.ToDictionary(law => law.Id, StringComparer.Ordinal);

    private static readonly HashSet<string> Doubtful = new(StringComparer.Ordinal) { "hillmr", "hillmmr", "usii", "usir", "ualii", "uaii", "ordbbr" };

    public static IEnumerable<string> Names => Known.Keys.Concat(["mass", "massi", "massr"]);

    /// <summary>How many arguments a law has; null for a name that is no law, or whose count is free.</summary>
    public static int? ArgumentsOf(string name) => Known.TryGetValue(name, out var law) ? law.Arguments.Count : null;

    /// <summary>True for a law that Level 1 names and that is not expanded.</summary>
    public static bool IsDoubtful(string name) => Doubtful.Contains(name);

    /// <summary>k·S1·S2·…, the rate constant last.</summary>
    public static Expression Irreversible(ValueList<Expression> arguments, SourceSpan at) =>
        new Apply(Operator.Times, ValueList.Create<Expression>([arguments[^1], .. arguments.Take(arguments.Count - 1)])) { Span = at };

    /// <summary>k₁·S1·S2·… − k₂·P1·P2·…: the arguments are as many substrates as the reaction has reactants, then its products, then both constants. Null where their number is another.</summary>
    public static Expression? ReversibleMassAction(Call call, int reactants, int products)
    {
        var given = call.Arguments;
        return given.Count != reactants + products + 2 ? null : new Apply(
            Operator.Minus,
            new Apply(Operator.Times, ValueList.Create<Expression>([given[^2], .. given.Take(reactants)])) { Span = call.Span },
            new Apply(Operator.Times, ValueList.Create<Expression>([given[^1], .. given.Skip(reactants).Take(products)])) { Span = call.Span }) { Span = call.Span };
    }

    /// <summary>The definitions of those that the formulas call.</summary>
    public static ValueList<FunctionDefinition> CalledIn(IEnumerable<Expression> parts) =>
        parts.OfType<Call>().Select(c => c.Function).Distinct(StringComparer.Ordinal).Where(Known.ContainsKey).Order(StringComparer.Ordinal).Select(name => Known[name]).ToValueList();

    private static FunctionDefinition Law(string name, string arguments, string formula)
    {
        var diagnostics = new List<Diagnostic>();
        var body = Level1Formula.Parse(formula, default, diagnostics);
        return body is null
            ? throw new InvalidOperationException(diagnostics[0].ToString())
            : new FunctionDefinition { Id = name, Arguments = [.. arguments.Split(", ")], Body = body };
    }
}
