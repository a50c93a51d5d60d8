namespace Anesis.Formats.Antimony.Semantics;

/// <summary>Which kinds a name can take on after which, and what each kind can have.</summary>
internal static class KindRules
{
    /// <summary>The kind after a use as <paramref name="wanted"/>, or null when the two uses contradict each other.</summary>
    public static VariableKind? Combine(VariableKind current, VariableKind wanted)
    {
        if (current == wanted || wanted == VariableKind.Undefined)
        {
            return current;
        }

        return (current, wanted) switch
        {
            (VariableKind.Undefined, _) => wanted,
            (VariableKind.Deleted, _) => null,
            (VariableKind.Formula, VariableKind.Submodel or VariableKind.Strand) => null,
            (VariableKind.Formula, _) => wanted,
            (VariableKind.Dna, VariableKind.Formula) => current,
            (VariableKind.Dna, VariableKind.Operator or VariableKind.Gene or VariableKind.Strand) => wanted,
            (VariableKind.Dna, VariableKind.Reaction) => VariableKind.Gene,
            (VariableKind.Operator, VariableKind.Formula or VariableKind.Dna) => current,
            (VariableKind.Gene, VariableKind.Formula or VariableKind.Dna or VariableKind.Reaction) => current,
            (VariableKind.Reaction, VariableKind.Formula) => current,
            (VariableKind.Reaction, VariableKind.Dna or VariableKind.Gene) => VariableKind.Gene,
            (VariableKind.Interaction or VariableKind.Event or VariableKind.Compartment or VariableKind.Unit or VariableKind.Stoichiometry
                or VariableKind.AlgebraicRule or VariableKind.Constraint, VariableKind.Formula) => current,
            _ => null,
        };
    }

    public static bool CanHaveRateRule(VariableKind kind) => kind is VariableKind.Formula or VariableKind.Operator or VariableKind.Dna
        or VariableKind.Species or VariableKind.Compartment or VariableKind.Undefined or VariableKind.Stoichiometry;

    public static bool CanHaveAssignmentRule(VariableKind kind) =>
        CanHaveRateRule(kind) || kind is VariableKind.Reaction or VariableKind.Gene or VariableKind.Interaction;

    /// <summary>Whether the name may stand in a formula.</summary>
    public static bool InFormulas(VariableKind kind) => CanHaveRateRule(kind) || kind is VariableKind.Reaction or VariableKind.Gene or VariableKind.Unit;

    public static string Describe(VariableKind kind) => kind switch
    {
        VariableKind.Undefined => "a name without a type",
        VariableKind.Formula => "a parameter",
        VariableKind.Species => "a species",
        VariableKind.Compartment => "a compartment",
        VariableKind.Reaction => "a reaction",
        VariableKind.Gene => "a gene",
        VariableKind.Operator => "an operator",
        VariableKind.Dna => "a piece of DNA",
        VariableKind.Interaction => "an interaction",
        VariableKind.Submodel => "a submodel",
        VariableKind.Event => "an event",
        VariableKind.Strand => "a DNA strand",
        VariableKind.Unit => "a unit",
        VariableKind.Constraint => "a constraint",
        VariableKind.Stoichiometry => "a stoichiometry",
        VariableKind.AlgebraicRule => "an algebraic rule",
        _ => "deleted",
    };
}
