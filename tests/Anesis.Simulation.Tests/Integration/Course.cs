using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Integration;

namespace Anesis.Tests.Integration;

/// <summary>What one individual of a course reached.</summary>
internal sealed record Arrival(double[][] AtOutputs, Outcome? Failure, RunCounters Counters)
{
    public double[] End => AtOutputs[^1];
}

/// <summary>The plainest driver: individuals of one system from their initial states, through outputs by interpolation, to the last output by landing.</summary>
internal static unsafe class Course
{
    /// <summary>Individuals beyond the lanes wait for a free one; lanes without one hold what they may.</summary>
    public static Arrival[] Run(
        CompiledModel model, EnsembleOptions options, double[][] initial, double[] outputs, double start = 0, double[][]? parameters = null, Action<LaneStepper, int, int>? prepare = null)
    {
        using LaneStepper stepper = LaneSteppers.Create(model, options, null);
        int lanes = stepper.Lanes;
        int n = model.StateCount;
        var arrivals = new Arrival[initial.Length];
        var rows = new List<double[]>[lanes];
        int[] who = new int[lanes];
        Array.Fill(who, -1);
        int[] next = new int[lanes];
        int waiting = 0;
        uint active = 0;
        void Refill(int lane)
        {
            active &= ~(1u << lane);
            if (waiting == initial.Length)
            {
                return;
            }

            int individual = waiting++;
            who[lane] = individual;
            rows[lane] = [];
            next[lane] = 0;
            stepper.Time[lane] = start;
            stepper.Stop[lane] = outputs[^1];
            for (int i = 0; i < n; i++)
            {
                stepper.States[(i * lanes) + lane] = initial[individual][i];
            }

            for (int i = 0; parameters is not null && i < parameters[individual].Length; i++)
            {
                stepper.Parameters[(i * lanes) + lane] = parameters[individual][i];
            }

            prepare?.Invoke(stepper, lane, individual);
            stepper.Restart(lane, fresh: true);
            active |= 1u << lane;
        }

        for (int lane = 0; lane < lanes; lane++)
        {
            Refill(lane);
        }

        double* times = stackalloc double[lanes];
        double[] result = new double[n * lanes];
        while (active != 0)
        {
            uint accepted = stepper.Step(active);
            for (int lane = 0; lane < lanes; lane++)
            {
                uint bit = 1u << lane;
                if ((active & bit) != 0 && stepper.Failure(lane) is { } failure)
                {
                    arrivals[who[lane]] = new Arrival([.. rows[lane]], failure, stepper.Counters(lane));
                    Refill(lane);
                    continue;
                }

                if ((accepted & bit) == 0)
                {
                    continue;
                }

                while (next[lane] < outputs.Length && outputs[next[lane]] <= stepper.Time[lane])
                {
                    times[lane] = outputs[next[lane]++];
                    double[] row = new double[n];
                    if (times[lane] == stepper.Time[lane])
                    {
                        for (int i = 0; i < n; i++)
                        {
                            row[i] = stepper.States[(i * lanes) + lane];
                        }
                    }
                    else
                    {
                        fixed (double* r = result)
                        {
                            stepper.Interpolate(times, r);
                        }

                        for (int i = 0; i < n; i++)
                        {
                            row[i] = result[(i * lanes) + lane];
                        }
                    }

                    rows[lane].Add(row);
                }
            }

            for (int lane = 0; lane < lanes; lane++)
            {
                if ((accepted & (1u << lane)) != 0 && stepper.Time[lane] >= outputs[^1])
                {
                    arrivals[who[lane]] = new Arrival([.. rows[lane]], null, stepper.Counters(lane));
                    Refill(lane);
                }
            }
        }

        return arrivals;
    }
}
