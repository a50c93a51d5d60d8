using Anesis.Formats.Combine;
using Anesis.Formats.SedMl;
using Anesis.Modeling.Diagnostics;
using Anesis.Pharmacometrics.SedMl;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Commands;

/// <summary>One experiment of a file or archive: its name and what is needed to run it.</summary>
internal sealed record ExperimentFile(string Name, SedExperiment Experiment)
{
    /// <summary>True for a file that holds experiments.</summary>
    public static bool Is(string path) => Path.GetExtension(path).ToLowerInvariant() is ".omex" or ".sedml" or ".sedx"
        || (Path.GetExtension(path).Equals(".xml", StringComparison.OrdinalIgnoreCase) && File.Exists(path) && StartOf(path).Contains("<sedML", StringComparison.Ordinal));

    /// <summary>The experiments of a SED-ML file, or of an archive those that are marked as master (else all).</summary>
    public static Checked<List<ExperimentFile>> Read(string path, EnsembleOptions options)
    {
        return InputBytes.Read(path, "a SED-ML file or a COMBINE archive").Then(bytes => ArchivedModel.Is(path)
            ? CombineArchive.Read(bytes, path).Then(archive => FromArchive(archive, path, options))
            : FromFile(bytes, path, options));
    }

    private static Checked<List<ExperimentFile>> FromFile(byte[] bytes, string path, EnsembleOptions options)
    {
        string folder = Path.GetFullPath(Path.GetDirectoryName(Path.GetFullPath(path))!) + Path.DirectorySeparatorChar;
        return SedReader.Read(bytes, path).Then(document => SedExperiment.Prepare(document, Open, options)).Then(experiment => Checked.Ok(new List<ExperimentFile> { new(Path.GetFileNameWithoutExtension(path), experiment) }));

        // Files beside the experiment or below, nothing else.
        ReadOnlyMemory<byte>? Open(string name)
        {
            if (name.Length == 0 || name.Contains("://", StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal))
            {
                return null;
            }

            string full = Path.GetFullPath(Path.Combine(folder, name));
            bool inside = full.StartsWith(folder, StringComparison.Ordinal) && File.Exists(full)
                && (File.ResolveLinkTarget(full, returnFinalTarget: true) is not { } target || target.FullName.StartsWith(folder, StringComparison.Ordinal));
            return inside ? File.ReadAllBytes(full) : (ReadOnlyMemory<byte>?)null;
        }
    }

    private static Checked<List<ExperimentFile>> FromArchive(CombineArchive archive, string path, EnsembleOptions options)
    {
        var found = new List<ExperimentFile>();
        var diagnostics = new List<Diagnostic>();
        foreach (var entry in archive.Masters)
        {
            string place = $"{path}/{entry.Location}", folder = entry.Location.Contains('/', StringComparison.Ordinal) ? entry.Location[..(entry.Location.LastIndexOf('/') + 1)] : "";
            var read = SedReader.Read(entry.Content, place).Then(document => SedExperiment.Prepare(document, name => archive.Find(Joined(folder, name))?.Content ?? Beside(path, name), options));
            diagnostics.AddRange(read.Diagnostics);
            if (read.IsOk)
            {
                found.Add(new(Path.ChangeExtension(entry.Location, null), read.Value));
            }
        }

        if (archive.Masters.IsEmpty)
        {
            diagnostics.Add(new("AN0241", Severity.Error, new(path), "an archive without an experiment", "a SED-ML file in it"));
        }

        return new(diagnostics.Exists(d => d.Severity == Severity.Error) ? null : found, [.. diagnostics]);
    }

    /// <summary>A model of BioModels that an experiment names by its URL may lie beside the archive; no other file is looked for there.</summary>
    private static ReadOnlyMemory<byte>? Beside(string path, string name)
    {
        bool isNumbered = name.Length == 19 && name.StartsWith("BIOMD", StringComparison.Ordinal) && name.EndsWith(".xml", StringComparison.Ordinal) && name[5..15].All(char.IsAsciiDigit);
        string file = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, name);
        return isNumbered && File.Exists(file) ? File.ReadAllBytes(file) : (ReadOnlyMemory<byte>?)null;
    }

    /// <summary>A path inside the archive, from a folder in it; ".." leads up as far as its root.</summary>
    private static string Joined(string folder, string name)
    {
        var parts = new List<string>();
        foreach (string part in (name.StartsWith('/') ? name : folder + name).Split('/', '\\'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "." or ".."))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    private static string StartOf(string path)
    {
        using var reader = new StreamReader(path);
        char[] start = new char[4096];
        return new(start, 0, reader.ReadBlock(start));
    }
}
