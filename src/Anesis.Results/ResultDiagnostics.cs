using Anesis.Modeling.Diagnostics;

namespace Anesis.Results;

/// <summary>The errors AN11xx of writing and reading results.</summary>
internal static class ResultDiagnostics
{
    private const int UnixNoSpace = 28;
    private const int UnixQuota = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    public static Diagnostic Unwritable(string path, Exception cause) =>
        Error("AN1101", path, $"that it cannot be written ({FirstLine(cause)})", "a place where this user may write");

    public static Diagnostic NotEmpty(string folder) =>
        Error("AN1102", folder, "a folder that is not empty", "a new or empty folder, or --resume to go on with the same study");

    public static Diagnostic DiskFull(string path) =>
        Error("AN1103", path, "no space left on the disk", "room for the results; what is complete has been kept and the run can be resumed");

    public static Diagnostic NotAStudy(string folder, string found) =>
        Error("AN1104", folder, found, "a study folder, which holds manifest.json");

    public static Diagnostic BadManifest(string file, string found) =>
        Error("AN1105", file, found, "the manifest of a study as this program writes it");

    public static Diagnostic PartMissing(string file) =>
        Error("AN1106", file, "no such file", "the part that the manifest lists");

    public static Diagnostic PartChanged(string file, string found, string expected) =>
        Error("AN1107", file, $"SHA-256 {found}", expected);

    public static Diagnostic OtherStudy(string folder, string differs) =>
        Error("AN1108", folder, $"a study with another {differs}", "the same model, options, people and outputs, to resume it");

    public static Diagnostic OtherBuild(string folder, string program) =>
        Error("AN1108", folder, $"a study that another build of the program (version {program}) began", "the build that began it, to resume it; or a folder of its own for a new run");

    public static Diagnostic BadColumn(string name, string why) =>
        Error("AN1109", "--select", $"\"{name}\", {why}", "each output once, none called id or time");

    public static Diagnostic InUse(string folder) =>
        Error("AN1110", folder, "that another run is writing this study", "one writer at a time");

    public static Diagnostic UnknownKind(string path) =>
        Error("AN1111", path, $"the extension \"{Path.GetExtension(path)}\"", ".csv, .parquet, .arrow, or a folder for a whole study");

    public static Diagnostic NotSelect(string found) =>
        Error("AN1120", "query", found, "one SELECT statement");

    public static Diagnostic BadQuery(string message) =>
        Error("AN1121", "query", message, "a SELECT over the views results and individuals");

    /// <summary>What went wrong while writing <paramref name="path"/>: a full disk is told apart from the rest.</summary>
    public static Diagnostic Writing(string path, Exception cause) => IsDiskFull(cause) ? DiskFull(path) : Unwritable(path, cause);

    public static bool IsWriteFailure(Exception cause) => cause is IOException or UnauthorizedAccessException;

    private static bool IsDiskFull(Exception cause) => cause is IOException && cause.HResult is UnixNoSpace or UnixQuota or WindowsDiskFull;

    private static Diagnostic Error(string code, string file, string found, string expected) =>
        new(code, Severity.Error, new SourceSpan(file), found, expected);

    private static string FirstLine(Exception cause) => cause.Message.Split('\n')[0].TrimEnd('.', '\r');
}
