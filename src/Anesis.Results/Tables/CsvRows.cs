using System.Buffers.Text;
using System.Text;
using Anesis.Formats.DataSets;
using Anesis.Simulation.Ensembles;

namespace Anesis.Results.Tables;

/// <summary>
/// CSV in UTF-8 with line feeds: a header, then rows as they come, each number in the shortest form that reads back to the same bits.
/// Fields with a comma, quote or line break are quoted (RFC 4180).
/// </summary>
internal sealed class CsvRows : IResultFormat
{
    private const int BufferSize = 1 << 16;
    private const int LongestNumber = 32;

    private readonly Stream _stream;
    private readonly ResultTable _table;
    private readonly byte[][] _names;
    private readonly byte[] _buffer = new byte[BufferSize];
    private int _used;

    public CsvRows(Stream stream, ResultTable table)
    {
        (_stream, _table) = (stream, table);
        _names = [.. table.Outputs.Select(o => Encoding.UTF8.GetBytes(CsvField.Of(o.Name)))];
        string[] header = [.. table.HasIds ? ["id"] : Array.Empty<string>(), table.TimeHeading,
            .. table.Shape == CsvShape.Long ? ["output", "value"] : table.Outputs.Select(o => o.Name)];
        Put(Encoding.UTF8.GetBytes(string.Join(',', header.Select(CsvField.Of)) + "\n"));
    }

    public void Add(ResultBlock block, int k)
    {
        byte[] id = _table.HasIds ? Encoding.UTF8.GetBytes(CsvField.Of(_table.Ids.Text(block.First + k)) + ",") : [];
        for (int row = block.RowStarts[k]; row < block.RowStarts[k + 1]; row++)
        {
            var values = block.Values.AsSpan(row * block.OutputCount, block.OutputCount);
            if (_table.Shape == CsvShape.Long)
            {
                for (int output = 0; output < values.Length; output++)
                {
                    Put(id);
                    Put(block.Times[row]);
                    Put((byte)',');
                    Put(_names[output]);
                    Put((byte)',');
                    Put(values[output]);
                    Put((byte)'\n');
                }

                continue;
            }

            Put(id);
            Put(block.Times[row]);
            foreach (double value in values)
            {
                Put((byte)',');
                Put(value);
            }

            Put((byte)'\n');
        }
    }

    public void Finish()
    {
        Flush();
        _stream.Flush();
    }

    public void Dispose()
    {
    }

    private void Put(double value)
    {
        if (_used + LongestNumber > BufferSize)
        {
            Flush();
        }

        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_used), out int written);
        _used += written;
    }

    private void Put(byte value)
    {
        if (_used == BufferSize)
        {
            Flush();
        }

        _buffer[_used++] = value;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BufferSize - _used)
        {
            Flush();
            if (bytes.Length > BufferSize)
            {
                _stream.Write(bytes);
                return;
            }
        }

        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    private void Flush()
    {
        _stream.Write(_buffer, 0, _used);
        _used = 0;
    }
}
