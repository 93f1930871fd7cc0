using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Cli.Export.Lowering;

/// <summary>Layers with a learned matrix or slope.</summary>
internal static class ProjectionLowerings
{
    public static void AddTo(Action<string, Func<OnnxCall, string>> add)
    {
        add("linear", Linear);
        add("embedding", c => c.Add("Gather", [c.Tensor("weight"), c.X], ("axis", 0)));
        add("prelu", c => c.Add("PRelu", [c.X, OverAxis(c, c.Tensor("weight"), c.Node.Int("num_parameters")?.Value == 1 ? c.Rank - 1 : 1)]));
    }

    /// <summary>A vector laid along an axis of the input.</summary>
    public static string OverAxis(OnnxCall c, string vector, int axis) =>
        axis >= c.Rank - 1 ? vector : c.Add("Unsqueeze", [vector, c.To.Ints(Enumerable.Range(1, c.Rank - 1 - axis).Select(i => (long)i))]);

    private static string Linear(OnnxCall c)
    {
        if (c.Rank == 2)
            return c.Add("Gemm", [c.X, c.Tensor("weight"), c.Has("bias") ? c.Tensor("bias") : ""], ("transB", 1));
        // The weight stays as its key has it.
        var product = c.Add("MatMul", [c.X, c.Transpose(c.Tensor("weight"), 1, 0)]);
        return c.Has("bias") ? c.Add("Add", [product, c.Tensor("bias")]) : product;
    }
}
