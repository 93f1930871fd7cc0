using System;
using System.Collections;
using System.Collections.Generic;
using TorchSharp.Native;

namespace TorchSharp.Utils;

/// <summary>A typed view of the elements of a tensor on the processor, in row-major order whatever its strides.</summary>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly torch.Tensor _tensor;
    private readonly NativeMeta _meta;

    internal TensorAccessor(torch.Tensor tensor)
    {
        _meta = tensor.Describe();
        if (_meta.DeviceType != (int)DeviceType.CPU)
            throw new InvalidOperationException("Reading a tensor's data needs it on the processor: call cpu() first.");
        _tensor = tensor;
    }

    /// <summary>The number of elements.</summary>
    public long Count => _meta.Numel;

    public bool IsReadOnly => false;

    /// <summary>One element, by one index an axis, or by one flat index.</summary>
    public T this[params long[] indices]
    {
        get => *Address(indices);
        set => *Address(indices) = value;
    }

    /// <summary>The elements in a new array.</summary>
    public T[] ToArray()
    {
        var array = new T[_meta.Numel];
        CopyTo(array);
        return array;
    }

    /// <summary>The elements in a new array of the tensor's own rank.</summary>
    public Array ToNDArray()
    {
        if (_meta.Dim == 0) return ToArray();
        var sizes = new ReadOnlySpan<long>(_meta.Sizes, (int)_meta.Dim).ToArray();
        var array = Array.CreateInstance(typeof(T), sizes);
        var index = new long[sizes.Length];
        for (long i = 0; i < _meta.Numel; i++)
        {
            array.SetValue(*At(i), index);
            for (var d = sizes.Length - 1; d >= 0 && ++index[d] == sizes[d]; d--) index[d] = 0;
        }

        return array;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var target = array[arrayIndex..];
        var count = _meta.Numel - tensorIndex;
        if (Contiguous)
        {
            new ReadOnlySpan<T>((T*)_meta.Data + tensorIndex, checked((int)count)).CopyTo(target);
            GC.KeepAlive(_tensor);
            return;
        }

        for (long i = 0; i < count; i++) target[(int)i] = *At(tensorIndex + i);
        GC.KeepAlive(_tensor);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) =>
        CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var source = array[arrayIndex..];
        var count = Math.Min(source.Length, _meta.Numel - tensorIndex);
        for (long i = 0; i < count; i++) *At(tensorIndex + i) = source[(int)i];
        GC.KeepAlive(_tensor);
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Nothing to free: the memory is the tensor's.</summary>
    public void Dispose() { }

    private bool Contiguous => (_meta.Flags & NativeFlags.Contiguous) != 0;

    private T* At(long flat)
    {
        if (Contiguous) return (T*)_meta.Data + flat;
        long offset = 0;
        for (var d = _meta.Dim - 1; d >= 0; d--)
        {
            offset += flat % _meta.Sizes[d] * _meta.Strides[d];
            flat /= _meta.Sizes[d];
        }

        return (T*)_meta.Data + offset;
    }

    private T* Address(long[] indices)
    {
        if (indices.Length == 1 && _meta.Dim != 1)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)indices[0], (ulong)_meta.Numel, nameof(indices));
            return At(indices[0]);
        }

        if (indices.Length != _meta.Dim) throw new ArgumentException($"{indices.Length} indices for {_meta.Dim} axes.", nameof(indices));
        long offset = 0;
        for (var d = 0; d < indices.Length; d++)
        {
            if ((ulong)indices[d] >= (ulong)_meta.Sizes[d]) throw new IndexOutOfRangeException($"index {indices[d]} of {_meta.Sizes[d]}");
            offset += indices[d] * _meta.Strides[d];
        }

        return (T*)_meta.Data + offset;
    }
}
