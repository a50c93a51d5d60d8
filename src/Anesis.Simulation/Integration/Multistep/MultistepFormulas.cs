namespace Anesis.Simulation.Integration.Multistep;

/// <summary>
/// The numerical differentiation formulas of orders 1 to 5 in backward differences (Klopfenstein 1971; Shampine, Reichelt, The MATLAB ODE Suite,
/// SIAM J. Sci. Comput. 18 (1997) 1–22): Σⱼ₌₁ᵏ γ'ⱼ ∇ʲy = h f(y) with γ'ⱼ = 1/j, made more accurate by a share κ of the corrector's change.
/// </summary>
internal static class MultistepFormulas
{
    public const int HighestOrder = 5;

    /// <summary>Rows of the table of differences: y, its differences up to the highest order, and two more for the choice of the order.</summary>
    public const int Rows = HighestOrder + 3;

    private static readonly double[] s_kappa = [0, -0.1850, -1.0 / 9, -0.0823, -0.0415, 0];

    /// <summary>γₖ = Σⱼ₌₁ᵏ 1/j.</summary>
    public static double[] Gamma { get; } = [0, 1, 1.5, 11.0 / 6, 25.0 / 12, 137.0 / 60];

    /// <summary>(1 − κₖ) γₖ: h over this is what the slope is multiplied by.</summary>
    public static double[] Alpha { get; } = [.. Enumerable.Range(0, HighestOrder + 1).Select(k => (1 - s_kappa[k]) * Gamma[k])];

    /// <summary>κₖ γₖ + 1/(k + 1): the step's error as a share of the corrector's change.</summary>
    public static double[] Error { get; } = [.. Enumerable.Range(0, HighestOrder + 1).Select(k => (s_kappa[k] * Gamma[k]) + (1.0 / (k + 1)))];

    /// <summary>
    /// The matrix that takes the differences 1 to <paramref name="order"/> of step h to those of step <paramref name="factor"/>·h of the same polynomial,
    /// ∇'ⁱ = Σⱼ M[i, j] ∇ʲ; the others stay.
    /// </summary>
    public static void Change(int order, double factor, Span<double> matrix)
    {
        const int n = HighestOrder + 1;
        Span<double> by = stackalloc double[n * n];
        Span<double> one = stackalloc double[n * n];
        Values(order, factor, by);
        Values(order, 1, one);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = 0;
                for (int k = 0; k <= order; k++)
                {
                    sum = Math.FusedMultiplyAdd(by[(j * n) + k], one[(k * n) + i], sum);
                }

                matrix[(i * n) + j] = i <= order && j <= order ? sum : i == j ? 1 : 0;
            }
        }
    }

    /// <summary>Row j, column i: the j-th Newton polynomial of step h at the i-th point of step factor·h.</summary>
    private static void Values(int order, double factor, Span<double> values)
    {
        const int n = HighestOrder + 1;
        for (int i = 0; i <= order; i++)
        {
            double product = 1;
            values[i] = 1;
            for (int j = 1; j <= order; j++)
            {
                product *= (j - 1 - (factor * i)) / j;
                values[(j * n) + i] = product;
            }
        }
    }
}
