namespace Anesis.Simulation.Dosing;

/// <summary>Gaussian elimination with row exchanges.</summary>
internal static class DenseSolve
{
    /// <summary>Replaces <paramref name="right"/> by the solution of the row-major <paramref name="matrix"/>, which is destroyed. False when it is singular to rounding.</summary>
    public static bool InPlace(double[] matrix, double[] right, int size)
    {
        for (int k = 0; k < size; k++)
        {
            int pivot = k;
            double original = 0;
            for (int row = k; row < size; row++)
            {
                pivot = Math.Abs(matrix[(row * size) + k]) > Math.Abs(matrix[(pivot * size) + k]) ? row : pivot;
            }

            for (int column = k; column < size; column++)
            {
                original = Math.Max(original, Math.Abs(matrix[(pivot * size) + column]));
                (matrix[(k * size) + column], matrix[(pivot * size) + column]) = (matrix[(pivot * size) + column], matrix[(k * size) + column]);
            }

            (right[k], right[pivot]) = (right[pivot], right[k]);
            double diagonal = matrix[(k * size) + k];
            if (!(Math.Abs(diagonal) > 1e-14 * original))
            {
                return false;
            }

            for (int row = k + 1; row < size; row++)
            {
                double factor = matrix[(row * size) + k] / diagonal;
                if (factor == 0)
                {
                    continue;
                }

                for (int column = k + 1; column < size; column++)
                {
                    matrix[(row * size) + column] -= factor * matrix[(k * size) + column];
                }

                right[row] -= factor * right[k];
            }
        }

        for (int k = size - 1; k >= 0; k--)
        {
            double sum = right[k];
            for (int column = k + 1; column < size; column++)
            {
                sum -= matrix[(k * size) + column] * right[column];
            }

            right[k] = sum / matrix[(k * size) + k];
        }

        return true;
    }
}
