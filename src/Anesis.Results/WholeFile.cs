using Anesis.Modeling.Diagnostics;
using Anesis.Results.Parquet;

namespace Anesis.Results;

/// <summary>A file that is either absent (or as it was) or whole.</summary>
public static class WholeFile
{
    /// <summary>Writes the bytes beside the place and moves them there; a file that stood there is replaced. The error, or null.</summary>
    public static Diagnostic? Write(string path, ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var file = new SealedFile(Path.GetFullPath(path));
            file.Write(bytes);
            file.Seal();
            return null;
        }
        catch (Exception cause) when (ResultDiagnostics.IsWriteFailure(cause))
        {
            return ResultDiagnostics.Writing(path, cause);
        }
    }
}
