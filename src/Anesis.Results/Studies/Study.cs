using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Results.Queries;

namespace Anesis.Results.Studies;

/// <summary>A study on disk, whole or partial.</summary>
public sealed class Study
{
    private readonly StudyFolder _folder;

    private Study(StudyFolder folder, StudyManifest manifest) => (_folder, Manifest) = (folder, manifest);

    public string Folder => _folder.Path;

    public StudyManifest Manifest { get; }

    public static Checked<Study> Open(string folder)
    {
        var files = new StudyFolder(folder);
        return files.ReadManifest().Then(manifest => Checked.Ok(new Study(files, manifest)));
    }

    /// <summary>The parts that the manifest lists, in order; what else lies in the folder is not the study's.</summary>
    public ValueList<string> PartPaths => Manifest.Parts.Select(p => _folder.Locate(p.File)).ToValueList();

    /// <summary>The table of individuals, or null in a partial study.</summary>
    public string? IndividualsPath => Manifest.IndividualsFile is { } file ? _folder.Locate(file.File) : null;

    /// <summary>Reads every file again and compares its hash with the manifest's; empty when all is as written.</summary>
    public ValueList<Diagnostic> Verify()
    {
        var files = Manifest.Parts.Select(p => (p.File, p.Sha256)).ToList();
        if (Manifest.IndividualsFile is { } individuals)
        {
            files.Add((individuals.File, individuals.Sha256));
        }

        return files.Select(f => StudyFiles.Check(_folder, f.File, f.Sha256)).OfType<Diagnostic>().ToValueList();
    }

    /// <summary>SQL over this study, read only.</summary>
    public Checked<StudyQuery> Query() => StudyQuery.Open(this);
}
