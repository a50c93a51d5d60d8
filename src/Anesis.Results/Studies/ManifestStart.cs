using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Simulation.Ensembles;

namespace Anesis.Results.Studies;

/// <summary>The manifest with which a run begins.</summary>
internal static class ManifestStart
{
    public static StudyManifest Of(StudyDescription description, IndividualTable table, TimeProvider clock)
    {
        var options = description.Options;
        var manifest = new StudyManifest
        {
            Program = description.ProgramVersion,
            Build = ProgramBuild.Text,
            Complete = false,
            Command = description.Command,
            Started = clock.GetUtcNow(),
            Identity = "",
            ModelSha256 = description.Inputs.Where(i => i.Kind == "model").Select(i => StudyIdentity.Sha256(i.Text)).FirstOrDefault() ?? "",
            Seed = options.Seed,
            Options = new(options.Method.ToString(), options.RelativeTolerance, options.AbsoluteTolerance, options.MaximumSteps, options.Method == Method.TauLeap ? options.LeapError : null),
            Settings = description.Settings,
            TimeUnit = description.TimeUnit,
            Outputs = description.Outputs,
            Individuals = description.Individuals,
            IndividualColumns = table.Columns,
            Layout = description.Layout ?? StudyLayout.For(100, description.Outputs.Count),
            Ids = description.Ids.Given(description.Individuals),
            Inputs = description.Inputs.Select(i => new StudyInputCopy(i.Kind, i.Name, StudyIdentity.Sha256(i.Text), i.Text)).ToValueList(),
        };
        return manifest with { Identity = StudyIdentity.Of(manifest) };
    }

    /// <summary>The manifest of the study in the folder with those of its parts that are whole, if it is the same study.</summary>
    public static Checked<StudyManifest> Resumable(StudyFolder folder, StudyManifest wanted)
    {
        var read = folder.ReadManifest();
        if (!read.IsOk)
        {
            return read;
        }

        var previous = read.Value;
        if (previous.Identity != wanted.Identity)
        {
            return Checked.Refused<StudyManifest>(ResultDiagnostics.OtherStudy(folder.Path, Difference(previous, wanted)));
        }

        var whole = previous.Parts.Where(p => StudyFiles.Check(folder, p.File, p.Sha256) is null).ToValueList();
        bool intact = previous.Complete && whole.Count == previous.Parts.Count
            && previous.IndividualsFile is { } file && StudyFiles.Check(folder, file.File, file.Sha256) is null;
        if (intact)
        {
            return read;
        }

        if (previous.Build != wanted.Build && !previous.Parts.IsEmpty)
        {
            return Checked.Refused<StudyManifest>(ResultDiagnostics.OtherBuild(folder.Path, previous.Program));
        }

        bool Kept(FailedIndividual failed) => whole.Any(p => failed.Index >= p.First && failed.Index < p.First + p.Count);
        return Checked.Ok(previous with
        {
            Complete = false,
            Ended = null,
            IndividualsFile = null,
            Parts = whole,
            Failed = previous.Failed.Where(Kept).ToValueList(),
        });
    }

    private static string Difference(StudyManifest a, StudyManifest b) =>
        a.Program != b.Program ? $"program version ({a.Program})"
        : a.ModelSha256 != b.ModelSha256 ? "model"
        : a.Seed != b.Seed ? $"seed ({a.Seed})"
        : a.Options != b.Options ? "method or tolerance"
        : a.Individuals != b.Individuals ? $"number of people ({a.Individuals})"
        : a.Outputs != b.Outputs ? "list of outputs"
        : a.Settings != b.Settings ? "setting of parameters"
        : "population, regimen or data";
}
