using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Formats.Sbml.Writing;

/// <summary>
/// What the edition that is written cannot say. A loss that leaves the mathematics as it was is a warning; one that would change it is an error, and then nothing is written.
/// </summary>
internal sealed class Losses(SbmlEdition edition, List<Diagnostic> diagnostics)
{
    private readonly HashSet<(string What, bool IsError)> _said = [];

    public void Lost(Element element, string what) => Report(element, what, Severity.Warning, "it to be left out");

    public void Impossible(Element element, string what) => Report(element, what, Severity.Error, "what that level and version can say");

    private void Report(Element element, string what, Severity severity, string expected)
    {
        string who = element.Id.Length > 0 ? $" of \"{element.Id}\"" : "";
        var version = edition.ToVersion();

        // A loss of the same kind on many elements is said once for each, up to a limit that keeps the list readable.
        if (_said.Count < 200 && _said.Add((what + who, severity == Severity.Error)))
        {
            diagnostics.Add(new("AN0216", severity, element.Span, $"{what}{who}, which SBML Level {version.Level} Version {version.Version} does not have", expected));
        }
    }
}
