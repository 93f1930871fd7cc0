using System;
using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Runtime;

/// <summary>Which dictionary of what was saved has the weights.</summary>
/// <param name="Under">Its place, names with dots between; empty where it is all that was saved.</param>
/// <param name="Tensors">Its tensors in order.</param>
/// <param name="LeftOut">What else it has.</param>
/// <param name="Others">Other places that it could have been.</param>
internal sealed record StateDictChoice(
    string Under, IReadOnlyList<KeyValuePair<string, TorchTensor>> Tensors, IReadOnlyList<CheckpointPart> LeftOut, IReadOnlyList<string> Others)
{
    private const int Deepest = 4, Shown = 8;

    // Where training scripts put a model's weights; averages of them come last, because they are taken only where asked for or alone.
    private static readonly string[] s_usual =
    [
        "model", "state_dict", "model_state", "model_state_dict", "module", "net", "network", "weights", "params",
        "model_ema", "state_dict_ema", "ema", "ema_state_dict", "params_ema",
    ];

    /// <summary>Finds it. Throws <see cref="FormatException"/> with what there is, where there is none or several are as likely.</summary>
    public static StateDictChoice Of(object? root, string? under)
    {
        if (root is not PickleDict dict)
            throw new FormatException($"it holds {PickleValues.Describe(root)}, where tensors by name are needed. In PyTorch, save a state dict: torch.save(model.state_dict(), path)");
        if (under is { Length: > 0 })
            return At(dict, under);
        var (path, others) = ("", new List<string>());
        for (var depth = 0; depth < Deepest; depth++)
        {
            var usual = s_usual.Where(name => dict.TryGet(name, out var value) && value is PickleDict inner && Below(inner, name).Any()).ToArray();
            var names = usual.Length > 0 ? usual : HasTensors(dict) ? [] : [.. Below(dict, "").Select(p => p.Path)];
            if (names.Length == 0)
                break;
            if (usual.Length == 0 && names.Length > 1)
                throw new FormatException($"it has tensors in several places: {List(names)}. Say which to take: Under, --under {TensorLimits.Shown(names[0])}");
            others.AddRange(names.Skip(1).Select(n => Join(path, n)));
            path = Join(path, names[0]);
            dict = usual.Length > 0 && dict.TryGet(names[0], out var value) ? (PickleDict)value! : Below(dict, "").Single().Dict;
        }

        if (!HasTensors(dict))
            throw new FormatException($"it has no tensors by name, only {List([.. dict.Items.Select(i => $"{PickleValues.Describe(i.Key)}: {PickleValues.Describe(i.Value)}")])}");
        return Taken(dict, path, "", others);
    }

    // Names of dictionaries as far as they go, then what keys begin with. A name may have dots of its own.
    private static StateDictChoice At(PickleDict root, string under)
    {
        var (dict, rest) = (root, under);
        while (rest.Length > 0)
        {
            var (inner, length) = Ends(rest).Select(l => (Dict: dict.TryGet(rest[..l], out var value) ? value as PickleDict : null, l)).FirstOrDefault(f => f.Dict is not null);
            if (inner is null)
                break;
            (dict, rest) = (inner, length == rest.Length ? "" : rest[(length + 1)..]);
        }

        var prefix = rest.Length == 0 ? "" : rest + ".";
        var choice = Taken(dict, under, prefix, []);
        if (choice.Tensors.Count > 0)
            return choice;
        throw new FormatException($"it has no tensors under '{TensorLimits.Shown(under)}'. It has them under {List([.. Below(root, "").Select(p => p.Path.Length == 0 ? "no name" : p.Path)])}");
    }

    private static IEnumerable<int> Ends(string text)
    {
        yield return text.Length;
        for (var dot = text.LastIndexOf('.'); dot > 0; dot = text.LastIndexOf('.', dot - 1))
            yield return dot;
    }

    private static StateDictChoice Taken(PickleDict dict, string path, string prefix, IReadOnlyList<string> others)
    {
        var tensors = new List<KeyValuePair<string, TorchTensor>>();
        var leftOut = new List<CheckpointPart>();
        foreach (var (key, value) in dict.Items)
        {
            if (key is string name && !name.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            var shown = key is string text ? text[prefix.Length..] : PickleValues.Describe(key);
            if (key is string && value is TorchTensor { Element.Type: not null } tensor)
                tensors.Add(KeyValuePair.Create(shown, tensor));
            else
                leftOut.Add(new CheckpointPart(shown, PickleValues.Describe(value)));
        }

        return new StateDictChoice(path, tensors, leftOut, others);
    }

    /// <summary>The dictionaries that have tensors by name, this one or below it, each once.</summary>
    internal static IReadOnlyList<(string Path, PickleDict Dict)> Below(PickleDict dict, string path)
    {
        var found = new List<(string, PickleDict)>();
        var seen = new HashSet<PickleDict>();
        Look(dict, path, 0);
        return found;

        void Look(PickleDict at, string name, int depth)
        {
            if (!seen.Add(at))
                return;
            if (HasTensors(at))
                found.Add((name, at));
            else if (depth < Deepest)
                foreach (var (key, value) in at.Items)
                {
                    if (key is string inner && value is PickleDict below)
                        Look(below, Join(name, inner), depth + 1);
                }
        }
    }

    internal static bool HasTensors(PickleDict dict) => dict.Items.Any(i => i is { Key: string, Value: TorchTensor });

    internal static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string List(IReadOnlyList<string> items) =>
        items.Count == 0 ? "nothing" : string.Join(", ", items.Take(Shown).Select(TensorLimits.Shown)) + (items.Count > Shown ? $", and {items.Count - Shown} more" : "");
}
