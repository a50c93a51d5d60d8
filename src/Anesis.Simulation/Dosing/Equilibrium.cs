using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;

namespace Anesis.Simulation.Dosing;

/// <summary>Solves f(y) + input = 0 by a damped Newton iteration with the model's Jacobian.</summary>
internal static unsafe class Equilibrium
{
    private const int LargestSystem = 400;
    private const int Iterations = 100;

    /// <summary>
    /// Moves <paramref name="y"/> to an equilibrium for the lane's parameters and input. States marked frozen stay and are not asked to rest.
    /// Returns false when none was found: a singular Jacobian, no convergence, or amounts that turn negative.
    /// </summary>
    public static bool TryFind(LaneFrame frame, bool[] frozen, double[] y, int lane, double time)
    {
        int size = y.Length;
        if (size > LargestSystem || frame.Model.Layout.Delayed > 0)
        {
            return false;
        }

        double[] f = new double[size];
        double[] trial = new double[size];
        double[] step = new double[size];
        double[] matrix = new double[size * size];
        double norm = Residual(frame, frozen, y, f, lane, time);
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            if (norm == 0)
            {
                return true;
            }

            FillMatrix(frame, frozen, matrix, size, lane);
            f.CopyTo(step, 0);
            if (!DenseSolve.InPlace(matrix, step, size))
            {
                return false;
            }

            double share = 1;
            double trialNorm;
            do
            {
                for (int s = 0; s < size; s++)
                {
                    trial[s] = y[s] - (share * step[s]);
                }

                trialNorm = Residual(frame, frozen, trial, f, lane, time);
                share *= 0.5;
            }
            while (!(trialNorm < norm) && share > 1e-6);

            double change = 0;
            for (int s = 0; s < size; s++)
            {
                if (trial[s] < 0 && y[s] >= 0 && trial[s] < -1e-9 * Math.Abs(y[s]))
                {
                    return false;
                }

                change = Math.Max(change, Math.Abs(step[s]) / (Math.Abs(trial[s]) + 1e-300));
            }

            bool better = trialNorm < norm;
            if (better)
            {
                trial.CopyTo(y, 0);
                norm = trialNorm;
            }

            if (change < 1e-12)
            {
                return true;
            }

            if (!better)
            {
                return false;
            }
        }

        return false;
    }

    private static double Residual(LaneFrame frame, bool[] frozen, double[] y, double[] f, int lane, double time)
    {
        int n = frame.Lanes;
        for (int s = 0; s < y.Length; s++)
        {
            frame.ProbeStates[(s * n) + lane] = y[s];
        }

        frame.ProbeTime[lane] = time;
        double* result = frame.Evaluate(frame.Model.Derivatives, frame.ProbeTime, frame.ProbeStates, frame.Result);
        double sum = 0;
        for (int s = 0; s < y.Length; s++)
        {
            f[s] = frozen[s] ? 0 : result[(s * n) + lane] + frame.Input[(s * n) + lane];
            sum += f[s] * f[s];
        }

        return Math.Sqrt(sum);
    }

    private static void FillMatrix(LaneFrame frame, bool[] frozen, double[] matrix, int size, int lane)
    {
        double* values = frame.Evaluate(frame.Model.Jacobian, frame.ProbeTime, frame.ProbeStates, frame.Result);
        SparsityPattern pattern = frame.Model.JacobianPattern;
        Array.Clear(matrix);
        for (int row = 0; row < size; row++)
        {
            if (frozen[row])
            {
                matrix[(row * size) + row] = 1;
                continue;
            }

            for (int k = pattern.RowStarts[row]; k < pattern.RowStarts[row + 1]; k++)
            {
                matrix[(row * size) + pattern.Columns[k]] = values[(k * frame.Lanes) + lane];
            }
        }
    }
}
