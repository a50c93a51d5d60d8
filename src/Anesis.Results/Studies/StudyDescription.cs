using Anesis.Modeling.Values;
using Anesis.Results.Columns;
using Anesis.Simulation.Ensembles;

namespace Anesis.Results.Studies;

/// <summary>
/// A text that the run was made from, kept whole: its kind ("model", "population", "regimen", "scenario", "data", …), the name of its file or option, what it says.
/// </summary>
public sealed record StudyInput(string Kind, string Name, string Text);

/// <summary>A parameter set by hand, as <c>--set name=value</c>.</summary>
public sealed record StudySetting(string Name, double Value);

/// <summary>All that a study is made of, known before it runs. Two equal descriptions give the same results to the bit, whatever command, clock and threads they ran with.</summary>
public sealed record StudyDescription
{
    public required string ProgramVersion { get; init; }

    /// <summary>The command line, for people; not part of what makes the results.</summary>
    public string Command { get; init; } = "";

    /// <summary>The model's text first, then what else was read.</summary>
    public required ValueList<StudyInput> Inputs { get; init; }

    public ValueList<StudySetting> Settings { get; init; }

    /// <summary>Method, tolerances and seed; the number of threads changes nothing and is not kept.</summary>
    public EnsembleOptions Options { get; init; } = new();

    public required ValueList<OutputColumn> Outputs { get; init; }

    /// <summary>Unit of the column <c>time</c>; null when the model gives none.</summary>
    public string? TimeUnit { get; init; }

    public required int Individuals { get; init; }

    public IndividualIds Ids { get; init; } = IndividualIds.Consecutive;

    /// <summary>How results are cut; null: by <see cref="StudyLayout.For(long, int)"/>.</summary>
    public StudyLayout? Layout { get; init; }
}

/// <summary>
/// What is known of each individual beside the results: covariates and drawn parameters. Called once an individual, in order, when the study is completed,
/// and answers from the index alone (draws are counter-based), so nothing has to be kept in memory.
/// </summary>
/// <param name="Columns">Names and units; a covariate's name is the population's or data set's, a parameter's is the model's.</param>
/// <param name="Fill">Writes the individual's values, one a column; NaN is stored as it is.</param>
public sealed record IndividualTable(ValueList<IndividualColumn> Columns, IndividualValues Fill)
{
    public static IndividualTable None { get; } = new([], static (_, _) => { });
}

public sealed record IndividualColumn(string Name, IndividualColumnKind Kind, string? Unit = null);

public enum IndividualColumnKind
{
    Covariate,
    Parameter,
}

public delegate void IndividualValues(int individual, Span<double> values);
