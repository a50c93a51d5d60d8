using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Simulation.Integration.Stiff;

/// <summary>The two sums that a Rosenbrock stage makes of the stages before it, in one pass over them: loading them is what costs.</summary>
internal static unsafe class StagePairs
{
    /// <summary>target += the last stage and history = Σⱼ bⱼuⱼ over all states: the place of a stage that goes on from the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void GoOn<TLanes>(ReadOnlySpan<double> b, double* stages, long stride, double* target, double* history)
        where TLanes : struct, ILanes<TLanes>
    {
        double* end = target + stride;
        switch (b.Length)
        {
            case 6:
            {
                TLanes b0 = TLanes.Create(b[0]), b1 = TLanes.Create(b[1]), b2 = TLanes.Create(b[2]), b3 = TLanes.Create(b[3]), b4 = TLanes.Create(b[4]), b5 = TLanes.Create(b[5]);
                for (; target < end; target += TLanes.Count, history += TLanes.Count, stages += TLanes.Count)
                {
                    TLanes past = b0 * TLanes.Load(stages);
                    past = TLanes.FusedMultiplyAdd(b1, TLanes.Load(stages + stride), past);
                    past = TLanes.FusedMultiplyAdd(b2, TLanes.Load(stages + (2 * stride)), past);
                    past = TLanes.FusedMultiplyAdd(b3, TLanes.Load(stages + (3 * stride)), past);
                    past = TLanes.FusedMultiplyAdd(b4, TLanes.Load(stages + (4 * stride)), past);
                    TLanes u = TLanes.Load(stages + (5 * stride));
                    TLanes.Store(TLanes.Load(target) + u, target);
                    TLanes.Store(TLanes.FusedMultiplyAdd(b5, u, past), history);
                }

                break;
            }

            case 7:
            {
                TLanes b0 = TLanes.Create(b[0]), b1 = TLanes.Create(b[1]), b2 = TLanes.Create(b[2]), b3 = TLanes.Create(b[3]), b4 = TLanes.Create(b[4]), b5 = TLanes.Create(b[5]), b6 = TLanes.Create(b[6]);
                for (; target < end; target += TLanes.Count, history += TLanes.Count, stages += TLanes.Count)
                {
                    TLanes past = b0 * TLanes.Load(stages);
                    past = TLanes.FusedMultiplyAdd(b1, TLanes.Load(stages + stride), past);
                    past = TLanes.FusedMultiplyAdd(b2, TLanes.Load(stages + (2 * stride)), past);
                    past = TLanes.FusedMultiplyAdd(b3, TLanes.Load(stages + (3 * stride)), past);
                    past = TLanes.FusedMultiplyAdd(b4, TLanes.Load(stages + (4 * stride)), past);
                    past = TLanes.FusedMultiplyAdd(b5, TLanes.Load(stages + (5 * stride)), past);
                    TLanes u = TLanes.Load(stages + (6 * stride));
                    TLanes.Store(TLanes.Load(target) + u, target);
                    TLanes.Store(TLanes.FusedMultiplyAdd(b6, u, past), history);
                }

                break;
            }

            default:
                throw new ArgumentOutOfRangeException(nameof(b), b.Length, "6 or 7 stages");
        }
    }

