using Anesis.Formats.Combine;
using Anesis.Formats.Sbml;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Cli.Commands;

/// <summary>A model that lies in a COMBINE archive.</summary>
internal static class ArchivedModel
{
    public static bool Is(string path) => Path.GetExtension(path).ToLowerInvariant() is ".omex" or ".sedx";

    /// <param name="path">The archive.</param>
    /// <param name="name">The model's place in it, or its file name without ending; null: the only one.</param>
    public static Checked<ModelDocument> Read(string path, string? name) => InputBytes.Read(path, "a COMBINE archive").Then(bytes => CombineArchive.Read(bytes, path)).Then(archive =>
    {
        var models = archive.Entries.Where(e => e.Format.Contains("sbml", StringComparison.OrdinalIgnoreCase)).ToList();
        var chosen = models.Where(e => name is null || e.Location == name || Path.GetFileNameWithoutExtension(e.Location) == name).ToList();
        return chosen is [var one]
            ? SbmlReader.Read(one.Content, $"{path}/{one.Location}")
            : Checked.Refused<ModelDocument>(new Diagnostic("AN1012", Severity.Error, new(path), name is null ? $"{models.Count} models in SBML" : $"{chosen.Count} models for --model {name}",
                models.Count == 0 ? "an archive with a model in SBML" : $"one of them with --model: {string.Join(", ", models.Select(m => m.Location))}"));
    });
}
