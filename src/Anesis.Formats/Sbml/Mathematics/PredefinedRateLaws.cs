using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml.Mathematics;

/// <summary>
/// The rate laws that SBML Level 1 predefines, as function definitions: formulas, and arguments in their order, of the specification of Level 1 Version 2 (28 August 2003),
/// appendix "Predefined Functions in SBML", table of rate law functions (sbmlteam/sbml-specifications, sbml-level-1/version-2/final). That table calls two laws "uai" and
/// "uaii": substrate activation with four arguments, specific activation with five; Version 1 calls both "uai". Three laws are taken as printed although COPASI has them otherwise,
/// and a warning says so (<see cref="AsPrinted"/>).
/// </summary>
internal static class PredefinedRateLaws
{
    private const string Reversible = "(Vf*S/Kms - Vr*P/Kmp)";
    private const string Hill = "Vf*(S/S05)*(1 - P/(S*Keq))*(S/S05 + P/P05)^(h - 1)";
    private const string SpecificActivation = "V*(S/Km)/(1 + S/Km + Ka/A)";

    /// <summary>The name here of what the specification calls "uai" with four arguments.</summary>
    private const string SubstrateActivation = "usai";

    private static readonly Dictionary<string, FunctionDefinition> Known = new[]
    {
        Law("uui", "S, Vm, Km", "Vm*S/(Km + S)"),
        Law("uur", "S, P, Vf, Vr, Kms, Kmp", $"{Reversible}/(1 + S/Kms + P/Kmp)"),
        Law("uuhr", "S, P, Vf, Km1, Km2, Keq", "Vf/Km1*(S - P/Keq)/(1 + S/Km1 + P/Km2)"),
        Law("isouur", "S, P, Vf, Kms, Kmp, Kii, Keq", "Vf*(S - P/Keq)/(S*(1 + P/Kii) + Kms*(1 + P/Kmp))"),
        Law("hilli", "S, V, S05, h", "V*S^h/(S05^h + S^h)"),
        Law("hillr", "S, P, Vf, S05, P05, h, Keq", $"{Hill}/(1 + (S/S05 + P/P05)^h)"),
        Law("hillmr", "S, P, M, S05, P05, M05, Vf, Keq, h, alpha", $"{Hill}/((S/S05 + P/P05)^h + (1 + (M/M05)^h)/(1 + alpha*(M/M05)^h))"),
        Law(
            "hillmmr",
            "S, P, M, S05, P05, M05, Ma, Ma05, Mb, Mb05, Vf, Keq, h, a, b, alpha1, alpha2, alpha12",
            $"{Hill}/((S/S05 + P/P05)^h + (1 + (Ma/Ma05)^h + (Mb/Mb05)^h)/(1 + alpha1*(Ma/Ma05)^h + alpha2*(Mb/Mb05)^h + alpha1*alpha2*alpha12*(Ma/Ma05)^h*(Mb/Mb05)^h))"),
        Law("usii", "S, V, Km, Ki", "V*(S/Km)/(1 + S/Km + sqr(S)/Ki)"),
        Law("usir", "S, P, Vf, Vr, Kms, Kmp, Ki", "(Vf*S/Kms + Vr*P/Kmp)/(1 + S/Kms + P/Kmp + sqr(S)/Ki)"),
        Law(SubstrateActivation, "S, V, Ksa, Ksc", "V*sqr(S/Ksa)/(1 + S/Ksc + sqr(S/Ksa) + S/Ksa)"),
        Law("ucii", "S, I, V, Km, Ki", "V*(S/Km)/(1 + S/Km + I/Ki)"),
        Law("ucir", "S, P, I, Vf, Vr, Kms, Kmp, Ki", $"{Reversible}/(1 + S/Kms + P/Kmp + I/Ki)"),
        Law("unii", "S, I, V, Km, Ki", "V*(S/Km)/(1 + I/Ki + (S/Km)*(1 + I/Ki))"),
        Law("unir", "S, P, I, Vf, Vr, Kms, Kmp, Ki", $"{Reversible}/(1 + I/Ki + (S/Kms + P/Kmp)*(1 + I/Ki))"),
        Law("uuci", "S, I, V, Km, Ki", "V*(S/Km)/(1 + (S/Km)*(1 + I/Ki))"),
        Law("uucr", "S, P, I, Vf, Vr, Kms, Kmp, Ki", $"{Reversible}/(1 + (S/Kms + P/Kmp)*(1 + I/Ki))"),
        Law("umi", "S, I, V, Km, Kis, Kic", "V*(S/Km)/(1 + I/Kis + (S/Km)*(1 + I/Kic))"),
        Law("umr", "S, P, I, Vf, Vr, Kms, Kmp, Kis, Kic", $"{Reversible}/(1 + I/Kis + (S/Kms + P/Kmp)*(1 + I/Kic))"),
        Law("uai", "S, A, V, Km, Ka", SpecificActivation),
        Law("uaii", "S, A, V, Km, Ka", SpecificActivation),
        Law("uar", "S, P, A, Vf, Vr, Kms, Kmp, Ka", $"{Reversible}/(1 + S/Kms + P/Kmp + Ka/A)"),
        Law("ucti", "S, A, V, Km, Ka", "V*(S/Km)/(1 + Ka/A + (S/Km)*(1 + Ka/A))"),
        Law("uctr", "S, P, A, Vf, Vr, Kms, Kmp, Ka", $"{Reversible}/(1 + Ka/A + (S/Kms + P/Kmp)*(1 + Ka/A))"),
        Law("umai", "S, A, V, Km, Kas, Kac", "V*(S/Km)/(1 + Kas/A + (S/Km)*(1 + Kac/A))"),
        Law("umar", "S, P, A, Vf, Vr, Kms, Kmp, Kas, Kac", $"{Reversible}/(1 + Kas/A + (S/Kms + P/Kmp)*(1 + Kac/A))"),
        Law("uhmi", "S, M, V, Km, Kd, a, b", "V*(S/Km)*(1 + b*M/(a*Kd))/(1 + M/Kd + (S/Km)*(1 + M/(a*Kd)))"),
        Law("uhmr", "S, P, M, Vf, Vr, Kms, Kmp, Kd, a, b", $"{Reversible}*(1 + b*M/(a*Kd))/(1 + M/Kd + (S/Kms + P/Kmp)*(1 + M/(a*Kd)))"),
        Law("ualii", "S, I, V, Ks, Kii, n, L", "V*(S/Ks)*(1 + S/Ks)^(n - 1)/(L*(1 + I/Kii)^n + (1 + S/Ks)^n)"),
        Law("ordubr", "A, P, Q, Vf, Vr, Kma, Kmq, Kmp, Kip, Keq", "Vf*(A - P*Q/Keq)/(Kma + A*(1 + P/Kip) + Vf/(Vr*Keq)*(Kmq*P + Kmp*Q + P*Q))"),
        Law("ordbur", "A, B, P, Vf, Vr, Kma, Kmb, Kmp, Kia, Keq", "Vf*(A*B - P/Keq)/(A*B + Kma*B + Kmb*A + Vf/(Vr*Keq)*(Kmp + P*(1 + A/Kia)))"),
        Law(
            "ordbbr",
            "A, B, P, Q, Vf, Vr, Kma, Kmb, Kmp, Kmq, Kia, Kib, Kip, Keq",
            "Vf*(A*B - P*Q/Keq)/(A*B*(1 + P/Kip) + Kmb*(A + Kia) + Kma*B + Vf/(Vr*Keq)*(Kmq*P*(1 + A/Kia) + Q*Kmp*(1 + Kma*B/(Kia*Kmb) + P*(1 + B/Kib))))"),
        Law("ppbr", "A, B, P, Q, Vf, Vr, Kma, Kmb, Kmp, Kmq, Kia, Kiq, Keq", "Vf*(A*B - P*Q/Keq)/(A*B + Kmb*A + Kma*B*(1 + Q/Kiq) + Vf/(Vr*Keq)*(Kmq*P*(1 + A/Kia) + Q*(Kmp + P)))"),
    }.ToDictionary(law => law.Id, StringComparer.Ordinal);

    public static IEnumerable<string> Names => Known.Keys.Concat(["mass", "massi", "massr"]);

    /// <summary>How many arguments a law has; null for a name that is no law, or whose count is free.</summary>
    public static int? ArgumentsOf(string name) => Known.TryGetValue(name, out var law) ? law.Arguments.Count : null;

    /// <summary>The law that a name with so many arguments means.</summary>
    public static string Named(string name, int arguments) => name == "uai" && arguments == 4 ? SubstrateActivation : name;

    /// <summary>What is odd in a law as the specification prints it; null for all others.</summary>
    public static string? AsPrinted(string name) => name switch
    {
        "usir" => "as the specification prints it, with the reverse rate added (COPASI subtracts it and divides by (S/Ki)²)",
        "ordbbr" => "as the specification prints it, with P(1 + B/Kib) multiplied by Kmp, which its units forbid (COPASI leaves Kmp out there)",
        "usii" => "as the specification prints it, with S²/Ki (COPASI has (S/Ki)²)",
        _ => null,
    };

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
