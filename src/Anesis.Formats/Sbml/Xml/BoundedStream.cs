using Anesis.Modeling.Diagnostics;

namespace Anesis.Formats.Sbml.Xml;

/// <summary>Reads a stream to its end, up to a limit.</summary>
internal static class BoundedStream
{
    /// <summary>The bytes, or null after a diagnostic when there are more than <paramref name="limit"/>.</summary>
    public static ReadOnlyMemory<byte>? ReadAll(Stream stream, string file, int limit, List<Diagnostic> diagnostics)
    {
        using var buffer = new MemoryStream(stream.CanSeek ? (int)Math.Clamp(stream.Length - stream.Position, 0, limit) : 0);
        byte[] chunk = new byte[65536];
        int count;
        while ((count = stream.Read(chunk)) > 0)
        {
            if (buffer.Length + count > limit)
            {
                diagnostics.Add(new("AN0203", Severity.Error, new(file), $"more than {limit} bytes", $"at most {limit} bytes"));
                return null;
            }

            buffer.Write(chunk, 0, count);
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }
}
