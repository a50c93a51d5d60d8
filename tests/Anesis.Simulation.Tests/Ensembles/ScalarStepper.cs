using System.Runtime.InteropServices;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Integration;

namespace Anesis.Simulation.Tests.Ensembles;

/// <summary>A plain Dormand–Prince 5(4) with its fourth-order interpolant, lane after lane: what the driver is tested with, apart from the real steppers.</summary>
internal sealed unsafe class ScalarStepper : LaneStepper
{
    private static readonly double[][] A =
    [
        [], [1.0 / 5], [3.0 / 40, 9.0 / 40], [44.0 / 45, -56.0 / 15, 32.0 / 9],
        [19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729],
        [9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656],
        [35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84],
    ];

    private static readonly double[] C = [0, 0.2, 0.3, 0.8, 8.0 / 9, 1, 1];
    private static readonly double[] E = [71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40];
    private static readonly double[] D =
    [
        -12715105075.0 / 11282082432, 0, 87487479700.0 / 32700410799, -10690763975.0 / 1880347072,
        701980252875.0 / 199316789632, -1453857185.0 / 822651844, 69997945.0 / 29380423,
    ];

    private readonly CompiledModel model;
    private readonly EnsembleOptions options;
    private readonly DelayedValues? delayed;
    private readonly int n;
    private readonly double* memory;
    private readonly double* trial;
    private readonly double* trialTime;
    private readonly double* scratch;
    private readonly double*[] k = new double*[7];
    private readonly double* previous;
    private readonly double[] h;
    private readonly RunCounters[] counters;
    private readonly Outcome?[] failures;
    private readonly double[] stepEnd;

    public ScalarStepper(CompiledModel model, EnsembleOptions options, DelayedValues? delayed)
    {
        this.model = model;
        this.options = options;
        this.delayed = delayed;
        n = model.StateCount;
        Lanes = model.Lanes;
        int states = Math.Max(1, n) * Lanes;
        int size = (4 * Lanes) + (12 * states) + (model.Layout.Stride * Lanes) + (model.ScratchCount * Lanes);
        memory = (double*)NativeMemory.AlignedAlloc((nuint)size * sizeof(double), 64);
        NativeMemory.Clear(memory, (nuint)size * sizeof(double));
        double* at = memory;
        double* Take(int count)
        {
            double* taken = at;
            at += count;
            return taken;
        }

        Time = Take(Lanes);
        PreviousTime = Take(Lanes);
        Stop = Take(Lanes);
        trialTime = Take(Lanes);
        States = Take(states);
        Input = Take(states);
        previous = Take(states);
        trial = Take(states);
        for (int i = 0; i < 7; i++)
        {
            k[i] = Take(states);
        }

        Parameters = Take(model.Layout.Stride * Lanes);
        scratch = Take(model.ScratchCount * Lanes);
        h = new double[Lanes];
        stepEnd = new double[Lanes];
        counters = new RunCounters[Lanes];
        failures = new Outcome?[Lanes];
    }

    public override int Lanes { get; }

    public override double* Time { get; }

    public override double* PreviousTime { get; }

    public override double* States { get; }

    public override double* Parameters { get; }

    public override double* Input { get; }

    public override double* Stop { get; }

    public override void Restart(int lane, bool fresh)
    {
        PreviousTime[lane] = Time[lane];
        if (fresh)
        {
            h[lane] = 1e-3;
            counters[lane] = default;
            failures[lane] = null;
        }
    }

    public override void Settle(int lane)
    {
    }

