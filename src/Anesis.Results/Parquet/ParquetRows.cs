using Anesis.Modeling.Values;
using Anesis.Results.Columns;
using ParquetSharp;
using ParquetSharp.IO;
using ParquetSharp.Schema;

namespace Anesis.Results.Parquet;

/// <summary>
/// A Parquet file of result rows: id, time, one double an output. Doubles are split by byte before zstd (smaller, and faster to scan, than plain);
/// id and time repeat and have dictionaries. The same rows give the same bytes.
/// </summary>
internal sealed class ParquetRows : IDisposable
{
    private readonly SealedFile _file;
    private readonly ManagedOutputStream _stream;
    private readonly ParquetFileWriter _writer;
    private readonly IndividualIds _ids;
    private long[] _idNumbers = [];

    public ParquetRows(SealedFile file, ValueList<OutputColumn> outputs, IndividualIds ids)
    {
        (_file, _ids) = (file, ids);
        _stream = new ManagedOutputStream(file, leaveOpen: true);
        using var properties = ParquetSettings.Build("id", "time");
        _writer = new ParquetFileWriter(
            _stream,
            [ids.AreText ? new Column<string>("id") : new Column<long>("id"), new Column<double>("time"), .. outputs.Select(o => new Column<double>(o.Name))],
            properties);
    }

    public long Rows { get; private set; }

    public Exception? Failure => _file.Failure;

    /// <summary>Writes a row group.</summary>
    public void WriteGroup(RowBuffer rows)
    {
        using var group = _writer.AppendRowGroup();
        WriteIds(group, rows);
        WriteDoubles(group, rows.Times.AsSpan(0, rows.Count));
        foreach (double[] column in rows.Outputs)
        {
            WriteDoubles(group, column.AsSpan(0, rows.Count));
        }

        Rows += rows.Count;
    }

    /// <summary>Brings the file, finished, to the disk under its name.</summary>
    public (string Sha256, long Bytes) Seal()
    {
        _file.Seal();
        return (_file.Hash, _file.Length);
    }

    /// <summary>Writes the footer.</summary>
    public void Finish() => _writer.Close();

    public void Dispose()
    {
        try
        {
            _writer.Dispose();
        }
        catch (ParquetException) when (_file.Failure is not null)
        {
            // The footer of a file that is being given up after a failed write.
        }

        _stream.Dispose();
        _file.Dispose();
    }

    private void WriteIds(RowGroupWriter group, RowBuffer rows)
    {
        if (_ids.AreText)
        {
            using var column = group.NextColumn().LogicalWriter<string>();
            column.WriteBatch(Array.ConvertAll(rows.Individuals[..rows.Count], _ids.Text));
            return;
        }

        if (_idNumbers.Length < rows.Count)
        {
            _idNumbers = new long[rows.Count];
        }

        for (int i = 0; i < rows.Count; i++)
        {
            _idNumbers[i] = _ids.Number(rows.Individuals[i]);
        }

        using var numbers = group.NextColumn().LogicalWriter<long>();
        numbers.WriteBatch(_idNumbers.AsSpan(0, rows.Count));
    }

    private static void WriteDoubles(RowGroupWriter group, ReadOnlySpan<double> values)
    {
        using var column = (ColumnWriter<double>)group.NextColumn();
        column.WriteBatch(values);
    }
}
