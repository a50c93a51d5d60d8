using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Formats.SedMl;

/// <summary>A simulation experiment (SED-ML Level 1, Versions 1 to 5): models, how they are simulated, what is computed from the results, and what is shown.</summary>
public sealed record SedDocument(int Level, int Version)
{
    /// <summary>The file that it was read from.</summary>
    public string Source { get; init; } = "";

    public ValueList<SedData> Data { get; init; }

    public ValueList<SedModel> Models { get; init; }

    public ValueList<SedSimulation> Simulations { get; init; }

    public ValueList<SedTask> Tasks { get; init; }

    public ValueList<SedGenerator> Generators { get; init; }

    public ValueList<SedOutput> Outputs { get; init; }

    public ValueList<SedStyle> Styles { get; init; }

    /// <summary>Settings of every simulation that does not make its own (Version 4).</summary>
    public ValueList<SedAlgorithmParameter> AlgorithmParameters { get; init; }

    public string? Notes { get; init; }

    public string? Annotation { get; init; }
}

/// <summary>What every element of an experiment has: an id, which is empty where it has none, and a name for people.</summary>
public abstract record SedElement(string Id)
{
    public string? Name { get; init; }

    /// <summary>Markup inside its notes, which outputs show below.</summary>
    public string? Notes { get; init; }

    /// <summary>Markup inside its annotation.</summary>
    public string? Annotation { get; init; }

    /// <summary>Where it stands; does not count for equality of experiments.</summary>
    public SourceSpan Span { get; init; }
}

/// <summary>A place in a model: an XPath, and what its prefixes mean.</summary>
public sealed record SedTarget(string Path, ValueList<(string Prefix, string Namespace)> Namespaces);

/// <summary>Data of another file.</summary>
/// <param name="Id">Its id.</param>
/// <param name="File">Path of the file, relative to the experiment.</param>
/// <param name="Format">"urn:sedml:format:csv" or "urn:sedml:format:numl".</param>
/// <param name="Sources">Parts that can be referred to.</param>
public sealed record SedData(string Id, string File, string Format, ValueList<SedDataSource> Sources) : SedElement(Id)
{
    /// <summary>Markup inside its description of the dimensions, in NuML.</summary>
    public string? Dimensions { get; init; }
}

/// <summary>Part of the data: an index (such as the time), or the values that all slices leave.</summary>
public sealed record SedDataSource(string Id, string? IndexSet, ValueList<SedSlice> Slices) : SedElement(Id);

/// <summary>Values whose index in the dimension Reference has that value (null: any), and whose place in that dimension, counted from 0, is from First to Last.</summary>
public sealed record SedSlice(string Reference, string? Value)
{
    public int First { get; init; }

    public int Last { get; init; } = int.MaxValue;
}

/// <summary>A model: a file, or another model ("#id"), with changes.</summary>
public sealed record SedModel(string Id, string Language, string Source, ValueList<SedChange> Changes) : SedElement(Id);

/// <summary>How long and how a model is simulated.</summary>
public abstract record SedSimulation(string Id) : SedElement(Id)
{
    public SedAlgorithm? Algorithm { get; init; }
}

/// <summary>Outputs at Steps + 1 equally spaced times, from Start to End; the simulation begins at Initial.</summary>
public sealed record SedTimeCourse(string Id, double Initial, double Start, double End, int Steps) : SedSimulation(Id);

public sealed record SedOneStep(string Id, double Step) : SedSimulation(Id);

public sealed record SedSteadyState(string Id) : SedSimulation(Id);

/// <summary>Anything else that an algorithm does (Version 4 "analysis"); kept.</summary>
public sealed record SedAnalysis(string Id) : SedSimulation(Id);

/// <summary>A term of the Kinetic Simulation Algorithm Ontology and its parameters, by term.</summary>
public sealed record SedAlgorithm(string Kisao, ValueList<SedAlgorithmParameter> Parameters);

/// <summary>A setting of an algorithm, which may have settings of its own.</summary>
public sealed record SedAlgorithmParameter(string Kisao, string Value)
{
    public ValueList<SedAlgorithmParameter> Inner { get; init; }
}

public abstract record SedTask(string Id) : SedElement(Id);

public sealed record SedSimulationTask(string Id, string Model, string Simulation) : SedTask(Id);

/// <summary>Tasks that are repeated for every value of a range, with changes before each.</summary>
public sealed record SedRepeatedTask(string Id, string Range, bool ResetModel) : SedTask(Id)
{
    public ValueList<SedRange> Ranges { get; init; }

    public ValueList<SedSetValue> Changes { get; init; }

    public ValueList<SedSubTask> SubTasks { get; init; }

    /// <summary>True: all that it simulates is one course; false or null: each simulation is a row of its own.</summary>
    public bool? Concatenate { get; init; }
}

/// <summary>A task whose model's parameters are estimated from data (Version 4); kept by its text.</summary>
public sealed record SedEstimationTask(string Id, string Model, string Markup) : SedTask(Id);

/// <summary>One of the tasks that each repeat runs, by ascending order; no order counts as 0.</summary>
public sealed record SedSubTask(string Id, string Task, int? Order, ValueList<SedSetValue> Changes) : SedElement(Id);

public abstract record SedRange(string Id) : SedElement(Id);

/// <summary>Steps + 1 values from Start to End, equally spaced, or equally spaced in their logarithms.</summary>
public sealed record SedUniformRange(string Id, double Start, double End, int Steps, bool Logarithmic) : SedRange(Id);

public sealed record SedVectorRange(string Id, ValueList<double> Values) : SedRange(Id);

/// <summary>The values of a data source.</summary>
public sealed record SedDataRange(string Id, string Source) : SedRange(Id);

/// <summary>A function of another range, and of variables.</summary>
public sealed record SedFunctionalRange(string Id, string? Range, SedFormula Formula) : SedRange(Id);

/// <summary>Sets a quantity of a model to what a formula gives; the names of ranges may stand in it.</summary>
public sealed record SedSetValue(string Model, SedTarget Target, string? Range, SedFormula Formula)
{
    /// <summary>What of a species is set: its amount or concentration, by the term of KiSAO; null: what the target says.</summary>
    public string? Symbol { get; init; }

    public SourceSpan Span { get; init; }
}

/// <summary>A quantity computed from results.</summary>
public sealed record SedGenerator(string Id, SedFormula Formula) : SedElement(Id);
