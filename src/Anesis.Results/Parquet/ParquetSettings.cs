using ParquetSharp;
using ParquetSharp.Schema;

namespace Anesis.Results.Parquet;

internal static class ParquetSettings
{
    /// <summary>zstd 1; doubles split by byte; dictionaries for the columns named, which repeat. Least and greatest values are kept of those alone: they are what rows are looked up by.</summary>
    public static WriterProperties Build(params ReadOnlySpan<string> repeating)
    {
        using var builder = new WriterPropertiesBuilder();
        builder.Compression(Compression.Zstd).CompressionLevel(1).DisableDictionary().DisableStatistics().Encoding(ParquetSharp.Encoding.ByteStreamSplit);
        foreach (string name in repeating)
        {
            using var path = new ColumnPath([name]);
            builder.Encoding(path, ParquetSharp.Encoding.Plain).EnableDictionary(path).EnableStatistics(path);
        }

        return builder.Build();
    }
}
