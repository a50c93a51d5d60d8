using Anesis.Modeling.Diagnostics;

namespace Anesis.Pharmacometrics.Regimens;

/// <summary>One part of a regimen between "then" and "then": what is given, and its schedule. Times in hours.</summary>
internal sealed record Course
{
    public double? Amount { get; init; }

    public AmountBasis Basis { get; init; }

    public bool InModelUnits { get; init; }

    /// <summary>Hours that the amount is counted per (a rate), or null.</summary>
    public double? RatePer { get; init; }

    public string Drug { get; init; } = "";

    public string Route { get; init; } = "";

    public string Form { get; init; } = "";

    public string Target { get; init; } = "";

    /// <summary>How long one dose takes to go in.</summary>
    public double? Over { get; init; }

    /// <summary>mL that the amount is dissolved in, where the text says so.</summary>
    public double? Volume { get; init; }

    /// <summary>Hours between one device and the next of a dose; null: as the route has it.</summary>
    public double? DevicesApart { get; init; }

    /// <summary>"increase to 200 mg": goes on with the schedule of the course before.</summary>
    public bool IsStep { get; init; }

    public double? Held { get; init; }

    public int? Devices { get; init; }

    /// <summary>How many tablets, lozenges, devices the amount stands for once each; null: the amount is the dose.</summary>
    public int? Pieces { get; init; }

    /// <summary>Hours between doses, or null.</summary>
    public double? Every { get; init; }

    /// <summary>"N times a day/week": N and the period in hours.</summary>
    public (int Times, double Period)? Frequency { get; init; }

    /// <summary>Doses of a week by weekdays: hours from the first of them, ascending; or null.</summary>
    public IReadOnlyList<double>? WeekOffsets { get; init; }

    /// <summary>When the course begins, h from the start of the regimen; null: when the one before is over.</summary>
    public double? From { get; init; }

    public double? For { get; init; }

    public double? Until { get; init; }

    public int? Count { get; init; }

    /// <summary>The schedule or the list of times is one of a cycle of so many hours, which comes again and again; null: none.</summary>
    public double? Cycle { get; init; }

    /// <summary>Hours from a cycle's start in which its schedule gives doses; null: the whole cycle.</summary>
    public double? CycleOn { get; init; }

    public int? Cycles { get; init; }

    /// <summary>Hours of the day ("at 08:00 and 20:00"), ascending; the first that a text names is its time 0.</summary>
    public IReadOnlyList<double>? ClockTimes { get; init; }

    /// <summary>Wait before the first dose.</summary>
    public double After { get; init; }

    /// <summary>Start times given one by one ("at 0, 2 and 6 h", "on days 1, 3, 8").</summary>
    public IReadOnlyList<double>? At { get; init; }

    /// <summary>Hours of the days or weeks that <see cref="At"/> counts; 0 for times.</summary>
    public double AtUnit { get; init; }

    /// <summary>The amount is that of a day (or of the time that it is counted per), in several doses; how many where the text says so, 0: as the schedule has it.</summary>
    public int? DividedInto { get; init; }

    /// <summary>Most that a dose per kg or m² may come to, mg; infinite: no limit.</summary>
    public double Cap { get; init; } = double.PositiveInfinity;

    /// <summary>"loading": what comes next waits for its own interval.</summary>
    public bool IsLoading { get; init; }

    /// <summary>The first dose finds the steady state of all that would have come before it.</summary>
    public bool AtSteadyState { get; init; }

    public Titration? Titration { get; init; }

    /// <summary>Null: the text says nothing.</summary>
    public TakingPattern? Taking { get; init; }

    /// <summary>Numbers of doses, from 1 within the course, that are not taken.</summary>
    public IReadOnlyList<int> MissedDoses { get; init; } = [];

    /// <summary>Numbers of doses that come late, with how late, h.</summary>
    public IReadOnlyList<(int Number, double Hours)> LateDoses { get; init; } = [];

    /// <summary>Times without doses, h from the start of the regimen: from (included) to (excluded).</summary>
    public IReadOnlyList<(double From, double To)> Holidays { get; init; } = [];

    public SourceSpan Span { get; init; }

    /// <summary>Says nothing but how doses are taken: then it is said of the course before.</summary>
    public bool IsOnlyTaking => (Taking is not null || MissedDoses.Count > 0 || LateDoses.Count > 0 || Holidays.Count > 0)
        && this is { Amount: null, HasSchedule: false, HasEnd: false, At: null, From: null, After: 0, Over: null, Drug: "", Route: "", Form: "", Target: "", Titration: null, ClockTimes: null };

    public bool HasSchedule => Every is not null || Frequency is not null || WeekOffsets is not null;

    public bool HasEnd => For is not null || Until is not null || Count is not null || Cycles is not null;

    /// <summary>Hours between one dose and the next on average; null for a single dose.</summary>
    public double? Period => Every ?? (Frequency is { } f ? f.Period / f.Times : WeekOffsets is { } days ? 168.0 / days.Count : null);

    /// <summary>Start of the n-th dose from the course's start, h. Doses of a week fall on whole days, as evenly as these allow.</summary>
    public double StartOf(int n) => this switch
    {
        { Every: { } every } => n * every,
        { WeekOffsets: { } days } => (n / days.Count * 168.0) + days[n % days.Count],
        { Frequency: { } f } when f.Period == 168 && f.Times <= 7 => (n / f.Times * 168.0) + (7 * (n % f.Times) / f.Times * 24.0),
        { Frequency: { } f } => (n / f.Times * f.Period) + (n % f.Times * f.Period / f.Times),
        _ => 0,
    };
}
