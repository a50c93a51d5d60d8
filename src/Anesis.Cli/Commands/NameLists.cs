namespace Anesis.Cli.Commands;

/// <summary>Names after an option that takes several: "a,b", or the option again.</summary>
internal static class NameLists
{
    public static string[] Read(string[]? texts) => [.. (texts ?? []).SelectMany(s => s.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
}
