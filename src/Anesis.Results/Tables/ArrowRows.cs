using Anesis.Results.Columns;
using Anesis.Simulation.Ensembles;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

namespace Anesis.Results.Tables;

/// <summary>An Arrow IPC file: id, time, one double an output; units in the fields' metadata.</summary>
internal sealed class ArrowRows : IResultFormat
{
    private const int BatchRows = 65_536;

    private readonly ResultTable _table;
    private readonly Schema _schema;
    private readonly ArrowFileWriter _writer;
    private readonly RowGathering _rows;
    private readonly WriteOrder _order = new();
    private bool _started;

    public ArrowRows(Stream stream, ResultTable table)
    {
        _table = table;
        var schema = new Schema.Builder()
            .Field(new Field("id", table.Ids.AreText ? StringType.Default : Int64Type.Default, nullable: false))
            .Field(Number("time", table.TimeUnit));
        foreach (var output in table.Outputs)
        {
            schema.Field(Number(output.Name, output.Unit));
        }

        _schema = schema.Build();
        _writer = new ArrowFileWriter(stream, _schema, leaveOpen: true);
        _rows = new RowGathering(table.Outputs.Count, Math.Clamp((1 << 22) / (table.Outputs.Count + 2), 1024, BatchRows));
    }

    public void Add(ResultBlock block, int k) => _rows.Add(block, k, _order, WriteBatch);

    public void Finish()
    {
        _rows.Flush(_order, WriteBatch);
        _order.Wait();
        if (!_started)
        {
            _writer.WriteStart();
        }

        _writer.WriteEnd();
    }

    public void Dispose()
    {
        _order.Settle();
        _rows.Dispose();
        _writer.Dispose();
    }

    private static Field Number(string name, string? unit) =>
        new(name, DoubleType.Default, nullable: false, unit is null ? null : new Dictionary<string, string>(StringComparer.Ordinal) { ["unit"] = unit });

    private void WriteBatch(RowBuffer rows)
    {
        if (!_started)
        {
            _writer.WriteStart();
            _started = true;
        }

        IArrowArray[] columns = [Ids(rows), Doubles(rows.Times, rows.Count), .. rows.Outputs.Select(column => Doubles(column, rows.Count))];
        using var batch = new RecordBatch(_schema, columns, rows.Count);
        _writer.WriteRecordBatch(batch);
    }

    private IArrowArray Ids(RowBuffer rows)
    {
        if (_table.Ids.AreText)
        {
            return new StringArray.Builder().AppendRange(rows.Individuals.Take(rows.Count).Select(_table.Ids.Text)).Build();
        }

        return new Int64Array.Builder().Reserve(rows.Count).AppendRange(rows.Individuals.Take(rows.Count).Select(_table.Ids.Number)).Build();
    }

    private static DoubleArray Doubles(double[] column, int count) => new DoubleArray.Builder().Append(column.AsSpan(0, count)).Build();
}
