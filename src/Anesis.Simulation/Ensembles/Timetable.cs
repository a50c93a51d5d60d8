using Anesis.Simulation.Compilation;
using Anesis.Simulation.Dosing;

namespace Anesis.Simulation.Ensembles;

/// <summary>
/// What happens to everyone with one plan, when nothing of it depends on the individual: the moments at which doses act or infusions begin and end, and for each row the moment
/// that it follows and how long after. The order of things at a moment is that of <see cref="Agenda"/>.
/// </summary>
internal sealed class Timetable
{
    /// <summary>Offsets in eighths of the unit of time are taken as a multiple of eight units and a rest, each a sum of powers of two.</summary>
    private const double FineGrid = 8;
    private const double CoarseGrid = 8;
    private const double LargestGrid = 1 << 20;

    private readonly List<double> _offsets = [];
    private readonly Dictionary<long, int> _places = [];
    private readonly List<Piece> _parts = [];
    private readonly Dictionary<long, int> _partPlaces = [];
    private readonly List<(int First, int Second)> _sums = [];
    private readonly List<Moment> _moments = [];
    private double[]? _common;
    private readonly List<Gift> _gifts = [];
    private readonly List<Row> _rows = [];

    private Timetable()
    {
    }

    /// <summary>Every distinct time since a moment that a row or the next moment has, in the order of their first use.</summary>
    public IReadOnlyList<double> Offsets => _offsets;

