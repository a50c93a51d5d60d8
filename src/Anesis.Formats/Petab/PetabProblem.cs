using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Petab;

/// <summary>A parameter estimation problem in PEtab's format, Version 1 (Schmiester et al., PLoS Comput Biol 2021, 17, e1008646).</summary>
/// <param name="Model">The model, without submodels.</param>
/// <param name="Parameters">The parameter table.</param>
/// <param name="Conditions">The condition table.</param>
/// <param name="Observables">The observable table.</param>
/// <param name="Measurements">The measurement table, in file order.</param>
public sealed record PetabProblem(Model Model, ValueList<PetabParameter> Parameters, ValueList<PetabCondition> Conditions, ValueList<PetabObservable> Observables, ValueList<PetabMeasurement> Measurements)
{
    /// <summary>The problem's YAML file.</summary>
    public string Source { get; init; } = "";
}

public enum PetabScale
{
    Lin,
    Log,
    Log10,
}

/// <summary>One parameter. Bounds and nominal value are linear, whatever the scale of estimation.</summary>
public sealed record PetabParameter(string Id, PetabScale Scale, double Lower, double Upper, double? Nominal, bool IsEstimated)
{
    public SourceSpan Span { get; init; }
}

/// <summary>A number, or the id of a parameter.</summary>
public readonly record struct PetabValue(double Number, string? Id)
{
    public bool IsMissing => Id is null && double.IsNaN(Number);
}

/// <summary>What a condition gives parameters, species (initial values) and compartments; a missing value leaves what is there.</summary>
public sealed record PetabCondition(string Id, ValueList<(string Target, PetabValue Value)> Values)
{
    public SourceSpan Span { get; init; }
}

public sealed record PetabObservable(string Id, Expression Formula, Expression Noise, PetabScale Transformation, bool IsLaplace)
{
    public SourceSpan Span { get; init; }
}

/// <summary>One measurement.</summary>
/// <param name="Observable">Its observable.</param>
/// <param name="Preequilibration">The condition whose steady state comes before, or null.</param>
/// <param name="Condition">The condition.</param>
/// <param name="Time">In the model's unit; +∞: in the steady state.</param>
/// <param name="Value">What was measured.</param>
/// <param name="ObservableParameters">What stands for observableParameter1_… and so on.</param>
/// <param name="NoiseParameters">What stands for noiseParameter1_… and so on.</param>
public sealed record PetabMeasurement(
    string Observable, string? Preequilibration, string Condition, double Time, double Value, ValueList<PetabValue> ObservableParameters, ValueList<PetabValue> NoiseParameters)
{
    public SourceSpan Span { get; init; }
}
