using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Cli.Export.Lowering;

/// <summary>What adds entries at an axis's ends.</summary>
internal static class PaddingLowerings
{
    public static void AddTo(Action<string, Func<OnnxCall, string>> add)
    {
        add("pad", Pad);
        add("pad_to_multiple", ToMultiple);
    }

    /// <summary>So much before and after each axis; constants are <paramref name="value"/>.</summary>
    public static string Pad(OnnxCall c, string x, Dim[] before, Dim[] after, string mode = "constant", string value = "") =>
        c.Add("Pad", [x, c.Sizes.Vector([.. before, .. after]), value], ("mode", mode));

    private static string Pad(OnnxCall c)
    {
        var sizes = c.Node.Ints("sizes") ?? [];
        Dim[] before = [.. Enumerable.Repeat(Dim.Zero, c.Rank)], after = [.. before];
        for (var k = 0; k < sizes.Count / 2; k++)
            (before[c.Rank - 1 - k], after[c.Rank - 1 - k]) = (c.Sizes.Of(sizes[2 * k]), c.Sizes.Of(sizes[2 * k + 1]));
        return c.Node.Word("mode") switch
        {
            "reflect" => Pad(c, c.X, before, after, "reflect"),
            "replicate" => Pad(c, c.X, before, after, "edge"),
            "circular" => Circular(c, before, after),
            _ => Pad(c, c.X, before, after, value: c.Scalar("value")),
        };
    }

    private static string Circular(OnnxCall c, Dim[] before, Dim[] after)
    {
        var value = c.X;
        for (var axis = 0; axis < c.Rank; axis++)
        {
            var parts = new List<string> { value };
            if (before[axis].Value != 0)
                parts.Insert(0, EntryLowerings.Slice(c, value, axis, c.In[axis] - before[axis], c.In[axis]));
            if (after[axis].Value != 0)
                parts.Add(EntryLowerings.Slice(c, value, axis, Dim.Zero, after[axis]));
            value = parts.Count == 1 ? value : c.Add("Concat", parts, ("axis", axis));
        }
        return value;
    }

    private static string ToMultiple(OnnxCall c)
    {
        int[] axes = c.Node.Ints("dims") is { Count: > 0 } ? [.. c.Node.Ints("dims")!.Select(d => (int)(c.Number(d, "dims") is var i && i < 0 ? i + c.Rank : i))] : [.. Enumerable.Range(2, c.Rank - 2)];
        Dim[] before = [.. Enumerable.Repeat(Dim.Zero, c.Rank)], after = [.. before];
        var multiples = c.PerAxis("multiples", axes.Length);
        for (var i = 0; i < axes.Length; i++)
        {
            var missing = c.Sizes.Of(Dim.Mod(-c.In[axes[i]], multiples[i]));
            before[axes[i]] = c.Node.Word("side") switch { "start" => missing, "both" => Dim.FloorDiv(missing, 2), _ => Dim.Zero };
            after[axes[i]] = missing - before[axes[i]];
        }
        return before.Concat(after).All(d => c.Sizes.Of(d).Value == 0) ? c.X : Pad(c, c.X, before, after);
    }
}
