using System.Diagnostics;
using System.Globalization;
using Anesis.Mathematics.Lanes;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Integration;
using Anesis.Simulation.Integration.Explicit;
using Anesis.Simulation.Integration.Linear;
using Anesis.Simulation.Integration.Stiff;

namespace Anesis.Tests.Integration;

/// <summary>Runs on demand (-explicit only): individuals per second of one core on the shapes of W1 and W3a, with the error against the reference.</summary>
public sealed unsafe class SpeedReport
{
    [Fact(Explicit = true)]
    public void Two_compartments_per_second()
    {
        double[][] rows = Rows("bench/params/w1_params.csv");
        double[][] reference = Rows("bench/reference/w1_subjects.csv");
        foreach (Method method in (Method[])[Method.Explicit])
        {
            foreach ((double rtol, double? atol) in ((double, double?)[])[(1e-6, 1e-8), (1e-8, null)])
            {
                Report($"W1 {method} {rtol:E0}", () => TwoCompartments(rows, method, rtol, atol, reference));
            }
        }
    }

    [Fact(Explicit = true)]
    public void Hires_per_second()
    {
        double[][] rows = Rows("bench/params/w3a_params.csv");
        double[][] reference = Rows("bench/reference/w3a_final.csv");
        foreach (Method method in (Method[])[Method.Stiff, Method.Auto])
        {
            foreach ((double rtol, double? atol) in ((double, double?)[])[(1e-4, 1e-8), (1e-6, 1e-10), (1e-8, null)])
            {
                Report($"W3a {method} {rtol:E0}", () => Hires(rows, method, rtol, atol, reference));
            }
        }
    }

