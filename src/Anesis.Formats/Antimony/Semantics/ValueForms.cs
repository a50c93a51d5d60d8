using Anesis.Modeling.Expressions;

namespace Anesis.Formats.Antimony.Semantics;

/// <summary>The initial values that need no initial assignment: a number, and for a species an amount over its compartment (3/C).</summary>
internal static class ValueForms
{
    public static bool IsPlain(Variable variable) =>
        Formulas.Literal(variable.Value?.Math) is not null || (variable.Kind == VariableKind.Species && Amount(variable) is not null);

    /// <summary>The amount in "amount / compartment of the species", or null.</summary>
    public static double? Amount(Variable species)
    {
        if (species.Value is not { Math: Apply { Operator: Operator.Divide, Arguments: [var top, Symbol symbol] } } value
            || Formulas.Literal(top) is not { } amount)
        {
            return null;
        }

        var divisor = species.Module.Find(value.Scope + symbol.Id)?.Representative;
        var compartment = species.EffectiveCompartment;
        return divisor is not null && (divisor == compartment || (compartment is null && divisor.Name == ModuleTable.DefaultCompartment))
            && top is not Number { Units: not null }
            ? amount
            : null;
    }
}
