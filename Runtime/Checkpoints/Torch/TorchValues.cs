using System;

namespace ArchGen.Runtime;

/// <summary>A stretch of raw elements in a PyTorch file.</summary>
/// <param name="Root">What the file calls it; of a view, what it calls the storage that the view is of.</param>
/// <param name="Element">The elements' type.</param>
/// <param name="Count">How many there are.</param>
internal sealed record TorchStorage(string Root, ElementType Element, long Count)
{
    /// <summary>The first element, counted in elements of the root.</summary>
    public long Start { get; init; }

    /// <summary>What it takes.</summary>
    public long Bytes => checked(Count * Element.Size);
}

/// <summary>A tensor as a pickle describes it: a storage, and which of its elements.</summary>
internal sealed record TorchTensor(TorchStorage Storage, ElementType Element, long Offset, long[] Shape, long[]? Strides, long Elements)
{
    /// <summary>What its elements take.</summary>
    public long Bytes => Elements * Element.Size;

    /// <summary>It in words.</summary>
    public string Describe() => $"a tensor {TensorLimits.Text(Shape)} of {Element.Torch}";

    /// <summary>
    /// A tensor whose elements all are the storage's own. One that would show its storage's elements again and again is refused: it claims more than the file has.
    /// Throws <see cref="FormatException"/>.
    /// </summary>
    public static TorchTensor Of(TorchStorage storage, ElementType element, long offset, long[] shape, long[] strides, long at)
    {
        var name = $"the tensor at byte {at}";
        var elements = TensorLimits.Elements(name, shape);
        if (strides.Length != shape.Length)
            throw new FormatException($"{name} has {shape.Length} sizes and {strides.Length} strides");
        var available = storage.Bytes / element.Size;
        if (offset < 0 || offset > available)
            throw new FormatException($"{name} begins at element {offset} of a storage of {available}");
        if (elements > available)
            throw new FormatException($"{name} claims {elements} elements, and its storage has {available}. If it was expanded, call contiguous() on it in PyTorch, and save again");
        Int128 last = offset;
        for (var d = 0; d < shape.Length; d++)
        {
            if (strides[d] < 0)
                throw new FormatException($"{name} has a negative stride");
            last += (Int128)Math.Max(shape[d] - 1, 0) * strides[d];
        }

        if (elements > 0 && last >= available)
            throw new FormatException($"{name} reaches element {last} of a storage of {available}");
        return new TorchTensor(storage, element, offset, shape, elements == 0 ? null : TensorPlace.Strided(shape, strides), elements);
    }

    /// <summary>Where its elements lie, once its storage's root is found.</summary>
    public TensorPlace Place(WeightBytes file, long root, bool isSwapped) =>
        new(file, root + Storage.Start * Storage.Element.Size + Offset * Element.Size, Shape, Strides, Element, isSwapped);
}
