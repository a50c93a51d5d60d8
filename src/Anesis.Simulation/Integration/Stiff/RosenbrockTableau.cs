namespace Anesis.Simulation.Integration.Stiff;

/// <summary>
/// The numbers of a stiffly accurate Rosenbrock–Wanner method in the form without products by the Jacobian (Hairer, Wanner II, IV.7):
/// (M/(hγ) − J) uᵢ = f(t + cᵢh, y + Σⱼ aᵢⱼuⱼ) + M Σⱼ (Cᵢⱼ/h) uⱼ + h dᵢ ∂f/∂t, the end y + Σⱼ bⱼuⱼ, the error Σⱼ eⱼuⱼ,
/// and within the step (1 − θ) y₀ + θ (y₁ + (1 − θ)(v₁ + θ v₂ + θ² v₃)) with vₚ = Σⱼ Dₚⱼuⱼ.
/// </summary>
internal sealed record RosenbrockTableau(
    string Name, string Source, int Order, int ErrorOrder, int DenseOrder, double Gamma, double[][] A, double[][] C, double[] Nodes, double[] TimeWeights, double[] B, double[] Error, double[][] Dense)
{
    public int Stages => A.Length;

    /// <summary>Whether a stage's place is the last stage's place and the last stage.</summary>
    public bool GoesOn(int stage) => stage > 1 && A[stage][^1] == 1 && A[stage].AsSpan(0, stage - 1).SequenceEqual(A[stage - 1]);

    /// <summary>
    /// What an estimate of the step's error is multiplied by: it is that of the poorer solution. The estimate is taken as it stands, not damped again by the linear system:
    /// what is damped once more no longer sees errors along the fast directions (HIRES at 1e-6: an error of 2.5e-4 for a third fewer steps).
    /// </summary>
    public double ErrorShare => 0.5;
}

/// <summary>
/// Rodas5P, order 5(4), eight stages, L-stable, for stiff and index-1 differential-algebraic systems, with dense output of order 4.
/// G. Steinebach, Construction of Rosenbrock–Wanner method Rodas5P and numerical benchmarks within the Julia Differential Equations package,
/// BIT Numerical Mathematics 63 (2023) 27, doi:10.1007/s10543-023-00967-x.
/// </summary>
internal static class Rodas5P
{
    private static readonly double[] s_last = [-7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256, 0.030198172008377946];

    public static RosenbrockTableau Tableau { get; } = new(
        "Rodas5P",
        "Steinebach 2023, doi:10.1007/s10543-023-00967-x",
        Order: 5,
        ErrorOrder: 4,
        DenseOrder: 4,
        Gamma: 0.21193756319429014,
        A:
        [
            [],
            [3.0],
            [2.849394379747939, 0.45842242204463923],
            [-6.954028509809101, 2.489845061869568, -10.358996098473584],
            [2.8029986275628964, 0.5072464736228206, -0.3988312541770524, -0.04721187230404641],
            s_last,
            [.. s_last, 1],
            [.. s_last, 1, 1],
        ],
        C:
        [
            [],
            [-14.155112264123755],
            [-17.97296035885952, -2.859693295451294],
            [147.12150275711716, -1.41221402718213, 71.68940251302358],
            [165.43517024871676, -0.4592823456491126, 42.90938336958603, -5.961986721573306],
            [24.854864614690072, -3.0009227002832186, 47.4931110020768, 5.5814197821558125, -0.6610691825249471],
            [30.91273214028599, -3.1208243349937974, 77.79954646070892, 34.28646028294783, -19.097331116725623, -28.087943162872662],
            [37.80277123390563, -3.2571969029072276, 112.26918849496327, 66.9347231244047, -40.06618937091002, -54.66780262877968, -9.48861652309627],
        ],
        Nodes: [0, 0.6358126895828704, 0.4095798393397535, 0.9769306725060716, 0.4288403609558664, 1, 1, 1],
        TimeWeights: [0.21193756319429014, -0.42387512638858027, -0.3384627126235924, 1.8046452872882734, 2.325825639765069, 0, 0, 0],
        B: [.. s_last, 1, 1, 1],
        Error: [0, 0, 0, 0, 0, 0, 0, 1],
        Dense:
        [
            [25.948786856663858, -2.5579724845846235, 10.433815404888879, -2.3679251022685204, 0.524948541321073, 1.1241088310450404, 0.4272876194431874, -0.17202221070155493],
            [-9.91568850695171, -0.9689944594115154, 3.0438037242978453, -24.495224566215796, 20.176138334709044, 15.98066361424651, -6.789040303419874, -6.710236069923372],
            [11.419903575922262, 2.8879645146136994, 72.92137995996029, 80.12511834622643, -52.072871366152654, -59.78993625266729, -0.15582684282751913, 4.883087185713722],
        ]);
}
