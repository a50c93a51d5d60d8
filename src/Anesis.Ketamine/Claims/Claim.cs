using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Ketamine.Claims;

/// <summary>The claims of one row of the mission and the experiments that they speak of (docs/model/claims.md).</summary>
/// <param name="Source">The file.</param>
/// <param name="Row">Such as "S01".</param>
/// <param name="Title">Of the row, for people.</param>
/// <param name="Model">A model that ships.</param>
public sealed record ClaimFile(string Source, string Row, string Title, string Model)
{
    public SourceSpan ModelSpan { get; init; }

    public ValueList<Arm> Arms { get; init; }

    public ValueList<Claim> Claims { get; init; }

    public Arm Arm(string id) => Arms.First(a => a.Id == id);
}

/// <summary>An experiment on one typical person, or on the people of a population.</summary>
/// <param name="Id">Unique within its file.</param>
/// <param name="Until">End, h.</param>
/// <param name="Every">Distance of the rows, h.</param>
public sealed record Arm(string Id, double Until, double Every)
{
    /// <summary>In words; all start together.</summary>
    public ValueList<string> Regimen { get; init; }

    public ValueList<Setting> Sets { get; init; }

    /// <summary>Virtual people; null: one typical person.</summary>
    public int? People { get; init; }

    /// <summary>A population that ships; empty for one typical person.</summary>
    public string Population { get; init; } = "";

    /// <summary>Where the regimen stands.</summary>
    public SourceSpan Span { get; init; }

    /// <summary>Rows after the one at 0.</summary>
    public int Steps => (int)Math.Floor((Until / Every) + 1e-9);
}

/// <summary>A parameter that holds another value than the model's.</summary>
public sealed record Setting(string Id, double Value, SourceSpan Span);

/// <summary>A statement with what must come out.</summary>
public sealed record Claim(string Id, string Statement)
{
    /// <summary>"source", "evidence", "evidence against the source" or "prediction".</summary>
    public string Says { get; init; } = "";

    public string Source { get; init; } = "";

    /// <summary>A, B, C or F.</summary>
    public string Grade { get; init; } = "";

    /// <summary>Why the model is meant to fail it; null: it is meant to hold.</summary>
    public string? Reason { get; init; }

    /// <summary>Settings that remove the mechanism; without it the claim must no longer hold.</summary>
    public ValueList<Setting> Mechanism { get; init; }

    /// <summary>All must hold.</summary>
    public ValueList<Expectation> Expectations { get; init; }
}
