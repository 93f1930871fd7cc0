using System;
using System.Collections.Generic;
using System.Linq;

namespace TorchSharp;

/// <summary>
/// Owns disposables until it is disposed. A tensor knows its place in its scope, so that leaving one costs the same
/// however many there are.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    private readonly DisposeScopeManager _manager;
    private readonly DisposeScope? _outer;
    private readonly List<IDisposable?> _items = [];
    private int _count;
    private bool _closed;

    internal DisposeScope(DisposeScopeManager manager)
    {
        _manager = manager;
        _outer = manager.Current;
        manager.Current = this;
    }

    /// <summary>How many disposables it owns.</summary>
    public int DisposablesCount => _count;

    /// <summary>What it owns, oldest first.</summary>
    public IReadOnlyList<IDisposable> DisposablesView => _items.OfType<IDisposable>().ToList();

    public bool Contains(IDisposable disposable) => IndexOf(disposable) >= 0;

    public void Attach(IDisposable disposable)
    {
        if (Contains(disposable)) return;
        if (disposable is torch.Tensor tensor) tensor.LeaveScope();
        _manager.Counts.TensorStatistics.Attached++;
        Add(disposable);
    }

    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        var list = disposables.ToList();
        foreach (var disposable in list) Attach(disposable);
        return list;
    }

    public T Detach<T>(T disposable) where T : IDisposable
    {
        if (Take(disposable)) _manager.Counts.TensorStatistics.Detached++;
        return disposable;
    }

    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (Detach(first), Detach(second));

    public (T1 first, T2 second, T3 third) Detach<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable => (Detach(first), Detach(second), Detach(third));

    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);

    public void Detach(IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables) Detach<IDisposable>(disposable);
    }

    /// <summary>Gives a disposable to the scope around this one; with none around, to nobody.</summary>
    public T MoveToOuter<T>(T disposable) where T : IDisposable => Move(_outer, disposable);

    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second));

    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable => (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));

    public void MoveToOuter(params IDisposable[] disposables) => MoveToOuter((IEnumerable<IDisposable>)disposables);

    public void MoveToOuter(IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables) Move(_outer, disposable);
    }

    public T MoveToOther<T>(DisposeScope scope, T disposable) where T : IDisposable => Move(scope, disposable);

    public (T1 first, T2 second) MoveToOther<T1, T2>(DisposeScope scope, T1 first, T2 second)
        where T1 : IDisposable where T2 : IDisposable => (Move(scope, first), Move(scope, second));

    public (T1 first, T2 second, T3 third) MoveToOther<T1, T2, T3>(DisposeScope scope, T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable => (Move(scope, first), Move(scope, second), Move(scope, third));

    public void MoveToOther(DisposeScope scope, params IDisposable[] disposables) =>
        MoveToOther(scope, (IEnumerable<IDisposable>)disposables);

    public void MoveToOther(DisposeScope scope, IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in disposables) Move(scope, disposable);
    }

    /// <summary>Disposes all it owns; it stays open.</summary>
    public void DisposeEverything() => DisposeEverythingBut(Array.Empty<IDisposable>());

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut((IEnumerable<IDisposable>)[keep]);
        return keep;
    }

    public (T1 first, T2 second) DisposeEverythingBut<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable
    {
        DisposeEverythingBut((IEnumerable<IDisposable>)[first, second]);
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) DisposeEverythingBut<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        DisposeEverythingBut((IEnumerable<IDisposable>)[first, second, third]);
        return (first, second, third);
    }

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var keep = inKeep.ToHashSet<IDisposable>(ReferenceEqualityComparer.Instance);
        var owned = _items.ToArray();
        _items.Clear();
        _count = 0;
        foreach (var item in owned)
        {
            if (item is null) continue;
            if (keep.Contains(item)) Add(item);
            else DisposeOwned(item);
        }
    }

    /// <summary>Forgets a disposable that was disposed elsewhere.</summary>
    public void MarkAsDisposed(IDisposable disposable)
    {
        if (Take(disposable)) _manager.Counts.TensorStatistics.DisposedIn++;
    }

    /// <summary>Disposes all it still owns, newest scope first.</summary>
    public void Dispose()
    {
        if (_closed) return;
        _closed = true;
        for (var i = 0; i < _items.Count; i++)
        {
            if (_items[i] is { } item) DisposeOwned(item);
        }

        _items.Clear();
        _count = 0;
        if (_manager.Current == this) _manager.Current = _outer;
    }

    internal void Add(IDisposable disposable)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (disposable is torch.Tensor tensor)
        {
            tensor.OwningScope = this;
            tensor.ScopeSlot = _items.Count;
        }

        _items.Add(disposable);
        _count++;
    }

    /// <summary>Takes a disposable out without disposing it; false where it isn't owned.</summary>
    internal bool Take(IDisposable disposable)
    {
        var index = IndexOf(disposable);
        if (index < 0) return false;
        if (disposable is torch.Tensor tensor) tensor.OwningScope = null;
        _items[index] = null;
        _count--;
        while (_items.Count > 0 && _items[^1] is null) _items.RemoveAt(_items.Count - 1);
        if (_items.Count > 64 && _count * 2 < _items.Count) Compact();
        return true;
    }

    private void Compact()
    {
        _items.RemoveAll(item => item is null);
        for (var i = 0; i < _items.Count; i++)
        {
            if (_items[i] is torch.Tensor tensor) tensor.ScopeSlot = i;
        }
    }

    private T Move<T>(DisposeScope? target, T disposable) where T : IDisposable
    {
        if (!Take(disposable)) return disposable;
        if (target is null) _manager.Counts.TensorStatistics.Detached++;
        else target.Add(disposable);
        return disposable;
    }

    private void DisposeOwned(IDisposable item)
    {
        if (item is torch.Tensor tensor) tensor.OwningScope = null;
        _manager.Counts.TensorStatistics.DisposedIn++;
        if (item is torch.Tensor owned) owned.ReleaseHandle();
        else item.Dispose();
    }

    private int IndexOf(IDisposable disposable)
    {
        if (disposable is torch.Tensor tensor) return tensor.OwningScope == this ? tensor.ScopeSlot : -1;
        for (var i = 0; i < _items.Count; i++)
        {
            if (ReferenceEquals(_items[i], disposable)) return i;
        }

        return -1;
    }
}
