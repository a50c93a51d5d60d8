using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Units;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Commands;

/// <summary>Single events change numbers of molecules by one. A model whose amounts are masses has no such numbers, though its equations would run.</summary>
internal static class CountedAmounts
{
    /// <summary>What is wrong with the method for the model's unit of amount, or null.</summary>
    public static Diagnostic? Refusal(Model model, Method method, string name) =>
        method is Method.StochasticExact or Method.TauLeap && new UnitTable(model).Substance is { Powers.Kilogram: not 0 } unit
            ? new("AN0524", Severity.Error, new(name), $"amounts in {unit}", "for stochastic simulation: numbers of molecules (unit item, mole or dimensionless)")
            : null;
}
