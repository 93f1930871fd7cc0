using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text.Json;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>One tensor of a safetensors file: where its bytes lie, counted from the end of the header.</summary>
internal sealed record SafetensorsEntry(string Key, ElementType Element, long[] Shape, long Begin, long End);

/// <summary>
/// The JSON head of a safetensors file: eight bytes of length, then <c>{"key": {"dtype", "shape", "data_offsets"}, "__metadata__": {…}}</c>, then the
/// tensors' bytes, little-endian, without gaps.
/// </summary>
internal sealed record SafetensorsHeader(IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
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
                json.WriteString("dtype", entry.Element.Name);
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
                    throw new FormatException($"the key '{TensorLimits.Shown(property.Name)}' is there twice");
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

    /// <summary>How a safetensors file holds an element type. Throws <see cref="CheckpointException"/> where it can't.</summary>
    public static ElementType ElementOf(string key, ScalarType type) => ElementTypes.ByType(type) is { Name: not null } element
        ? element
        : throw new CheckpointException($"'{key}' has elements of type {type}, which a safetensors file can't hold. Convert it first.");

    private static SafetensorsEntry Entry(string key, JsonElement value)
    {
        var name = value.GetProperty("dtype").GetString();
        var element = ElementTypes.ByName(name) ?? throw new FormatException($"'{TensorLimits.Shown(key)}' has the element type '{TensorLimits.Shown(name ?? "null")}', which isn't known");
        var shape = Numbers(value.GetProperty("shape"));
        var offsets = Numbers(value.GetProperty("data_offsets"));
        var count = TensorLimits.Elements(key, shape);
        if (offsets is not [var begin, var end] || begin < 0 || end < begin || end - begin != count * element.Size)
            throw new FormatException($"the bytes of '{TensorLimits.Shown(key)}' don't match its shape {TensorLimits.Text(shape)}");
        return new SafetensorsEntry(key, element, shape, begin, end);
    }

    private static void RequireNoGaps(List<SafetensorsEntry> entries, long dataLength)
    {
        entries.Sort((a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
        long position = 0;
        foreach (var entry in entries)
        {
            if (entry.Begin != position)
                throw new FormatException($"the bytes of '{TensorLimits.Shown(entry.Key)}' begin at {entry.Begin}, not at {position}");
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
        var i = 0;
        foreach (var item in array.EnumerateArray())
        {
            if (!item.TryGetInt64(out numbers[i++]))
                throw new FormatException($"its header has '{TensorLimits.Shown(item.GetRawText())}' where a whole number belongs");
        }

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
