using Anesis.Modeling.Values;

namespace Anesis.Reports.Documents;

/// <summary>A report before it has a shape: what it says, in order. Writers turn it into HTML.</summary>
public sealed record ReportDocument
{
    public required string Title { get; init; }

    /// <summary>What stands over the title.</summary>
    public string Kicker { get; init; } = "Anesis report";

    /// <summary>Links to other pages of the same folder, at the head; empty for a page that stands alone.</summary>
    public ValueList<PageLink> Navigation { get; init; }

    /// <summary>The question that was asked; null when there was none in words.</summary>
    public string? Question { get; init; }

    /// <summary>The answer in a sentence or two, in words that need no training.</summary>
    public required string Answer { get; init; }

    /// <summary>What is said at the head beside the notice on research, which every report carries; null for nothing.</summary>
    public string? Notice { get; init; }

    /// <summary>The command line that makes this report again; null when there is none.</summary>
    public string? Command { get; init; }

    public required ValueList<ReportSection> Sections { get; init; }

    public required Colophon Colophon { get; init; }
}

/// <summary>A link to a page of the same folder.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Page">The page's name, without folder and extension.</param>
public sealed record PageLink(string Text, string Page)
{
    /// <summary>One line about it; null for none.</summary>
    public string? About { get; init; }
}

/// <summary>What a reader needs to get the same numbers. Everything but the program may be unknown (null).</summary>
public sealed record Colophon(string Program)
{
    public string? Model { get; init; }

    public string? ModelSha256 { get; init; }

    public ulong? Seed { get; init; }

    public int? People { get; init; }

    public string? Method { get; init; }

    public DateTimeOffset? Made { get; init; }
}