    public override uint Step(uint active)
    {
        uint accepted = 0;
        double* y = stackalloc double[n];
        double* start = stackalloc double[n];
        for (int l = 0; l < Lanes; l++)
        {
            if ((active >> l & 1) == 0)
            {
                continue;
            }

            double t = Time[l];
            double end = t + h[l];
            bool stops = end >= Stop[l] || Stop[l] - end < 1e-3 * h[l];
            end = stops ? Stop[l] : end;
            double step = end - t;
            for (int i = 0; i < n; i++)
            {
                start[i] = States[(i * Lanes) + l];
            }

            double error = 0;
            for (int s = 0; s < 7; s++)
            {
                for (int i = 0; i < n; i++)
                {
                    y[i] = start[i];
                    for (int j = 0; j < A[s].Length; j++)
                    {
                        y[i] += step * A[s][j] * k[j][(i * Lanes) + l];
                    }
                }

                Slope(l, s == 6 ? end : t + (C[s] * step), y, k[s]);
            }

            for (int i = 0; i < n; i++)
            {
                double e = 0;
                for (int s = 0; s < 7; s++)
                {
                    e += step * E[s] * k[s][(i * Lanes) + l];
                }

                double scale = (options.AbsoluteTolerance ?? 1e-12) + (options.RelativeTolerance * Math.Max(Math.Abs(start[i]), Math.Abs(y[i])));
                error = double.IsNaN(e) ? double.NaN : Math.Max(error, Math.Abs(e) / scale);
            }

            counters[l] += new RunCounters(error <= 1 ? 1 : 0, error <= 1 ? 0 : 1, 7, 0);
            double factor = double.IsNaN(error) ? 0.1 : Math.Clamp(0.9 * Math.Pow(Math.Max(error, 1e-10), -0.2), 0.2, 5);
            if (!(error <= 1))
            {
                h[l] = step * Math.Min(factor, 0.9);
                if (h[l] < 1e-15 * Math.Max(Math.Abs(t), 1e-10))
                {
                    failures[l] = new Outcome(double.IsNaN(error) ? OutcomeKind.NotFinite : OutcomeKind.StepTooSmall, t, model.States[0]);
                }

                continue;
            }

            h[l] = stops ? Math.Max(h[l], step * factor) : step * factor;
            PreviousTime[l] = t;
            Time[l] = end;
            stepEnd[l] = end;
            for (int i = 0; i < n; i++)
            {
                previous[(i * Lanes) + l] = start[i];
                States[(i * Lanes) + l] = y[i];
            }

            accepted |= 1u << l;
        }

        return accepted;
    }

    public override Outcome? Failure(int lane) => failures[lane];

    public override void Interpolate(double* times, double* result)
    {
        for (int l = 0; l < Lanes; l++)
        {
            double step = stepEnd[l] - PreviousTime[l];
            double s = (times[l] - PreviousTime[l]) / step;
            for (int i = 0; i < n; i++)
            {
                int at = (i * Lanes) + l;
                double y0 = previous[at];
                double difference = fullEnd(at) - y0;
                double b = (step * k[0][at]) - difference;
                double c = difference - (step * k[6][at]) - b;
                double d = 0;
                for (int j = 0; j < 7; j++)
                {
                    d += step * D[j] * k[j][at];
                }

                result[at] = y0 + (s * (difference + ((1 - s) * (b + (s * (c + ((1 - s) * d)))))));
            }
        }

        double fullEnd(int at)
        {
            double sum = previous[at];
            double step = stepEnd[at % Lanes] - PreviousTime[at % Lanes];
            for (int j = 0; j < 6; j++)
            {
                sum += step * A[6][j] * k[j][at];
            }

            return sum;
        }
    }

    public override void Truncate(int lane, double time)
    {
        double* times = stackalloc double[Lanes];
        double* result = stackalloc double[Math.Max(1, n) * Lanes];
        for (int l = 0; l < Lanes; l++)
        {
            times[l] = l == lane ? time : Time[l];
        }

        Interpolate(times, result);
        for (int i = 0; i < n; i++)
        {
            States[(i * Lanes) + lane] = result[(i * Lanes) + lane];
        }

        Time[lane] = time;
    }

    public override RunCounters Counters(int lane) => counters[lane];

    public override void Dispose() => NativeMemory.AlignedFree(memory);

    private void Slope(int lane, double time, double* y, double* into)
    {
        for (int l = 0; l < Lanes; l++)
        {
            trialTime[l] = l == lane ? time : Time[l];
            for (int i = 0; i < n; i++)
            {
                trial[(i * Lanes) + l] = l == lane ? y[i] : States[(i * Lanes) + l];
            }
        }

        double* result = stackalloc double[Math.Max(1, n) * Lanes];
        delayed?.Invoke(trialTime, trial, Parameters);
        model.Derivatives(trialTime, trial, Parameters, result, scratch);
        for (int i = 0; i < n; i++)
        {
            into[(i * Lanes) + lane] = result[(i * Lanes) + lane] + Input[(i * Lanes) + lane];
        }
    }
}
