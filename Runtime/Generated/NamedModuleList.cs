using System.Collections;
using System.Collections.Generic;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Generated;

/// <summary>
/// A list of layers that are registered under given keys, where a <c>ModuleList</c> would count from 0: entries may be missing, or have other numbers.
/// </summary>
public sealed class NamedModuleList<T> : nn.Module, IReadOnlyList<T>
    where T : nn.Module
{
    private readonly List<T> _items = [];
    private readonly ModuleTable<T> _byPosition = new();

    /// <summary>An empty list.</summary>
    public NamedModuleList(string name)
        : base(name)
    {
    }

    /// <inheritdoc/>
    public int Count => _items.Count;

    /// <summary>The entry that was added at a position, which is its index only where none before it is missing.</summary>
    public T this[int position] => _byPosition[position];

    /// <summary>The entry that was added at a position.</summary>
    public T this[long position] => _byPosition[position];

    /// <summary>The entry that was added at a position in nested loops.</summary>
    public T this[long outer, long inner] => _byPosition[outer, inner];

    /// <summary>The entry that was added at a position in nested loops.</summary>
    public T this[long outer, long middle, long inner] => _byPosition[outer, middle, inner];

    /// <summary>Registers a layer under a key and keeps it at a position.</summary>
    public void Add(string key, T layer, params long[] position)
    {
        register_module(key, layer);
        _items.Add(layer);
        if (position.Length > 0)
            _byPosition.Add(layer, position);
    }

    /// <summary>The layers in the order in which they were added.</summary>
    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Nothing is left to do: entries are registered when they are added.</summary>
    protected override void RegisterComponents()
    {
    }
}
