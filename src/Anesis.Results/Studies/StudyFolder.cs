using System.Security.Cryptography;
using System.Text.Json;
using Anesis.Modeling.Diagnostics;
using Anesis.Results.Parquet;

namespace Anesis.Results.Studies;

/// <summary>The files of a study and how they are replaced: whole or not at all.</summary>
internal sealed class StudyFolder(string path, Func<string, Stream>? create = null)
{
    public const string LockName = "writing.lock";

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    public string ManifestPath => System.IO.Path.Combine(Path, StudyManifest.FileName);

    public static string PartName(int part) => $"results/part-{part:00000}.parquet";

    public string Locate(string relative) => System.IO.Path.Combine(Path, relative);

    /// <summary>Nothing there, or only what a run leaves that was killed before its first manifest.</summary>
    public bool IsAbsentOrEmpty() => !File.Exists(Path) && (!Directory.Exists(Path)
        || Directory.EnumerateFileSystemEntries(Path).All(e => System.IO.Path.GetFileName(e) is LockName or StudyManifest.FileName + ".tmp"));

    public SealedFile Open(string relative)
    {
        string target = Locate(relative);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
        return new SealedFile(target, create, IncrementalHash.CreateHash(HashAlgorithmName.SHA256));
    }

    /// <summary>Held while a run writes; the system lets go of it when the process dies.</summary>
    public FileStream Lock() =>
        new(Locate(LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);

    public void WriteManifest(StudyManifest manifest)
    {
        using var file = Open(StudyManifest.FileName);
        file.Write(ManifestJson.Write(manifest));
        file.Seal();
    }

    public Checked<StudyManifest> ReadManifest()
    {
        if (!Directory.Exists(Path))
        {
            return Checked.Refused<StudyManifest>(ResultDiagnostics.NotAStudy(Path, File.Exists(Path) ? "a file" : "no such folder"));
        }

        if (!File.Exists(ManifestPath))
        {
            return Checked.Refused<StudyManifest>(ResultDiagnostics.NotAStudy(Path, "no manifest.json"));
        }

        try
        {
            var manifest = ManifestJson.Read(File.ReadAllBytes(ManifestPath));
            return manifest.Format == StudyManifest.CurrentFormat
                ? Checked.Ok(manifest)
                : Checked.Refused<StudyManifest>(ResultDiagnostics.BadManifest(ManifestPath, $"format {manifest.Format}"));
        }
        catch (JsonException problem)
        {
            return Checked.Refused<StudyManifest>(ResultDiagnostics.BadManifest(ManifestPath, problem.Message));
        }
        catch (Exception cause) when (ResultDiagnostics.IsWriteFailure(cause))
        {
            return Checked.Refused<StudyManifest>(ResultDiagnostics.BadManifest(ManifestPath, cause.Message));
        }
    }
}
