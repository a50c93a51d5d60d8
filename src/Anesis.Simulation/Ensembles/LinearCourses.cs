using System.Runtime.CompilerServices;
using Anesis.Mathematics;
using Anesis.Mathematics.Lanes;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Integration;
using Anesis.Simulation.Integration.Linear;

namespace Anesis.Simulation.Ensembles;

/// <summary>
/// The courses of individuals with one plan under a linear model, by their modes: between two moments each mode is one exponential, so a row is a sum of few products
/// and no step is made. Whether an individual is computed so depends on its model, plan and parameters alone.
/// </summary>
internal abstract class LinearCourses : IDisposable
{
    private readonly ConditionalWeakTable<IndividualPlan, Holder> _tables = [];
    private readonly CompiledModel _model;
    private IndividualPlan? _lastPlan;
    private Timetable? _lastTable;

    protected LinearCourses(CompiledModel model) => _model = model;

    /// <summary>How many individuals wait.</summary>
    public int Count { get; protected set; }

    public abstract bool IsFull { get; }

    /// <summary>Null for models that it does not serve.</summary>
    public static LinearCourses? For(CompiledModel model, EnsembleOptions options)
    {
        if (options.Method != Method.Auto || !model.IsLinear || model.Events.Count > 0 || model.TimeStopCount > 0 || model.FastRates is not null || model.Layout.Draws > 0
            || ModalStructure.Of(model.JacobianPattern) is not { } structure)
        {
            return null;
        }

        return model.Lanes switch
        {
            1 => new LinearCourses<Lanes1>(model, options, structure),
            2 => new LinearCourses<Lanes2>(model, options, structure),
            4 => new LinearCourses<Lanes4>(model, options, structure),
            8 => new LinearCourses<Lanes8>(model, options, structure),
            _ => new LinearCourses<Lanes16>(model, options, structure),
        };
    }

    /// <summary>The plan's timetable, or null where it has none.</summary>
    public Timetable? TableOf(IndividualPlan plan)
    {
        if (!ReferenceEquals(plan, _lastPlan))
        {
            _lastPlan = plan;
            _lastTable = _tables.GetValue(plan, p => new Holder(Timetable.Of(p, _model))).Table;
        }

        return _lastTable;
    }

    /// <summary>One more individual, with the plan of those that wait.</summary>
    public abstract void Add(ReadOnlySpan<double> inputs);

    /// <summary>Inputs of one that waits or was computed last.</summary>
    public abstract ReadOnlySpan<double> Inputs(int place);

    /// <summary>Computes those that wait, and then none waits. Returns the places of those that it could compute.</summary>
    public abstract uint Run(Timetable table, double start);

    /// <summary>The rows of the first <paramref name="count"/> that were computed, one after another from <paramref name="first"/> on, <paramref name="length"/> values each.</summary>
    public abstract void Write(int count, double[] values, int first, int length);

    public abstract void Dispose();

    private sealed class Holder(Timetable? table)
    {
        public Timetable? Table { get; } = table;
    }
}

