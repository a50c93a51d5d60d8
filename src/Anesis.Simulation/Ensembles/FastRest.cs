using Anesis.Simulation.Compilation;
using Anesis.Simulation.Dosing;

namespace Anesis.Simulation.Ensembles;

/// <summary>
/// Lets the fast reactions of one lane run to their end while everything else stands still: p' = fast rates, with the algebraic equations held, by the
/// extrapolated linearly implicit Euler method (Deuflhard, Hairer, Zugck 1987) with an error control. So of several equilibria the one is found that the reactions lead to.
/// </summary>
internal sealed unsafe class FastRest
{
    private const int Rows = 4;
    private const int MostSteps = 10_000;
    private const double Tolerance = 1e-8;
    private const double Growth = 8;

    /// <summary>How long fast reactions run, in units of the time in which the fastest of them acts.</summary>
    private const double LongRun = 1e13;

    private readonly LaneFrame frame;
    private readonly int[] states;
    private readonly bool[] isFast;
    private readonly double[] present;
    private readonly double[] trial;
    private readonly double[] slope;
    private readonly double[] step;
    private readonly double[] jacobian;
    private readonly double[] matrix;
    private readonly double[][] table;
    private double size;

    public FastRest(LaneFrame frame)
    {
        this.frame = frame;
        CompiledModel model = frame.Model;
        states = [.. Enumerable.Range(0, model.StateCount).Where(s => model.IsFast[s] || model.IsAlgebraic[s])];
        isFast = [.. states.Select(s => model.IsFast[s])];
        int count = states.Length;
        present = new double[count];
        trial = new double[count];
        slope = new double[count];
        step = new double[count];
        jacobian = new double[count * count];
        matrix = new double[count * count];
        table = [.. Enumerable.Range(0, Rows).Select(_ => new double[count])];
    }

    /// <summary>Brings the lane's fast states to rest. False when they do not come to rest.</summary>
    public bool TryReach(int lane)
    {
        frame.ProbeTime[lane] = frame.Time[lane];
        for (int s = 0; s < frame.Model.StateCount; s++)
        {
            frame.ProbeStates[(s * frame.Lanes) + lane] = frame.State(s, lane);
        }

        for (int i = 0; i < present.Length; i++)
        {
            present[i] = frame.State(states[i], lane);
        }

        size = 0;
        Size(present);
        double rate = FastestRate(lane);
        double length = 1e-3 / rate;
        double left = LongRun / rate;
        double early = 0;
        for (int count = 0; left > 0 && rate != 0; count++)
        {
            if (count == MostSteps || !double.IsFinite(rate))
            {
                return false;
            }

            double error = Attempt(length, lane);
            if (error <= 1)
            {
                early = early > 0 ? early : size;
                left -= length;
                KeepSigns();
                table[0].CopyTo(present, 0);
            }

            double change = double.IsFinite(error) ? 0.9 / Math.Sqrt(Math.Sqrt(Math.Max(error, 1e-30))) : 0.1;
            length = Math.Min(length * Math.Clamp(change, 0.1, Growth), Math.Max(left, length));
        }

        Slopes(present, lane);
        bool rests = true;
        for (int i = 0; i < present.Length; i++)
        {
            frame.SetState(states[i], lane, present[i]);
            rests &= !isFast[i] || slope[i] == 0 || Math.Abs(slope[i]) < 1e-12 * rate * early;
        }

        return rests;
    }

    /// <summary>The largest relative slope of a fast state, or slope of a slope; 0 where nothing is fast at present.</summary>
    private double FastestRate(int lane)
    {
        Jacobian(lane);
        Slopes(present, lane);
        double rate = 0;
        for (int i = 0; i < slope.Length; i++)
        {
            for (int j = 0; isFast[i] && j < slope.Length; j++)
            {
                rate = Math.Max(rate, Math.Abs(jacobian[(i * slope.Length) + j]));
            }

        }

        // From nothing at all only the slopes of the slopes tell a time.
        for (int i = 0; i < slope.Length; i++)
        {
            rate = isFast[i] && slope[i] != 0 && (size > 0 || rate == 0) ? Math.Max(rate, Math.Abs(slope[i]) / Math.Max(Math.Abs(present[i]), 1e-3 * size)) : rate;
        }

        return rate;
    }

