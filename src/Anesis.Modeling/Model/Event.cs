using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Modeling;

/// <summary>Assignments that happen when a condition turns from false to true.</summary>
public sealed record Event : Element
{
    public EventTrigger Trigger { get; init; } = new();

    public EventDelay? Delay { get; init; }

    public EventPriority? Priority { get; init; }

    /// <summary>True: assigned values are those of the moment of triggering; false: of the moment of execution.</summary>
    public bool UseValuesFromTriggerTime { get; init; } = true;

    public ValueList<EventAssignment> Assignments { get; init; }

    /// <summary>Level 2 Versions 1 and 2: the unit of the delay, when it is not the model's unit of time; kept.</summary>
    public string? TimeUnits { get; init; }
}

public sealed record EventTrigger : Element
{
    public Expression? Math { get; init; }

    /// <summary>The trigger's value just before the start: with false it fires at the start when true then.</summary>
    public bool InitialValue { get; init; } = true;

    /// <summary>False: the event is withdrawn when the trigger turns false before it executes.</summary>
    public bool Persistent { get; init; } = true;
}

public sealed record EventDelay : Element
{
    public Expression? Math { get; init; }
}

public sealed record EventPriority : Element
{
    public Expression? Math { get; init; }
}

public sealed record EventAssignment : Element
{
    public required string Variable { get; init; }

    public Expression? Math { get; init; }
}
