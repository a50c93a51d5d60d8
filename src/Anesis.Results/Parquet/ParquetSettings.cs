using ParquetSharp;
using ParquetSharp.Schema;

namespace Anesis.Results.Parquet;

internal static class ParquetSettings
{
    // Bytes of mantissas are noise that higher levels search in vain: level 1 takes a third more time for 2 % less.
    private const int ZstdLevel = -5;

    // Doubles of one page. Handed over in smaller pieces they are moved each time their buffer doubles.
    private const int ValuesAtOnce = (1 << 20) / sizeof(double);

    /// <summary>The fastest of zstd that still finds what repeats; doubles split by byte; dictionaries for the columns named, which repeat. Least and greatest values are kept of those alone: they are what rows are looked up by.</summary>
    public static WriterProperties Build(params ReadOnlySpan<string> repeating)
    {
        using var builder = new WriterPropertiesBuilder();
        builder.Compression(Compression.Zstd).CompressionLevel(ZstdLevel).WriteBatchSize(ValuesAtOnce).DisableDictionary().DisableStatistics().Encoding(ParquetSharp.Encoding.ByteStreamSplit);
        foreach (string name in repeating)
        {
            using var path = new ColumnPath([name]);
            builder.Encoding(path, ParquetSharp.Encoding.Plain).EnableDictionary(path).EnableStatistics(path);
        }

        return builder.Build();
    }
}
