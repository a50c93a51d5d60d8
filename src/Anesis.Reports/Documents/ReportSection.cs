using Anesis.Modeling.Values;
using Anesis.Reports.Pictures;

namespace Anesis.Reports.Documents;

public abstract record ReportSection(string? Heading);

public sealed record TextSection(string? Heading, ValueList<string> Paragraphs) : ReportSection(Heading);

/// <summary>A picture with its caption; the data stand in the study, or in a table beside it.</summary>
public sealed record FigureSection(string? Heading, Picture Picture, string Caption) : ReportSection(Heading);

public sealed record TableSection(string? Heading, ValueList<TableColumn> Columns, ValueList<ValueList<string>> Rows) : ReportSection(Heading)
{
    public string? Note { get; init; }
}

public sealed record TableColumn(string Name, bool IsNumber = false);

/// <summary>Numbers over people, each as median and 90 % interval.</summary>
public sealed record KeyNumberSection(string? Heading, ValueList<KeyNumber> Numbers) : ReportSection(Heading)
{
    public string? Note { get; init; }
}

/// <summary>A quantity over people. For a single person low and high are NaN. Observed: what was measured, in the same unit, as text with its source.</summary>
public sealed record KeyNumber(string Quantity, double Median, double Low, double High, string? Unit = null)
{
    /// <summary>What a quantity begins with that tells more of the one above it.</summary>
    public const string Indent = "   ";

    /// <summary>How many people have the number, where not all do; else null.</summary>
    public int? People { get; init; }

    public bool IsDetail => Quantity.StartsWith(Indent, StringComparison.Ordinal);

    public string? Observed { get; init; }
}

public enum NoticeKind
{
    Information,

    /// <summary>Sources disagree; both are shown.</summary>
    Conflict,

    /// <summary>A risk.</summary>
    Caution,

    /// <summary>What helps against a risk.</summary>
    Help,
}

public sealed record NoticeSection(NoticeKind Kind, string Heading, ValueList<string> Paragraphs) : ReportSection(Heading)
{
    /// <summary>For a conflict: what each side says and who says it.</summary>
    public ValueList<Position> Positions { get; init; }
}

/// <summary>One side of a conflict. Followed: the one that the model takes.</summary>
public sealed record Position(string Says, string Source, bool Followed = false);

/// <summary>Parameters with where they come from; the legend of the grades that occur stands above. Columns that no parameter fills are left out.</summary>
public sealed record ParameterSection(string? Heading, ValueList<ParameterEntry> Parameters) : ReportSection(Heading)
{
    public string? Note { get; init; }
}

/// <summary>A parameter as it was used. Grade and source are null where the model says none.</summary>
public sealed record ParameterEntry(string Name, string Value, string? Unit, string? Source, EvidenceGrade? Grade)
{
    /// <summary>What it is, in words.</summary>
    public string? Meaning { get; init; }

    /// <summary>The part of the model that it belongs to; a new one starts a group.</summary>
    public string? Group { get; init; }

    /// <summary>A page where the source can be read (http or https); others are not linked.</summary>
    public string? Link { get; init; }
}

public enum EvidenceGrade
{
    /// <summary>Measured in people.</summary>
    A,

    /// <summary>Measured in animals.</summary>
    B,

    /// <summary>Only the direction is known; normalised.</summary>
    C,

    /// <summary>Fitted here.</summary>
    F,
}

/// <summary>Individuals that did not reach their end: id and the sentence that says why.</summary>
public sealed record FailureSection(int People, ValueList<Failure> Failures) : ReportSection("People who are missing");

public sealed record Failure(string Id, string Sentence);

/// <summary>Literature, in the order cited.</summary>
public sealed record CitationSection(string? Heading, ValueList<Citation> Citations) : ReportSection(Heading);

public sealed record Citation(string Text, string? Link = null);

/// <summary>Equations, typeset.</summary>
public sealed record EquationSection(string? Heading, ValueList<EquationEntry> Equations) : ReportSection(Heading)
{
    public string? Note { get; init; }
}

/// <summary>One equation.</summary>
/// <param name="MathMl">As MathML.</param>
/// <param name="Plain">As text.</param>
/// <param name="Meaning">What its left side is, in words; null for none.</param>
public sealed record EquationEntry(string MathMl, string Plain, string? Meaning);

/// <summary>A drawing that this program made as SVG, with colours named by role.</summary>
public sealed record DrawingSection(string? Heading, string Svg, string Caption) : ReportSection(Heading);

/// <summary>Links to other pages of the same folder, one below the other.</summary>
public sealed record LinkSection(string? Heading, ValueList<PageLink> Links) : ReportSection(Heading);
