using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Cli.Export.Lowering;

/// <summary>Layers that normalise.</summary>
internal static class NormLowerings
{
    public static void AddTo(Action<string, Func<OnnxCall, string>> add)
    {
        add("layer_norm", LayerNorm);
        add("rms_norm", RmsNorm);
        add("batch_norm", BatchNorm);
        add("group_norm", GroupNorm);
        add("instance_norm", InstanceNorm);
    }

    private static double Eps(OnnxCall c) => c.Fixed("eps", 1e-5);

    private static string LayerNorm(OnnxCall c)
    {
        int[] axes = c.Node.Ints("axes") is { Count: > 0 } ? c.Axes("axes") : [c.Axis("axis")];
        if (!c.Has("weight"))
            return Standardised(c, axes);
        if (axes[^1] == c.Rank - 1)
            return Normalised(c, c.X, axes[0]);
        var order = Enumerable.Range(0, c.Rank).Where(i => i != axes[0]).Append(axes[0]).ToArray();
        var back = Enumerable.Range(0, c.Rank).Select(i => Array.IndexOf(order, i));
        return c.Transpose(Normalised(c, c.Transpose(c.X, order), c.Rank - 1), back);
    }

    private static string Normalised(OnnxCall c, string x, int axis) =>
        c.Add("LayerNormalization", [x, c.Tensor("weight"), c.Has("bias") ? c.Tensor("bias") : ""], ("axis", axis), ("epsilon", Eps(c)));

    /// <summary>Mean 0 and variance 1 over axes.</summary>
    private static string Standardised(OnnxCall c, int[] axes)
    {
        var distance = c.Add("Sub", [c.X, c.Add("ReduceMean", [c.X], ("axes", axes), ("keepdims", 1))]);
        var variance = c.Add("ReduceMean", [c.Add("Mul", [distance, distance])], ("axes", axes), ("keepdims", 1));
        return c.Add("Div", [distance, c.Add("Sqrt", [c.Add("Add", [variance, c.To.Float(Eps(c))])])]);
    }

    private static string RmsNorm(OnnxCall c)
    {
        var axis = c.Axis("axis");
        var square = c.Add("ReduceMean", [c.Add("Mul", [c.X, c.X])], ("axes", new[] { axis }), ("keepdims", 1));
        var result = c.Add("Div", [c.X, c.Add("Sqrt", [c.Add("Add", [square, c.To.Float(Eps(c))])])]);
        return Scaled(c, result, axis);
    }

    /// <summary>The learned scale and shift, along an axis.</summary>
    private static string Scaled(OnnxCall c, string value, int axis)
    {
        if (c.Has("weight"))
            value = c.Add("Mul", [value, ProjectionLowerings.OverAxis(c, c.Tensor("weight"), axis)]);
        return c.Has("bias") ? c.Add("Add", [value, ProjectionLowerings.OverAxis(c, c.Tensor("bias"), axis)]) : value;
    }

    private static string BatchNorm(OnnxCall c)
    {
        // Without running statistics the batch's own are taken, in evaluation too.
        if (!c.Has("running_mean"))
            return Scaled(c, Standardised(c, [.. Enumerable.Range(0, c.Rank).Where(i => i != 1)]), 1);
        var channels = c.Number(c.In[1], "number of channels");
        return c.Add(
            "BatchNormalization",
            [
                c.X, c.Has("weight") ? c.Tensor("weight") : c.To.Filled(1, channels), c.Has("bias") ? c.Tensor("bias") : c.To.Filled(0, channels),
                c.Tensor("running_mean"), c.Tensor("running_var"),
            ],
            ("epsilon", Eps(c)));
    }

    private static string GroupNorm(OnnxCall c)
    {
        var groups = c.Number(c.Node.Int("num_groups") ?? Dim.One, "num_groups");
        var together = c.Add("Reshape", [c.X, c.To.Ints(0, groups, -1)]);
        var normed = c.Add("InstanceNormalization", [together, c.To.Filled(1, groups), c.To.Filled(0, groups)], ("epsilon", Eps(c)));
        return Scaled(c, c.Reshape(normed, [c.In[0], Dim.Constant(groups), Dim.Zero], c.In), 1);
    }

    private static string InstanceNorm(OnnxCall c)
    {
        var channels = c.Number(c.In[1], "number of channels");
        return c.Add(
            "InstanceNormalization", [c.X, c.Has("weight") ? c.Tensor("weight") : c.To.Filled(1, channels), c.Has("bias") ? c.Tensor("bias") : c.To.Filled(0, channels)], ("epsilon", Eps(c)));
    }
}
