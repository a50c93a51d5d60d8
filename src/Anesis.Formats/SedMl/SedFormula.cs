using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.SedMl;

/// <summary>A formula with the variables and parameters that it names. Functions over all values are calls of "max", "min", "sum" and "product".</summary>
public sealed record SedFormula(Expression? Math, ValueList<SedVariable> Variables, ValueList<(string Id, double Value)> Parameters);

/// <summary>A name for a quantity of a model, of a task's results, or of data ("#id").</summary>
/// <param name="Id">The name.</param>
/// <param name="Target">The element that is meant, or null.</param>
/// <param name="Symbol">A notion that no element has, such as the time, or a form of the element's value, such as its amount.</param>
/// <param name="Task">Whose results; null: the model's present values.</param>
/// <param name="Model">Whose value, where no task is named or several could be meant.</param>
/// <param name="Term">What is meant of the element, such as its rate of change; a term of KiSAO.</param>
public sealed record SedVariable(string Id, SedTarget? Target, string? Symbol, string? Task, string? Model, string? Term)
{
    /// <summary>What is made of many values (largest, mean, …); a term of KiSAO.</summary>
    public string? Dimension { get; init; }

    /// <summary>The second element or notion that <see cref="Term"/> relates to the first, such as the time of a rate of change.</summary>
    public SedTarget? Target2 { get; init; }

    public string? Symbol2 { get; init; }

    /// <summary>Tasks and subtasks over whose repeats or times <see cref="Dimension"/> is taken, and dimensions of data ("#name"); empty: all values.</summary>
    public ValueList<string> AppliedTo { get; init; }

    public SourceSpan Span { get; init; }

    /// <summary>Whether it is the time.</summary>
    public bool IsTime => Target is null && Symbol is "urn:sedml:symbol:time" or "KISAO:0000832";
}

/// <summary>A change of a model before it is simulated.</summary>
public abstract record SedChange(SedTarget Target)
{
    public SourceSpan Span { get; init; }
}

/// <summary>Another value for an attribute.</summary>
public sealed record SedChangeAttribute(SedTarget Target, string NewValue) : SedChange(Target);

public enum SedXmlEdit
{
    /// <summary>New elements inside the target.</summary>
    Add,

    /// <summary>New elements in the target's place.</summary>
    Change,
    Remove,
}

/// <summary>Elements added, changed or removed; the new ones as XML text.</summary>
public sealed record SedChangeXml(SedTarget Target, SedXmlEdit Edit, string NewXml) : SedChange(Target);

/// <summary>A new value for an attribute, from a formula of the model's values.</summary>
public sealed record SedComputeChange(SedTarget Target, SedFormula Formula) : SedChange(Target)
{
    /// <summary>What of a species is changed: its amount or concentration, by the term of KiSAO; null: what the target says.</summary>
    public string? Symbol { get; init; }
}
