using System;
using System.Linq;
using ArchGen.Runtime.Inference.Operations;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Generated;

/// <summary><see cref="TensorMath"/> for tensors that are described.</summary>
public static class GraphMath
{
    /// <summary>The indices of all axes.</summary>
    public static long[] AllAxes(GraphTensor input) => [.. Enumerable.Range(0, input.Rank).Select(i => (long)i)];

    /// <summary>A reduction over all axes.</summary>
    public static GraphTensor OverAll(GraphTensor input, Func<GraphTensor, long[], GraphTensor> reduce) => reduce(input, AllAxes(input));

    /// <summary>The logarithm of the sum of the exponentials over axes.</summary>
    public static GraphTensor LogSumExp(GraphTensor input, long[] dims, bool keepdim = false) =>
        GraphTensor.Make(new Opaque("logsumexp", x => TensorMath.LogSumExp(x[0], dims, keepdim)), input);

    /// <summary>A number to the power of a tensor.</summary>
    public static GraphTensor Power(double value, GraphTensor exponent) => exponent.Elementwise("power", x => TensorMath.Power(value, x));

    /// <summary>Adds zeros so that each of some axes has a multiple of a number.</summary>
    public static GraphTensor PadToMultiple(GraphTensor input, long[] multiples, long[] dims, string side) =>
        dims.Zip(multiples).All(d => input.size((int)d.First) % d.Second == 0)
            ? input
            : GraphTensor.Make(new Opaque("pad", x => TensorMath.PadToMultiple(x[0], multiples, dims, side)), input);

    /// <summary>The entries of an axis that indices say.</summary>
    public static GraphTensor Take(GraphTensor input, GraphTensor index, long dim) =>
        GraphTensor.Make(new Opaque("take", x => TensorMath.Take(x[0], x[1], dim)), input, index);

    /// <summary>Gives the axes from 2 on other sizes.</summary>
    public static GraphTensor Interpolate(GraphTensor input, InterpolationMode mode, long[]? size = null, double[]? scaleFactor = null, bool? alignCorners = null) =>
        GraphTensor.Make(new Spatial("interpolate", x => TensorMath.Interpolate(x, mode, size, scaleFactor, alignCorners)), input);

    /// <summary>Two lists as one.</summary>
    public static GraphTensor[] Join(GraphTensor[] first, GraphTensor[] second) => [.. first, .. second];

    /// <summary>The results of a block as a list.</summary>
    public static GraphTensor[] ToArray((GraphTensor, GraphTensor) results) => [results.Item1, results.Item2];

    /// <summary>The results of a block as a list.</summary>
    public static GraphTensor[] ToArray((GraphTensor, GraphTensor, GraphTensor) results) => [results.Item1, results.Item2, results.Item3];

    /// <summary>The results of a block as a list.</summary>
    public static GraphTensor[] ToArray((GraphTensor, GraphTensor, GraphTensor, GraphTensor) results) =>
        [results.Item1, results.Item2, results.Item3, results.Item4];

    /// <summary>The results of a block as a list.</summary>
    public static GraphTensor[] ToArray((GraphTensor, GraphTensor, GraphTensor, GraphTensor, GraphTensor) results) =>
        [results.Item1, results.Item2, results.Item3, results.Item4, results.Item5];

    /// <summary>The results of a block as a list.</summary>
    public static GraphTensor[] ToArray((GraphTensor, GraphTensor, GraphTensor, GraphTensor, GraphTensor, GraphTensor) results) =>
        [results.Item1, results.Item2, results.Item3, results.Item4, results.Item5, results.Item6];
}
