using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
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
    internal const string ChecksumKey = "archgen.sha256";

    /// <summary>Writes tensors, in the order given. The file is replaced whole or left alone.</summary>
    public static void Write(string path, IEnumerable<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var dense = tensors.Select(t => KeyValuePair.Create(t.Key, t.Value.detach().cpu().contiguous())).ToArray();
        Write(path, [.. dense.Select(t => (t.Key, new StateEntry(t.Value.shape, t.Value.dtype)))], (i, use) => use(dense[i].Value), metadata);
    }

    /// <summary>Writes a file's tensors under other names, one in memory at a time. The file is replaced whole or left alone.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="file">The tensors.</param>
    /// <param name="nameOf">What a key becomes; each another.</param>
    /// <param name="metadata">Notes to keep with them.</param>
    public static void Write(string path, CheckpointFile file, Func<string, string> nameOf, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var entries = file.Entries;
        Write(path, [.. entries.Select(e => (nameOf(e.Key), new StateEntry([.. e.Shape], e.Type)))], Use, metadata);

        void Use(int i, Action<Tensor> use)
        {
            using var tensor = file.Read(entries[i].Key);
            use(tensor);
        }
    }

    // The checksum stands before what it sums: every tensor is gone through twice.
    private static void Write(string path, IReadOnlyList<(string Key, StateEntry Entry)> tensors, Action<int, Action<Tensor>> read, IReadOnlyDictionary<string, string>? metadata)
    {
        var entries = new List<SafetensorsEntry>();
        long position = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i < tensors.Count; i++)
        {
            var (key, entry) = tensors[i];
            var element = SafetensorsHeader.ElementOf(key, entry.Type!.Value);
            var end = position + TensorLimits.Elements(key, entry.Shape) * element.Size;
            entries.Add(new SafetensorsEntry(key, element, entry.Shape, position, end));
            position = end;
            read(i, tensor => InParts(tensor, part => hash.AppendData(part)));
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
            for (var i = 0; i < tensors.Count; i++)
                read(i, tensor => InParts(tensor, stream.Write));
        });
    }

    private delegate void Part(ReadOnlySpan<byte> bytes);

    private static void InParts(Tensor tensor, Part use)
    {
        foreach (var part in TensorParts.Of(tensor))
        {
            using (part)
                use(part.bytes);
        }
    }

    /// <summary>Reads a file whole. Throws <see cref="CheckpointException"/> where it is missing, cut short or damaged, or isn't a safetensors file.</summary>
    public static SafetensorsContent Read(string path)
    {
        using var file = CheckpointFile.Open(path, new CheckpointOptions { KeepModulePrefix = true });
        if (file.Format != CheckpointFormat.Safetensors)
            throw new CheckpointException($"'{path}' is {CheckpointFile.NameOf(file.Format)}, and a safetensors file is needed. Convert it: archgen convert.");
        file.RequireUndamaged();
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        var content = new SafetensorsContent(tensors, file.Metadata);
        try
        {
            foreach (var entry in file.Entries)
                tensors.Add(entry.Key, file.Read(entry.Key));
            return content;
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }
}
