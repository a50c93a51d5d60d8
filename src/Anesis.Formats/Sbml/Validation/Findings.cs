using System.Globalization;
using Anesis.Formats.Sbml.Reading;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;

namespace Anesis.Formats.Sbml.Validation;

/// <summary>Takes what the rules of one model find, and says it as strongly as the document's level and version do.</summary>
internal sealed class Findings(SbmlSource source)
{
    public SbmlEdition Edition => source.Edition;

    public bool Is(SbmlEdition set) => source.Is(set);

    public void Report(int rule, Element at, string found, string expected, string? nearest = null) => Report(rule, at.Span, found, expected, nearest);

    /// <summary>At a part of a formula, or where that has no place of its own, at the element that holds it.</summary>
    public void Report(int rule, Expression part, Element holder, string found, string expected, string? nearest = null) =>
        Report(rule, part.Span.IsKnown ? part.Span : holder.Span, found, expected, nearest);

    private void Report(int rule, SourceSpan at, string found, string expected, string? nearest)
    {
        if (RuleTable.SeverityOf(rule, source.Edition) is { } severity)
        {
            source.Report(Code(rule), severity, at, found, expected, nearest, rule);
        }
    }

    /// <summary>What no numbered rule says: an error.</summary>
    public void ReportUnnumbered(string code, SourceSpan at, string found, string expected, string? nearest = null) => source.Report(code, Severity.Error, at, found, expected, nearest);

    /// <summary>Our code of the chapter that a rule belongs to.</summary>
    private static string Code(int rule) => (rule / 100) switch
    {
        103 => rule == 10313 ? "AN0325" : "AN0320",
        105 or 204 => "AN0325",
        106 => "AN0324",
        107 => "AN0326",
        102 or 203 => "AN0322",
        _ => rule is 20906 or 20912 or 20505 ? "AN0323" : "AN0321",
    };

    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
