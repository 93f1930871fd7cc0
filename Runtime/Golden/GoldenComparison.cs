using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>A tensor's shape and elements, copied out of libtorch.</summary>
public sealed record TensorSnapshot(long[] Shape, float[] Values)
{
    /// <summary>Copies a tensor of any layout, device and float type.</summary>
    public static TensorSnapshot Of(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        using var dense = tensor.detach().cpu().to(ScalarType.Float32).contiguous();
        return new TensorSnapshot(dense.shape, dense.data<float>().ToArray());
    }

    /// <summary>
    /// The same tensor laid out as <paramref name="shape"/> wants it: as it is, [N, L, C] turned to [N, C, …] or the other way; null where neither fits.
    /// </summary>
    public TensorSnapshot? LaidOutAs(long[] shape)
    {
        if (Shape.AsSpan().SequenceEqual(shape))
            return this;
        // Tokens of which the first are no positions (a class token): those that lie on the map are the last.
        if (shape.Length == 4 && Shape.Length == 3 && shape[0] == 1 && Shape[0] == 1 && Shape[2] == shape[1] && Shape[1] > shape[2] * shape[3])
        {
            var tokens = shape[2] * shape[3];
            return new TensorSnapshot([1, tokens, Shape[2]], Values[^(int)(tokens * Shape[2])..]).LaidOutAs(shape);
        }
        if (shape.Length < 3 || Shape.Length < 3 || shape[0] != Shape[0] || Values.Length != shape.Aggregate(1L, (p, s) => p * s))
            return null;
        // Channels last here, second there: [N, …, C] to [N, C, …].
        if (Shape[^1] == shape[1] && Rest(Shape, 1, Shape.Length - 1, shape, 2, shape.Length))
            return new TensorSnapshot(shape, Turned((int)shape[0], Values.Length / (int)(shape[0] * shape[1]), (int)shape[1]));
        // The other way: [N, C, …] to [N, …, C].
        if (Shape[1] == shape[^1] && Rest(Shape, 2, Shape.Length, shape, 1, shape.Length - 1))
            return new TensorSnapshot(shape, Turned((int)shape[0], (int)shape[^1], Values.Length / (int)(shape[0] * shape[^1])));
        return null;
    }

    // The axes between are the same, or one of the two sides has them as one.
    private static bool Rest(long[] a, int aFrom, int aTo, long[] b, int bFrom, int bTo)
    {
        var (left, right) = (a[aFrom..aTo], b[bFrom..bTo]);
        return left.AsSpan().SequenceEqual(right)
            || ((left.Length == 1 || right.Length == 1) && left.Aggregate(1L, (p, s) => p * s) == right.Aggregate(1L, (p, s) => p * s));
    }

    private float[] Turned(int batch, int rows, int columns)
    {
        var turned = new float[Values.Length];
        for (var n = 0; n < batch; n++)
        {
            var offset = n * rows * columns;
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < columns; column++)
                    turned[offset + column * rows + row] = Values[offset + row * columns + column];
            }
        }

        return turned;
    }
}

/// <summary>How far one tensor is from its golden numbers. <paramref name="Problem"/> says why it can't be compared; the error is then infinite.</summary>
public sealed record GoldenDifference(string Name, double Error, string? Problem = null);

/// <summary>Compares tensors with golden numbers. Errors are relative: the largest difference over the largest golden value, if that isn't 0.</summary>
public static class GoldenComparison
{
    /// <summary>The largest difference of two lists over the largest absolute value of the second.</summary>
    public static double RelativeError(IReadOnlyList<double> actual, IReadOnlyList<double> golden)
    {
        if (actual.Count != golden.Count)
            return double.PositiveInfinity;
        double difference = 0, largest = 0;
        for (var i = 0; i < golden.Count; i++)
        {
            if (!double.IsFinite(actual[i]))
                return double.PositiveInfinity;
            difference = Math.Max(difference, Math.Abs(actual[i] - golden[i]));
            largest = Math.Max(largest, Math.Abs(golden[i]));
        }

        return Relative(difference, largest);
    }

    /// <summary>Compares a model's whole result.</summary>
    public static GoldenDifference Logits(TensorSnapshot actual, GoldenFixture fixture)
    {
        if (fixture.OutputShape is { } shape && !actual.Shape.AsSpan().SequenceEqual(shape))
            return new GoldenDifference("logits", double.PositiveInfinity, $"its shape is {Text(actual.Shape)}, not {Text(shape)}");
        return actual.Values.Length != fixture.Logits.Length
            ? new GoldenDifference("logits", double.PositiveInfinity, $"it has {actual.Values.Length} values, not {fixture.Logits.Length}")
            : new GoldenDifference("logits", RelativeError([.. actual.Values.Select(v => (double)v)], fixture.Logits));
    }

