using System.Security.Cryptography;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Results.Studies;

internal static class StudyFiles
{
    /// <summary>What is wrong with a file that the manifest lists, or null.</summary>
    public static Diagnostic? Check(StudyFolder folder, string relative, string sha256)
    {
        string path = folder.Locate(relative);
        if (!File.Exists(path))
        {
            return ResultDiagnostics.PartMissing(path);
        }

        using var stream = File.OpenRead(path);
        string found = Convert.ToHexStringLower(SHA256.HashData(stream));
        return found == sha256 ? null : ResultDiagnostics.PartChanged(path, found, sha256);
    }
}
