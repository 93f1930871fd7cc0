using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace ArchGen.Runtime;

/// <summary>Reads the heads of safetensors files, alone or several under an index.</summary>
internal static class SafetensorsReader
{
    private const int LongestHeader = 100 << 20, LongestIndex = 100 << 20, MostShards = 10_000;

    /// <summary>One file. Throws <see cref="FormatException"/>.</summary>
    public static WeightContent Read(WeightBytes file)
    {
        var prefix = file.Read(0, sizeof(long));
        var length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (length is < 2 or > LongestHeader)
            throw new FormatException($"its header should have {length} bytes");
        if (length > file.Length - sizeof(long))
            throw new FormatException($"it is cut short: {file.Length} bytes, and its header alone should have {length}");
        var start = sizeof(long) + length;
        var header = SafetensorsHeader.Parse(file.Read(sizeof(long), length), file.Length - start);
        return new WeightContent(
            CheckpointFormat.Safetensors,
            [.. header.Entries.Where(e => e.Element.Type is not null).Select(e => KeyValuePair.Create(e.Key, new TensorPlace(file, start + e.Begin, e.Shape, null, e.Element)))])
        {
            Metadata = header.Metadata,
            LeftOut = [.. header.Entries.Where(e => e.Element.Type is null).Select(e => new CheckpointPart(e.Key, $"a tensor {TensorLimits.Text(e.Shape)} of {e.Element.Torch}"))],
            Summed = header.Metadata.TryGetValue(Safetensors.ChecksumKey, out var sum) ? [new SummedData(file, start, sum)] : [],
        };
    }

    /// <summary>Several under an index: <c>{"metadata": {…}, "weight_map": {"key": "file"}}</c>. Files are opened by <paramref name="open"/>, from the index's own folder only.</summary>
    public static WeightContent ReadIndex(WeightBytes index, Func<string, WeightBytes> open)
    {
        if (index.Length > LongestIndex)
            throw new FormatException($"it has {index.Length} bytes, and an index of files is shorter");
        var (map, metadata) = Parse(index.Read(0, index.Length));
        var names = map.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (names.Length > MostShards)
            throw new FormatException($"it names {names.Length} files");
        var (tensors, leftOut, summed) = (new List<KeyValuePair<string, TensorPlace>>(), new List<CheckpointPart>(), new List<SummedData>());
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!IsPlain(name))
                throw new FormatException($"it names the file '{TensorLimits.Shown(name)}'; files must stand in its own folder, and be named without one");
            var content = Shard(name, open);
            foreach (var (key, place) in content.Tensors)
            {
                if (map.GetValueOrDefault(key) == name)
                {
                    found.Add(key);
                    tensors.Add(KeyValuePair.Create(key, place));
                }
                else
                {
                    leftOut.Add(new CheckpointPart(key, $"a tensor in '{name}' that the index doesn't name there"));
                }
            }

            leftOut.AddRange(content.LeftOut);
            found.UnionWith(content.LeftOut.Select(l => l.Path));
            summed.AddRange(content.Summed);
        }

        if (map.FirstOrDefault(m => !found.Contains(m.Key)) is { Key: not null } missing)
            throw new FormatException($"'{TensorLimits.Shown(missing.Key)}' should be in '{missing.Value}', and isn't");
        return new WeightContent(CheckpointFormat.ShardedSafetensors, tensors)
        {
            Metadata = metadata,
            LeftOut = leftOut,
            Summed = summed,
            Parts = [.. names.Select(n => new CheckpointPart(n, PickleValues.Count(map.Values.Count(v => v == n), "tensor")))],
        };
    }

    private static WeightContent Shard(string name, Func<string, WeightBytes> open)
    {
        try
        {
            return Read(open(name));
        }
        catch (Exception e) when (e is FormatException or FileNotFoundException)
        {
            throw new FormatException($"of its files, '{TensorLimits.Shown(name)}' {(e is FormatException ? $"can't be read: {e.Message}" : "isn't there")}", e);
        }
    }

    // Names of the system's own, such as "..", and any with a folder are none.
    private static bool IsPlain(string name) =>
        name.Length is > 0 and <= 255 && name is not ("." or "..") && name.AsSpan().IndexOfAny("/\\:\0") < 0 && Path.GetFileName(name) == name && !name.Any(char.IsControl);

    private static (Dictionary<string, string> Map, Dictionary<string, string> Metadata) Parse(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes is [0xef, 0xbb, 0xbf, ..] ? bytes.AsMemory(3) : bytes);
            var map = new Dictionary<string, string>(StringComparer.Ordinal);
            if (!document.RootElement.TryGetProperty("weight_map", out var entries))
                throw new FormatException("it is JSON, and no index of safetensors files: it has no \"weight_map\"");
            foreach (var entry in entries.EnumerateObject())
            {
                if (!map.TryAdd(entry.Name, entry.Value.GetString() ?? ""))
                    throw new FormatException($"the key '{TensorLimits.Shown(entry.Name)}' is there twice");
            }

            var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
            if (document.RootElement.TryGetProperty("metadata", out var notes) && notes.ValueKind == JsonValueKind.Object)
                foreach (var note in notes.EnumerateObject())
                    metadata[note.Name] = note.Value.ToString();
            return (map, metadata);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException("its JSON isn't that of an index of safetensors files", e);
        }
    }
}
