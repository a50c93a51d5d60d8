using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Anesis.Formats.DataSets;
using Anesis.Modeling.Values;
using DuckDB.NET.Data;

namespace Anesis.Results.Queries;

/// <summary>The rows of a query, read once from first to last.</summary>
public sealed class QueryRows : IDisposable
{
    private readonly DuckDBCommand _command;
    private readonly DuckDBDataReader _reader;

    internal QueryRows(DuckDBCommand command, DuckDBDataReader reader)
    {
        (_command, _reader) = (command, reader);
        Columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToValueList();
    }

    public ValueList<string> Columns { get; }

    /// <summary>Each row's values; null where SQL has NULL.</summary>
    /// <exception cref="ResultQueryException">The query failed on the way (a cast, memory, an overflow).</exception>
    public IEnumerable<object?[]> Read()
    {
        while (Next())
        {
            object?[] row = new object?[Columns.Count];
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = _reader.IsDBNull(i) ? null : _reader.GetValue(i);
            }

            yield return row;
        }
    }

    /// <summary>A header and a line a row, fields quoted where they must be; numbers read back to the same bits.</summary>
    public void WriteCsv(TextWriter writer)
    {
        writer.Write(string.Join(',', Columns.Select(CsvField.Of)) + "\n");
        foreach (object?[] row in Read())
        {
            writer.Write(string.Join(',', row.Select(v => CsvField.Of(Text(v)))) + "\n");
        }
    }

    /// <summary>An array of objects, one a row; a double that is not finite becomes null.</summary>
    public void WriteJson(Stream stream)
    {
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        writer.WriteStartArray();
        foreach (object?[] row in Read())
        {
            writer.WriteStartObject();
            for (int i = 0; i < row.Length; i++)
            {
                writer.WritePropertyName(Columns[i]);
                WriteValue(writer, row[i]);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public void Dispose()
    {
        _reader.Dispose();
        _command.Dispose();
    }

    internal static string Text(object? value) => value switch
    {
        null => "",
        bool b => b ? "true" : "false",
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        float f => f.ToString("R", CultureInfo.InvariantCulture),
        string s => s,
        IDictionary map => "{" + string.Join(", ", map.Cast<DictionaryEntry>().Select(e => $"{Text(e.Key)}: {Text(e.Value)}")) + "}",
        IEnumerable list => "[" + string.Join(", ", list.Cast<object?>().Select(Text)) + "]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
            case double d when !double.IsFinite(d):
            case float f when !float.IsFinite(f):
                writer.WriteNullValue();
                break;
            case bool b:
                writer.WriteBooleanValue(b);
                break;
            case double or float or decimal or sbyte or byte or short or ushort or int or uint or long or ulong or System.Numerics.BigInteger:
                writer.WriteRawValue(Text(value));
                break;
            default:
                writer.WriteStringValue(Text(value));
                break;
        }
    }

    private bool Next()
    {
        try
        {
            return _reader.Read();
        }
        catch (DuckDBException problem)
        {
            throw new ResultQueryException(QueryProblem.Of(problem.Message, sql: null), problem);
        }
    }
}
