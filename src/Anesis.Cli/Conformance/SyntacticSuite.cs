using Anesis.Formats;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Cli.Conformance;

/// <summary>Judges single files as valid or invalid, and compares with the index of the suite.</summary>
internal static class SyntacticSuite
{
    public static IEnumerable<CaseVerdict> Run(string folder, CancellationToken cancel)
    {
        string index = Path.Combine(folder, "index.csv");
        string[] lines = File.ReadAllLines(index);
        foreach (string line in lines.Skip(1).Where(l => l.Length > 0))
        {
            cancel.ThrowIfCancellationRequested();
            string[] cells = Cells(line);
            yield return Judge(folder, cells[0], cells[3], cells.Length > 4 ? cells[4].Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries) : []);
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

    private static string[] Cells(string line)
    {
        var cells = new List<string>();
        int start = 0;
        bool quoted = false;
        for (int i = 0; i <= line.Length; i++)
        {
            if (i == line.Length || (line[i] == ',' && !quoted))
            {
                cells.Add(line[start..i].Trim().Trim('"'));
                start = i + 1;
            }
            else if (line[i] == '"')
            {
                quoted = !quoted;
            }
        }

        return [.. cells];
    }
}
