using Anesis.Modeling.Diagnostics;
using Anesis.Results.Columns;

namespace Anesis.Results.Studies;

internal static class ColumnNames
{
    /// <summary>Refuses outputs and columns of individuals that could not be told apart in a table.</summary>
    public static IReadOnlyList<Diagnostic> Check(IEnumerable<OutputColumn> outputs, IEnumerable<IndividualColumn> individuals) =>
        [.. Check(outputs.Select(o => o.Name), "id", "time"), .. Check(individuals.Select(c => c.Name), "id", "outcome")];

    private static IEnumerable<Diagnostic> Check(IEnumerable<string> names, params string[] reserved)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (reserved.Contains(name, StringComparer.Ordinal))
            {
                yield return ResultDiagnostics.BadColumn(name, "the name of a column that is always there");
            }
            else if (!seen.Add(name))
            {
                yield return ResultDiagnostics.BadColumn(name, "asked for twice");
            }
        }
    }
}
