using Anesis.Modeling.Values;
using Anesis.Results.Studies;

namespace Anesis.Cli.Commands;

/// <summary>The texts that a study was made from, which stand in for files that may have changed since.</summary>
internal sealed class StoredTexts(ValueList<StudyInputCopy> inputs)
{
    /// <summary>The text of that kind and name; null when the study has none.</summary>
    public string? Find(string kind, string name) => inputs.FirstOrDefault(i => i.Kind == kind && i.Name == name)?.Text;

    /// <summary>The command line that made the study, without what does not change its results; null in a study without one.</summary>
    public string[]? Arguments => Find("arguments", "simulate") is { } text ? RunArguments.Read(text) : null;

    /// <summary>The models' texts by name.</summary>
    public IEnumerable<StudyInputCopy> Models => inputs.Where(i => i.Kind == "model");
}
