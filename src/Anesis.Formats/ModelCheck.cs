using System.Globalization;
using Anesis.Formats.Sbml;
using Anesis.Formats.Sbml.Validation;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Units;
using Anesis.Modeling.Values;

namespace Anesis.Formats;

/// <summary>Everything that can be said against a model file: syntax, meaning, units.</summary>
public static class ModelCheck
{
    public static ValueList<Diagnostic> Check(string path)
    {
        var read = ModelFile.Validate(path);
        if (!read.IsOk)
        {
            return read.Diagnostics;
        }

        var flat = Flattening.Flatten(read.Value);
        if (!flat.IsOk)
        {
            return [.. read.Diagnostics, .. flat.Diagnostics];
        }

        var units = UnitChecker.Check(flat.Value).Select(d => read.Value.ReadFrom is { } version ? InEdition(d, SbmlEditions.Of(version)) : d);
        return [.. read.Diagnostics, .. flat.Diagnostics, .. units];
    }

    /// <summary>Units are errors in the lower levels and warnings from Level 2 Version 4 on, each rule as its specification has it.</summary>
    private static Diagnostic InEdition(Diagnostic diagnostic, SbmlEdition edition) =>
        diagnostic.Rules is [var rule, ..] && int.TryParse(rule, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && RuleTable.SeverityOf(number, edition) is { } severity
            ? diagnostic with { Severity = severity }
            : diagnostic;
}
