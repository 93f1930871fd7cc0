using System;
using System.Linq;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ArchGen.Runtime.Generated;

/// <summary>Operators of specs that TorchSharp has no single call for.</summary>
public static class TensorMath
{
    /// <summary>The indices of all axes.</summary>
    public static long[] AllAxes(Tensor input) => [.. Enumerable.Range(0, (int)input.dim()).Select(i => (long)i)];

    /// <summary>A reduction over all axes.</summary>
    public static Tensor OverAll(Tensor input, Func<Tensor, long[], Tensor> reduce) => reduce(input, AllAxes(input));

    /// <summary>The logarithm of the sum of the exponentials over axes.</summary>
    public static Tensor LogSumExp(Tensor input, long[] dims, bool keepdim = false)
    {
        // Over several axes it is the one over each in turn, the last first so that indices stay.
        var result = input;
        foreach (var dim in dims.Select(d => d < 0 ? d + input.dim() : d).OrderDescending())
            result = torch.logsumexp(result, dim, keepdim);
        return result;
    }

    /// <summary>A number to the power of a tensor.</summary>
    public static Tensor Power(double value, Tensor exponent) => torch.pow(torch.full([], value, dtype: exponent.dtype, device: exponent.device), exponent);

    /// <summary>Adds zeros so that each of some axes has a multiple of a number.</summary>
    /// <param name="input">Any tensor.</param>
    /// <param name="multiples">The number for each axis.</param>
    /// <param name="dims">The axes.</param>
    /// <param name="side"><c>end</c>, <c>start</c> or <c>both</c>, of which the start gets half, rounded down.</param>
    public static Tensor PadToMultiple(Tensor input, long[] multiples, long[] dims, string side)
    {
        var rank = (int)input.dim();
        var padding = new long[2 * rank];
        var any = false;
        for (var i = 0; i < dims.Length; i++)
        {
            var axis = (int)(dims[i] < 0 ? dims[i] + rank : dims[i]);
            var missing = StaticMath.Mod(-input.size(axis), multiples[i]);
            var before = side switch { "start" => missing, "both" => missing / 2, _ => 0 };
            padding[2 * (rank - 1 - axis)] = before;
            padding[2 * (rank - 1 - axis) + 1] = missing - before;
            any |= missing > 0;
        }
        return any ? F.pad(input, padding) : input;
    }

    /// <summary>The entries of an axis that indices of any shape say; its axes take the axis's place. What is beyond an end is that end's entry.</summary>
    public static Tensor Take(Tensor input, Tensor index, long dim)
    {
        var axis = dim < 0 ? dim + input.dim() : dim;
        var positions = index.to(ScalarType.Int64).clamp(0, input.size((int)axis) - 1).flatten();
        return input.index_select(axis, positions).reshape([.. input.shape[..(int)axis], .. index.shape, .. input.shape[(int)(axis + 1)..]]);
    }

    /// <summary>Gives the axes from 2 on other sizes; one number stands for all of them.</summary>
    public static Tensor Interpolate(
        Tensor input, InterpolationMode mode, long[]? size = null, double[]? scaleFactor = null, bool? alignCorners = null)
    {
        var axes = (int)input.dim() - 2;
        bool? align = mode is InterpolationMode.Nearest or InterpolationMode.Area ? null : alignCorners ?? false;
        return F.interpolate(input, Each(size, axes), Each(scaleFactor, axes), mode, align);
    }

    private static T[]? Each<T>(T[]? values, int axes) =>
        values is [var one] && axes > 1 ? [.. Enumerable.Repeat(one, axes)] : values;

    /// <summary>Two lists as one.</summary>
    public static Tensor[] Join(Tensor[] first, Tensor[] second) => [.. first, .. second];

    /// <summary>The results of a block as a list.</summary>
    public static Tensor[] ToArray((Tensor, Tensor) results) => [results.Item1, results.Item2];

    /// <summary>The results of a block as a list.</summary>
    public static Tensor[] ToArray((Tensor, Tensor, Tensor) results) => [results.Item1, results.Item2, results.Item3];

    /// <summary>The results of a block as a list.</summary>
    public static Tensor[] ToArray((Tensor, Tensor, Tensor, Tensor) results) => [results.Item1, results.Item2, results.Item3, results.Item4];

    /// <summary>The results of a block as a list.</summary>
    public static Tensor[] ToArray((Tensor, Tensor, Tensor, Tensor, Tensor) results) =>
        [results.Item1, results.Item2, results.Item3, results.Item4, results.Item5];

    /// <summary>The results of a block as a list.</summary>
    public static Tensor[] ToArray((Tensor, Tensor, Tensor, Tensor, Tensor, Tensor) results) =>
        [results.Item1, results.Item2, results.Item3, results.Item4, results.Item5, results.Item6];
}
