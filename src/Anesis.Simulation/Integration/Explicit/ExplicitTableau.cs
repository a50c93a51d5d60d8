namespace Anesis.Simulation.Integration.Explicit;

/// <summary>
/// The numbers of an explicit Runge–Kutta pair with dense output: kᵢ = f(t + cᵢh, y + h Σⱼ aᵢⱼkⱼ), y(t + h) = y + h Σ bᵢkᵢ, error h Σ eᵢkᵢ,
/// and y(t + θh) = y + h Σ bᵢ(θ)kᵢ with bᵢ(θ) = Σₚ dᵢₚθᵖ, p = 1, 2, …. Stages beyond <see cref="StepStages"/> serve the dense output alone.
/// Checks itself when built: rows of a sum to c, weights to 1, error weights to 0, dense weights to b at θ = 1.
/// </summary>
internal sealed class ExplicitTableau
{
    private const double Tolerance = 1e-13;

    public ExplicitTableau(
        string name, string source, int order, int errorOrder, int denseOrder, int stepStages, double stabilityLimit, double[][] a, double[] b, double[] error, double[][] dense,
        double[]? coarseError = null, bool denseInTurns = false)
    {
        Name = name;
        Source = source;
        Order = order;
        ErrorOrder = errorOrder;
        DenseOrder = denseOrder;
        StepStages = stepStages;
        StabilityLimit = stabilityLimit;
        A = a;
        B = b;
        Error = error;
        Dense = dense;
        CoarseError = coarseError;
        DenseInTurns = denseInTurns;
        C = [.. a.Select(row => Sum(row))];
        Check();
    }

    /// <summary>The method as its users name it.</summary>
    public string Name { get; }

    /// <summary>The paper that the numbers come from.</summary>
    public string Source { get; }

    /// <summary>Order of the solution that is carried on.</summary>
    public int Order { get; }

    /// <summary>Order of the solution that it is compared with.</summary>
    public int ErrorOrder { get; }

    /// <summary>Order of the dense output: its error within a step is of the order hᵖ⁺¹.</summary>
    public int DenseOrder { get; }

    /// <summary>How many stages a step and its error need.</summary>
    public int StepStages { get; }

    /// <summary>Where the negative real axis leaves the region of stability (a test finds it from the numbers).</summary>
    public double StabilityLimit { get; }

    /// <summary>Row i holds i numbers.</summary>
    public double[][] A { get; }

    public double[] B { get; }

    /// <summary>b minus the weights of the compared solution.</summary>
    public double[] Error { get; }

    /// <summary>Weights of a cruder error E₃; with it the error of a step is E²/√(E² + E₃²/100) (Hairer, Nørsett, Wanner I, II.10).</summary>
    public double[]? CoarseError { get; }

    public double[] C { get; }

    /// <summary>[stage][power − 1], or, <see cref="DenseInTurns"/>, [stage][term].</summary>
    public double[][] Dense { get; }

    /// <summary>False: bᵢ(θ) = Σₚ dᵢₚθᵖ. True: bᵢ(θ) = θ(dᵢ₁ + (1 − θ)(dᵢ₂ + θ(dᵢ₃ + (1 − θ)(…)))), which at θ = 1 is dᵢ₁.</summary>
    public bool DenseInTurns { get; }

    /// <summary>bᵢ(θ).</summary>
    public double DenseWeight(int stage, double theta)
    {
        double[] terms = Dense[stage];
        double weight = 0;
        for (int k = terms.Length - 1; k >= 0; k--)
        {
            weight = terms[k] + ((DenseInTurns && k % 2 == 0 ? 1 - theta : theta) * weight);
        }

        return theta * weight;
    }

    /// <summary>All stages, those for the dense output too.</summary>
    public int Stages => A.Length;

    /// <summary>The last stage of a step is the first of the next (first same as last).</summary>
    public bool LastIsFirst => A[StepStages - 1].AsSpan().SequenceEqual(B.AsSpan(0, StepStages - 1)) && B[StepStages - 1] == 0;

    /// <summary>The sum from the smallest to the largest magnitude.</summary>
    private static double Sum(IEnumerable<double> values) => values.OrderBy(Math.Abs).Sum();

    private void Check()
    {
        for (int i = 0; i < Stages; i++)
        {
            Require(A[i].Length == i, $"row {i} of a has {A[i].Length} numbers");
            Require(Dense[i].Length == Dense[0].Length, $"dense row {i} has {Dense[i].Length} powers");
            double weight = i < B.Length ? B[i] : 0;
            double atEnd = DenseInTurns ? Dense[i][0] : Sum(Dense[i]);
            Require(Math.Abs(atEnd - weight) < Tolerance * (1 + Dense[i].Max(Math.Abs)), $"dense weight {i} at 1 is {atEnd}, not {weight}");
        }

        Require(B.Length == StepStages && Error.Length == StepStages, "b and the error weights have one number a stage of the step");
        Require(Math.Abs(Sum(B) - 1) < Tolerance, $"the weights sum to {Sum(B)}");
        Require(Math.Abs(Sum(Error)) < Tolerance, $"the error weights sum to {Sum(Error)}");
        Require(CoarseError is null || Math.Abs(Sum(CoarseError)) < Tolerance, "the coarse error weights sum to 0");
        Require(C[0] == 0, "the first stage is at the start");
    }

    private void Require(bool holds, string fault)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"{Name}: {fault}");
        }
    }
}
