using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Cli.Export.Lowering;

/// <summary>The same elements under other axes.</summary>
internal static class LayoutLowerings
{
    public static void AddTo(Action<string, Func<OnnxCall, string>> add)
    {
        foreach (var name in new[] { "flatten", "unflatten", "reshape" })
            add(name, c => c.In.SequenceEqual(c.Out) ? c.X : c.Reshape(c.X, c.In, c.Out));
        add("transpose", Swap);
        add("permute", c => c.Transpose(c.X, (c.Node.Ints("dims") ?? []).Select(d => (int)(c.Number(d, "dims") is var i && i < 0 ? i + c.Rank : i))));
        add("squeeze", c => c.Out.Length == c.Rank ? c.X : c.Add("Squeeze", [c.X, c.To.Ints(c.Axis())]));
        add("unsqueeze", c => c.Add("Unsqueeze", [c.X, c.To.Ints(c.Axis(rank: c.Rank + 1))]));
        add("expand", c => c.In.SequenceEqual(c.Out) ? c.X : c.Add("Expand", [c.X, c.Sizes.Vector(c.Out)]));
    }

    private static string Swap(OnnxCall c)
    {
        var (a, b) = (c.Axis("dim0"), c.Axis("dim1"));
        return a == b ? c.X : c.Transpose(c.X, Enumerable.Range(0, c.Rank).Select(i => i == a ? b : i == b ? a : i));
    }
}
