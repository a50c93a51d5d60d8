using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Integration;

namespace Anesis.Simulation.Stochastic;

/// <summary>
/// The rows of replicates, without a branch by lane: every lane's values are written to where its next row goes, and only lanes whose row it is move on.
/// Measured: a branch by lane costs three times as much, since no processor foresees whose row comes next.
/// </summary>
internal sealed unsafe class ReplicateRows<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private readonly Kernel? _observe;
    private readonly double* _states;
    private readonly double* _parameters;
    private readonly double* _observed;
    private readonly double* _scratch;
    private readonly double* _cursors;
    private readonly double* _timeCursors;
    private readonly int* _offsets;
    private readonly int _width;
    private readonly double[][] _rows = new double[TLanes.Count][];
    private readonly double[][] _times = new double[TLanes.Count][];
    private readonly double[][] _plans = new double[TLanes.Count][];

    public ReplicateRows(CompiledModel model, JumpLanes<TLanes> jumps, LaneMemory memory)
    {
        _width = model.Outputs.Count;
        int[] states = [.. model.Network!.OutputStates];
        bool copies = Array.TrueForAll(states, s => s >= 0);
        _observe = copies ? null : model.Observe;
        _states = jumps.States;
        _parameters = jumps.Parameters;
        _observed = memory.Doubles((long)_width * TLanes.Count);
        _scratch = memory.Doubles((long)model.ScratchCount * TLanes.Count);
        _offsets = memory.Copy([.. states.Select((s, o) => (copies ? s : o) * TLanes.Count)]);
        _cursors = memory.Doubles(TLanes.Count);
        _timeCursors = memory.Doubles(TLanes.Count);
        Next = memory.Doubles(TLanes.Count);
        for (int l = 0; l < TLanes.Count; l++)
        {
            (_rows[l], _times[l], _plans[l]) = ([], [], []);
            Begin(l, []);
        }
    }

    /// <summary>[Lanes] when each lane's next row is wanted; +∞ where none is left.</summary>
    public double* Next { get; }

    public void Begin(int lane, double[] times)
    {
        if (_plans[lane] != times || times.Length == 0)
        {
            _plans[lane] = times;
            int rows = (times.Length + 1) * _width;
            _rows[lane] = _rows[lane].Length >= rows && rows > 0 ? _rows[lane] : GC.AllocateUninitializedArray<double>(Math.Max(rows, 1), pinned: true);
            _times[lane] = _times[lane].Length > times.Length ? _times[lane] : GC.AllocateUninitializedArray<double>(times.Length + 1, pinned: true);
            times.CopyTo(_times[lane], 0);
            _times[lane][times.Length] = double.PositiveInfinity;
        }

        _cursors[lane] = Address(_rows[lane]);
        _timeCursors[lane] = Address(_times[lane]);
        Next[lane] = _times[lane][0];
    }

    /// <summary>How many rows the lane has; they and their times are copied into the block.</summary>
    public int Deliver(int lane, BlockBuilder block, int firstRow)
    {
        int done = (int)((BitConverter.DoubleToInt64Bits(_timeCursors[lane]) - BitConverter.DoubleToInt64Bits(Address(_times[lane]))) / sizeof(double));
        _times[lane].AsSpan(0, done).CopyTo(block.Times.AsSpan(firstRow));
        _rows[lane].AsSpan(0, done * _width).CopyTo(block.Values.AsSpan(firstRow * _width));
        return done;
    }

    /// <summary>Writes one row of each lane where <paramref name="late"/> is true, of the present amounts at the time <see cref="Next"/>. Returns the new <see cref="Next"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Write(TLanes late)
    {
        double* source = _states;
        if (_observe is not null)
        {
            _observe(Next, _states, _parameters, _observed, _scratch);
            source = _observed;
        }

        long* cursors = (long*)_cursors;
        for (int o = 0; o < _width; o++)
        {
            double* values = source + _offsets[o];
            for (int l = 0; l < TLanes.Count; l++)
            {
                ((double*)cursors[l])[o] = values[l];
            }
        }

        TLanes.Store(TLanes.AddBits(TLanes.Load(_cursors), late & TLanes.CreateBits((long)_width * sizeof(double))), _cursors);
        TLanes.Store(TLanes.AddBits(TLanes.Load(_timeCursors), late & TLanes.CreateBits(sizeof(double))), _timeCursors);
        TLanes next = TLanes.Gather((double**)_timeCursors);
        TLanes.Store(next, Next);
        return next;
    }

    private static double Address(double[] pinned) => BitConverter.Int64BitsToDouble((long)Unsafe.AsPointer(ref pinned[0]));
}
