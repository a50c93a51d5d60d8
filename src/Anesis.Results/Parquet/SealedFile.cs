using System.Security.Cryptography;

namespace Anesis.Results.Parquet;

/// <summary>
/// A file that is either absent or whole: bytes go to a temporary name, and <see cref="Seal"/> brings them to the disk and renames.
/// The hash is taken on the way where one is wanted: files without one need no cryptography. Without a call of <see cref="Seal"/> the temporary file is deleted.
/// </summary>
internal sealed class SealedFile : Stream
{
    private readonly string _path;
    private readonly string _temporary;
    private readonly Stream _file;
    private readonly IncrementalHash? _hash;
    private long _length;
    private bool _sealed;

    public SealedFile(string path, Func<string, Stream>? create = null, IncrementalHash? hash = null)
    {
        _path = path;
        _temporary = path + ".tmp";
        _hash = hash;
        _file = (create ?? Create)(_temporary);
    }

    /// <summary>The first failure to write; native callers turn it into a message and lose its number.</summary>
    public Exception? Failure { get; private set; }

    public override bool CanRead => false;

    /// <summary>Writers ask where they are; none goes back, which the running hash would not allow.</summary>
    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    public static Stream Create(string path) => new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            _file.Write(buffer);
        }
        catch (Exception cause) when (ResultDiagnostics.IsWriteFailure(cause))
        {
            Failure ??= cause;
            throw;
        }

        _hash?.AppendData(buffer);
        _length += buffer.Length;
    }

    public override void Flush()
    {
        try
        {
            _file.Flush();
        }
        catch (Exception cause) when (ResultDiagnostics.IsWriteFailure(cause))
        {
            Failure ??= cause;
            throw;
        }
    }

    /// <summary>The hash of all that was written, in lower-case hexadecimal; empty where none is taken.</summary>
    public string Hash => _hash is null ? "" : Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>Makes the file whole and visible under its name.</summary>
    public void Seal()
    {
        Flush();
        (_file as FileStream)?.Flush(flushToDisk: true);
        _file.Dispose();
        File.Move(_temporary, _path, overwrite: true);
        _sealed = true;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            if (!_sealed)
            {
                Discard();
            }

            _hash?.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Discard()
    {
        try
        {
            _file.Dispose();
        }
        catch (Exception cause) when (ResultDiagnostics.IsWriteFailure(cause))
        {
            Failure ??= cause;   // bytes still buffered for a full disk; the file goes anyway
        }

        File.Delete(_temporary);
    }
}
