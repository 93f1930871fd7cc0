using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>What a safetensors file holds. Disposing it disposes its tensors.</summary>
public sealed class SafetensorsContent(Dictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string> metadata) : IDisposable
{
    /// <summary>The tensors by key, on the processor.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors { get; } = tensors;

    /// <summary>The file's notes: names and values.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; } = metadata;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in Tensors.Values)
            tensor.Dispose();
    }
}

/// <summary>
/// Reads and writes named tensors in the safetensors format, which Python's <c>safetensors</c> reads too. Files carry a checksum of the tensors'
/// bytes in their metadata, which is checked where it is there.
/// </summary>
public static class Safetensors
{
    private const string ChecksumKey = "archgen.sha256";
    private const int MaximumHeader = 100 << 20;

    /// <summary>Writes tensors, in the order given. The file is replaced whole or left alone.</summary>
    public static void Write(string path, IEnumerable<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var entries = new List<SafetensorsEntry>();
        var dense = new List<Tensor>();
        long position = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (key, tensor) in tensors)
        {
            var plain = tensor.detach().cpu().contiguous();
            var bytes = plain.bytes;
            hash.AppendData(bytes);
            entries.Add(new SafetensorsEntry(key, plain.dtype, plain.shape, position, position + bytes.Length));
            position += bytes.Length;
            dense.Add(plain);
        }

        var notes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in metadata ?? new Dictionary<string, string>())
            notes[name] = value;
        notes[ChecksumKey] = Convert.ToHexStringLower(hash.GetHashAndReset());
        var header = new SafetensorsHeader(entries, notes).ToBytes();
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (var tensor in dense)
                stream.Write(tensor.bytes);
        });
    }

    /// <summary>Reads a file whole. Throws <see cref="CheckpointException"/> where it is missing, cut short or damaged.</summary>
    public static SafetensorsContent Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            var header = ReadHeader(stream);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
            var content = new SafetensorsContent(tensors, header.Metadata);
            try
            {
                foreach (var entry in header.Entries)
                {
                    var tensor = empty(entry.Shape, entry.Type, CPU).DetachFromDisposeScope();
                    tensors.Add(entry.Key, tensor);
                    stream.ReadExactly(tensor.bytes);
                    hash.AppendData(tensor.bytes);
                }

                if (header.Metadata.TryGetValue(ChecksumKey, out var expected) && Convert.ToHexStringLower(hash.GetHashAndReset()) != expected)
                    throw new FormatException("its checksum is wrong: the tensors' bytes have changed since it was written");
                return content;
            }
            catch
            {
                content.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CheckpointException($"There is no checkpoint at '{path}'. Train first, or give the path of a .safetensors file.", e);
        }
        catch (Exception e) when (e is FormatException or EndOfStreamException)
        {
            var why = e is FormatException ? e.Message : "it ends too early";
            throw new CheckpointException($"'{path}' can't be read as a safetensors file: {why}. Take another copy of it, or write it again.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"'{path}' can't be read: {e.Message}", e);
        }
    }

    private static SafetensorsHeader ReadHeader(FileStream stream)
    {
        Span<byte> prefix = stackalloc byte[8];
        if (stream.ReadAtLeast(prefix, 8, throwOnEndOfStream: false) < 8)
            throw new FormatException($"it has only {stream.Length} bytes");
        var length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (length is < 2 or > MaximumHeader)
            throw new FormatException("it doesn't begin as one");
        if (length > stream.Length - 8)
            throw new FormatException($"it is cut short: {stream.Length} bytes, and its header alone should have {length}");
        var header = new byte[length];
        stream.ReadExactly(header);
        if (header[0] != (byte)'{')
            throw new FormatException("it doesn't begin as one");
        return SafetensorsHeader.Parse(header, stream.Length - 8 - length);
    }
}
