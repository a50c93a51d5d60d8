using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Simulation.Integration;

/// <summary>One row of a tableau without its zeros: weights, and where each weighted stage begins, in doubles.</summary>
internal readonly unsafe struct StageRow
{
    public readonly int Count;
    public readonly double* Weights;
    public readonly long* Offsets;

    /// <summary>The row for stages that lie <paramref name="stride"/> doubles apart.</summary>
    public StageRow(ReadOnlySpan<double> weights, long stride, LaneMemory memory)
    {
        Weights = memory.Doubles(weights.Length);
        Offsets = (long*)memory.Doubles(weights.Length);
        Count = 0;
        for (int j = 0; j < weights.Length; j++)
        {
            if (weights[j] != 0)
            {
                Weights[Count] = weights[j];
                Offsets[Count] = j * stride;
                Count++;
            }
        }
    }
}

/// <summary>Weighted sums of stages, in the order of the stages, each term explicitly fused.</summary>
internal static unsafe class StageSums
{
    /// <summary>Σⱼ wⱼ kⱼ at one place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes At<TLanes>(in StageRow row, double* stages)
        where TLanes : struct, ILanes<TLanes>
    {
        double* weights = row.Weights;
        long* offsets = row.Offsets;
        TLanes sum = TLanes.Create(weights[0]) * TLanes.Load(stages + offsets[0]);
        for (int j = 1; j < row.Count; j++)
        {
            sum = TLanes.FusedMultiplyAdd(TLanes.Create(weights[j]), TLanes.Load(stages + offsets[j]), sum);
        }

        return sum;
    }

