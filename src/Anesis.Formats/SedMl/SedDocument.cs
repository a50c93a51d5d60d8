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

    public string? Notes { get; init; }
}

/// <summary>What every element of an experiment has: an id, which is empty where it has none, and a name for people.</summary>
public abstract record SedElement(string Id)
{
    public string? Name { get; init; }

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
public sealed record SedData(string Id, string File, string Format, ValueList<SedDataSource> Sources) : SedElement(Id);

/// <summary>Part of the data: an index (such as the time), or the values where the indices have those values.</summary>
public sealed record SedDataSource(string Id, string? IndexSet, ValueList<(string Reference, string Value)> Slices) : SedElement(Id);

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
public sealed record SedAlgorithm(string Kisao, ValueList<(string Kisao, string Value)> Parameters);

public abstract record SedTask(string Id) : SedElement(Id);

public sealed record SedSimulationTask(string Id, string Model, string Simulation) : SedTask(Id);

/// <summary>Tasks that are repeated for every value of a range, with changes before each.</summary>
public sealed record SedRepeatedTask(string Id, string Range, bool ResetModel) : SedTask(Id)
{
    public ValueList<SedRange> Ranges { get; init; }

    public ValueList<SedSetValue> Changes { get; init; }

    public ValueList<SedSubTask> SubTasks { get; init; }
}

public sealed record SedSubTask(string Task, int Order, ValueList<SedSetValue> Changes);

public abstract record SedRange(string Id) : SedElement(Id);

/// <summary>Steps + 1 values from Start to End, equally spaced, or equally spaced in their logarithms.</summary>
public sealed record SedUniformRange(string Id, double Start, double End, int Steps, bool Logarithmic) : SedRange(Id);

public sealed record SedVectorRange(string Id, ValueList<double> Values) : SedRange(Id);

/// <summary>The values of a data source.</summary>
public sealed record SedDataRange(string Id, string Source) : SedRange(Id);

/// <summary>A function of another range, and of variables.</summary>
public sealed record SedFunctionalRange(string Id, string? Range, SedFormula Formula) : SedRange(Id);

/// <summary>Sets a quantity of a model to what a formula gives; the names of ranges may stand in it.</summary>
public sealed record SedSetValue(string Model, SedTarget Target, string? Range, SedFormula Formula);

/// <summary>A quantity computed from results.</summary>
public sealed record SedGenerator(string Id, SedFormula Formula) : SedElement(Id);

public abstract record SedOutput(string Id) : SedElement(Id);

/// <summary>A picture of curves over two axes.</summary>
public sealed record SedPlot(string Id, ValueList<SedCurve> Curves) : SedOutput(Id)
{
    /// <summary>Areas between two curves.</summary>
    public ValueList<SedArea> Areas { get; init; }

    public SedAxis X { get; init; } = new(null, double.NaN, double.NaN);

    public SedAxis Y { get; init; } = new(null, double.NaN, double.NaN);

    public bool LogX { get; init; }

    public bool LogY { get; init; }
}

/// <summary>What an axis is called and where it begins and ends; NaN: where the values do.</summary>
public sealed record SedAxis(string? Name, double Minimum, double Maximum);

/// <summary>The area between two curves, ids of data generators.</summary>
public sealed record SedArea(string Id, string X, string From, string To) : SedElement(Id);

public sealed record SedCurve(string Id, string X, string Y) : SedElement(Id);

/// <summary>A table: a column a data set.</summary>
public sealed record SedReport(string Id, ValueList<SedColumn> Columns) : SedOutput(Id);

public sealed record SedColumn(string Id, string Label, string Data) : SedElement(Id);

/// <summary>A picture of surfaces, which is kept as its curves' names and not drawn.</summary>
public sealed record SedSurfacePlot(string Id, ValueList<(string X, string Y, string Z)> Surfaces) : SedOutput(Id);
