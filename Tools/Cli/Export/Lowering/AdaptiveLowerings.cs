using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Cli.Export.Lowering;

/// <summary>Pooling into a given number of parts, whose bounds are as PyTorch's: part i of n goes from ⌊i · size / n⌋ to ⌈(i + 1) · size / n⌉. ONNX has none.</summary>
internal static class AdaptiveLowerings
{
    public static string Average(OnnxCall c, string x, Dim[] from, Dim[] to)
    {
        var axes = Enumerable.Range(2, from.Length - 2).ToArray();
        if (axes.All(a => to[a].Value == 1))
            return c.Add("ReduceMean", [x], ("axes", axes), ("keepdims", 1));
        if (axes.All(a => from[a].Value is { } size && to[a].Value is { } parts && size % parts == 0))
        {
            long[] kernel = [.. axes.Select(a => from[a].Value!.Value / to[a].Value!.Value)];
            return c.Add("AveragePool", [x], ("kernel_shape", kernel), ("strides", kernel));
        }
        // The mean of a box is that of its rows' means: one matrix for each axis.
        foreach (var axis in axes.Where(a => !from[a].Equals(to[a])))
            x = Times(c, x, axis, from.Length, Matrix(c, from[axis], to[axis]));
        return x;
    }

    public static string Maximum(OnnxCall c)
    {
        var x = c.X;
        for (var axis = 2; axis < c.Rank; axis++)
        {
            var parts = c.Number(c.Out[axis], "output_size");
            var maxima = new List<string>();
            for (var i = 0L; i < parts; i++)
            {
                var part = EntryLowerings.Slice(c, x, axis, Dim.FloorDiv(c.In[axis] * i, parts), Dim.CeilDiv(c.In[axis] * (i + 1), parts));
                maxima.Add(c.Add("ReduceMax", [part], ("axes", new[] { axis }), ("keepdims", 1)));
            }
            x = maxima.Count == 1 ? maxima[0] : c.Add("Concat", maxima, ("axis", axis));
        }
        return x;
    }

    /// <summary>A matrix [parts, size] applied to an axis.</summary>
    private static string Times(OnnxCall c, string x, int axis, int rank, string matrix)
    {
        if (axis == rank - 2)
            return c.Add("MatMul", [matrix, x]);
        var turned = c.Transpose(matrix, 1, 0);
        if (axis == rank - 1)
            return c.Add("MatMul", [x, turned]);
        var swap = Enumerable.Range(0, rank).Select(i => i == axis ? rank - 1 : i == rank - 1 ? axis : i).ToArray();
        return c.Transpose(c.Add("MatMul", [c.Transpose(x, swap), turned]), swap);
    }

    private static string Matrix(OnnxCall c, Dim size, Dim parts)
    {
        if (size.Value is { } known && parts.Value is { } count)
        {
            var weights = new float[count * known];
            for (var i = 0L; i < count; i++)
            {
                var (start, end) = (i * known / count, ((i + 1) * known + count - 1) / count);
                for (var j = start; j < end; j++)
                    weights[i * known + j] = 1f / (end - start);
            }
            return c.To.Floats(weights, [count, known]);
        }
        string n = c.Sizes.Scalar(size), p = c.Sizes.Scalar(parts), one = c.To.Int(1);
        var part = c.Add("Unsqueeze", [c.Add("Range", [c.To.Int(0), p, one]), c.To.Ints(1)]);
        var first = c.Add("Div", [c.Add("Mul", [part, n]), p]);
        var last = c.Add("Div", [c.Add("Add", [c.Add("Mul", [c.Add("Add", [part, one]), n]), c.Add("Sub", [p, one])]), p]);
        var entry = c.Add("Unsqueeze", [c.Add("Range", [c.To.Int(0), n, one]), c.To.Ints(0)]);
        var isIn = c.Add("And", [c.Add("GreaterOrEqual", [entry, first]), c.Add("Less", [entry, last])]);
        return c.Add("Div", [c.ToFloat(isIn), c.ToFloat(c.Add("Sub", [last, first]))]);
    }
}
