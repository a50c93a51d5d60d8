using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Ketamine.Claims;

/// <summary>The claims that ship, in order of their rows.</summary>
public static class ShippedClaims
{
    private static readonly Lazy<Checked<ClaimLibrary>> All = new(() =>
    {
        var read = ShippedFiles.Names("claims", ".toml").Select(n => ClaimFileReader.Read(ShippedFiles.TryRead($"claims/{n}.toml")!, $"claims/{n}.toml")).ToList();
        return read.TrueForAll(r => r.IsOk) ? Checked.Ok(new ClaimLibrary(read.Select(r => r.Value!).ToValueList())) : Checked.Refused<ClaimLibrary>(read.SelectMany(r => r.Diagnostics));
    });

    public static Checked<ClaimLibrary> Read() => All.Value;
}

/// <summary>Files of claims.</summary>
public sealed record ClaimLibrary(ValueList<ClaimFile> Files)
{
    /// <summary>Words that stand for claims: rows, ids, names of files.</summary>
    public IEnumerable<string> Names => Files.Select(f => f.Row).Concat(Files.Select(NameOf)).Concat(Files.SelectMany(f => f.Claims).Select(c => c.Id));

    /// <summary>The files with only the claims that a word names: a row (S01), a claim's id or a file's name; empty when it names none.</summary>
    public ValueList<ClaimFile> Find(string word)
    {
        bool Same(string name) => string.Equals(name, word, StringComparison.OrdinalIgnoreCase);
        return Files
            .Select(f => Same(f.Row) || Same(NameOf(f)) ? f : f with { Claims = f.Claims.Where(c => Same(c.Id)).ToValueList() })
            .Where(f => !f.Claims.IsEmpty)
            .ToValueList();
    }

    private static string NameOf(ClaimFile file) => Path.GetFileNameWithoutExtension(file.Source);
}
