using Anesis.Simulation.Compilation;

namespace Anesis.Simulation.Events;

/// <summary>One individual's events: which triggers are true, and what waits for its execution.</summary>
internal sealed class EventQueue
{
    private readonly CompiledModel model;
    private readonly bool[] triggers;
    private readonly int stride;
    private Pending[] pending = new Pending[4];
    private double[] values;
    private int count;

    public EventQueue(CompiledModel model)
    {
        this.model = model;
        triggers = new bool[model.Events.Count];
        foreach (var happening in model.Events)
        {
            stride = Math.Max(stride, happening.Targets.Count);
        }

        values = new double[stride * pending.Length];
    }

    /// <summary>When the next execution is due, or +∞.</summary>
    public double Next { get; private set; } = double.PositiveInfinity;

    public int Count => count;

    public void Begin()
    {
        count = 0;
        Next = double.PositiveInfinity;
        for (int e = 0; e < triggers.Length; e++)
        {
            triggers[e] = model.Events[e].TriggerInitialValue;
        }
    }

    /// <summary>Notes a trigger's value. Returns true when it turned from false to true.</summary>
    public bool Observe(int e, bool value)
    {
        bool fires = value && !triggers[e];
        if (!value && triggers[e] && !model.Events[e].Persistent)
        {
            Cancel(e);
        }

        triggers[e] = value;
        return fires;
    }

    /// <summary>Adds an execution. Returns where its values (one a target) go when they are those of the moment of triggering.</summary>
    public Span<double> Add(int e, double time, bool hasValues)
    {
        if (count == pending.Length)
        {
            Array.Resize(ref pending, 2 * count);
            Array.Resize(ref values, 2 * count * stride);
        }

        pending[count] = new Pending(e, time, hasValues);
        Next = Math.Min(Next, time);
        return values.AsSpan(count++ * stride, model.Events[e].Targets.Count);
    }

    public int EventOf(int index) => pending[index].Event;

    public bool IsDue(int index, double moment) => pending[index].Time <= moment;

    public bool HasValues(int index) => pending[index].HasValues;

    public ReadOnlySpan<double> Values(int index) => values.AsSpan(index * stride, model.Events[pending[index].Event].Targets.Count);

    public void Remove(int index)
    {
        count--;
        Array.Copy(pending, index + 1, pending, index, count - index);
        Array.Copy(values, (index + 1) * stride, values, index * stride, (count - index) * stride);
        FindNext();
    }

    private void Cancel(int e)
    {
        for (int i = count - 1; i >= 0; i--)
        {
            if (pending[i].Event == e)
            {
                Remove(i);
            }
        }
    }

    private void FindNext()
    {
        Next = double.PositiveInfinity;
        for (int i = 0; i < count; i++)
        {
            Next = Math.Min(Next, pending[i].Time);
        }
    }

    private readonly record struct Pending(int Event, double Time, bool HasValues);
}
