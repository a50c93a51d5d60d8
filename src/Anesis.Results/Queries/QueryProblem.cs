using Anesis.Modeling.Diagnostics;

namespace Anesis.Results.Queries;

/// <summary>What DuckDB says of a query that it cannot run, as a diagnostic: its kind of error left out, and the line and caret that it prints made a place in the query.</summary>
internal static class QueryProblem
{
    private const string LineMark = "LINE ";

    /// <param name="message">DuckDB's text: "Kind Error: what", hints on further lines, then "LINE 2: the line" and a caret under the place.</param>
    /// <param name="sql">The query; null where the views are at fault, not a query.</param>
    public static Diagnostic Of(string message, string? sql)
    {
        string[] lines = message.Split('\n');
        int mark = Array.FindIndex(lines, line => line.StartsWith(LineMark, StringComparison.Ordinal));
        var said = lines[..(mark < 0 ? lines.Length : mark)].Select(line => line.Trim()).Where(line => line.Length > 0 && !NamesItsOwnTables(line));
        var problem = ResultDiagnostics.BadQuery(WithoutKind(string.Join("; ", said)));
        return sql is not null && mark >= 0 && mark + 1 < lines.Length && Place(lines[mark], lines[mark + 1], sql) is var (line, column, text)
            ? problem with { At = new SourceSpan("query", line, column, 1), SourceLine = text }
            : problem;
    }

    /// <summary>DuckDB offers its catalogue's tables (pg_depend, duckdb_types …) for a name that it does not know; a study has two views.</summary>
    private static bool NamesItsOwnTables(string line) => line.StartsWith("Did you mean \"pg_", StringComparison.Ordinal) || line.StartsWith("Did you mean \"duckdb_", StringComparison.Ordinal) || line.StartsWith("Did you mean \"sqlite_", StringComparison.Ordinal);

    private static string WithoutKind(string text)
    {
        int colon = text.IndexOf(" Error: ", StringComparison.Ordinal);
        return colon > 0 && !text[..colon].Contains(' ', StringComparison.Ordinal) ? text[(colon + " Error: ".Length)..] : text;
    }

    /// <summary>The place under the caret; null where DuckDB shows only a part of a long line.</summary>
    private static (int Line, int Column, string Text)? Place(string quoted, string caret, string sql)
    {
        int colon = quoted.IndexOf(": ", StringComparison.Ordinal);
        string[] lines = sql.Split('\n');
        return colon > 0 && int.TryParse(quoted.AsSpan(LineMark.Length, colon - LineMark.Length), out int line) && line >= 1 && line <= lines.Length
            && quoted[(colon + 2)..] == lines[line - 1] && caret.IndexOf('^', StringComparison.Ordinal) - colon - 1 is var column and >= 1
            ? (line, column, lines[line - 1])
            : null;
    }
}
