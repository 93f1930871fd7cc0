using System;
using System.Collections;
using System.Collections.Generic;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Generated;

/// <summary>Layers by their position in the loops that make them. It registers nothing: the class that has it does.</summary>
public sealed class ModuleTable<T> : IEnumerable<T>
    where T : nn.Module
{
    private readonly List<T> _items = [];
    private readonly Dictionary<(long, long, long), T> _byPosition = [];

    /// <summary>How many layers there are.</summary>
    public int Count => _items.Count;

    /// <summary>The layer at a position.</summary>
    public T this[long position] => Find(position, 0, 0);

    /// <summary>The layer at a position in nested loops.</summary>
    public T this[long outer, long inner] => Find(outer, inner, 0);

    /// <summary>The layer at a position in nested loops.</summary>
    public T this[long outer, long middle, long inner] => Find(outer, middle, inner);

    /// <summary>Keeps a layer at a position.</summary>
    public void Add(T layer, params long[] position)
    {
        if (position.Length is 0 or > 3)
            throw new ArgumentException($"A position has one to three numbers, not {position.Length}.", nameof(position));
        _byPosition.Add((position[0], position.Length > 1 ? position[1] : 0, position.Length > 2 ? position[2] : 0), layer);
        _items.Add(layer);
    }

    /// <summary>The layers in the order in which they were added.</summary>
    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private T Find(long outer, long middle, long inner) => _byPosition.TryGetValue((outer, middle, inner), out var layer)
        ? layer
        : throw new ArgumentOutOfRangeException(nameof(outer), $"No layer was made at ({outer}, {middle}, {inner}).");
}
