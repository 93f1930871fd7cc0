using System;
using System.Linq;
using ArchGen.Runtime.Inference.Operations;
using TorchSharp;

namespace ArchGen.Runtime.Generated;

/// <summary>The methods of tensors that generated code calls, under their names.</summary>
public sealed partial class GraphTensor
{
#pragma warning disable CS1591 // each is torch.Tensor's method of that name
    public GraphTensor permute(params long[] dims) => Permuted([.. dims.Select(Axis)]);

    public GraphTensor transpose(long dim0, long dim1)
    {
        var axes = Enumerable.Range(0, Rank).ToArray();
        (axes[Axis(dim0)], axes[Axis(dim1)]) = (Axis(dim1), Axis(dim0));
        return Permuted(axes);
    }

    public GraphTensor reshape(params long[] shape)
    {
        var known = shape.Where(s => s >= 0).Aggregate(1L, (product, size) => product * size);
        var all = _shape.Aggregate(1L, (product, size) => product * size);
        return Reshaped([.. shape.Select(s => s >= 0 ? s : known == 0 ? 0 : all / known)]);
    }

    public GraphTensor flatten(long start_dim = 0, long end_dim = -1)
    {
        var (from, to) = (Axis(start_dim), Axis(end_dim));
        return Rank == 0 ? Reshaped([1]) : Reshaped([.. _shape[..from], _shape[from..(to + 1)].Aggregate(1L, (a, b) => a * b), .. _shape[(to + 1)..]]);
    }

    public GraphTensor unflatten(long dim, params long[] sizes)
    {
        var axis = Axis(dim);
        var known = sizes.Where(s => s >= 0).Aggregate(1L, (a, b) => a * b);
        return Reshaped([.. _shape[..axis], .. sizes.Select(s => s >= 0 ? s : _shape[axis] / known), .. _shape[(axis + 1)..]]);
    }

    public GraphTensor squeeze(long dim) => _shape[Axis(dim)] == 1 ? Reshaped([.. _shape.Where((_, i) => i != Axis(dim))]) : this;

    public GraphTensor unsqueeze(long dim)
    {
        var axis = (int)(dim < 0 ? dim + Rank + 1 : dim);
        return Reshaped([.. _shape[..axis], 1, .. _shape[axis..]]);
    }

    public GraphTensor expand(params long[] sizes) => Function("expand", x => x.expand(sizes));

    public GraphTensor slice(long dim, long start, long finish, long step)
    {
        var axis = Axis(dim);
        long Within(long at) => Math.Clamp(at < 0 ? at + _shape[axis] : at, 0, _shape[axis]);
        var (from, to) = (Within(start), Within(finish));
        long[] sizes = [.. _shape];
        sizes[axis] = Math.Max(0, (to - from + step - 1) / step);
        return sizes[axis] == _shape[axis] ? this : Shaped(new Slice(axis, from, Math.Max(from, to), step), sizes, this);
    }

    public GraphTensor select(long dim, long index)
    {
        var axis = Axis(dim);
        return Shaped(new Select(axis, index < 0 ? index + _shape[axis] : index), [.. _shape.Where((_, i) => i != axis)], this);
    }

    public GraphTensor roll(long[] shifts, long[] dims) => Function("roll", x => torch.roll(x, shifts, dims));

    public GraphTensor flip(params long[] dims) => Function("flip", x => x.flip(dims));

    public GraphTensor repeat_interleave(long repeats, long? dim = null) => Function("repeat_interleave", x => x.repeat_interleave(repeats, dim));

    public GraphTensor repeat(params long[] sizes) => Function("repeat", x => x.repeat(sizes));

    public GraphTensor[] split(long[] sizes, long dim = 0)
    {
        var parts = new GraphTensor[sizes.Length];
        var from = 0L;
        for (var i = 0; i < sizes.Length; from += sizes[i++])
            parts[i] = slice(dim, from, from + sizes[i], 1);
        return parts;
    }

    public GraphTensor[] split(long size, long dim = 0)
    {
        var all = _shape[Axis(dim)];
        return split([.. Enumerable.Range(0, (int)((all + size - 1) / size)).Select(i => Math.Min(size, all - i * size))], dim);
    }

    public GraphTensor[] chunk(long chunks, long dim = 0) => split((_shape[Axis(dim)] + chunks - 1) / chunks, dim);

    public GraphTensor[] unbind(long dim = 0) => [.. Enumerable.Range(0, (int)_shape[Axis(dim)]).Select(i => select(dim, i))];

    public GraphTensor mean() => Function("mean", x => x.mean());

    public GraphTensor mean(long[] dimensions, bool keepdim = false) => Reduced("mean", dimensions, keepdim, (x, dims) => x.mean(dims, keepdim));

    public GraphTensor sum() => Function("sum", x => x.sum());

    public GraphTensor sum(long[] dim, bool keepdim = false) => Reduced("sum", dim, keepdim, (x, dims) => x.sum(dims, keepdim));

    public GraphTensor amax(long[] dims, bool keepdim = false) => Reduced("amax", dims, keepdim, (x, all) => x.amax(all, keepdim));

    public GraphTensor amin(long[] dims, bool keepdim = false) => Reduced("amin", dims, keepdim, (x, all) => x.amin(all, keepdim));

    public GraphTensor var(long[] dimensions, bool unbiased = true, bool keepdim = false) =>
        Reduced("var", dimensions, keepdim, (x, dims) => x.var(dims, unbiased, keepdim));

