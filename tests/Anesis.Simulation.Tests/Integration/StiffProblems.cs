namespace Anesis.Tests.Integration;

/// <summary>A published problem with its published end.</summary>
internal sealed record StiffProblem(string Name, ScalarSystem System, double[] Initial, double End, double[] Reference, double AbsoluteTolerance);

/// <summary>
/// Problems of the Test Set for IVP Solvers (Mazzia, Magherini, release 2.4, 2008) and of Hairer, Wanner, Solving Ordinary Differential Equations II,
/// with the reference solutions given there.
/// </summary>
internal static class StiffProblems
{
    public static StiffProblem Robertson { get; } = new(
        "Robertson",
        new ScalarSystem(3, static (_, y, _, dy) =>
        {
            dy[0] = (-0.04 * y[0]) + (1e4 * y[1] * y[2]);
            dy[2] = 3e7 * y[1] * y[1];
            dy[1] = -dy[0] - dy[2];
        }),
        [1, 0, 0],
        1e11,
        [0.2083340149701255e-7, 0.8333360770334713e-13, 0.9999999791665050],
        1e-14);

    public static StiffProblem Hires { get; } = new(
        "HIRES",
        new ScalarSystem(8, static (_, y, _, dy) =>
        {
            dy[0] = (-1.71 * y[0]) + (0.43 * y[1]) + (8.32 * y[2]) + 0.0007;
            dy[1] = (1.71 * y[0]) - (8.75 * y[1]);
            dy[2] = (-10.03 * y[2]) + (0.43 * y[3]) + (0.035 * y[4]);
            dy[3] = (8.32 * y[1]) + (1.71 * y[2]) - (1.12 * y[3]);
            dy[4] = (-1.745 * y[4]) + (0.43 * y[5]) + (0.43 * y[6]);
            dy[5] = (-280 * y[5] * y[7]) + (0.69 * y[3]) + (1.71 * y[4]) - (0.43 * y[5]) + (0.69 * y[6]);
            dy[6] = (280 * y[5] * y[7]) - (1.81 * y[6]);
            dy[7] = -dy[6];
        }),
        [1, 0, 0, 0, 0, 0, 0, 0.0057],
        321.8122,
        [
            0.7371312573325668e-3, 0.1442485726316185e-3, 0.5888729740967575e-4, 0.1175651343283149e-2,
            0.2386356198831331e-2, 0.6238968252742796e-2, 0.2849998395185769e-2, 0.2850001604814231e-2,
        ],
        1e-10);

    public static StiffProblem VanDerPol { get; } = new(
        "van der Pol",
        new ScalarSystem(2, static (_, y, _, dy) =>
        {
            dy[0] = y[1];
            dy[1] = (((1 - (y[0] * y[0])) * y[1]) - y[0]) / 1e-6;
        }),
        [2, 0],
        2,
        [0.1706167732170483e1, -0.8928097010247975],
        1e-10);

    public static StiffProblem Oregonator { get; } = new(
        "Oregonator",
        new ScalarSystem(3, static (_, y, _, dy) =>
        {
            dy[0] = 77.27 * (y[1] + (y[0] * (1 - (8.375e-6 * y[0]) - y[1])));
            dy[1] = (y[2] - ((1 + y[0]) * y[1])) / 77.27;
            dy[2] = 0.161 * (y[0] - y[2]);
        }),
        [1, 2, 3],
        360,
        [0.1000814870318523e1, 0.1228178521549917e4, 0.1320554942846706e3],
        1e-6);

    public static StiffProblem[] All { get; } = [Robertson, Hires, VanDerPol, Oregonator];
}
