using Anesis.Modeling.Values;
using Anesis.Results.Columns;

namespace Anesis.Results.Studies;

/// <summary>What <c>manifest.json</c> says: from it any one individual can be run again alone.</summary>
public sealed record StudyManifest
{
    public const string FileName = "manifest.json";
    public const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;

    public required string Program { get; init; }

    /// <summary>Which build of the program wrote it; a run is resumed by the same build alone, so that all parts are of one kind.</summary>
    public string Build { get; init; } = "";

    /// <summary>False while a run goes on, and after one that was killed.</summary>
    public required bool Complete { get; init; }

    public required string Command { get; init; }

    public required DateTimeOffset Started { get; init; }

    public DateTimeOffset? Ended { get; init; }

    /// <summary>SHA-256 of all that determines the results; equal for studies that have the same results.</summary>
    public required string Identity { get; init; }

    public required string ModelSha256 { get; init; }

    public required ulong Seed { get; init; }

    public required StudyOptions Options { get; init; }

    public ValueList<StudySetting> Settings { get; init; }

    public string? TimeUnit { get; init; }

    public required ValueList<OutputColumn> Outputs { get; init; }

    public required int Individuals { get; init; }

    public ValueList<IndividualColumn> IndividualColumns { get; init; }

    public required StudyLayout Layout { get; init; }

    public ValueList<StudyPart> Parts { get; init; }

    public StudyFile? IndividualsFile { get; init; }

    public ValueList<FailedIndividual> Failed { get; init; }

    public StudyWork Work { get; init; } = new(0, 0, 0, 0);

    /// <summary>Ids of the individuals, or null for 1, 2, 3, …</summary>
    public ValueList<string>? Ids { get; init; }

    public required ValueList<StudyInputCopy> Inputs { get; init; }

    public long Rows => Parts.Sum(p => p.Rows);
}

public sealed record StudyOptions(string Method, double RelativeTolerance, double? AbsoluteTolerance, long MaximumSteps, double? LeapError = null);

/// <summary>A whole Parquet file of the study; <paramref name="File"/> is relative to its folder, with forward slashes.</summary>
public sealed record StudyFile(string File, string Sha256, long Bytes);

public sealed record StudyPart(int Part, int First, int Count, long Rows, string File, string Sha256, long Bytes);

/// <summary>An individual that did not reach its end, and why.</summary>
public sealed record FailedIndividual(int Index, string Id, string Outcome, double? Time, string? Quantity, string Sentence);

/// <summary>Work done: accepted and rejected steps, right-hand sides, factorisations.</summary>
public sealed record StudyWork(long Steps, long Rejected, long RightHandSides, long Factorizations);

public sealed record StudyInputCopy(string Kind, string Name, string Sha256, string Text);
