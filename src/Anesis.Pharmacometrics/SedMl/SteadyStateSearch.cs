using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using MathNet.Numerics.LinearAlgebra;

namespace Anesis.Pharmacometrics.SedMl;

/// <summary>
/// Finds where nothing changes any more: a course of the model first, then Newton's method with the sums that the model conserves held, so that unstable states are found too.
/// </summary>
internal sealed class SteadyStateSearch
{
    private const int MostSteps = 60;
    private static readonly double[] Horizons = [0, 100, 1e3, 1e4, 1e6, 1e8];

    private readonly ModelSession _session;
    private readonly EnsembleOptions _options;
    private readonly CompiledModel _model;
    private readonly double[] _set;
    private readonly int _size;

    public SteadyStateSearch(ModelSession session, EnsembleOptions options)
    {
        (_session, _options) = (session, options with { Method = Method.Auto, Threads = 1 });
        _size = session.Carried.Count;
        (_model, _set) = session.Continued(session.Carried.Select(ModelSession.RateOf).ToValueList());
    }

    /// <summary>The session in the steady state; false when none was found, and the session as it was.</summary>
    public bool Find()
    {
        double[] start = _session.State(_options);
        if (_size == 0)
        {
            return true;
        }

        var conserved = Conserved(start);
        foreach (double horizon in Horizons)
        {
            if (horizon > 0 && !_session.Run(_session.Time, [_session.Time + horizon], _options).Outcome.IsCompleted)
            {
                break;
            }

            if (Newton(_session.State(_options), conserved) is { } found)
            {
                _session.GoOnFrom(found);
                return true;
            }
        }

        _session.GoOnFrom(start);
        return false;
    }

    private double[]? Newton(double[] x, Matrix<double> conserved)
    {
        double[] rates = Rates([x])[0];
        double scale = x.Max(Math.Abs);
        if (!rates.All(double.IsFinite))
        {
            return null;
        }

        for (int step = 0; step < MostSteps; step++)
        {
            var stacked = Jacobian(x, scale).Stack(conserved);
            var right = Vector<double>.Build.Dense(_size + conserved.RowCount, i => i < _size ? -rates[i] : 0);
            double[] change = [.. stacked.Svd(computeVectors: true).Solve(right)];
            if (!change.All(double.IsFinite))
            {
                return null;
            }

            double norm = Norm(rates), factor = 1;
            double[] next = x, nextRates = rates;
            for (; factor >= 1.0 / 256; factor /= 2)
            {
                next = [.. x.Select((v, i) => v + (factor * change[i]))];
                nextRates = Rates([next])[0];
                if (nextRates.All(double.IsFinite) && (Norm(nextRates) < norm || norm == 0))
                {
                    break;
                }
            }

            bool small = change.Select((c, i) => Math.Abs(c) <= 1e-9 * (Math.Abs(x[i]) + (1e-6 * scale))).All(s => s);
            if (small)
            {
                return IsMeaningful(next, scale) && factor >= 1.0 / 256 ? next : IsMeaningful(x, scale) ? x : null;
            }

            if (factor < 1.0 / 256)
            {
                return null;
            }

            (x, rates) = (next, nextRates);
        }

        return null;
    }

    /// <summary>Amounts below zero solve the equations and mean nothing.</summary>
    private static bool IsMeaningful(double[] x, double scale) => x.All(v => v >= -1e-6 * Math.Max(scale, 1e-30));

    private static double Norm(double[] values) => Math.Sqrt(values.Sum(v => v * v));

    private Matrix<double> Jacobian(double[] x, double scale)
    {
        var steps = x.Select(v => 1e-5 * Math.Max(Math.Abs(v), 1e-4 * Math.Max(scale, 1e-12))).ToArray();
        var states = new List<double[]>();
        for (int i = 0; i < _size; i++)
        {
            foreach (int sign in (int[])[1, -1])
            {
                double[] moved = [.. x];
                moved[i] += sign * steps[i];
                states.Add(moved);
            }
        }

        double[][] rates = Rates(states);
        return Matrix<double>.Build.Dense(_size, _size, (row, column) => (rates[2 * column][row] - rates[(2 * column) + 1][row]) / (2 * steps[column]));
    }

    /// <summary>Rows of weights whose sum no rate changes: what the rates at many states have in common at right angles.</summary>
    private Matrix<double> Conserved(double[] start)
    {
        double scale = Math.Max(start.Max(Math.Abs), 1e-12);
        var states = Enumerable.Range(0, (2 * _size) + 5).Select(k => start.Select((v, i) => (Math.Max(Math.Abs(v), 0.01 * scale)) * (0.1 + Pseudo(k, i))).ToArray()).ToList();
        double[][] rates = [.. Rates(states).Where(r => r.All(double.IsFinite))];
        if (rates.Length == 0)
        {
            return Matrix<double>.Build.Dense(0, _size);
        }

        // Each state's rates count alike, however fast.
        var columns = rates.Select(r => Norm(r) is > 0 and var n ? r.Select(v => v / n).ToArray() : r).ToArray();
        var svd = Matrix<double>.Build.DenseOfColumnArrays(columns).Svd(computeVectors: true);
        int rank = svd.S.Count(s => s > 1e-10 * svd.S[0]);
        return svd.U.Transpose().SubMatrix(rank, _size - rank, 0, _size);
    }

    /// <summary>Numbers between 0 and 1 without a pattern, the same each time (golden ratio sequence).</summary>
    private static double Pseudo(int k, int i)
    {
        double value = (k + 1) * (0.6180339887498949 + (i * 0.7548776662466927));
        return value - Math.Floor(value);
    }

    private double[][] Rates(IReadOnlyList<double[]> states)
    {
        var sink = new Collected(states.Count, _size);
        Ensemble.Run(_model, new States(states, _set, _session.Time), _options, sink);
        return sink.Rows;
    }

    private sealed class States(IReadOnlyList<double[]> states, double[] set, double time) : IIndividuals
    {
        private readonly IndividualPlan _plan = new() { Start = time, OutputTimes = [time] };

        public int Count => states.Count;

        public IndividualPlan Describe(int index, Span<double> inputs)
        {
            states[index].CopyTo(inputs);
            set.CopyTo(inputs[states[index].Length..]);
            return _plan;
        }
    }

    private sealed class Collected(int count, int size) : IResultSink
    {
        public double[][] Rows { get; } = [.. Enumerable.Range(0, count).Select(_ => Enumerable.Repeat(double.NaN, size).ToArray())];

        public void Accept(ResultBlock block)
        {
            for (int i = 0; i < block.Count; i++)
            {
                if (block.Outcomes[i].IsCompleted)
                {
                    block.Values.AsSpan(block.RowStarts[i] * size, size).CopyTo(Rows[block.First + i]);
                }
            }
        }
    }
}
