using Anesis.Modeling.Diagnostics;
using Anesis.Results.Columns;
using Anesis.Results.Parquet;
using Anesis.Results.Studies;
using Anesis.Simulation.Ensembles;

namespace Anesis.Results.Tables;

/// <summary>Results in one file: .csv, .parquet or .arrow by its extension. The file appears when it is whole; disposing before <see cref="Complete"/> leaves none.</summary>
public sealed class ResultFile : IResultSink, IDisposable
{
    private readonly string _path;
    private readonly SealedFile? _file;
    private readonly IResultFormat _format;

    private ResultFile(string path, SealedFile? file, IResultFormat format) => (_path, _file, _format) = (path, file, format);

    /// <summary>True when <paramref name="path"/> names one file and not a study folder.</summary>
    public static bool IsFile(string path) => Path.GetExtension(path).ToLowerInvariant() is ".csv" or ".parquet" or ".arrow";

    public static Checked<ResultFile> Create(string path, ResultTable table)
    {
        if (!IsFile(path))
        {
            return Checked.Refused<ResultFile>(ResultDiagnostics.UnknownKind(path));
        }

        var errors = ColumnNames.Check(table.Outputs, []);
        if (errors.Count > 0)
        {
            return Checked.Refused<ResultFile>(errors);
        }

        try
        {
            var file = new SealedFile(Path.GetFullPath(path));
            IResultFormat format = Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".csv" => new CsvRows(file, table),
                ".arrow" => new ArrowRows(file, table),
                _ => new ParquetFormat(new ParquetRows(file, table.Outputs, table.Ids), new RowGathering(table.Outputs.Count, StudyLayout.For(1, table.Outputs.Count).RowGroupRows)),
            };
            return Checked.Ok(new ResultFile(path, file, format));
        }
        catch (Exception cause) when (ResultDiagnostics.IsWriteFailure(cause))
        {
            return Checked.Refused<ResultFile>(ResultDiagnostics.Writing(path, cause));
        }
    }

    /// <summary>CSV to a stream that stays open, such as standard output.</summary>
    public static ResultFile CsvTo(Stream stream, string name, ResultTable table) => new(name, null, new CsvRows(stream, table));

    public bool KeepsBlocks => false;

    /// <exception cref="ResultWriteException">The disk is full or the file cannot be written.</exception>
    public void Accept(ResultBlock block) => Guard(() =>
    {
        for (int k = 0; k < block.Count; k++)
        {
            _format.Add(block, k);
        }
    });

    /// <summary>Brings the file to the disk under its name.</summary>
    /// <exception cref="ResultWriteException">The disk is full or the file cannot be written.</exception>
    public void Complete() => Guard(() =>
    {
        _format.Finish();
        _file?.Seal();
    });

    public void Dispose()
    {
        _format.Dispose();
        _file?.Dispose();
    }

    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception cause) when (ResultDiagnostics.IsWriteFailure(cause) || cause is ParquetSharp.ParquetException)
        {
            throw new ResultWriteException(ResultDiagnostics.Writing(_path, _file?.Failure ?? cause), cause);
        }
    }

    private sealed class ParquetFormat(ParquetRows file, RowGathering rows) : IResultFormat
    {
        private readonly WriteOrder _order = new();

        public void Add(ResultBlock block, int k) => rows.Add(block, k, _order, file.WriteGroup);

        public void Finish()
        {
            rows.Flush(_order, file.WriteGroup);
            _order.Wait();
            file.Finish();
        }

        public void Dispose()
        {
            _order.Settle();
            rows.Dispose();
            file.Dispose();
        }
    }
}

internal interface IResultFormat : IDisposable
{
    void Add(ResultBlock block, int k);

    /// <summary>Writes what is still held; the stream stays open.</summary>
    void Finish();
}
