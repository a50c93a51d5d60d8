using Anesis.Formats.Sbml.Reading;
using Anesis.Modeling;

namespace Anesis.Formats.Sbml.Validation;

/// <summary>
/// Checks the meaning of a model as its level and version have it: identifiers, references, mathematics, units' names, dependencies and determinacy.
/// What the text alone shows has been checked by the reader; whether units fit each other is <see cref="Modeling.Units.UnitChecker"/>'s.
/// </summary>
internal static class SbmlValidation
{
    /// <summary>The form of the document as a whole: SBML wants an XML declaration with the encoding (section 4.1).</summary>
    public static void CheckDocument(SbmlSource source, Envelope root)
    {
        string head = source.Document.Declaration;
        if (head.Length > 0 && !head.Contains("encoding", StringComparison.Ordinal))
        {
            source.Report("AN0201", Modeling.Diagnostics.Severity.Error, root.Span with { Line = 1, Column = 1, Length = head.Length }, "an XML declaration without an encoding", "encoding=\"UTF-8\" in it", null, 10101);
        }
    }

    /// <param name="source">The document, which takes the findings.</param>
    /// <param name="model">The model as written, before the meaning of lower levels is carried over.</param>
    public static void Check(SbmlSource source, Model model)
    {
        var findings = new Findings(source);
        var names = new Names(model);
        var units = new UnitRules(names, findings);
        var determinacy = new Determinacy(names, findings);
        IdentifierRules.Check(model, findings);
        units.Check();
        PlaceRules.Check(names, findings);
        VariableRules.Check(names, findings);
        ReactionRules.Check(names, findings);
        new MathRules(names, units, determinacy, findings).Check();
        new DependencyRules(names, findings).Check();
        OntologyRules.Check(model, findings);
    }
}