internal sealed unsafe class LinearCourses<TLanes> : LinearCourses
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>What may be lost to rounding, as a share of the relative tolerance.</summary>
    private const double LossShare = 1e-4;
    private const double LeastLoss = 2e-13;
    private const int RowsAtOnce = 32;

    private readonly LaneMemory _memory = new();
    private readonly CompiledModel _model;
    private readonly ModalForm<TLanes> _form;
    private readonly double _loss;
    private readonly int _n;
    private readonly int _width;
    private readonly double[] _inputs;
    private readonly int[] _observed;
    private readonly int[] _termStarts;
    private readonly int[] _termModes;
    private readonly int[][] _excited;
    private readonly double* _time;
    private readonly double* _states;
    private readonly double* _start;
    private readonly double* _parameters;
    private readonly double* _startParameters;
    private readonly double* _result;
    private readonly double* _scratch;
    private readonly double* _jacobian;
    private readonly double* _constant;
    private readonly double* _flow;
    private readonly double* _modes;
    private readonly double* _drive;
    private readonly double* _terms;
    private readonly double* _driven;
    private readonly double* _course;
    private NativeDoubles _parts = new(0);
    private NativeDoubles _decays = new(0);
    private NativeDoubles _gains = new(0);
    private NativeDoubles _values = new(0);

    public LinearCourses(CompiledModel model, EnsembleOptions options, ModalStructure structure)
        : base(model)
    {
        _model = model;
        _n = model.StateCount;
        _width = model.Outputs.Count;
        _loss = Math.Max(LossShare * options.RelativeTolerance, LeastLoss);
        _form = new ModalForm<TLanes>(structure, _n, _memory);
        _inputs = new double[model.InputSlots.Count * TLanes.Count];
        _observed = [.. model.ObservedStates];
        var termModes = new List<int>();
        _termStarts = new int[_observed.Length + 1];
        for (int i = 0; i < _observed.Length; i++)
        {
            for (int m = 0; m < _n; m++)
            {
                if (structure.Shows(_observed[i], m))
                {
                    termModes.Add(m);
                }
            }

            _termStarts[i + 1] = termModes.Count;
        }

        _termModes = [.. termModes];
        _excited = new int[_n][];
        for (int s = 0; s < _n; s++)
        {
            var modes = new List<int>();
            for (int m = 0; m < _n; m++)
            {
                if (structure.Reaches[structure.GroupOf(s), structure.GroupOf(m)])
                {
                    modes.Add(m);
                }
            }

            _excited[s] = [.. modes];
        }

        _time = Lanes(1);
        _states = Lanes(_n);
        _start = Lanes(_n);
        _parameters = Lanes(model.Layout.Stride);
        _startParameters = Lanes(model.Layout.Stride);
        _result = Lanes(Math.Max(Math.Max(_n, _width), model.JacobianPattern.NonZeros));
        _scratch = Lanes(model.ScratchCount);
        _jacobian = Lanes(model.JacobianPattern.NonZeros);
        _constant = Lanes(_n);
        _flow = Lanes(_n);
        _modes = Lanes(_n);
        _drive = Lanes(_n);
        _terms = Lanes(_termModes.Length);
        _driven = Lanes(_termModes.Length);
        _course = Lanes(_n * RowsAtOnce);
    }

    public override bool IsFull => Count == TLanes.Count;

    public override void Add(ReadOnlySpan<double> inputs) => inputs.CopyTo(_inputs.AsSpan(Count++ * inputs.Length));

    public override ReadOnlySpan<double> Inputs(int place) => _inputs.AsSpan(place * _model.InputSlots.Count, _model.InputSlots.Count);

    public override uint Run(Timetable table, double start)
    {
        int count = Count;
        Count = 0;
        Begin(count, start);
        uint good = _form.Take(_jacobian, _loss) & ((1u << count) - 1);
        if (good == 0)
        {
            return 0;
        }

        TLanes anything = TLanes.Zero;
        for (int s = 0; s < _n; s++)
        {
            anything |= TLanes.Abs(Get(_constant, s));
            Put(_flow, s, TLanes.Zero);
        }

        bool driven = table.HasInfusions || TLanes.MaskBits(TLanes.NotEqual(anything, TLanes.Zero)) != 0;
        Tabulate(table, driven);
        for (int m = 0; m < _n; m++)
        {
            TLanes sum = TLanes.Zero;
            for (int s = 0; s < _n; s++)
            {
                sum = TLanes.FusedMultiplyAdd(Get(_form.Weights, (m * _n) + s), Get(_start, s), sum);
            }

            Put(_modes, m, sum);
        }

        Drive();
        return good & ~Follow(table, driven);
    }

    public override void Write(int count, double[] values, int first, int length)
    {
        fixed (double* to = values)
        {
            double* target = to + first;
            int done = 0;
            if (count == TLanes.Count && count % LaneTransposition.Lanes == 0 && LaneTransposition.IsFast)
            {
                for (int lane = 0; lane < count; lane += LaneTransposition.Lanes)
                {
                    done = LaneTransposition.Write(_values.Pointer + lane, count, length, target + ((long)lane * length));
                }
            }

            for (int place = 0; place < count; place++, target += length)
            {
                double* from = _values.Pointer + place;
                for (int i = done; i < length; i++)
                {
                    target[i] = from[(long)i * TLanes.Count];
                }
            }
        }
    }

    public override void Dispose()
    {
        _memory.Dispose();
        _parts.Dispose();
        _decays.Dispose();
        _gains.Dispose();
        _values.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Get(double* from, int at) => TLanes.Load(from + ((long)at * TLanes.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(double* to, int at, TLanes value) => TLanes.Store(value, to + ((long)at * TLanes.Count));

    private static void Ensure(ref NativeDoubles room, int length)
    {
        if (room.Length < length)
        {
            room.Dispose();
            room = new NativeDoubles(length);
        }
    }

    private double* Lanes(int quantities) => _memory.Doubles((long)quantities * TLanes.Count);

    /// <summary>Parameters, initial values and the equations of every lane; lanes without an individual have the first one's.</summary>
    private void Begin(int count, double start)
    {
        Put(_time, 0, TLanes.Create(start));
        int free = _model.Layout.Free;
        for (int p = 0; p < free; p++)
        {
            Put(_parameters, p, TLanes.Create(_model.ParameterDefaults[p]));
        }

        int inputs = _model.InputSlots.Count;
        for (int i = 0; i < inputs; i++)
        {
            double* slot = _parameters + ((long)_model.InputSlots[i] * TLanes.Count);
            for (int l = 0; l < TLanes.Count; l++)
            {
                slot[l] = _inputs[((l < count ? l : 0) * inputs) + i];
            }
        }

        for (int s = 0; s < _n; s++)
        {
            Put(_start, s, TLanes.Create(_model.StateDefaults[s]));
            Put(_states, s, TLanes.Zero);
        }

        new Span<double>(_parameters, _model.Layout.Stride * TLanes.Count).CopyTo(new Span<double>(_startParameters, _model.Layout.Stride * TLanes.Count));
        _model.Start(_time, _start, _startParameters, _result, _scratch);
        new Span<double>(_startParameters, free * TLanes.Count).CopyTo(new Span<double>(_parameters, free * TLanes.Count));
        _model.Hoist(_time, _start, _parameters, _result, _scratch);
        _model.Derivatives(_time, _states, _parameters, _constant, _scratch);
        _model.Jacobian(_time, _states, _parameters, _jacobian, _scratch);
    }

    /// <summary>What each offset makes of each mode: e^(λδ), and where something flows in (e^(λδ) − 1)/λ.</summary>
    private void Tabulate(Timetable table, bool driven)
    {
        int parts = table.Parts.Length;
        int offsets = table.Offsets.Count;
        int row = _n * TLanes.Count;
        Ensure(ref _parts, parts * row);
        Ensure(ref _decays, offsets * row);
        Ensure(ref _values, table.Rows.Length * _width * TLanes.Count);
        double* to = _parts.Pointer;
        foreach (ref readonly Timetable.Piece part in table.Parts)
        {
            if (part.First >= 0)
            {
                double* a = _parts.Pointer + ((long)part.First * row);
                double* b = _parts.Pointer + ((long)part.Second * row);
                for (int at = 0; at < row; at += TLanes.Count, to += TLanes.Count)
                {
                    TLanes.Store(TLanes.Load(a + at) * TLanes.Load(b + at), to);
                }

                continue;
            }

            TLanes offset = TLanes.Create(part.Offset);
            for (int m = 0; m < _n; m++, to += TLanes.Count)
            {
                TLanes.Store(Get(_form.Rates, m) * offset, to);
                Elementary.Exp<TLanes>(to, to);
            }
        }

        to = _decays.Pointer;
        foreach ((int first, int second) in table.Sums)
        {
            double* a = _parts.Pointer + ((long)first * row);
            if (second < 0)
            {
                for (int at = 0; at < row; at += TLanes.Count, to += TLanes.Count)
                {
                    TLanes.Store(TLanes.Load(a + at), to);
                }

                continue;
            }

            double* b = _parts.Pointer + ((long)second * row);
            for (int at = 0; at < row; at += TLanes.Count, to += TLanes.Count)
            {
                TLanes.Store(TLanes.Load(a + at) * TLanes.Load(b + at), to);
            }
        }

        if (!driven)
        {
            return;
        }

        Ensure(ref _gains, offsets * row);
        to = _gains.Pointer;
        for (int o = 0; o < offsets; o++)
        {
            TLanes offset = TLanes.Create(table.Offsets[o]);
            for (int m = 0; m < _n; m++, to += TLanes.Count)
            {
                TLanes rate = Get(_form.Rates, m);
                TLanes.Store(rate * offset, to);
                Elementary.Expm1<TLanes>(to, to);
                TLanes.Store(TLanes.Select(TLanes.Equal(rate, TLanes.Zero), offset, TLanes.Load(to) / rate), to);
            }
        }
    }

    /// <summary>What flows into each mode.</summary>
    private void Drive()
    {
        for (int m = 0; m < _n; m++)
        {
            TLanes sum = TLanes.Zero;
            for (int s = 0; s < _n; s++)
            {
                sum = TLanes.FusedMultiplyAdd(Get(_form.Weights, (m * _n) + s), Get(_constant, s) + Get(_flow, s), sum);
            }

            Put(_drive, m, sum);
        }
    }

    /// <summary>From moment to moment, with the rows between. Returns the lanes that left the numbers.</summary>
    private uint Follow(Timetable table, bool driven)
    {
        TLanes faults = TLanes.Zero;
        int row = _n * TLanes.Count;
        ReadOnlySpan<Timetable.Gift> gifts = table.Gifts;
        foreach (ref readonly Timetable.Moment moment in table.Moments)
        {
            if (moment.Advance >= 0)
            {
                double* decay = _decays.Pointer + ((long)moment.Advance * row);
                for (int m = 0; m < _n; m++)
                {
                    TLanes mode = Get(_modes, m) * Get(decay, m);
                    if (driven)
                    {
                        mode = Driven(Get(_drive, m), Get(_gains.Pointer + ((long)moment.Advance * row), m), mode);
                    }

                    faults = TLanes.FusedMultiplyAdd(mode, TLanes.Zero, faults);
                    Put(_modes, m, mode);
                }
            }

            bool flows = false;
            for (int g = moment.FirstGift; g < moment.GiftEnd; g++)
            {
                Timetable.Gift gift = gifts[g];
                TLanes amount = TLanes.Create(gift.Amount);
                if (gift.IsRate)
                {
                    Put(_flow, gift.State, amount);
                    flows = true;
                    continue;
                }

                foreach (int m in _excited[gift.State])
                {
                    Put(_modes, m, TLanes.FusedMultiplyAdd(Get(_form.Weights, (m * _n) + gift.State), amount, Get(_modes, m)));
                }
            }

            if (flows)
            {
                Drive();
            }

            if (moment.RowEnd > moment.FirstRow)
            {
                faults = Rows(table.Rows[moment.FirstRow..moment.RowEnd], driven, faults);
            }
        }

        return TLanes.MaskBits(TLanes.IsNaN(faults));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Driven(TLanes drive, TLanes gain, TLanes before) =>
        TLanes.Select(TLanes.NotEqual(drive, TLanes.Zero), TLanes.FusedMultiplyAdd(drive, gain, before), before);

    private TLanes Rows(ReadOnlySpan<Timetable.Row> rows, bool driven, TLanes faults)
    {
        int[] modes = _termModes;
        int[] starts = _termStarts;
        for (int i = 0; i < _observed.Length; i++)
        {
            for (int k = starts[i]; k < starts[i + 1]; k++)
            {
                TLanes shape = Get(_form.Shapes, (_observed[i] * _n) + modes[k]);
                Put(_terms, k, shape * Get(_modes, modes[k]));
                Put(_driven, k, shape * Get(_drive, modes[k]));
            }
        }

        Kernel observe = _model.Observe;
        double* values = _values.Pointer;
        double* time = _time;
        double* parameters = _parameters;
        double* scratch = _scratch;
        long width = (long)_width * TLanes.Count;
        long row = (long)_n * TLanes.Count;
        while (rows.Length > 0)
        {
            ReadOnlySpan<Timetable.Row> some = rows[..Math.Min(rows.Length, RowsAtOnce)];
            rows = rows[some.Length..];
            for (int i = 0; i < _observed.Length; i++)
            {
                double* to = _course + ((long)_observed[i] * TLanes.Count);
                faults = driven ? DrivenState(some, starts[i], starts[i + 1], to, faults) : FreeState(some, starts[i], starts[i + 1], to, faults);
            }

            double* states = _course;
            for (int r = 0; r < some.Length; r++)
            {
                TLanes.Store(TLanes.Create(some[r].Time), time);
                observe(time, states, parameters, values + (some[r].Index * width), scratch);
                states += row;
            }
        }

        return faults;
    }

    /// <summary>One state in some rows, when nothing flows in.</summary>
    private TLanes FreeState(ReadOnlySpan<Timetable.Row> rows, int first, int end, double* to, TLanes faults)
    {
        long row = (long)_n * TLanes.Count;
        double* decays = _decays.Pointer;
        int[] modes = _termModes;
        TLanes a = Get(_terms, first);
        long at = (long)modes[first] * TLanes.Count;
        if (end - first == 3)
        {
            // The commonest, a dose's place and two compartments, with its terms in registers: the same operations in the same order.
            TLanes b = Get(_terms, first + 1);
            TLanes c = Get(_terms, first + 2);
            long second = (long)modes[first + 1] * TLanes.Count;
            long third = (long)modes[first + 2] * TLanes.Count;
            for (int r = 0; r < rows.Length; r++, to += row)
            {
                double* decay = decays + (rows[r].Offset * row);
                TLanes sum = a * TLanes.Load(decay + at);
                sum = TLanes.FusedMultiplyAdd(b, TLanes.Load(decay + second), sum);
                sum = TLanes.FusedMultiplyAdd(c, TLanes.Load(decay + third), sum);
                faults = TLanes.FusedMultiplyAdd(sum, TLanes.Zero, faults);
                TLanes.Store(sum, to);
            }

            return faults;
        }

        for (int r = 0; r < rows.Length; r++, to += row)
        {
            double* decay = decays + (rows[r].Offset * row);
            TLanes sum = a * TLanes.Load(decay + at);
            for (int k = first + 1; k < end; k++)
            {
                sum = TLanes.FusedMultiplyAdd(Get(_terms, k), Get(decay, modes[k]), sum);
            }

            faults = TLanes.FusedMultiplyAdd(sum, TLanes.Zero, faults);
            TLanes.Store(sum, to);
        }

        return faults;
    }

    /// <summary>As the other, with what flows in; a lane in which nothing does has the same bits.</summary>
    private TLanes DrivenState(ReadOnlySpan<Timetable.Row> rows, int first, int end, double* to, TLanes faults)
    {
        long row = (long)_n * TLanes.Count;
        int[] modes = _termModes;
        for (int r = 0; r < rows.Length; r++, to += row)
        {
            double* decay = _decays.Pointer + (rows[r].Offset * row);
            double* gain = _gains.Pointer + (rows[r].Offset * row);
            TLanes sum = Get(_terms, first) * Get(decay, modes[first]);
            for (int k = first + 1; k < end; k++)
            {
                sum = TLanes.FusedMultiplyAdd(Get(_terms, k), Get(decay, modes[k]), sum);
            }

            for (int k = first; k < end; k++)
            {
                sum = Driven(Get(_driven, k), Get(gain, modes[k]), sum);
            }

            faults = TLanes.FusedMultiplyAdd(sum, TLanes.Zero, faults);
            TLanes.Store(sum, to);
        }

        return faults;
    }
}
