using Anesis.Mathematics;
using Anesis.Modeling;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Simulation.Ensembles;

namespace Anesis.Results.Studies;

/// <summary>Names the build of what decides a study's numbers and how they are written: the compiler's identities of these assemblies.</summary>
internal static class ProgramBuild
{
    public static string Text { get; } = StudyIdentity.Sha256(string.Join('\n', new[] { typeof(Elementary), typeof(Model), typeof(Ensemble), typeof(Experiment), typeof(ProgramBuild) }.Select(Identity)))[..16];

    private static string Identity(Type of) => of.Assembly.ManifestModule.ModuleVersionId.ToString("N");
}
