using System;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>Where a tensor's elements lie in a file.</summary>
/// <param name="File">The file.</param>
/// <param name="Offset">Its first element's first byte.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Strides">How many elements one step on an axis is; null where they lie in order.</param>
/// <param name="Element">Their type.</param>
/// <param name="IsSwapped">True where the bytes of an element come in the other order.</param>
internal sealed record TensorPlace(WeightBytes File, long Offset, long[] Shape, long[]? Strides, ElementType Element, bool IsSwapped = false)
{
    /// <summary>The strides, or null where they are those of elements in order.</summary>
    public static long[]? Strided(long[] shape, long[] strides)
    {
        long expected = 1;
        for (var d = shape.Length - 1; d >= 0; d--)
        {
            if (shape[d] != 1 && strides[d] != expected)
                return strides;
            expected *= Math.Max(shape[d], 1);
        }

        return null;
    }

    /// <summary>Copies the elements right into a tensor's memory; it has this shape and type, lies on the processor and in order.</summary>
    public void CopyTo(Tensor tensor)
    {
        long elements = 1;
        foreach (var size in Shape)
            elements *= size;
        if (elements == 0)
            return;
        if (Strides is not null)
        {
            Gather(tensor);
        }
        else
        {
            var at = Offset;
            foreach (var part in TensorParts.Of(tensor))
            {
                using (part)
                {
                    File.Read(at, part.bytes);
                    Swap(part.bytes);
                    at += part.bytes.Length;
                }
            }
        }
    }

    // Elements that lie in another order are picked one by one out of the stretch that has them all.
    private void Gather(Tensor tensor)
    {
        long last = 0;
        for (var d = 0; d < Shape.Length; d++)
            last += (Shape[d] - 1) * Strides![d];
        var stretch = (last + 1) * Element.Size;
        if (stretch > Array.MaxLength || tensor.numel() * Element.Size > Array.MaxLength)
            throw new CheckpointException($"'{File.Path}' has a tensor {TensorLimits.Text(Shape)} of {stretch} bytes whose elements don't lie in order, which is read only up to two gigabytes. Call contiguous() on it in PyTorch, and save again.");
        var from = File.Read(Offset, stretch);
        var to = tensor.bytes;
        switch (Element.Size)
        {
            case 1: Gather<byte>(from, to); break;
            case 2: Gather<ushort>(from, to); break;
            case 4: Gather<uint>(from, to); break;
            case 8: Gather<ulong>(from, to); break;
            default: Gather<UInt128>(from, to); break;
        }

        Swap(to);
    }

    private void Gather<T>(ReadOnlySpan<byte> fromBytes, Span<byte> toBytes)
        where T : unmanaged
    {
        var from = MemoryMarshal.Cast<byte, T>(fromBytes);
        var to = MemoryMarshal.Cast<byte, T>(toBytes);
        var index = new long[Shape.Length];
        long at = 0;
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = from[(int)at];
            for (var d = index.Length - 1; d >= 0; d--)
            {
                at += Strides![d];
                if (++index[d] < Shape[d])
                    break;
                at -= Shape[d] * Strides[d];
                index[d] = 0;
            }
        }
    }

    private void Swap(Span<byte> bytes)
    {
        var unit = Element.SwappedUnit();
        if (!IsSwapped || unit == 1)
            return;
        for (var at = 0; at < bytes.Length; at += unit)
            bytes.Slice(at, unit).Reverse();
    }
}
