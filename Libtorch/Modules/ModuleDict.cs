using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using TorchSharp.Utils;

namespace TorchSharp.Modules;

/// <summary>Modules by name, in the order of insertion.</summary>
public class ModuleDict<T> : torch.nn.Module, IDictionary<string, T>, IList<(string, T)> where T : torch.nn.Module
{
    private readonly OrderedDict<string, T> _dict = [];
    private bool _registered;

    public ModuleDict() : base(nameof(ModuleDict<T>)) { }

    public int Count => _dict.Count;
    public bool IsReadOnly => false;
    public ICollection<string> Keys => _dict.Keys;
    public ICollection<T> Values => _dict.Values;

    public T this[string key]
    {
        get => _dict[key];
        set
        {
            _dict[key] = value;
            Reregister();
        }
    }

    public (string, T) this[int index]
    {
        get => _dict[index];
        set
        {
            _dict[index] = value;
            Reregister();
        }
    }

    public IEnumerable<string> keys() => _dict.keys();
    public IEnumerable<T> values() => _dict.values();
    public IEnumerator<(string, T)> items() => _dict.items();
    public IEnumerator<(string, T)> GetEnumerator() => _dict.GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => _dict.GetEnumerator();

    IEnumerator<KeyValuePair<string, T>> IEnumerable<KeyValuePair<string, T>>.GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, T>>)_dict).GetEnumerator();

    public void Add(string key, T value)
    {
        _dict.Add(key, value);
        Reregister();
    }

    public void Add((string, T) item) => Add(item.Item1, item.Item2);
    public void Add(KeyValuePair<string, T> item) => Add(item.Key, item.Value);

    public void Insert(int index, (string, T) item)
    {
        _dict.Insert(index, item);
        Reregister();
    }

    public bool Remove(string key)
    {
        var removed = _dict.Remove(key);
        Reregister();
        return removed;
    }

    public bool Remove((string, T) item) => Contains(item) && Remove(item.Item1);
    public bool Remove(KeyValuePair<string, T> item) => Remove((item.Key, item.Value));
    public void RemoveAt(int index) => Remove(_dict[index].Item1);

    public void Clear()
    {
        _dict.Clear();
        Reregister();
    }

    public void clear() => Clear();
    public bool ContainsKey(string key) => _dict.ContainsKey(key);
    public bool Contains((string, T) item) => _dict.Contains(item);
    public bool Contains(KeyValuePair<string, T> item) => _dict.Contains(item);
    public int IndexOf((string, T) item) => _dict.IndexOf(item);
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _dict.TryGetValue(key, out value);
    public void CopyTo((string, T)[] array, int arrayIndex) => _dict.CopyTo(array, arrayIndex);
    public void CopyTo(KeyValuePair<string, T>[] array, int arrayIndex) => _dict.CopyTo(array, arrayIndex);

    protected override void RegisterComponents()
    {
        if (_registered) return;
        _registered = true;
        Reregister();
    }

    private void Reregister()
    {
        if (!_registered) return;
        ClearModules();
        foreach (var (key, module) in _dict) register_module(key, module);
    }
}
