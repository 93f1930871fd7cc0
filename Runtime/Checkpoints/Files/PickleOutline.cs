using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ArchGen.Runtime;

/// <summary>What was saved beside the weights, and where: the dictionaries that stand in one another, as far as anyone reads.</summary>
internal static class PickleOutline
{
    private const int Deepest = 3, MostParts = 200;

    public static IReadOnlyList<CheckpointPart> Of(object? root)
    {
        var parts = new List<CheckpointPart>();
        if (root is PickleDict dict)
            Add(parts, dict, "", 0);
        else
            parts.Add(new CheckpointPart("", PickleValues.Describe(root)));
        return parts;
    }

    private static void Add(List<CheckpointPart> parts, PickleDict dict, string path, int depth)
    {
        var tensors = dict.Items.Where(i => i.Value is TorchTensor).Select(i => (TorchTensor)i.Value!).ToArray();
        if (tensors.Length > 0)
            parts.Add(new CheckpointPart(path, $"{PickleValues.Count(tensors.Length, "tensor")}, {Size(tensors.Sum(t => (double)t.Bytes))}"));
        foreach (var (key, value) in dict.Items)
        {
            if (parts.Count >= MostParts || value is TorchTensor)
                continue;
            var name = StateDictChoice.Join(path, TensorLimits.Shown(key as string ?? PickleValues.Describe(key)));
            if (value is PickleDict inner && depth < Deepest && StateDictChoice.Below(inner, name).Count > 0)
                Add(parts, inner, name, depth + 1);
            else
                parts.Add(new CheckpointPart(name, PickleValues.Describe(value)));
        }
    }

    private static string Size(double bytes) => bytes switch
    {
        >= 1e9 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
        >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        >= 1e3 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes:0} bytes"),
    };
}
