using Anesis.Formats;
using Anesis.Modeling.Diagnostics;
using CsvHelper;

namespace Anesis.Cli.Conformance;

/// <summary>Judges single files as valid or invalid, and compares with the index of the suite.</summary>
internal static class SyntacticSuite
{
    public static IEnumerable<CaseVerdict> Run(string folder, CancellationToken cancel)
    {
        string index = Path.Combine(folder, "index.csv");
        using var rows = CsvReader.FromFile(index, new CsvReaderOptions { TrimWhitespace = true });
        while (rows.Read())
        {
            cancel.ThrowIfCancellationRequested();
            string[] rules = rows.FieldCount > 4 ? rows.GetString(4).Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries) : [];
            yield return Judge(folder, rows.GetString(0), rows.GetString(3), rules);
        }
    }

    private static CaseVerdict Judge(string folder, string file, string verdict, string[] rules)
    {
        try
        {
            var found = ModelCheck.Check(Path.Combine(folder, file));
            bool invalid = found.Any(d => d.Severity == Severity.Error);
            if (invalid != (verdict == "invalid"))
            {
                return new("syntactic", file, false, invalid ? $"found invalid: {found.First(d => d.Severity == Severity.Error)}" : $"found valid, expected rule {string.Join(" or ", rules)}");
            }

            bool named = rules.Length == 0 || found.SelectMany(d => d.Rules).Intersect(rules, StringComparer.Ordinal).Any();
            return new("syntactic", file, named, named ? "" : $"found rules {string.Join(", ", found.SelectMany(d => d.Rules).Distinct(StringComparer.Ordinal))}, expected {string.Join(" or ", rules)}");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new("syntactic", file, false, $"internal error: {failure.GetType().Name}: {failure.Message}");
        }
    }
}