    /// <summary>target = start + h Σⱼ wⱼ kⱼ over all states. Written out for each number of terms: the weights stay in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Advance<TLanes>(in StageRow row, double* stages, TLanes h, double* start, double* target, int states)
        where TLanes : struct, ILanes<TLanes>
    {
        double* w = row.Weights;
        long* o = row.Offsets;
        double* end = start + ((long)states * TLanes.Count);
        switch (row.Count)
        {
            case 1:
            {
                TLanes w0 = TLanes.Create(w[0]);
                long o0 = o[0];
                for (; start < end; start += TLanes.Count, target += TLanes.Count, stages += TLanes.Count)
                {
                    TLanes sum = w0 * TLanes.Load(stages + o0);
                    TLanes.Store(TLanes.FusedMultiplyAdd(h, sum, TLanes.Load(start)), target);
                }

                break;
            }

            case 2:
            {
                TLanes w0 = TLanes.Create(w[0]), w1 = TLanes.Create(w[1]);
                long o0 = o[0], o1 = o[1];
                for (; start < end; start += TLanes.Count, target += TLanes.Count, stages += TLanes.Count)
                {
                    TLanes sum = w0 * TLanes.Load(stages + o0);
                    sum = TLanes.FusedMultiplyAdd(w1, TLanes.Load(stages + o1), sum);
                    TLanes.Store(TLanes.FusedMultiplyAdd(h, sum, TLanes.Load(start)), target);
                }

                break;
            }

            case 3:
            {
                TLanes w0 = TLanes.Create(w[0]), w1 = TLanes.Create(w[1]), w2 = TLanes.Create(w[2]);
                long o0 = o[0], o1 = o[1], o2 = o[2];
                for (; start < end; start += TLanes.Count, target += TLanes.Count, stages += TLanes.Count)
                {
                    TLanes sum = w0 * TLanes.Load(stages + o0);
                    sum = TLanes.FusedMultiplyAdd(w1, TLanes.Load(stages + o1), sum);
                    sum = TLanes.FusedMultiplyAdd(w2, TLanes.Load(stages + o2), sum);
                    TLanes.Store(TLanes.FusedMultiplyAdd(h, sum, TLanes.Load(start)), target);
                }

                break;
            }

            case 4:
            {
                TLanes w0 = TLanes.Create(w[0]), w1 = TLanes.Create(w[1]), w2 = TLanes.Create(w[2]), w3 = TLanes.Create(w[3]);
                long o0 = o[0], o1 = o[1], o2 = o[2], o3 = o[3];
                for (; start < end; start += TLanes.Count, target += TLanes.Count, stages += TLanes.Count)
                {
                    TLanes sum = w0 * TLanes.Load(stages + o0);
                    sum = TLanes.FusedMultiplyAdd(w1, TLanes.Load(stages + o1), sum);
                    sum = TLanes.FusedMultiplyAdd(w2, TLanes.Load(stages + o2), sum);
                    sum = TLanes.FusedMultiplyAdd(w3, TLanes.Load(stages + o3), sum);
                    TLanes.Store(TLanes.FusedMultiplyAdd(h, sum, TLanes.Load(start)), target);
                }

                break;
            }

            case 5:
            {
                TLanes w0 = TLanes.Create(w[0]), w1 = TLanes.Create(w[1]), w2 = TLanes.Create(w[2]), w3 = TLanes.Create(w[3]), w4 = TLanes.Create(w[4]);
                long o0 = o[0], o1 = o[1], o2 = o[2], o3 = o[3], o4 = o[4];
                for (; start < end; start += TLanes.Count, target += TLanes.Count, stages += TLanes.Count)
                {
                    TLanes sum = w0 * TLanes.Load(stages + o0);
                    sum = TLanes.FusedMultiplyAdd(w1, TLanes.Load(stages + o1), sum);
                    sum = TLanes.FusedMultiplyAdd(w2, TLanes.Load(stages + o2), sum);
                    sum = TLanes.FusedMultiplyAdd(w3, TLanes.Load(stages + o3), sum);
                    sum = TLanes.FusedMultiplyAdd(w4, TLanes.Load(stages + o4), sum);
                    TLanes.Store(TLanes.FusedMultiplyAdd(h, sum, TLanes.Load(start)), target);
                }

                break;
            }

            case 6:
            {
                TLanes w0 = TLanes.Create(w[0]), w1 = TLanes.Create(w[1]), w2 = TLanes.Create(w[2]), w3 = TLanes.Create(w[3]), w4 = TLanes.Create(w[4]), w5 = TLanes.Create(w[5]);
                long o0 = o[0], o1 = o[1], o2 = o[2], o3 = o[3], o4 = o[4], o5 = o[5];
                for (; start < end; start += TLanes.Count, target += TLanes.Count, stages += TLanes.Count)
                {
                    TLanes sum = w0 * TLanes.Load(stages + o0);
                    sum = TLanes.FusedMultiplyAdd(w1, TLanes.Load(stages + o1), sum);
                    sum = TLanes.FusedMultiplyAdd(w2, TLanes.Load(stages + o2), sum);
                    sum = TLanes.FusedMultiplyAdd(w3, TLanes.Load(stages + o3), sum);
                    sum = TLanes.FusedMultiplyAdd(w4, TLanes.Load(stages + o4), sum);
                    sum = TLanes.FusedMultiplyAdd(w5, TLanes.Load(stages + o5), sum);
                    TLanes.Store(TLanes.FusedMultiplyAdd(h, sum, TLanes.Load(start)), target);
                }

                break;
            }

            case 7:
            {
                TLanes w0 = TLanes.Create(w[0]), w1 = TLanes.Create(w[1]), w2 = TLanes.Create(w[2]), w3 = TLanes.Create(w[3]), w4 = TLanes.Create(w[4]), w5 = TLanes.Create(w[5]), w6 = TLanes.Create(w[6]);
                long o0 = o[0], o1 = o[1], o2 = o[2], o3 = o[3], o4 = o[4], o5 = o[5], o6 = o[6];
                for (; start < end; start += TLanes.Count, target += TLanes.Count, stages += TLanes.Count)
                {
                    TLanes sum = w0 * TLanes.Load(stages + o0);
                    sum = TLanes.FusedMultiplyAdd(w1, TLanes.Load(stages + o1), sum);
                    sum = TLanes.FusedMultiplyAdd(w2, TLanes.Load(stages + o2), sum);
                    sum = TLanes.FusedMultiplyAdd(w3, TLanes.Load(stages + o3), sum);
                    sum = TLanes.FusedMultiplyAdd(w4, TLanes.Load(stages + o4), sum);
                    sum = TLanes.FusedMultiplyAdd(w5, TLanes.Load(stages + o5), sum);
                    sum = TLanes.FusedMultiplyAdd(w6, TLanes.Load(stages + o6), sum);
                    TLanes.Store(TLanes.FusedMultiplyAdd(h, sum, TLanes.Load(start)), target);
                }

                break;
            }

            case 8:
            {
                TLanes w0 = TLanes.Create(w[0]), w1 = TLanes.Create(w[1]), w2 = TLanes.Create(w[2]), w3 = TLanes.Create(w[3]), w4 = TLanes.Create(w[4]), w5 = TLanes.Create(w[5]), w6 = TLanes.Create(w[6]), w7 = TLanes.Create(w[7]);
                long o0 = o[0], o1 = o[1], o2 = o[2], o3 = o[3], o4 = o[4], o5 = o[5], o6 = o[6], o7 = o[7];
                for (; start < end; start += TLanes.Count, target += TLanes.Count, stages += TLanes.Count)
                {
                    TLanes sum = w0 * TLanes.Load(stages + o0);
                    sum = TLanes.FusedMultiplyAdd(w1, TLanes.Load(stages + o1), sum);
                    sum = TLanes.FusedMultiplyAdd(w2, TLanes.Load(stages + o2), sum);
                    sum = TLanes.FusedMultiplyAdd(w3, TLanes.Load(stages + o3), sum);
                    sum = TLanes.FusedMultiplyAdd(w4, TLanes.Load(stages + o4), sum);
                    sum = TLanes.FusedMultiplyAdd(w5, TLanes.Load(stages + o5), sum);
                    sum = TLanes.FusedMultiplyAdd(w6, TLanes.Load(stages + o6), sum);
                    sum = TLanes.FusedMultiplyAdd(w7, TLanes.Load(stages + o7), sum);
                    TLanes.Store(TLanes.FusedMultiplyAdd(h, sum, TLanes.Load(start)), target);
                }

                break;
            }

            default:
            {
                for (; start < end; start += TLanes.Count, target += TLanes.Count, stages += TLanes.Count)
                {
                    TLanes.Store(TLanes.FusedMultiplyAdd(h, At<TLanes>(row, stages), TLanes.Load(start)), target);
                }

                break;
            }
        }
    }
}
