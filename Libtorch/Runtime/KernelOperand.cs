using System;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace ArchGen.Libtorch;

/// <summary>A tensor as a kernel sees it: checked, with its memory and its strides in elements.</summary>
internal readonly unsafe struct KernelOperand
{
    internal readonly float* Data;
    private readonly NativeMeta meta;
    private readonly string name;

    internal KernelOperand(Tensor tensor, string name)
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        this.name = name;
        meta = tensor.Describe();
        if (meta.DType != (int)ScalarType.Float32 || meta.DeviceType != 0 || (meta.Flags & (NativeFlags.Sparse | NativeFlags.Quantized)) != 0)
            throw new ArgumentException($"{name} is {(ScalarType)meta.DType} on {tensor.device}; a dense Float32 on the CPU is expected", name);
        if ((meta.Flags & NativeFlags.RequiresGrad) != 0 && Bindings.atg_grad_mode() != 0)
            throw new InvalidOperationException($"{name} asks for gradients, and fused kernels compute none: call them under no_grad() or inference_mode()");
        if (meta.Dim == 0 || (Size(-1) > 1 && Stride(-1) != 1))
            throw new ArgumentException($"{name} is {this}; the last axis must lie in memory without gaps: take its contiguous() first", name);
        Data = (float*)meta.Data;
    }

    internal long Dim => meta.Dim;

    internal long Channels => Size(-1);

    internal long Size(int axis) => meta.Sizes[axis < 0 ? axis + meta.Dim : axis];

    internal long Stride(int axis) => meta.Strides[axis < 0 ? axis + meta.Dim : axis];

    /// <summary>The rows of channels, all axes but the last as one; they lie <paramref name="stride"/> elements apart.</summary>
    internal long Rows(out long stride)
    {
        var (rows, step) = (1L, Channels);
        var known = false;
        for (var axis = (int)meta.Dim - 2; axis >= 0; axis--)
        {
            var size = meta.Sizes[axis];
            if (size != 1)
            {
                if (known && meta.Strides[axis] != rows * step)
                    throw new ArgumentException($"{name} is {this}; its rows must lie evenly apart: take its contiguous() first", name);
                if (!known) (step, known) = (meta.Strides[axis], true);
            }

            rows *= size;
        }

        stride = step;
        return rows;
    }

    /// <summary>Sizes as expected: those of another operand but for the last.</summary>
    internal void ExpectLike(in KernelOperand other, long channels)
    {
        var same = meta.Dim == other.meta.Dim && Channels == channels;
        for (var axis = 0; same && axis < meta.Dim - 1; axis++) same = meta.Sizes[axis] == other.meta.Sizes[axis];
        if (!same) throw new ArgumentException($"{name} is {this}; {other.Leading()}{channels}] is expected", name);
    }

    internal void Expect(ReadOnlySpan<long> sizes)
    {
        if (!new ReadOnlySpan<long>(meta.Sizes, (int)meta.Dim).SequenceEqual(sizes))
            throw new ArgumentException($"{name} is {this}; [{string.Join(", ", sizes.ToArray())}] is expected", name);
    }

    /// <summary>What is written must not lie where something else is still to be read from; as one and the same view it may, where that is allowed.</summary>
    internal void ExpectApart(in KernelOperand written, bool sameIsFine)
    {
        if (meta.Numel == 0 || written.meta.Numel == 0) return;
        var same = Data == written.Data && meta.Dim == written.meta.Dim;
        for (var axis = 0; same && axis < meta.Dim; axis++)
            same = meta.Sizes[axis] == written.meta.Sizes[axis] && (meta.Sizes[axis] == 1 || meta.Strides[axis] == written.meta.Strides[axis]);
        if (same && sameIsFine) return;
        if (!same && (Data + Extent() <= written.Data || written.Data + written.Extent() <= Data)) return;
        if (!same && BetweenChannels(written)) return;
        throw new ArgumentException($"{written.name} overlaps {name}, which the kernel still reads: give it memory of its own", written.name);
    }

    public override string ToString()
    {
        var sizes = string.Join(", ", new ReadOnlySpan<long>(meta.Sizes, (int)meta.Dim).ToArray());
        var strides = string.Join(", ", new ReadOnlySpan<long>(meta.Strides, (int)meta.Dim).ToArray());
        return $"[{sizes}] with strides [{strides}]";
    }

    // Slices of the channels of one buffer lie between each other: all strides are multiples of the same pixel's.
    private bool BetweenChannels(in KernelOperand other)
    {
        var pixel = Pixel();
        if (pixel == 0 || pixel != other.Pixel()) return false;
        var apart = (other.Data - Data) % pixel;
        if (apart < 0) apart += pixel;
        return apart >= Channels && pixel - apart >= other.Channels;
    }

    private long Pixel()
    {
        long smallest = 0;
        for (var axis = 0; axis < meta.Dim - 1; axis++)
            if (meta.Sizes[axis] > 1 && (smallest == 0 || meta.Strides[axis] < smallest)) smallest = meta.Strides[axis];
        for (var axis = 0; smallest != 0 && axis < meta.Dim - 1; axis++)
            if (meta.Sizes[axis] > 1 && meta.Strides[axis] % smallest != 0) return 0;
        return smallest;
    }

    private long Extent()
    {
        long last = 1;
        for (var axis = 0; axis < meta.Dim; axis++) last += (meta.Sizes[axis] - 1) * meta.Strides[axis];
        return last;
    }

    private string Leading()
    {
        var text = "[";
        for (var axis = 0; axis < meta.Dim - 1; axis++) text += meta.Sizes[axis] + ", ";
        return text;
    }
}