    /// <summary>
    /// Compares a tensor by the samples and moments that the fixture has, after turning tokens into a map or back where the shapes ask for it. Relative to the
    /// largest golden sample, the golden mean or the standard deviation, whichever is most: all lie below the tensor's largest value, so this is the stricter side.
    /// </summary>
    public static GoldenDifference Tensor(TensorSnapshot actual, GoldenTensor golden)
    {
        if (actual.LaidOutAs(golden.Shape) is not { } laid)
            return new GoldenDifference(golden.Name, double.PositiveInfinity, $"its shape is {Text(actual.Shape)}, not {Text(golden.Shape)}");
        var largest = golden.First.Concat(golden.Spread).Select(Math.Abs).Append(Math.Abs(golden.Mean ?? 0)).Append(golden.Deviation ?? 0).Max();
        double difference = 0;
        for (var i = 0; i < golden.First.Length && i < laid.Values.Length; i++)
            Note(laid.Values[i] - golden.First[i]);
        for (var i = 0; i < golden.Spread.Length; i++)
            Note(laid.Values[SpreadIndex(i, golden.Spread.Length, laid.Values.Length)] - golden.Spread[i]);
        var (mean, deviation) = Moments(laid.Values);
        if (golden.Mean is { } goldenMean)
            Note(mean - goldenMean);
        if (golden.Deviation is { } goldenDeviation)
            Note(deviation - goldenDeviation);
        return new GoldenDifference(golden.Name, Relative(difference, largest));

        void Note(double by) => difference = double.IsFinite(by) ? Math.Max(difference, Math.Abs(by)) : double.PositiveInfinity;
    }

    /// <summary>
    /// Compares a tensor by its norm and its projection, relative to the golden norm; where that is 0, relative to <paramref name="largest"/>, the largest norm of its kind. The
    /// projection's difference counts √3 times, which makes it about the norm of the tensors' difference: the direction's elements are even in −1 to 1.
    /// </summary>
    public static GoldenDifference Projection(TensorSnapshot actual, GoldenProjection golden, double largest)
    {
        if (golden.Shape is { } shape && !actual.Shape.AsSpan().SequenceEqual(shape))
            return new GoldenDifference(golden.Name, double.PositiveInfinity, $"its shape is {Text(actual.Shape)}, not {Text(shape)}");
        using var direction = GoldenFill.Input(actual.Shape, "direction." + golden.Name);
        var towards = direction.data<float>().ToArray();
        double squares = 0, along = 0;
        for (var i = 0; i < towards.Length; i++)
        {
            squares += (double)actual.Values[i] * actual.Values[i];
            along += (double)actual.Values[i] * towards[i];
        }

        var difference = Math.Max(Math.Abs(Math.Sqrt(squares) - golden.Norm), Math.Sqrt(3) * Math.Abs(along - golden.Along));
        return new GoldenDifference(golden.Name, double.IsFinite(difference) ? Relative(difference, golden.Norm > 0 ? golden.Norm : largest) : double.PositiveInfinity);
    }

    /// <summary>An error as text.</summary>
    public static string Text(double error) => double.IsFinite(error) ? error.ToString("0.0e+00", CultureInfo.InvariantCulture) : "∞";

    /// <summary>
    /// The place of sample <paramref name="index"/> of <paramref name="samples"/> spread over <paramref name="count"/> elements from the first to the last, as
    /// <c>numpy.linspace(0, count - 1, samples).astype(int)</c> has it, in the same order of operations.
    /// </summary>
    internal static int SpreadIndex(int index, int samples, int count) =>
        index == samples - 1 ? count - 1 : (int)(index * ((count - 1) / (double)(samples - 1)));

    /// <summary>Relative, or where all golden numbers are 0, the difference itself.</summary>
    private static double Relative(double difference, double largest) => largest > 0 ? difference / largest : difference;

    // Of the whole population: fixtures divide by the count.
    private static (double Mean, double Deviation) Moments(float[] values)
    {
        double sum = 0, squares = 0;
        foreach (var value in values)
            sum += value;
        var mean = sum / values.Length;
        foreach (var value in values)
            squares += (value - mean) * (value - mean);
        return (mean, Math.Sqrt(squares / values.Length));
    }

    private static string Text(long[] shape) => $"[{string.Join(", ", shape)}]";
}
