using Anesis.Formats.Sbml;
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
        var read = ModelFile.Read(path);
        if (!read.IsOk)
        {
            return read.Diagnostics;
        }

        // Units are errors up to Level 2 Version 3 and warnings from Version 4 on, as the specifications have it.
        var version = read.Value.ReadFrom;
        var severity = version is { Level: 1 } or { Level: 2, Version: <= 3 } ? Severity.Error : Severity.Warning;
        var flat = Flattening.Flatten(read.Value);
        return flat.IsOk ? [.. read.Diagnostics, .. flat.Diagnostics, .. UnitChecker.Check(flat.Value, severity)] : [.. read.Diagnostics, .. flat.Diagnostics];
    }
}