    public GraphTensor std(long[] dimensions, bool unbiased = true, bool keepdim = false) =>
        Reduced("std", dimensions, keepdim, (x, dims) => x.std(dims, unbiased, keepdim));

    public GraphTensor prod(long dim, bool keepdim = false) => Function("prod", x => x.prod(dim, keepdim));

    public GraphTensor argmax(long dim, bool keepdim = false) => Function("argmax", x => x.argmax(dim, keepdim));

    public GraphTensor softmax(long dim) => Shaped(new Softmax(Axis(dim)), shape, this);

    public GraphTensor log_softmax(long dim) => Function("log_softmax", x => x.log_softmax(dim));

    public GraphTensor cumsum(long dim) => Function("cumsum", x => x.cumsum(dim));

    public GraphTensor sigmoid() => Activated(Activation.Sigmoid);

    public GraphTensor tanh() => Elementwise("tanh", x => x.tanh());

    public GraphTensor exp() => Elementwise("exp", x => x.exp());

    public GraphTensor log() => Elementwise("log", x => x.log());

    public GraphTensor sqrt() => Elementwise("sqrt", x => x.sqrt());

    public GraphTensor rsqrt() => Elementwise("rsqrt", x => x.rsqrt());

    public GraphTensor square() => Elementwise("square", x => x.square());

    public GraphTensor abs() => Elementwise("abs", x => x.abs());

    public GraphTensor sin() => Elementwise("sin", x => x.sin());

    public GraphTensor cos() => Elementwise("cos", x => x.cos());

    public GraphTensor floor() => Elementwise("floor", x => x.floor());

    public GraphTensor ceil() => Elementwise("ceil", x => x.ceil());

    public GraphTensor round() => Elementwise("round", x => x.round());

    public GraphTensor erf() => Elementwise("erf", x => x.erf());

    public GraphTensor reciprocal() => Elementwise("reciprocal", x => x.reciprocal());

    public GraphTensor sign() => Elementwise("sign", x => x.sign());

    public GraphTensor clamp(double min, double max) => Elementwise("clamp", x => x.clamp((TorchSharp.Scalar)min, (TorchSharp.Scalar)max));

    public GraphTensor clamp_min(double min) => Elementwise("clamp_min", x => x.clamp_min(min));

    public GraphTensor clamp_max(double max) => Elementwise("clamp_max", x => x.clamp_max(max));

    public GraphTensor pow(double exponent) => Elementwise("pow", x => x.pow(exponent));

    public GraphTensor pow(GraphTensor exponent) => Pair(BinaryKind.Power, this, exponent);

    public static GraphTensor operator +(GraphTensor left, GraphTensor right) => Pair(BinaryKind.Add, left, right);

    public static GraphTensor operator +(GraphTensor left, double right) => left.Moved(1, right);

    public static GraphTensor operator +(double left, GraphTensor right) => right.Moved(1, left);

    public static GraphTensor operator -(GraphTensor left, GraphTensor right) => Pair(BinaryKind.Subtract, left, right);

    public static GraphTensor operator -(GraphTensor left, double right) => left.Moved(1, -right);

    public static GraphTensor operator -(double left, GraphTensor right) => right.Moved(-1, left);

    public static GraphTensor operator *(GraphTensor left, GraphTensor right) => Pair(BinaryKind.Multiply, left, right);

    public static GraphTensor operator *(GraphTensor left, double right) => left.Moved(right, 0);

    public static GraphTensor operator *(double left, GraphTensor right) => right.Moved(left, 0);

    public static GraphTensor operator /(GraphTensor left, GraphTensor right) => Pair(BinaryKind.Divide, left, right);

    public static GraphTensor operator /(GraphTensor left, double right) => left.Elementwise("divide", x => x / right);

    public static GraphTensor operator /(double left, GraphTensor right) => right.Elementwise("divide", x => left / x);

    public static GraphTensor operator -(GraphTensor value) => value.Moved(-1, 0);
#pragma warning restore CS1591

    internal GraphTensor Elementwise(string name, Func<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor> function) => Make(new Elementwise(name, function), this);

    internal GraphTensor Activated(Activation kind) => Shaped(new Activate(kind), shape, this);

    /// <summary>A permutation of the axes; asked for twice, it is the same tensor.</summary>
    internal GraphTensor Permuted(int[] axes)
    {
        if (axes.Select((axis, i) => axis == i).All(same => same))
            return this;
        var permuted = _permuted.Find(p => ((Permute)p.Operation).Is(axes));
        if (permuted is not null)
            return permuted;
        permuted = Shaped(new Permute(axes), [.. axes.Select(a => _shape[a])], this);
        if (permuted.Operation is Permute)
            _permuted.Add(permuted);
        return permuted;
    }

    internal GraphTensor Reshaped(long[] sizes) => sizes.AsSpan().SequenceEqual(_shape) ? this : Shaped(new Reshape(sizes), sizes, this);

    internal static GraphTensor Pair(BinaryKind kind, GraphTensor left, GraphTensor right) => Make(new Binary(kind), left, right);

    private GraphTensor Moved(double factor, double offset) =>
        torch.is_floating_point(dtype) ? Shaped(new Scaled(factor, offset), shape, this)
        : factor == Math.Floor(factor) && offset == Math.Floor(offset) ? Elementwise("scale", x => x * (long)factor + (long)offset)
        : Elementwise("scale", x => x * factor + offset);

    private GraphTensor Reduced(string name, long[] dims, bool keep, Func<TorchSharp.torch.Tensor, long[], TorchSharp.torch.Tensor> function) =>
        Make(new ReduceAxes(name, [.. dims.Select(Axis)], keep, function), this);
}