    /// <summary>One extrapolated step: its end in table[0]; returns its error in tolerances.</summary>
    private double Attempt(double length, int lane)
    {
        Jacobian(lane);
        for (int row = 0; row < Rows; row++)
        {
            if (!Substeps(row + 1, length / (row + 1), lane))
            {
                return double.PositiveInfinity;
            }

            trial.CopyTo(table[row], 0);
        }

        // Aitken and Neville: from the last row to the first, so that table[0] ends as the value of the highest order and table[1] as the one below.
        for (int column = 1; column < Rows; column++)
        {
            for (int row = 0; row < Rows - column; row++)
            {
                for (int i = 0; i < present.Length; i++)
                {
                    double fine = table[row + 1][i];
                    table[row][i] = fine + ((fine - table[row][i]) * (row + 1) / column);
                }
            }
        }

        double tolerance = Tolerance * Size(table[0]);
        double worst = 0;
        for (int i = 0; i < present.Length; i++)
        {
            double error = isFast[i] && table[0][i] != table[1][i] ? Math.Abs(table[0][i] - table[1][i]) / tolerance : 0;
            worst = error > worst || double.IsNaN(error) ? error : worst;
        }

        return worst;
    }

    private bool Substeps(int parts, double length, int lane)
    {
        present.CopyTo(trial, 0);
        int count = present.Length;
        for (int k = 0; k < parts; k++)
        {
            Slopes(trial, lane);
            for (int i = 0; i < count; i++)
            {
                step[i] = slope[i];
                for (int j = 0; j < count; j++)
                {
                    matrix[(i * count) + j] = (i == j && isFast[i] ? 1 / length : 0) - jacobian[(i * count) + j];
                }
            }

            if (!DenseSolve.InPlace(matrix, step, count))
            {
                return false;
            }

            for (int i = 0; i < count; i++)
            {
                trial[i] += step[i];
            }
        }

        return true;
    }

    /// <summary>What was not negative and is so now by less than the tolerance is nothing.</summary>
    private void KeepSigns()
    {
        double tolerance = Tolerance * size;
        for (int i = 0; i < present.Length; i++)
        {
            double end = table[0][i];
            table[0][i] = isFast[i] && present[i] >= 0 && end < 0 && end > -tolerance ? 0 : end;
        }
    }

    /// <summary>How much the fast states have been at most, all together: what is small beside it need not be followed closely.</summary>
    private double Size(double[] amounts)
    {
        double sum = 0;
        for (int i = 0; i < amounts.Length; i++)
        {
            sum += isFast[i] ? Math.Abs(amounts[i]) : 0;
        }

        return size = Math.Max(size, sum);
    }

    private void Slopes(double[] at, int lane)
    {
        Place(at, lane);
        double* values = frame.Evaluate(frame.Model.FastRates!, frame.ProbeTime, frame.ProbeStates, frame.Result);
        for (int i = 0, fast = 0; i < states.Length; i++)
        {
            slope[i] = isFast[i] ? values[(fast++ * frame.Lanes) + lane] : 0;
        }

        if (Array.TrueForAll(isFast, fast => fast))
        {
            return;
        }

        values = frame.Evaluate(frame.Model.Derivatives, frame.ProbeTime, frame.ProbeStates, frame.Result);
        for (int i = 0; i < states.Length; i++)
        {
            slope[i] = isFast[i] ? slope[i] : values[(states[i] * frame.Lanes) + lane];
        }
    }

    /// <summary>The Jacobian at the present place, by differences: an inexact one costs order, never the equilibrium.</summary>
    private void Jacobian(int lane)
    {
        int count = present.Length;
        Slopes(present, lane);
        slope.CopyTo(step, 0);
        for (int j = 0; j < count; j++)
        {
            present.CopyTo(trial, 0);
            trial[j] += 1e-8 * Math.Max(Math.Abs(trial[j]), size > 0 ? 1e-3 * size : 1);
            double taken = trial[j] - present[j];
            Slopes(trial, lane);
            for (int i = 0; i < count; i++)
            {
                double value = (slope[i] - step[i]) / taken;
                jacobian[(i * count) + j] = double.IsFinite(value) ? value : 0;
            }
        }
    }

    private void Place(double[] at, int lane)
    {
        for (int i = 0; i < states.Length; i++)
        {
            frame.ProbeStates[(states[i] * frame.Lanes) + lane] = at[i];
        }
    }
}
