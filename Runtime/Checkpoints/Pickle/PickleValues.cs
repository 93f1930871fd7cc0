using System;
using System.Collections.Generic;
using System.Globalization;
using System.Numerics;

namespace ArchGen.Runtime;

/// <summary>A list or a set.</summary>
internal sealed class PickleList(bool isSet = false)
{
    public bool IsSet { get; } = isSet;

    public List<object?> Items { get; } = [];
}

/// <summary>A dictionary in its order; of two entries of one name, the later one's value stands.</summary>
internal sealed class PickleDict
{
    private readonly List<KeyValuePair<object?, object?>> _items = [];
    private Dictionary<string, int>? _byName;

    public IReadOnlyList<KeyValuePair<object?, object?>> Items => _items;

    public void Set(object? key, object? value)
    {
        if (key is string name && !(_byName ??= new(StringComparer.Ordinal)).TryAdd(name, _items.Count))
            _items[_byName[name]] = KeyValuePair.Create<object?, object?>(name, value);
        else
            _items.Add(KeyValuePair.Create(key, value));
    }

    public bool TryGet(string name, out object? value)
    {
        var found = _byName is not null && _byName.TryGetValue(name, out var at) ? at : -1;
        value = found < 0 ? null : _items[found].Value;
        return found >= 0;
    }
}

/// <summary>A class or function that a pickle names. Naming it is all that is ever done with it.</summary>
/// <param name="Name">Its module and name.</param>
/// <param name="IsKnown">True for what tensors are rebuilt from.</param>
internal sealed record PickleName(string Name, bool IsKnown);

/// <summary>Something that would have been made by running code, and wasn't.</summary>
internal sealed record PickleThing(string Name);

/// <summary>Values in words.</summary>
internal static class PickleValues
{
    public static string Describe(object? value) => value switch
    {
        null => "None",
        bool b => b ? "True" : "False",
        long or BigInteger or double => "the number " + TensorLimits.Shown(string.Create(CultureInfo.InvariantCulture, $"{value}")),
        string text => $"the text '{TensorLimits.Shown(text.Length > 40 ? text[..40] + "…" : text)}'",
        byte[] bytes => Count(bytes.Length, "byte"),
        object?[] items => $"a tuple of {items.Length}",
        PickleList { IsSet: true } set => $"a set of {set.Items.Count}",
        PickleList list => $"a list of {list.Items.Count}",
        PickleDict dict => $"a dictionary of {dict.Items.Count}",
        TorchTensor tensor => tensor.Describe(),
        TorchStorage => "a storage",
        PickleName name => TensorLimits.Shown(name.Name),
        PickleThing thing => $"{TensorLimits.Shown(thing.Name)}, left out",
        _ => "something",
    };

    public static string Count(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
