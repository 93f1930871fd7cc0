using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace ArchGen.Runtime;

/// <summary>
/// A file's bytes, read at any place right to where they are wanted. Every read is held against the length that the file had when it was opened. A mapping would
/// copy as often, pays for each page, and ends the process where the file is cut short under it.
/// </summary>
internal sealed class WeightBytes : IDisposable
{
    private readonly SafeFileHandle _handle;

    public WeightBytes(string path)
    {
        Path = path;
        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            Length = RandomAccess.GetLength(_handle);
        }
        catch (Exception e)
        {
            _handle.Dispose();
            throw e is NotSupportedException ? new IOException("It can't be read at any place, as a pipe can't. Write it to a file first.", e) : e;
        }
    }

    /// <summary>Its path, as given.</summary>
    public string Path { get; }

    /// <summary>How many there are.</summary>
    public long Length { get; }

    /// <summary>Copies bytes from the file right to where they are wanted.</summary>
    public void Read(long offset, Span<byte> into)
    {
        RequireWithin(offset, into.Length, "what is read");
        while (into.Length > 0)
        {
            var count = RandomAccess.Read(_handle, into, offset);
            if (count == 0)
                throw new FormatException($"it was cut short while it was read: it ends at byte {offset}");
            offset += count;
            into = into[count..];
        }
    }

    /// <summary>Bytes of the file.</summary>
    public byte[] Read(long offset, long count)
    {
        RequireWithin(offset, count, "what is read");
        var bytes = new byte[count];
        Read(offset, bytes);
        return bytes;
    }

    /// <summary>Throws <see cref="FormatException"/> where the file doesn't have all of those bytes.</summary>
    public void RequireWithin(long offset, long count, string what)
    {
        if (offset < 0 || count < 0 || count > Length || offset > Length - count)
            throw new FormatException($"it is cut short or damaged: {what} should be {count} bytes from byte {offset}, and it has {Length}");
    }

    public void Dispose() => _handle.Dispose();
}
