using Anesis.Simulation.Compilation;
using Anesis.Simulation.Integration.Linear;

namespace Anesis.Simulation.Integration;

/// <summary>What a stiff step costs, in explicit steps: counted from the structure of the model, not measured, so that it is the same on every machine.</summary>
internal static class StepCosts
{
    /// <summary>Additions and multiplications that one term of f takes, about.</summary>
    private const double TermCost = 3;

    public static double StiffInExplicitSteps(SparsityPattern pattern, EliminationOrder order, int explicitStages, int stiffStages)
    {
        double n = pattern.Size;
        double slopes = (TermCost * pattern.NonZeros) + n;
        double sums = n * explicitStages / 2;
        double explicitStep = explicitStages * (slopes + sums);
        double stiffStep = (stiffStages * (slopes + (2 * order.Columns.Length) + (n * stiffStages))) + (2 * slopes) + Elimination(order);
        return stiffStep / explicitStep;
    }

    /// <summary>Fused additions of one factorisation.</summary>
    private static double Elimination(EliminationOrder order)
    {
        double sum = 0;
        for (int row = 0; row < order.Pivots.Length; row++)
        {
            for (int at = order.RowStarts[row]; at < order.Pivots[row]; at++)
            {
                int pivot = order.Columns[at];
                sum += order.RowStarts[pivot + 1] - order.Pivots[pivot];
            }
        }

        return sum;
    }
}
