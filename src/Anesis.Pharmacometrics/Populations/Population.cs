using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Populations;

/// <summary>Who the virtual people are: what a file in populations/ says (docs/model/populations.md).</summary>
public sealed record Population(string Id, string Title)
{
    public string Source { get; init; } = "";

    public ValueList<Covariate> Covariates { get; init; }

    /// <summary>Parameters that are the same for everybody.</summary>
    public ValueList<(string Id, double Value, SourceSpan Span)> Sets { get; init; }

    /// <summary>Distributions that replace the model's own; null switches an effect off.</summary>
    public ValueList<(string Id, Distribution? Distribution, SourceSpan Span)> RandomEffects { get; init; }

    public ValueList<Correlation> Correlations { get; init; }

    /// <summary>Variability between occasions.</summary>
    public ValueList<OccasionEffect> OccasionEffects { get; init; }

    /// <summary>Quantities that change with time.</summary>
    public ValueList<TimeCourse> TimeCourses { get; init; }
}

/// <summary>A parameter drawn for each person, by the value of an earlier covariate where <paramref name="By"/> names one.</summary>
/// <param name="Id">Id of the parameter.</param>
/// <param name="By">Id of an earlier covariate, or null.</param>
/// <param name="Cases">Distribution by value of <paramref name="By"/>; one case of NaN without it.</param>
/// <param name="Truncate">Bounds, or null.</param>
/// <param name="Span">Place in the file.</param>
public sealed record Covariate(string Id, string? By, ValueList<(double When, Distribution Distribution)> Cases, (double Low, double High)? Truncate, SourceSpan Span);

/// <summary>Correlation of the normal scores of two random effects.</summary>
public sealed record Correlation(string First, string Second, double Value, SourceSpan Span);