    /// <summary>target = start + Σⱼ wⱼuⱼ over the wanted states for eight stages, each lane with its own weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Weigh<TLanes>(double* weights, double* stages, long stride, double* start, StateSet wanted, double* target)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes w0 = TLanes.Load(weights), w1 = TLanes.Load(weights + TLanes.Count), w2 = TLanes.Load(weights + (2 * TLanes.Count)), w3 = TLanes.Load(weights + (3 * TLanes.Count));
        weights += 4 * TLanes.Count;
        TLanes w4 = TLanes.Load(weights), w5 = TLanes.Load(weights + TLanes.Count), w6 = TLanes.Load(weights + (2 * TLanes.Count)), w7 = TLanes.Load(weights + (3 * TLanes.Count));
        for (int n = 0; n < wanted.Count; n++)
        {
            long at = wanted.Offsets[n];
            double* early = stages + at;
            double* late = early + (4 * stride);

            // Two chains: one alone waits for each of its links.
            TLanes a = w0 * TLanes.Load(early);
            TLanes b = w4 * TLanes.Load(late);
            a = TLanes.FusedMultiplyAdd(w1, TLanes.Load(early + stride), a);
            b = TLanes.FusedMultiplyAdd(w5, TLanes.Load(late + stride), b);
            a = TLanes.FusedMultiplyAdd(w2, TLanes.Load(early + (2 * stride)), a);
            b = TLanes.FusedMultiplyAdd(w6, TLanes.Load(late + (2 * stride)), b);
            a = TLanes.FusedMultiplyAdd(w3, TLanes.Load(early + (3 * stride)), a);
            b = TLanes.FusedMultiplyAdd(w7, TLanes.Load(late + (3 * stride)), b);
            TLanes.Store(TLanes.Load(start + at) + (a + b), target + at);
        }
    }

    /// <summary>target = start + Σⱼ aⱼuⱼ and history = Σⱼ bⱼuⱼ over all states, for up to five stages that lie stride doubles apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum<TLanes>(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double* stages, long stride, double* start, double* target, double* history)
        where TLanes : struct, ILanes<TLanes>
    {
        double* end = start + stride;
        switch (a.Length)
        {
            case 1:
            {
                TLanes a0 = TLanes.Create(a[0]);
                TLanes b0 = TLanes.Create(b[0]);
                for (; start < end; start += TLanes.Count, target += TLanes.Count, history += TLanes.Count, stages += TLanes.Count)
                {
                    TLanes u = TLanes.Load(stages);
                    TLanes sum = TLanes.FusedMultiplyAdd(a0, u, TLanes.Load(start));
                    TLanes past = b0 * u;
                    TLanes.Store(sum, target);
                    TLanes.Store(past, history);
                }

                break;
            }

            case 2:
            {
                TLanes a0 = TLanes.Create(a[0]), a1 = TLanes.Create(a[1]);
                TLanes b0 = TLanes.Create(b[0]), b1 = TLanes.Create(b[1]);
                for (; start < end; start += TLanes.Count, target += TLanes.Count, history += TLanes.Count, stages += TLanes.Count)
                {
                    TLanes u = TLanes.Load(stages);
                    TLanes sum = TLanes.FusedMultiplyAdd(a0, u, TLanes.Load(start));
                    TLanes past = b0 * u;
                    u = TLanes.Load(stages + stride);
                    sum = TLanes.FusedMultiplyAdd(a1, u, sum);
                    past = TLanes.FusedMultiplyAdd(b1, u, past);
                    TLanes.Store(sum, target);
                    TLanes.Store(past, history);
                }

                break;
            }

            case 3:
            {
                TLanes a0 = TLanes.Create(a[0]), a1 = TLanes.Create(a[1]), a2 = TLanes.Create(a[2]);
                TLanes b0 = TLanes.Create(b[0]), b1 = TLanes.Create(b[1]), b2 = TLanes.Create(b[2]);
                for (; start < end; start += TLanes.Count, target += TLanes.Count, history += TLanes.Count, stages += TLanes.Count)
                {
                    TLanes u = TLanes.Load(stages);
                    TLanes sum = TLanes.FusedMultiplyAdd(a0, u, TLanes.Load(start));
                    TLanes past = b0 * u;
                    u = TLanes.Load(stages + stride);
                    sum = TLanes.FusedMultiplyAdd(a1, u, sum);
                    past = TLanes.FusedMultiplyAdd(b1, u, past);
                    u = TLanes.Load(stages + (2 * stride));
                    sum = TLanes.FusedMultiplyAdd(a2, u, sum);
                    past = TLanes.FusedMultiplyAdd(b2, u, past);
                    TLanes.Store(sum, target);
                    TLanes.Store(past, history);
                }

                break;
            }

            case 4:
            {
                TLanes a0 = TLanes.Create(a[0]), a1 = TLanes.Create(a[1]), a2 = TLanes.Create(a[2]), a3 = TLanes.Create(a[3]);
                TLanes b0 = TLanes.Create(b[0]), b1 = TLanes.Create(b[1]), b2 = TLanes.Create(b[2]), b3 = TLanes.Create(b[3]);
                for (; start < end; start += TLanes.Count, target += TLanes.Count, history += TLanes.Count, stages += TLanes.Count)
                {
                    TLanes u = TLanes.Load(stages);
                    TLanes sum = TLanes.FusedMultiplyAdd(a0, u, TLanes.Load(start));
                    TLanes past = b0 * u;
                    u = TLanes.Load(stages + stride);
                    sum = TLanes.FusedMultiplyAdd(a1, u, sum);
                    past = TLanes.FusedMultiplyAdd(b1, u, past);
                    u = TLanes.Load(stages + (2 * stride));
                    sum = TLanes.FusedMultiplyAdd(a2, u, sum);
                    past = TLanes.FusedMultiplyAdd(b2, u, past);
                    u = TLanes.Load(stages + (3 * stride));
                    sum = TLanes.FusedMultiplyAdd(a3, u, sum);
                    past = TLanes.FusedMultiplyAdd(b3, u, past);
                    TLanes.Store(sum, target);
                    TLanes.Store(past, history);
                }

                break;
            }

            case 5:
            {
                TLanes a0 = TLanes.Create(a[0]), a1 = TLanes.Create(a[1]), a2 = TLanes.Create(a[2]), a3 = TLanes.Create(a[3]), a4 = TLanes.Create(a[4]);
                TLanes b0 = TLanes.Create(b[0]), b1 = TLanes.Create(b[1]), b2 = TLanes.Create(b[2]), b3 = TLanes.Create(b[3]), b4 = TLanes.Create(b[4]);
                for (; start < end; start += TLanes.Count, target += TLanes.Count, history += TLanes.Count, stages += TLanes.Count)
                {
                    TLanes u = TLanes.Load(stages);
                    TLanes sum = TLanes.FusedMultiplyAdd(a0, u, TLanes.Load(start));
                    TLanes past = b0 * u;
                    u = TLanes.Load(stages + stride);
                    sum = TLanes.FusedMultiplyAdd(a1, u, sum);
                    past = TLanes.FusedMultiplyAdd(b1, u, past);
                    u = TLanes.Load(stages + (2 * stride));
                    sum = TLanes.FusedMultiplyAdd(a2, u, sum);
                    past = TLanes.FusedMultiplyAdd(b2, u, past);
                    u = TLanes.Load(stages + (3 * stride));
                    sum = TLanes.FusedMultiplyAdd(a3, u, sum);
                    past = TLanes.FusedMultiplyAdd(b3, u, past);
                    u = TLanes.Load(stages + (4 * stride));
                    sum = TLanes.FusedMultiplyAdd(a4, u, sum);
                    past = TLanes.FusedMultiplyAdd(b4, u, past);
                    TLanes.Store(sum, target);
                    TLanes.Store(past, history);
                }

                break;
            }

            default:
                throw new ArgumentOutOfRangeException(nameof(a), a.Length, "1 to 5 stages");
        }
    }
}
