using System;

namespace ArchGen.Dsl.Shapes;

/// <summary>A collection that others may have too, and that is copied before it is first changed.</summary>
internal struct CopyOnWrite<T>
    where T : class
{
    private readonly Func<T, T> _copy;
    private T _value;
    private bool _isOwn;

    /// <param name="empty">What nobody changes.</param>
    /// <param name="copy">Makes another of the same content.</param>
    public CopyOnWrite(T empty, Func<T, T> copy) => (_value, _copy, _isOwn) = (empty, copy, false);

    /// <summary>The collection, to look at.</summary>
    public readonly T Value => _value;

    /// <summary>The collection, to change.</summary>
    public T Own()
    {
        if (!_isOwn)
            (_value, _isOwn) = (_copy(_value), true);
        return _value;
    }

    /// <summary>The same collection for somebody else: from then on whoever changes it has one of its own.</summary>
    public CopyOnWrite<T> Lend()
    {
        _isOwn = false;
        return this;
    }
}
