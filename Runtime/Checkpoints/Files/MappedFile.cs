using System;
using System.IO;
using System.IO.MemoryMappedFiles;

namespace ArchGen.Runtime;

/// <summary>A file in memory, read where it is touched. Every read is held against its length.</summary>
internal sealed class MappedFile : IDisposable
{
    private readonly MemoryMappedFile? _map;
    private readonly MemoryMappedViewAccessor? _view;

    public MappedFile(string path)
    {
        Path = path;
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        try
        {
            Length = stream.Length;
            if (Length > 0)
            {
                _map = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
                _view = _map.CreateViewAccessor(0, Length, MemoryMappedFileAccess.Read);
                return;
            }
        }
        catch
        {
            _map?.Dispose();
            stream.Dispose();
            throw;
        }

        stream.Dispose();
    }

    /// <summary>Its path, as given.</summary>
    public string Path { get; }

    /// <summary>Its bytes.</summary>
    public long Length { get; }

    /// <summary>Copies bytes from the file right to where they are wanted.</summary>
    public void Read(long offset, Span<byte> into)
    {
        RequireWithin(offset, into.Length, "what is read");
        if (into.Length > 0)
            _view!.SafeMemoryMappedViewHandle.ReadSpan((ulong)(offset + _view.PointerOffset), into);
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

    public void Dispose()
    {
        _view?.Dispose();
        _map?.Dispose();
    }
}
