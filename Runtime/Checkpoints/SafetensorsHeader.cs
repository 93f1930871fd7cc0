using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text.Json;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>One tensor of a safetensors file: where its bytes lie, counted from the end of the header.</summary>
internal sealed record SafetensorsEntry(string Key, ScalarType Type, long[] Shape, long Begin, long End);

/// <summary>
/// The JSON head of a safetensors file: eight bytes of length, then <c>{"key": {"dtype", "shape", "data_offsets"}, "__metadata__": {…}}</c>, then the
/// tensors' bytes, little-endian, without gaps.
/// </summary>
internal sealed record SafetensorsHeader(IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    private static readonly (string Name, ScalarType Type, int Size)[] Types =
    [
        ("F32", ScalarType.Float32, 4), ("F64", ScalarType.Float64, 8), ("F16", ScalarType.Float16, 2), ("BF16", ScalarType.BFloat16, 2),
        ("I64", ScalarType.Int64, 8), ("I32", ScalarType.Int32, 4), ("I16", ScalarType.Int16, 2), ("I8", ScalarType.Int8, 1),
        ("U8", ScalarType.Byte, 1), ("BOOL", ScalarType.Bool, 1),
    ];

    /// <summary>The header's bytes, padded with spaces so that the data is aligned to eight.</summary>
    public byte[] ToBytes()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            foreach (var (name, value) in Metadata)
                json.WriteString(name, value);
            json.WriteEndObject();
            foreach (var entry in Entries)
            {
                json.WriteStartObject(entry.Key);
                json.WriteString("dtype", NameOf(entry.Key, entry.Type));
                Numbers(json, "shape", entry.Shape);
                Numbers(json, "data_offsets", [entry.Begin, entry.End]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        var padded = new byte[(buffer.WrittenCount + 7) / 8 * 8];
        padded.AsSpan().Fill((byte)' ');
        buffer.WrittenSpan.CopyTo(padded);
        return padded;
    }

    /// <summary>Reads a header and holds it against the length of the data that follows. Throws <see cref="FormatException"/> on anything odd.</summary>
    public static SafetensorsHeader Parse(ReadOnlyMemory<byte> bytes, long dataLength)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
            var entries = new List<SafetensorsEntry>();
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Name == "__metadata__")
                {
                    foreach (var item in property.Value.EnumerateObject())
                        metadata[item.Name] = item.Value.GetString() ?? "";
                    continue;
                }

                if (!seen.Add(property.Name))
                    throw new FormatException($"the key '{property.Name}' is there twice");
                entries.Add(Entry(property.Name, property.Value));
            }

            RequireNoGaps(entries, dataLength);
            return new SafetensorsHeader(entries, metadata);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or OverflowException)
        {
            throw new FormatException("its header isn't the JSON of a safetensors file", e);
        }
    }

    /// <summary>The safetensors name of an element type.</summary>
    public static string NameOf(string key, ScalarType type)
    {
        foreach (var known in Types)
        {
            if (known.Type == type)
                return known.Name;
        }

        throw new CheckpointException($"'{key}' has elements of type {type}, which a safetensors file can't hold. Convert it first.");
    }

    private static SafetensorsEntry Entry(string key, JsonElement value)
    {
        var name = value.GetProperty("dtype").GetString();
        var known = Array.Find(Types, t => t.Name == name);
        if (known.Name is null)
            throw new FormatException($"'{key}' has the element type '{name}', which isn't supported");
        var shape = Numbers(value.GetProperty("shape"));
        var offsets = Numbers(value.GetProperty("data_offsets"));
        long count = 1;
        foreach (var size in shape)
        {
            if (size < 0)
                throw new FormatException($"'{key}' has a negative size");
            count = checked(count * size);
        }

        if (offsets is not [var begin, var end] || begin < 0 || end - begin != checked(count * known.Size))
            throw new FormatException($"the bytes of '{key}' don't match its shape [{string.Join(", ", shape)}]");
        return new SafetensorsEntry(key, known.Type, shape, begin, end);
    }

    private static void RequireNoGaps(List<SafetensorsEntry> entries, long dataLength)
    {
        entries.Sort((a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
        long position = 0;
        foreach (var entry in entries)
        {
            if (entry.Begin != position)
                throw new FormatException($"the bytes of '{entry.Key}' begin at {entry.Begin}, not at {position}");
            position = entry.End;
        }

        if (position > dataLength)
            throw new FormatException($"it is cut short: {position - dataLength} of {position} bytes of tensors are missing");
        if (position < dataLength)
            throw new FormatException($"{dataLength - position} bytes follow the last tensor");
    }

    private static long[] Numbers(JsonElement array)
    {
        var numbers = new long[array.GetArrayLength()];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = array[i].GetInt64();
        return numbers;
    }

    private static void Numbers(Utf8JsonWriter json, string name, long[] values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
    }
}
