using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Simulation.Integration;

/// <summary>How a method's error makes the next step, and when to give up.</summary>
/// <param name="ErrorShare">What the estimate of the error is multiplied by.</param>
/// <param name="ErrorExponent">One over the order of the step's error.</param>
/// <param name="Damping">Exponent of the step before in the proportional–integral control (Gustafsson; Hairer, Wanner II, IV.2); 0: none.</param>
/// <param name="Safety">Share of the step that would just meet the tolerance.</param>
/// <param name="Growth">Largest factor from step to step.</param>
/// <param name="Shrink">Smallest factor from step to step.</param>
internal readonly record struct StepRule(double ErrorShare, double ErrorExponent, double Damping, double Safety, double Growth, double Shrink);

/// <summary>Each lane's time, step size, error history and work. All decisions are lane by lane.</summary>
internal sealed unsafe class LaneClock<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>Eight units in the last place of the time: a shorter step doesn't move it reliably.</summary>
    public const double Resolution = 8 * 2.220446049250313e-16;

    private const double SmallestError = 1e-8;

    /// <summary>The smallest error of a step that counts for the next.</summary>
    private const double LeastRemembered = 1e-4;

    private readonly double* _step;
    private readonly double* _logErrorBefore;
    private readonly double* _logLeastRemembered;
    private readonly double* _steps;
    private readonly double* _rejected;
    private readonly double* _slopes;
    private readonly double* _factorizations;
    private readonly double* _held;
    private uint _shrunk;

    public LaneClock(LaneMemory memory)
    {
        int lanes = TLanes.Count;
        Time = memory.Doubles(lanes);
        Previous = memory.Doubles(lanes);
        Taken = memory.Doubles(lanes);
        Stop = memory.Doubles(lanes);
        new Span<double>(Stop, lanes).Fill(double.PositiveInfinity);
        _held = memory.Doubles(lanes);
        _step = memory.Doubles(lanes);
        _logErrorBefore = memory.Doubles(lanes);
        _logLeastRemembered = memory.Doubles(lanes);
        TLanes.Store(ApproximatePower.Log2(TLanes.Create(LeastRemembered)), _logLeastRemembered);
        _steps = memory.Doubles(lanes);
        _rejected = memory.Doubles(lanes);
        _slopes = memory.Doubles(lanes);
        _factorizations = memory.Doubles(lanes);
    }

    public double* Time { get; }

    public double* Previous { get; }

    /// <summary>Size of the last accepted step; the interpolant's unit even after a truncation.</summary>
    public double* Taken { get; }

    public double* Stop { get; }

    /// <summary>The steps that are to be tried next.</summary>
    public double* Proposed => _step;

    /// <summary>Forgets all of a lane.</summary>
    public void Fresh(int lane)
    {
        _step[lane] = 0;
        _steps[lane] = 0;
        _rejected[lane] = 0;
        _slopes[lane] = 0;
        _factorizations[lane] = 0;
        Restart(lane);
    }

    /// <summary>Forgets the error history of a lane.</summary>
    public void Restart(int lane)
    {
        _logErrorBefore[lane] = _logLeastRemembered[lane];
        _shrunk &= ~(1u << lane);
    }

    public Ensembles.RunCounters Counters(int lane) =>
        new((long)_steps[lane], (long)_rejected[lane], (long)_slopes[lane], (long)_factorizations[lane]);

    /// <summary>Proposes a step that many times as long.</summary>
    public void Enlarge(uint lanes, double factor)
    {
        TLanes step = TLanes.Load(_step);
        TLanes.Store(TLanes.Select(TLanes.MaskFromBits(lanes), step * TLanes.Create(factor), step), _step);
    }

    /// <summary>Steps accepted and rejected.</summary>
    public TLanes Attempts => TLanes.Load(_steps) + TLanes.Load(_rejected);

    public void CountSlopes(uint lanes, int count) => Count(_slopes, lanes, count);

    /// <summary>Each lane its own count.</summary>
    public void CountSlopes(uint lanes, TLanes counts) => TLanes.Store(TLanes.Load(_slopes) + (TLanes.MaskFromBits(lanes) & counts), _slopes);

    public void CountFactorization(uint lanes) => Count(_factorizations, lanes, 1);

    /// <summary>
    /// The step to try: what was proposed, or what is left to <see cref="Stop"/>, or half of that where a proposed step would leave less than another one.
    /// A step that reaches <see cref="Stop"/> ends on it exactly. Returns the lanes whose step the time can't resolve.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public uint Plan(uint lanes, out TLanes h, out TLanes end)
    {
        TLanes time = TLanes.Load(Time);
        TLanes stop = TLanes.Load(Stop);
        TLanes step = TLanes.Load(_step);
        TLanes left = stop - time;
        TLanes reaches = TLanes.LessThanOrEqual(left, step * TLanes.Create(1.01));
        TLanes shares = TLanes.LessThan(left, step + step);
        h = TLanes.Select(reaches, left, TLanes.Select(shares, left * TLanes.Create(0.5), step));
        end = TLanes.Select(reaches, stop, time + h);
        TLanes least = TLanes.Abs(time) * TLanes.Create(Resolution);
        TLanes resolved = TLanes.GreaterThan(step, least) & TLanes.GreaterThan(step, TLanes.Create(1e-290));
        return lanes & ~TLanes.MaskBits(resolved);
    }

    /// <summary>A step of a few times what the time resolves, to <see cref="Stop"/> at most.</summary>
    public void PlanSlide(out TLanes h, out TLanes end)
    {
        TLanes time = TLanes.Load(Time);
        TLanes stop = TLanes.Load(Stop);
        TLanes step = (TLanes.Abs(time) * TLanes.Create(32 * Resolution)) + TLanes.Create(1e-280);
        TLanes left = stop - time;
        TLanes reaches = TLanes.LessThanOrEqual(left, step);
        h = TLanes.Select(reaches, left, step);
        end = TLanes.Select(reaches, stop, time + step);
    }

    /// <summary>
    /// The step of a method that needs no control: what is left to <see cref="Stop"/> in as few equal parts as <paramref name="longest"/> allows,
    /// or that itself where there is no stop. Returns the lanes whose step the time can't resolve.
    /// </summary>
    public uint PlanEqual(uint lanes, TLanes longest, out TLanes h, out TLanes end)
    {
        TLanes time = TLanes.Load(Time);
        TLanes stop = TLanes.Load(Stop);
        TLanes left = stop - time;
        TLanes most = (TLanes.Abs(time) + TLanes.One) * TLanes.Create(1e6);
        longest = TLanes.Select(TLanes.LessThan(longest, most), longest, most);
        TLanes parts = TLanes.Ceiling(left / longest);
        TLanes single = TLanes.LessThanOrEqual(parts, TLanes.One);
        h = TLanes.Select(single, left, TLanes.Select(TLanes.LessThan(parts, TLanes.Create(1e9)), left / parts, longest));
        end = TLanes.Select(single, stop, time + h);
        TLanes resolved = single | TLanes.GreaterThan(h, TLanes.Abs(time) * TLanes.Create(Resolution));
        return lanes & ~TLanes.MaskBits(resolved);
    }

    /// <summary>Moves these lanes, whose steps need no judgement.</summary>
    public void Accept(uint lanes, TLanes h, TLanes end)
    {
        TLanes.Store(TLanes.MaskFromBits(lanes), _held);
        Move(lanes, h, end);
    }

    /// <summary>Counts attempts that did not hold.</summary>
    public void Refuse(uint lanes) => Count(_rejected, lanes, 1);

    /// <summary>
    /// Accepts what meets the tolerance (<paramref name="error"/> up to 1), moves those lanes' time and proposes each lane's next step.
    /// Errors that aren't numbers shrink the step to a tenth.
    /// </summary>
    public uint Judge(uint lanes, in TLanes error, in TLanes h, in TLanes end, in StepRule rule)
    {
        Propose(lanes, error, h, rule);
        return Move(lanes, h, end);
    }

    /// <summary>Each lane's next step where this one held, and where it didn't; the error to remember; which lanes held.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Propose(uint lanes, in TLanes estimate, in TLanes h, in StepRule rule)
    {
        TLanes error = estimate * TLanes.Create(rule.ErrorShare);
        // Small enough that the compiler inlines all of it: a call here would spill every register.
        TLanes tried = TLanes.MaskFromBits(lanes);
        TLanes one = TLanes.One;
        TLanes good = TLanes.LessThanOrEqual(error, one) & tried;
        TLanes least = TLanes.Create(SmallestError);
        TLanes bounded = TLanes.Select(TLanes.GreaterThan(error, least), error, least);
        TLanes most = TLanes.Create(1e30);
        TLanes finite = TLanes.LessThan(bounded, most);
        bounded = TLanes.Select(finite, bounded, most);
        TLanes before = TLanes.Load(_logErrorBefore);
        TLanes logError = ApproximatePower.Log2(bounded);
        TLanes logGrowth = TLanes.FusedMultiplyAdd(
            TLanes.Create(rule.Damping), before, TLanes.Create((0.75 * rule.Damping) - rule.ErrorExponent) * logError);

        // A lane that shrinks after a failure forgets the history.
        logGrowth = TLanes.Select(good, logGrowth, TLanes.Create(-rule.ErrorExponent) * logError);
        TLanes growth = TLanes.Create(rule.Safety) * ApproximatePower.Exp2(logGrowth);
        TLanes shrink = TLanes.Select(finite, TLanes.Create(rule.Shrink), TLanes.Create(0.1));
        TLanes top = TLanes.Select(good, TLanes.Select(TLanes.MaskFromBits(_shrunk), one, TLanes.Create(rule.Growth)), TLanes.Select(finite, TLanes.Create(0.9), shrink));
        growth = TLanes.Select(TLanes.GreaterThan(growth, shrink), growth, shrink);
        growth = TLanes.Select(TLanes.LessThan(growth, top), growth, top);

        // A step cut short by the stop says little of longer ones: what was proposed stays the least where the step held.
        TLanes step = TLanes.Load(_step);
        TLanes next = h * growth;
        TLanes kept = good & TLanes.LessThan(next, step) & TLanes.GreaterThanOrEqual(growth, one);
        next = TLanes.Select(kept, step, next);
        TLanes.Store(TLanes.Select(tried, next, step), _step);
        TLanes remembered = TLanes.Select(TLanes.GreaterThan(bounded, TLanes.Create(LeastRemembered)), logError, TLanes.Load(_logLeastRemembered));
        TLanes.Store(TLanes.Select(good, remembered, before), _logErrorBefore);
        TLanes.Store(good, _held);
    }

    /// <summary>Moves the lanes that held. Returns them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private uint Move(uint lanes, in TLanes h, in TLanes end)
    {
        TLanes good = TLanes.Load(_held);
        TLanes time = TLanes.Load(Time);
        TLanes.Store(TLanes.Select(good, time, TLanes.Load(Previous)), Previous);
        TLanes.Store(TLanes.Select(good, end, time), Time);
        TLanes.Store(TLanes.Select(good, h, TLanes.Load(Taken)), Taken);
        TLanes one = TLanes.One;
        TLanes.Store(TLanes.Load(_steps) + (good & one), _steps);
        TLanes.Store(TLanes.Load(_rejected) + (TLanes.AndNot(TLanes.MaskFromBits(lanes), good) & one), _rejected);
        uint accepted = TLanes.MaskBits(good);
        _shrunk = (_shrunk & ~lanes) | (lanes & ~accepted);
        return accepted;
    }

    private static void Count(double* counter, uint lanes, int count) =>
        TLanes.Store(TLanes.Load(counter) + (TLanes.MaskFromBits(lanes) & TLanes.Create(count)), counter);
}
