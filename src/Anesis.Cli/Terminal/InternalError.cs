namespace Anesis.Cli.Terminal;

/// <summary>What a person sees of a bug of ours.</summary>
internal static class InternalError
{
    /// <summary>One line that names the file where the details stand.</summary>
    public static string Report(Exception bug)
    {
        string line = $"internal error ({bug.GetType().Name}): this is a fault of Anesis, not of your input";
        try
        {
            string path = Path.Combine(Path.GetTempPath(), $"anesis-error-{Environment.ProcessId}.txt");
            File.WriteAllText(path, bug.ToString());
            return $"{line}; please report it with {path}";
        }
        catch (IOException)
        {
            return $"{line}; please report it: {bug.Message}";
        }
        catch (UnauthorizedAccessException)
        {
            return $"{line}; please report it: {bug.Message}";
        }
    }
}
