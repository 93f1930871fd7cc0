using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Cli.Export.Lowering;

/// <summary>What makes one number of the entries along axes.</summary>
internal static class ReductionLowerings
{
    public static void AddTo(Action<string, Func<OnnxCall, string>> add)
    {
        foreach (var (name, type) in new[] { ("mean", "ReduceMean"), ("max", "ReduceMax"), ("min", "ReduceMin"), ("logsumexp", "ReduceLogSumExp") })
            add(name, c => c.Rank == 0 ? c.X : c.Add(type, [c.X], ("axes", c.Axes()), ("keepdims", c.Node.Bool("keep"))));
        add("sum", c => c.Rank == 0 ? c.X : c.Add("ReduceSum", [c.X, c.To.Ints(c.Axes().Select(a => (long)a))], ("keepdims", c.Node.Bool("keep"))));
        add("prod", c => c.Add("ReduceProd", [c.X], ("axes", new[] { c.Axis() }), ("keepdims", c.Node.Bool("keep"))));
        add("argmax", c => c.Add("ArgMax", [c.X], ("axis", c.Axis()), ("keepdims", c.Node.Bool("keep"))));
        add("var", Variance);
        add("std", c => c.Add("Sqrt", [Variance(c)]));
    }

    private static string Variance(OnnxCall c)
    {
        var axes = c.Axes();
        var distance = c.Add("Sub", [c.X, c.Add("ReduceMean", [c.X], ("axes", axes), ("keepdims", 1))]);
        var sum = c.Add("ReduceSum", [c.Add("Mul", [distance, distance]), c.To.Ints(axes.Select(a => (long)a))], ("keepdims", c.Node.Bool("keep")));
        var count = axes.Aggregate(Dim.One, (product, axis) => product * c.In[axis]);
        return c.Add("Div", [sum, c.Sizes.Float(c.Node.Bool("unbiased") ? count - 1 : count)]);
    }
}