    [Fact(Explicit = true)]
    public void Nanoseconds_of_parts()
    {
        using var memory = new LaneMemory();
        CompiledModel model = LanewiseModels.Hires<Lanes8>();
        var problem = new LaneProblem<Lanes8>(model, null, memory);
        var stiff = new RosenbrockMethod<Lanes8>(Rodas5P.Tableau, model.Elimination!, problem, memory);
        var easy = new ExplicitMethod<Lanes8>(Tsitouras5.Tableau, problem, memory);
        var clock = new LaneClock<Lanes8>(memory);
        var factors = new LaneFactors<Lanes8>(model.Elimination!, memory);
        double* y = memory.Doubles(64), end = memory.Doubles(64), scale = memory.Doubles(64), jacobian = memory.Doubles(200);
        for (int i = 0; i < 64; i++)
        {
            y[i] = 0.01 * (i + 1);
            scale[i] = 1e-6;
            problem.Parameters[i] = new[] { 1.71, 0.43, 8.32, 0.69, 0.035, 280, 0.69, 0.69 }[i / 8];
        }

        var rule = new StepRule(1, 0.2, 0.08, 0.9, 10, 0.2);
        var h = Lanes8.Create(1e-3);
        StateSet all = StateSet.All(model, memory);
        bool* algebraic = (bool*)memory.Integers(8);
        TestContext.Current.TestOutputHelper!.WriteLine($"order {string.Join(' ', EliminationOrder.Of(model.JacobianPattern, _ => false)!.Columns.Length)}");
        double* stages = memory.Doubles(64 * 8);
        StageRow[] rows = [.. Enumerable.Range(1, 8).Select(n => new StageRow([.. Enumerable.Repeat(0.3, n)], 64, memory))];
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (StageRow row in rows)
            {
                Part($"sum of {row.Count}", () => StageSums.Advance(row, stages, h, y, end, 8));
            }

            Part("slopes", () => problem.Slopes(clock.Time, y, end));
            Part("jacobian", () => problem.Jacobian(clock.Time, y, jacobian));
            Part("factor", () => factors.Factor(jacobian, Lanes8.Create(1000), algebraic, false));
            Part("solve", () => factors.Solve(y, end));
            Part("stiff attempt", () => stiff.Attempt(clock.Time, y, h));
            Part("stiff error", () => stiff.End(y, end, scale, 1e-6));
            Part("explicit attempt", () => easy.Attempt(clock.Time, y, h));
            Part("explicit error", () => easy.ErrorNorm(y, scale, 1e-6, h));
            Part("explicit carry", () => easy.Carry(255));
            Part("explicit interpolation", () => easy.Interpolate(clock.Time, y, h, h, all, end));
            Part("stiff interpolation", () => stiff.Interpolate(y, h, all, end));
            Part("plan", () => clock.Plan(255, out _, out _));
            Part("judge", () => clock.Judge(255, h, h, h, rule));
        }
    }

    /// <summary>The least of many short measurements: the rest is what else the machine does.</summary>
    private static void Part(string name, Action part)
    {
        double best = double.MaxValue;
        for (int turn = 0; turn < 400; turn++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < 200; i++)
            {
                part();
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / 200);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{name}: {best:F1} ns");
    }

    private static readonly bool Landing = Environment.GetEnvironmentVariable("LANDING") is not null;

    private static void Report(string name, Func<(int Count, double Error, RunCounters Work)> run)
    {
        double best = 0;
        (int Count, double Error, RunCounters Work) last = default;
        for (int i = 0; i < 4; i++)
        {
            TimeSpan before = Process.GetCurrentProcess().UserProcessorTime;
            last = run();
            double seconds = (Process.GetCurrentProcess().UserProcessorTime - before).TotalSeconds;
            best = Math.Max(best, last.Count / seconds);
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{name}: {best:F0} per second, error {last.Error:E1}, per individual {last.Work.Steps / (double)last.Count:F1} steps, {last.Work.Rejected / (double)last.Count:F1} rejected, {last.Work.RightHandSides / (double)last.Count:F0} f, {last.Work.Factorizations / (double)last.Count:F0} lu");
    }

    private static double[][] Rows(string file) =>
        [.. File.ReadLines(SharedFiles.Find(file)).Skip(1).Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];

    private static (int, double, RunCounters) TwoCompartments(double[][] rows, Method method, double rtol, double? atol, double[][] reference)
    {
        CompiledModel model = LanewiseModels.TwoCompartments<Lanes8>();
        using LaneStepper stepper = LaneSteppers.Create(model, new EnsembleOptions { Method = method, RelativeTolerance = rtol, AbsoluteTolerance = atol });
        const int lanes = 8;
        double[] outputs = new double[rows.Length * 241];
        int[] who = new int[lanes];
        int[] output = new int[lanes];
        int[] dose = new int[lanes];
        int waiting = 0;
        uint active = 0;
        RunCounters work = default;
        double* times = stackalloc double[lanes];
        double* result = stackalloc double[3 * lanes];
        for (int lane = 0; lane < lanes; lane++)
        {
            Refill(lane);
        }

        while (active != 0)
        {
            uint accepted = stepper.Step(active);
            while (true)
            {
                uint due = 0;
                for (int lane = 0; lane < lanes; lane++)
                {
                    if ((accepted & (1u << lane)) != 0 && output[lane] <= 240 && output[lane] <= stepper.Time[lane])
                    {
                        due |= 1u << lane;
                        times[lane] = output[lane];
                    }
                }

                if (due == 0)
                {
                    break;
                }

                stepper.Interpolate(times, result);
                for (int lane = 0; lane < lanes; lane++)
                {
                    if ((due & (1u << lane)) != 0)
                    {
                        outputs[(who[lane] * 241) + output[lane]++] = result[lanes + lane] / rows[who[lane]][2];
                    }
                }
            }

            for (int lane = 0; lane < lanes; lane++)
            {
                if ((accepted & (1u << lane)) != 0 && stepper.Time[lane] == stepper.Stop[lane])
                {
                    if (stepper.Time[lane] == 240)
                    {
                        work += stepper.Counters(lane);
                        Refill(lane);
                    }
                    else
                    {
                        stepper.States[lane] += 100;
                        dose[lane]++;
                        stepper.Stop[lane] = dose[lane] < 14 ? dose[lane] * 12 : 240;
                        stepper.Restart(lane, fresh: false);
                    }
                }
            }
        }

        double worst = 0;
        foreach (double[] row in reference.Where(r => !Landing || r[1] % 12 == 0))
        {
            int subject = (int)row[0];
            double top = reference.Where(r => r[0] == row[0]).Max(r => r[2]);
            worst = Math.Max(worst, Math.Abs(outputs[(subject * 241) + (int)row[1]] - row[2]) / (row[2] + (1e-3 * top)));
        }

        return (rows.Length, worst, work);

        void Refill(int lane)
        {
            active &= ~(1u << lane);
            if (waiting == rows.Length)
            {
                return;
            }

            int i = waiting++;
            who[lane] = i;
            output[lane] = 1;
            dose[lane] = 1;
            double cl = rows[i][1], v2 = rows[i][2], ka = rows[i][3];
            stepper.Parameters[lane] = ka;
            stepper.Parameters[lanes + lane] = (cl / v2) + (8 / v2);
            stepper.Parameters[(2 * lanes) + lane] = 8.0 / 100;
            stepper.Parameters[(3 * lanes) + lane] = 8 / v2;
            stepper.States[lane] = 100;
            stepper.States[lanes + lane] = 0;
            stepper.States[(2 * lanes) + lane] = 0;
            stepper.Time[lane] = 0;
            stepper.Stop[lane] = 12;
            stepper.Restart(lane, fresh: true);
            active |= 1u << lane;
        }
    }

    private static (int, double, RunCounters) Hires(double[][] rows, Method method, double rtol, double? atol, double[][] reference)
    {
        double[][] initial = [.. rows.Select(_ => new double[] { 1, 0, 0, 0, 0, 0, 0, 0.0057 })];
        Arrival[] arrivals = Course.Run(
            LanewiseModels.Hires<Lanes8>(),
            new EnsembleOptions { Method = method, RelativeTolerance = rtol, AbsoluteTolerance = atol },
            initial,
            [.. Enumerable.Range(1, 10).Select(k => k == 10 ? 321.8122 : 321.8122 * k / 10)],
            parameters: [.. rows.Select(r => r[1..])]);
        RunCounters work = default;
        double worst = 0;
        foreach (Arrival arrival in arrivals)
        {
            work += arrival.Counters;
        }

        foreach (double[] row in reference)
        {
            for (int i = 0; i < 8; i++)
            {
                worst = Math.Max(worst, Math.Abs(arrivals[(int)row[0]].End[i] - row[1 + i]) / (Math.Abs(row[1 + i]) + 1e-5));
            }
        }

        return (rows.Length, worst, work);
    }
}
