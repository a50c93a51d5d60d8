using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;

namespace Anesis.Simulation.Integration;

/// <summary>Fills the delayed region of <c>parameters</c> for every lane, before f is evaluated at <paramref name="time"/> (delay differential equations).</summary>
public unsafe delegate void DelayedValues(double* time, double* states, double* parameters);

/// <summary>
/// Advances as many individuals as there are lanes, each at its own time with its own step. It knows nothing of doses, events or outputs:
/// a driver sets <see cref="Stop"/> and acts between steps. All arrays are lane-minor (quantity i of lane l at [i·Lanes + l]), live as long as the stepper,
/// and are aligned to 64 bytes. Lanes that are not active hold any bits, and change nothing of the others.
/// </summary>
public abstract unsafe class LaneStepper : IDisposable
{
    public abstract int Lanes { get; }

    /// <summary>[Lanes] end of each lane's last accepted step.</summary>
    public abstract double* Time { get; }

    /// <summary>[Lanes] start of each lane's last accepted step; the interpolant holds from there to <see cref="Time"/>.</summary>
    public abstract double* PreviousTime { get; }

    /// <summary>[StateCount · Lanes] states at <see cref="Time"/>.</summary>
    public abstract double* States { get; }

    /// <summary>[Layout.Stride · Lanes]; the driver writes the free region and calls the model's Hoist.</summary>
    public abstract double* Parameters { get; }

    /// <summary>[StateCount · Lanes] a constant input added to dy/dt of each state (infusions), set by the driver.</summary>
    public abstract double* Input { get; }

    /// <summary>[Lanes] the time that a step may reach exactly and never pass; +∞ for none.</summary>
    public abstract double* Stop { get; }

    /// <summary>Tells which individual the lane computes from now on; only methods that draw need it.</summary>
    public virtual void Belongs(int lane, int individual)
    {
    }

    /// <summary>
    /// Tells that the driver changed time, states, parameters, input of a lane: what was remembered of its slope is invalid.
    /// With <paramref name="fresh"/> the lane belongs to another individual now and nothing whatever is remembered (step size, choice of method, error history).
    /// Algebraic states are made consistent.
    /// </summary>
    public abstract void Restart(int lane, bool fresh);

    /// <summary>Makes the algebraic states of a lane consistent at once, at its present time, states and parameters; <see cref="Failure"/> says when they can't be.</summary>
    public abstract void Settle(int lane);

    /// <summary>One attempt at a step for each lane of the bit mask <paramref name="active"/>. Returns the lanes whose attempt was accepted; a lane that can't go on has a <see cref="Failure"/>.</summary>
    public abstract uint Step(uint active);

    /// <summary>Why a lane can't go on, or null.</summary>
    public abstract Outcome? Failure(int lane);

    /// <summary>
    /// States of every lane at its own time within its last step (lanes whose time lies outside get any bits): result[StateCount · Lanes].
    /// Holds for the lanes that the last <see cref="Step"/> accepted, until the next one.
    /// </summary>
    public abstract void Interpolate(double* times, double* result);

    /// <summary>As <see cref="Interpolate"/> for the states that the outputs are made from (<see cref="CompiledModel.ObservedStates"/>), with the same bits; the others may be anything.</summary>
    public virtual void InterpolateObserved(double* times, double* result) => Interpolate(times, result);

    /// <summary>
    /// True where lanes are served best when they begin together: individuals who change their method at much the same time then need one method at a time,
    /// while a vector whose lanes use both pays for both.
    /// </summary>
    public virtual bool IsBestInStep => false;

    /// <summary>Lanes that the last <see cref="Step"/> did not try: others of the vector go first, so that as many as can be need the same method.</summary>
    public virtual uint Waiting => 0;

    /// <summary>Takes back the part of the lane's last step after <paramref name="time"/>: Time and States become those of the interpolant there. The driver restarts the lane.</summary>
    public abstract void Truncate(int lane, double time);

    /// <summary>
    /// The magnitude of a state below which its last digits are the method's noise rather than the model's: the largest that it has had in the lane since the last fresh start,
    /// or what an absolute tolerance makes of it; 0 where nothing is known.
    /// </summary>
    public virtual double Magnitude(int state, int lane) => 0;

    /// <summary>Work of a lane since its last fresh start.</summary>
    public abstract RunCounters Counters(int lane);

    public abstract void Dispose();
}
