using Anesis.Simulation.Compilation;
using Anesis.Simulation.Integration;

namespace Anesis.Simulation.Ensembles;

/// <summary>
/// One stepper's arrays and the model's functions on them, shared by all that acts between steps. A function evaluates every lane;
/// whoever asks for one lane reads that lane's result and leaves the others alone.
/// </summary>
internal sealed unsafe class LaneFrame : IDisposable
{
    private readonly NativeDoubles scratch;
    private readonly NativeDoubles probeTime;
    private readonly NativeDoubles probeStates;
    private readonly NativeDoubles stepEnds;
    private readonly NativeDoubles result;
    private readonly NativeDoubles startStates;
    private readonly NativeDoubles startParameters;
    private DelayedValues? prepare;

    public LaneFrame(CompiledModel model)
    {
        Model = model;
        Lanes = model.Lanes;
        int events = model.Events.Count;
        int widest = model.Events.Select(e => e.Targets.Count).DefaultIfEmpty(1).Max();
        widest = Math.Max(Math.Max(widest, model.StateCount), Math.Max(model.Outputs.Count, model.RootCount + events));
        widest = Math.Max(Math.Max(widest, 4 * model.Dosing.Count), Math.Max(model.TimeStopCount, model.JacobianPattern.NonZeros));
        widest = Math.Max(widest, Math.Max(model.Layout.Delayed, 1));
        scratch = new NativeDoubles(model.ScratchCount * Lanes);
        probeTime = new NativeDoubles(Lanes);
        stepEnds = new NativeDoubles(Lanes);
        probeStates = new NativeDoubles(model.StateCount * Lanes);
        result = new NativeDoubles(widest * Lanes);
        startStates = new NativeDoubles(model.StateCount * Lanes);
        startParameters = new NativeDoubles(model.Layout.Stride * Lanes);
        TakesSides = model.TimeStopCount > 0 || model.Layout.Delayed > 0;
    }

    public CompiledModel Model { get; }

    public int Lanes { get; }

    public LaneStepper Stepper { get; private set; } = null!;

    public double* Time { get; private set; }

    public double* PreviousTime { get; private set; }

    public double* States { get; private set; }

    public double* Parameters { get; private set; }

    public double* Input { get; private set; }

    public double* Stop { get; private set; }

    /// <summary>[Lanes] times for probes within the last step.</summary>
    public double* ProbeTime => probeTime.Pointer;

    /// <summary>[Lanes] where what is kept of each lane's last step ends.</summary>
    public double* StepEnds => stepEnds.Pointer;

    /// <summary>[StateCount · Lanes] states at the probe times.</summary>
    public double* ProbeStates => probeStates.Pointer;

    /// <summary>Where <see cref="Evaluate(Kernel)"/> writes; wide enough for each of the model's functions.</summary>
    public double* Result => result.Pointer;

    public double* Scratch => scratch.Pointer;

    public double* StartStates => startStates.Pointer;

    public double* StartParameters => startParameters.Pointer;

    /// <summary>
    /// True when f or a trigger may jump at a known time T. Then a step ends just before T and the next begins just after it,
    /// so that no stage mixes both sides.
    /// </summary>
    public bool TakesSides { get; }

    public void Attach(LaneStepper stepper, DelayedValues? beforeEvaluation)
    {
        Stepper = stepper;
        prepare = beforeEvaluation;
        Time = stepper.Time;
        PreviousTime = stepper.PreviousTime;
        States = stepper.States;
        Parameters = stepper.Parameters;
        Input = stepper.Input;
        Stop = stepper.Stop;
    }

    /// <summary>The function at every lane's present time and states; the answer stands in <see cref="Result"/>.</summary>
    public double* Evaluate(Kernel kernel) => Evaluate(kernel, Time, States, result.Pointer);

    public double* Evaluate(Kernel kernel, double* times, double* states, double* into)
    {
        prepare?.Invoke(times, states, Parameters);
        kernel(times, states, Parameters, into, scratch.Pointer);
        return into;
    }

    /// <summary>Fills what delays and straight-line covariates give, at these times.</summary>
    public void Prepare(double* times, double* states) => prepare?.Invoke(times, states, Parameters);

    /// <summary>Computes the hoisted quantities again after a change of free parameters.</summary>
    public void Hoist() => Model.Hoist(Time, States, Parameters, result.Pointer, scratch.Pointer);

    public void Interpolate() => Stepper.Interpolate(probeTime.Pointer, probeStates.Pointer);

    public double Parameter(int index, int lane) => Parameters[(index * Lanes) + lane];

    public void SetParameter(int index, int lane, double value) => Parameters[(index * Lanes) + lane] = value;

    public double State(int index, int lane) => States[(index * Lanes) + lane];

    public void SetState(int index, int lane, double value) => States[(index * Lanes) + lane] = value;

    public void Dispose()
    {
        scratch.Dispose();
        probeTime.Dispose();
        probeStates.Dispose();
        stepEnds.Dispose();
        result.Dispose();
        startStates.Dispose();
        startParameters.Dispose();
        Stepper?.Dispose();
    }
}