    /// <summary>The offsets are sums of these, and these of powers of two: so that many on a grid need few exponentials.</summary>
    public ReadOnlySpan<Piece> Parts => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_parts);

    /// <summary>For each offset its parts; the second may be −1.</summary>
    public ReadOnlySpan<(int First, int Second)> Sums => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_sums);

    public ReadOnlySpan<Moment> Moments => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_moments);

    public ReadOnlySpan<Gift> Gifts => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_gifts);

    public ReadOnlySpan<Row> Rows => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_rows);

    /// <summary>Times of the rows that observation records ask for, which come first.</summary>
    public double[] RecordTimes { get; private set; } = [];

    public double[] OutputTimes { get; private set; } = [];

    public bool HasInfusions { get; private set; }

    /// <summary>The plan's timetable, or null where it depends on the individual: modelled doses, covariates, steady states, resets.</summary>
    public static Timetable? Of(IndividualPlan plan, CompiledModel model)
    {
        if (plan.CovariateSlots.Length > 0 || !double.IsFinite(plan.Start) || !Array.TrueForAll(plan.OutputTimes, double.IsFinite))
        {
            return null;
        }

        double before = plan.Start;
        foreach (ref readonly DosingRecord record in plan.Records.AsSpan())
        {
            if (record.Time < before || !Suits(record, model))
            {
                return null;
            }

            before = record.Time;
        }

        var table = new Timetable();
        table.Fill(plan, model);
        return table;
    }

    /// <summary>The times of one individual's rows.</summary>
    public void WriteTimes(Span<double> to)
    {
        RecordTimes.CopyTo(to);
        OutputTimes.CopyTo(to[RecordTimes.Length..]);
    }

    /// <summary>The times of so many individuals, in an array that all who ask for that number have in common.</summary>
    public double[] TimesOf(int individuals)
    {
        int rows = _rows.Count;
        if (_common is null || _common.Length != individuals * rows)
        {
            _common = GC.AllocateUninitializedArray<double>(individuals * rows);
            for (int i = 0; i < individuals; i++)
            {
                WriteTimes(_common.AsSpan(i * rows, rows));
            }
        }

        return _common;
    }

    private static bool Suits(in DosingRecord record, CompiledModel model)
    {
        if (record.Kind == RecordKind.Observation)
        {
            return true;
        }

        if (record.Kind != RecordKind.Dose || record.SteadyState != 0 || record.SwitchOff || record.Factor >= 0 || record.Target < 0 || record.Target >= model.Dosing.Count)
        {
            return false;
        }

        DosingTarget target = model.Dosing[record.Target];
        return target.Bioavailability is null && target.Lag is null && record.Rate >= 0 && double.IsFinite(record.Amount) && double.IsFinite(record.Rate)
            && (record.Rate == 0 || record.Amount > 0) && double.IsFinite(record.Interval);
    }

    private void Fill(IndividualPlan plan, CompiledModel model)
    {
        OutputTimes = plan.OutputTimes;
        RecordTimes = [.. plan.Records.Where(r => r.Kind == RecordKind.Observation).Select(r => r.Time)];
        var doses = new List<Series>();
        var infusions = new List<(int State, double Rate, double End)>();
        double now = plan.Start;
        int record = 0;
        int recordRow = 0;
        int output = 0;
        int advance = -1;
        while (true)
        {
            double latest = Ensembles.Moments.Latest(now);
            int firstGift = _gifts.Count;
            int firstRow = _rows.Count;
            while (infusions.FindIndex(i => i.End <= latest) is >= 0 and int ended)
            {
                int state = infusions[ended].State;
                infusions.RemoveAll(i => i.State == state && i.End <= latest);
                SetRate(state);
            }

            for (int d = 0; d < doses.Count;)
            {
                Series series = doses[d];
                if (series.Due > latest)
                {
                    d++;
                    continue;
                }

                series.Given++;
                if (series.Given == series.Count)
                {
                    doses.RemoveAt(d);
                }

                Give(series.Record);
            }

            for (; record < plan.Records.Length && plan.Records[record].Time <= latest; record++)
            {
                DosingRecord next = plan.Records[record];
                if (next.Kind == RecordKind.Observation)
                {
                    // What is given at this moment after the row has no part in it.
                    AddMoment(ref advance, ref firstGift, ref firstRow);
                    _rows.Add(new(recordRow++, Place(0), next.Time));
                    continue;
                }

                Give(next);
                if (next.Interval > 0 && next.Additional > 0)
                {
                    doses.Add(new Series { Record = next, First = now + next.Interval, Count = next.Additional });
                }
            }

            AddMoment(ref advance, ref firstGift, ref firstRow);
            while (output < OutputTimes.Length && OutputTimes[output] <= latest)
            {
                _rows.Add(new(RecordTimes.Length + output, Place(0), OutputTimes[output++]));
            }

            (double target, int active) = Next();
            double limit = double.IsPositiveInfinity(target) ? target : Ensembles.Moments.Earliest(target);
            while (output < OutputTimes.Length && OutputTimes[output] < limit)
            {
                _rows.Add(new(RecordTimes.Length + output, Place(OutputTimes[output] - now), OutputTimes[output++]));
            }

            for (; record < active && plan.Records[record].Time < limit; record++)
            {
                _rows.Add(new(recordRow++, Place(plan.Records[record].Time - now), plan.Records[record].Time));
            }

            CloseRows();
            if (double.IsPositiveInfinity(target))
            {
                return;
            }

            advance = Place(target - now);
            now = target;
        }

        void AddMoment(ref int from, ref int gift, ref int row)
        {
            CloseRows();
            _moments.Add(new(from, gift, _gifts.Count, _rows.Count, _rows.Count));
            from = -1;
            gift = _gifts.Count;
            row = _rows.Count;
        }

        void CloseRows()
        {
            if (_moments.Count > 0)
            {
                _moments[^1] = _moments[^1] with { RowEnd = _rows.Count };
            }
        }

        void Give(in DosingRecord dose)
        {
            int state = model.Dosing[dose.Target].State;
            if (dose.Rate > 0)
            {
                infusions.Add((state, dose.Rate, now + (dose.Amount / dose.Rate)));
                HasInfusions = true;
                SetRate(state);
            }
            else
            {
                _gifts.Add(new(state, dose.Amount, IsRate: false));
            }
        }

        void SetRate(int state)
        {
            double sum = 0;
            foreach (var infusion in infusions)
            {
                sum += infusion.State == state ? infusion.Rate : 0;
            }

            _gifts.Add(new(state, sum, IsRate: true));
        }

        (double Target, int Active) Next()
        {
            int active = record;
            while (active < plan.Records.Length && plan.Records[active].Kind == RecordKind.Observation)
            {
                active++;
            }

            double next = active < plan.Records.Length ? plan.Records[active].Time : double.PositiveInfinity;
            double due = double.PositiveInfinity;
            foreach (var infusion in infusions)
            {
                due = Math.Min(due, infusion.End);
            }

            foreach (var series in doses)
            {
                due = Math.Min(due, series.Due);
            }

            double soon = Math.Min(next, due);
            double latest = Ensembles.Moments.Latest(soon);
            double target = next <= latest ? Math.Max(soon, next) : soon;
            return (due <= latest ? Math.Max(target, due) : target, active);
        }
    }

    private int Place(double offset)
    {
        long bits = BitConverter.DoubleToInt64Bits(offset);
        if (!_places.TryGetValue(bits, out int place))
        {
            place = _offsets.Count;
            _places.Add(bits, place);
            _offsets.Add(offset);

            // By the offset alone: what others there are must not change a bit.
            double coarse = IsOnGrid(offset) ? Math.Floor(offset / CoarseGrid) * CoarseGrid : 0;
            _sums.Add(coarse > 0 && coarse < offset ? (Part(coarse), Part(offset - coarse)) : (Part(offset), -1));
        }

        return place;
    }

    private int Part(double offset)
    {
        long bits = BitConverter.DoubleToInt64Bits(offset);
        if (!_partPlaces.TryGetValue(bits, out int place))
        {
            double highest = IsOnGrid(offset) && offset > 0 ? Math.ScaleB(1, Math.ILogB(offset)) : offset;
            (int first, int second) = highest < offset ? (Part(highest), Part(offset - highest)) : (-1, -1);
            place = _parts.Count;
            _partPlaces.Add(bits, place);
            _parts.Add(new(offset, first, second));
        }

        return place;
    }

    private static bool IsOnGrid(double offset) => offset <= LargestGrid && offset * FineGrid == Math.Floor(offset * FineGrid);

    /// <param name="Offset">How long.</param>
    /// <param name="First">The part before this one that is its highest power of two, or −1 where it is no sum.</param>
    /// <param name="Second">The part before this one that is the rest.</param>
    internal readonly record struct Piece(double Offset, int First, int Second);

    /// <param name="Advance">The offset from the moment before, or −1 for one at the same time.</param>
    /// <param name="FirstGift">The first of its gifts.</param>
    /// <param name="GiftEnd">After the last of them.</param>
    /// <param name="FirstRow">The first row after its gifts and before the next moment.</param>
    /// <param name="RowEnd">After the last of them.</param>
    internal readonly record struct Moment(int Advance, int FirstGift, int GiftEnd, int FirstRow, int RowEnd);

    /// <param name="State">What it goes to.</param>
    /// <param name="Amount">What is added to the state, or the rate at which all infusions into it flow from here on.</param>
    /// <param name="IsRate">True for the rate.</param>
    internal readonly record struct Gift(int State, double Amount, bool IsRate);

    /// <param name="Index">Its place among the individual's rows.</param>
    /// <param name="Offset">How long after its moment.</param>
    /// <param name="Time">When, as asked for.</param>
    internal readonly record struct Row(int Index, int Offset, double Time);

    private sealed class Series
    {
        public DosingRecord Record { get; init; }

        public double First { get; init; }

        public int Count { get; init; }

        public int Given { get; set; }

        public double Due => First + (Given * Record.Interval);
    }
}
