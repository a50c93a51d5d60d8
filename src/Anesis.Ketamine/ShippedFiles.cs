namespace Anesis.Ketamine;

/// <summary>The files that the product carries inside itself: models/, populations/, regimens/, claims/.</summary>
public static class ShippedFiles
{
    /// <summary>The text of a file such as "models/person.ant"; null when there is none.</summary>
    public static string? TryRead(string path)
    {
        using var stream = typeof(ShippedFiles).Assembly.GetManifestResourceStream(path);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Whether there is a file such as "models/person.ant".</summary>
    public static bool Has(string path) => typeof(ShippedFiles).Assembly.GetManifestResourceInfo(path) is not null;

    /// <summary>Names, without folder and extension, of the files in a folder with an extension such as ".toml", in order.</summary>
    public static IReadOnlyList<string> Names(string folder, string extension) =>
    [
        .. typeof(ShippedFiles).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(folder + "/", StringComparison.Ordinal) && n.EndsWith(extension, StringComparison.Ordinal) && n.IndexOf('/', folder.Length + 1) < 0)
            .Select(n => n[(folder.Length + 1)..^extension.Length])
            .Order(StringComparer.Ordinal),
    ];
}
