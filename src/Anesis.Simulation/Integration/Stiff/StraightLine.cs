using Anesis.Simulation.Dosing;

namespace Anesis.Simulation.Integration.Stiff;

/// <summary>Stages that make a Rosenbrock method's step, and all within it, a straight line.</summary>
internal static class StraightLine
{
    /// <summary>Weights w of the change over the step, uᵢ = wᵢ·change, with Σ bᵢwᵢ = 1 and Σ Dₚᵢwᵢ = 0: as many of the last stages as there are equations.</summary>
    public static double[] Of(RosenbrockTableau tableau)
    {
        int size = tableau.Dense.Length + 1;
        int first = tableau.Stages - size;
        double[] matrix = new double[size * size];
        double[] weights = new double[size];
        weights[0] = 1;
        for (int row = 0; row < size; row++)
        {
            double[] source = row == 0 ? tableau.B : tableau.Dense[row - 1];
            source.AsSpan(first, size).CopyTo(matrix.AsSpan(row * size, size));
        }

        return DenseSolve.InPlace(matrix, weights, size)
            ? [.. new double[first], .. weights]
            : throw new ArgumentException("The dense output of this method cannot be a straight line.", nameof(tableau));
    }
}
