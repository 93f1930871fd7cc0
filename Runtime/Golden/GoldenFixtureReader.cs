using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace ArchGen.Runtime;

/// <summary>Reads fixtures. Unknown fields are passed over; known ones must have the right form.</summary>
internal static class GoldenFixtureReader
{
    public static GoldenFixture Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return Fixture(path, document.RootElement);
        }
        catch (JsonException e)
        {
            throw new GoldenFixtureException($"'{path}' isn't JSON: {e.Message}", e);
        }
        catch (FormatException e)
        {
            throw new GoldenFixtureException($"'{path}' isn't a fixture: {e.Message}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GoldenFixtureException($"The fixture '{path}' can't be read: {e.Message}", e);
        }
    }

    private static GoldenFixture Fixture(string path, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new FormatException("it isn't an object");
        if (!Has(root, "input_shape", out var input))
            throw new FormatException("it has no field 'input_shape'");
        var dense = Tensors(root, "outputs");
        return new GoldenFixture
        {
            Path = path,
            Name = Has(root, "name", out var name) ? Text(name, "name") : Path.GetFileNameWithoutExtension(path),
            InputShape = Shape(input, "input_shape"),
            Parameters = Whole(root, "num_params"),
            Macs = Whole(root, "macs"),
            StateDict = Items(root, "state_dict").Select(Entry).ToArray(),
            Logits = Has(root, "logits", out var logits) ? Numbers(logits, "logits") : [],
            OutputShape = Has(root, "output_shape", out var output) && output.ValueKind == JsonValueKind.Array
                && output.EnumerateArray().All(e => e.ValueKind == JsonValueKind.Number) ? Shape(output, "output_shape") : null,
            Stages = [.. Tensors(root, "stages"), .. Tensors(root, "features").Where(t => t.Module is not null)],
            Outputs = [.. dense, .. Tensors(root, "features").Where(t => t.Module is null)],
            Training = Has(root, "training", out var training) ? Training(training) : null,
            AliasedKeys = Items(root, "aliased_keys").Select(Group).ToArray(),
            KeptBuffers = Items(root, "kept_buffers").Select(e => Text(e, "kept_buffers")).ToHashSet(StringComparer.Ordinal),
            Scales = Items(root, "rule_scale").Select(Scale).ToArray(),
        };
    }

    private static IReadOnlyList<GoldenTensor> Tensors(JsonElement root, string field) => Items(root, field).Select((item, index) =>
    {
        var place = $"{field}[{index}]";
        if (item.ValueKind != JsonValueKind.Object || !Has(item, "shape", out var shape))
            throw new FormatException($"'{place}' has no shape");
        var module = Has(item, "hook", out var hook) ? Text(hook, place + ".hook") : Has(item, "module", out hook) ? Text(hook, place + ".module") : null;
        var named = Has(item, "stage", out var stage) || Has(item, "name", out stage) ? Text(stage, place) : null;
        var mode = Has(item, "mode", out var value) ? Text(value, place + ".mode") : "output";
        if (mode is not ("input" or "output"))
            throw new FormatException($"'{place}.mode' is '{mode}', neither 'input' nor 'output'");
        return new GoldenTensor(
            named ?? module ?? $"output {index}", module, mode == "input", Shape(shape, place + ".shape"), Number(item, "mean"), Number(item, "std"),
            Has(item, "first8", out var first) ? Numbers(first, place + ".first8") : [],
            Has(item, "even64", out var spread) ? Numbers(spread, place + ".even64") : []);
    }).ToArray();

    private static GoldenTraining Training(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
            throw new FormatException("'training' isn't an object");
        var outputs = Items(item, "outputs").Select((output, i) =>
            output.ValueKind == JsonValueKind.Object && Has(output, "shape", out var shape) && Has(output, "projected", out var projected)
                ? Projection($"output.{i}", projected) with { Shape = Shape(shape, $"training.outputs[{i}].shape") }
                : throw new FormatException($"'training.outputs[{i}]' has no shape, or no field 'projected'")).ToArray();
        return new GoldenTraining
        {
            Outputs = outputs.Length > 0 ? outputs : throw new FormatException("'training' has no outputs, so there is no loss"),
            Gradients = Projections(item, "gradients"),
            Buffers = Projections(item, "buffers"),
        };
    }

    private static GoldenProjection[] Projections(JsonElement item, string field)
    {
        if (!Has(item, field, out var list))
            return [];
        return list.ValueKind == JsonValueKind.Object
            ? list.EnumerateObject().Select(p => Projection(p.Name, p.Value)).ToArray()
            : throw new FormatException($"'training.{field}' isn't an object with keys of tensors");
    }

    private static GoldenProjection Projection(string name, JsonElement item) => Numbers(item, name) is [var norm, var along]
        ? new GoldenProjection(name, norm, along)
        : throw new FormatException($"'{name}' in 'training' isn't [norm, projection]");

    private static GoldenEntry Entry(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Array || item.GetArrayLength() < 2)
            throw new FormatException("an entry of 'state_dict' isn't [key, shape, kind]");
        return new GoldenEntry(
            Text(item[0], "state_dict"), Shape(item[1], "state_dict"), item.GetArrayLength() > 2 && Text(item[2], "state_dict") == "buffer");
    }

    private static IReadOnlyList<string> Group(JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.Array => item.EnumerateArray().Select(e => Text(e, "aliased_keys")).ToArray(),
        JsonValueKind.Object => item.EnumerateObject().SelectMany(p => new[] { p.Name, Text(p.Value, "aliased_keys") }).ToArray(),
        _ => [Text(item, "aliased_keys")],
    };

    private static (string, double) Scale(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Array || item.GetArrayLength() != 2 || item[1].ValueKind != JsonValueKind.Number)
            throw new FormatException("an entry of 'rule_scale' isn't [end of key, factor]");
        return (Text(item[0], "rule_scale"), item[1].GetDouble());
    }

    private static IEnumerable<JsonElement> Items(JsonElement root, string field)
    {
        if (!Has(root, field, out var value))
            return [];
        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw new FormatException($"'{field}' isn't a list");
    }

    private static bool Has(JsonElement item, string field, out JsonElement value) =>
        item.TryGetProperty(field, out value) && value.ValueKind != JsonValueKind.Null;

    private static string Text(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new FormatException($"'{place}' isn't a string");

    private static long? Whole(JsonElement root, string field)
    {
        if (!Has(root, field, out var value))
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : throw new FormatException($"'{field}' isn't a whole number");
    }

    private static double? Number(JsonElement item, string field) =>
        Has(item, field, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static long[] Shape(JsonElement value, string place)
    {
        if (value.ValueKind != JsonValueKind.Array)
            throw new FormatException($"'{place}' isn't a list of sizes");
        return value.EnumerateArray()
            .Select(e => e.ValueKind == JsonValueKind.Number && e.TryGetInt64(out var size) && size >= 0 ? size : throw new FormatException($"'{place}' isn't a list of sizes"))
            .ToArray();
    }

    private static double[] Numbers(JsonElement value, string place)
    {
        if (value.ValueKind != JsonValueKind.Array)
            throw new FormatException($"'{place}' isn't a list of numbers");
        var numbers = new List<double>();
        Flatten(value);
        return [.. numbers];

        void Flatten(JsonElement list)
        {
            foreach (var item in list.EnumerateArray())
            {
                if (item.ValueKind == JsonValueKind.Array)
                    Flatten(item);
                else if (item.ValueKind == JsonValueKind.Number)
                    numbers.Add(item.GetDouble());
                else
                    throw new FormatException($"'{place}' isn't a list of numbers");
            }
        }
    }
}
