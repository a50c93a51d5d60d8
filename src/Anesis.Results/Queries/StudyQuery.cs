using Anesis.Modeling.Diagnostics;
using Anesis.Results.Studies;
using DuckDB.NET.Data;

namespace Anesis.Results.Queries;

/// <summary>
/// SELECT over a study's views <c>results</c> (id, time, outputs) and <c>individuals</c> (id, covariates, parameters, outcome), by an embedded DuckDB.
/// One thread, because sums over several differ in their last bits from run to run. No file outside the study can be read and none written.
/// </summary>
public sealed class StudyQuery : IDisposable
{
    private readonly DuckDBConnection _connection;

    private StudyQuery(DuckDBConnection connection) => _connection = connection;

    internal static Checked<StudyQuery> Open(Study study)
    {
        var missing = study.PartPaths.Where(p => !File.Exists(p)).Select(ResultDiagnostics.PartMissing).ToList();
        if (study.IndividualsPath is { } individuals && !File.Exists(individuals))
        {
            missing.Add(ResultDiagnostics.PartMissing(individuals));
        }

        if (missing.Count > 0)
        {
            return Checked.Refused<StudyQuery>(missing);
        }

        var connection = new DuckDBConnection("Data Source=:memory:");
        try
        {
            connection.Open();
            Run(connection, "set threads=1");
            Run(connection, $"set temp_directory={Quote(Path.Combine(Path.GetTempPath(), $"anesis-query-{Environment.ProcessId}"))}");
            Run(connection, $"create view results as {ResultsView(study)}");
            if (study.IndividualsPath is { } path)
            {
                Run(connection, $"create view individuals as select * from read_parquet({Quote(path)})");
            }

            Run(connection, $"set allowed_directories=[{Quote(study.Folder + Path.DirectorySeparatorChar)}]");
            Run(connection, "set enable_external_access=false");
            Run(connection, "set lock_configuration=true");
            return Checked.Ok(new StudyQuery(connection));
        }
        catch (DuckDBException problem)
        {
            connection.Dispose();
            return Checked.Refused<StudyQuery>(QueryProblem.Of(problem.Message, sql: null));
        }
    }

    /// <summary>Runs one SELECT; anything else is refused before it runs.</summary>
    public Checked<QueryRows> Select(string sql)
    {
        try
        {
            string? refusal = RefusalOf(sql);
            if (refusal is not null)
            {
                return Checked.Refused<QueryRows>(ResultDiagnostics.NotSelect(refusal));
            }

            var command = _connection.CreateCommand();
            command.CommandText = sql;
            command.UseStreamingMode = true;
            return Checked.Ok(new QueryRows(command, command.ExecuteReader()));
        }
        catch (DuckDBException problem)
        {
            return Checked.Refused<QueryRows>(QueryProblem.Of(problem.Message, sql));
        }
    }

    public void Dispose() => _connection.Dispose();

    private static string ResultsView(Study study)
    {
        if (study.PartPaths.Count > 0)
        {
            return $"select * from read_parquet([{string.Join(", ", study.PartPaths.Select(Quote))}])";
        }

        var outputs = study.Manifest.Outputs.Select(o => $", null::double as \"{o.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        return $"select null::bigint as id, null::double as time{string.Concat(outputs)} where false";
    }

    /// <summary>DuckDB's own parser says what a SELECT is: json_serialize_sql takes nothing else. Null when it is exactly one.</summary>
    private string? RefusalOf(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "select j->>'$.error', j->>'$.error_message', json_array_length(j->'$.statements') from (select json_serialize_sql($1::varchar)::json as j)";
        command.Parameters.Add(new DuckDBParameter(sql));
        using var reader = command.ExecuteReader();
        reader.Read();
        if (!reader.IsDBNull(0) && reader.GetString(0) == "true")
        {
            string said = reader.IsDBNull(1) ? "" : reader.GetString(1);
            return said.StartsWith("Only SELECT", StringComparison.Ordinal) || string.IsNullOrWhiteSpace(said) ? $"\"{sql}\"" : said;
        }

        return !reader.IsDBNull(2) && Convert.ToInt64(reader.GetValue(2)) == 1 ? null : "several statements";
    }

    private static void Run(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
