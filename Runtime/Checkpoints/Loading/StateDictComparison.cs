using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>One tensor as a state dict lists it. <paramref name="Type"/> is null where it isn't compared.</summary>
public sealed record StateEntry(long[] Shape, ScalarType? Type = null)
{
    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", Shape)}]" + (Type is { } type && type != ScalarType.Float32 ? $" of {type}" : "");
}

/// <summary>How a list of keys and shapes differs from what a model has.</summary>
/// <param name="Missing">Keys that the model has and the other hasn't.</param>
/// <param name="Unexpected">Keys that the other has and the model hasn't.</param>
/// <param name="Mismatched">Keys in both whose shapes or element types differ.</param>
public sealed record StateDictComparison(IReadOnlyList<string> Missing, IReadOnlyList<string> Unexpected, IReadOnlyList<string> Mismatched)
{
    private const int Shown = 5;

    /// <summary>True when nothing differs.</summary>
    public bool IsEqual => Missing.Count + Unexpected.Count + Mismatched.Count == 0;

    /// <summary>Compares, in ordinal order of keys. A null <see cref="StateEntry.Type"/> on either side matches any.</summary>
    public static StateDictComparison Of(IReadOnlyDictionary<string, StateEntry> model, IReadOnlyDictionary<string, StateEntry> other) => new(
        model.Keys.Where(k => !other.ContainsKey(k)).Order(StringComparer.Ordinal).ToArray(),
        other.Keys.Where(k => !model.ContainsKey(k)).Order(StringComparer.Ordinal).ToArray(),
        model.Where(p => other.TryGetValue(p.Key, out var o) && !Same(p.Value, o)).Select(p => p.Key).Order(StringComparer.Ordinal).ToArray());

    /// <summary>The differences in words, a line for each kind, with the nearest names; <paramref name="otherName"/> is such as <c>the file</c>.</summary>
    public string Describe(
        IReadOnlyDictionary<string, StateEntry> model, IReadOnlyDictionary<string, StateEntry> other, string otherName, string indent = "  ")
    {
        var text = new StringBuilder();
        Line(Missing, $"missing from {otherName}", key => $"'{key}' {model[key]}{Hint(key, Unexpected)}");
        Line(Unexpected, "unknown to the model", key => $"'{key}' {other[key]}{Hint(key, Missing)}");
        Line(Mismatched, "of another shape or type", key => $"'{key}' is {other[key]} in {otherName}, {model[key]} in the model");
        return text.ToString().TrimEnd('\n');

        void Line(IReadOnlyList<string> keys, string what, Func<string, string> item)
        {
            if (keys.Count == 0)
                return;
            text.Append(indent).Append(keys.Count).Append(keys.Count == 1 ? " key is " : " keys are ").Append(what).Append(": ");
            text.AppendJoin("; ", keys.Take(Shown).Select(item));
            if (keys.Count > Shown)
                text.Append("; and ").Append(keys.Count - Shown).Append(" more");
            text.Append('\n');
        }
    }

    /// <summary>A model's tensors as entries.</summary>
    public static Dictionary<string, StateEntry> EntriesOf(IEnumerable<KeyValuePair<string, Tensor>> tensors) =>
        tensors.ToDictionary(p => p.Key, p => new StateEntry(p.Value.shape, p.Value.dtype), StringComparer.Ordinal);

    private static string Hint(string key, IReadOnlyList<string> others) =>
        NearestName.Of(key, others) is { } nearest ? $" (perhaps '{nearest}')" : "";

    private static bool Same(StateEntry a, StateEntry b) =>
        a.Shape.AsSpan().SequenceEqual(b.Shape) && (a.Type is null || b.Type is null || a.Type == b.Type);
}
