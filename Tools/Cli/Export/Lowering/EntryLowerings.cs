using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Cli.Export.Lowering;

/// <summary>What takes some entries, or all in another order.</summary>
internal static class EntryLowerings
{
    public static void AddTo(Action<string, Func<OnnxCall, string>> add)
    {
        add("slice", c => Slice(c, c.X, c.Axis(), c.Node.Int("from") ?? Dim.Zero, c.Node.Int("to") ?? Dim.Constant(long.MaxValue), c.Node.Int("step") ?? Dim.One));
        add("select", c => c.Add("Gather", [c.X, c.Sizes.Scalar(c.Node.Int("index") ?? Dim.Zero)], ("axis", c.Axis())));
        add("take", Take);
        add("roll", Roll);
        add("flip", Flip);
        add("repeat_interleave", RepeatInterleave);
    }

    /// <summary>The entries of an axis from one place to before another.</summary>
    public static string Slice(OnnxCall c, string value, int axis, Dim from, Dim to, Dim? step = null) =>
        c.Add("Slice", [value, c.Sizes.Single(from), c.Sizes.Single(to), c.To.Ints(axis), c.Sizes.Single(step ?? Dim.One)]);

    /// <summary>What is beyond an end is that end's entry.</summary>
    private static string Take(OnnxCall c)
    {
        var axis = c.Axis();
        var last = c.Add("Sub", [c.Sizes.Scalar(c.In[axis]), c.To.Int(1)]);
        var index = c.Add("Min", [c.Add("Max", [c.Inputs[1], c.To.Int(0)]), c.In[axis].Value is { } size ? c.To.Int(size - 1) : last]);
        return c.Add("Gather", [c.X, index], ("axis", axis));
    }

    private static string Roll(OnnxCall c)
    {
        var (shifts, dims) = (c.Node.Ints("shifts") ?? [], c.Node.Ints("dims") ?? []);
        var value = c.X;
        foreach (var (shift, dim) in shifts.Zip(dims))
        {
            var axis = (int)(c.Number(dim, "dims") is var i && i < 0 ? i + c.Rank : i);
            // Where the entry stands that comes first now.
            var start = c.Sizes.Of(Dim.Mod(-shift, c.In[axis]));
            if (start.Value == 0)
                continue;
            value = c.Add(
                "Concat", [Slice(c, value, axis, start, Dim.Constant(long.MaxValue)), Slice(c, value, axis, Dim.Zero, start)], ("axis", axis));
        }
        return value;
    }

    private static string Flip(OnnxCall c)
    {
        var axes = c.Axes();
        long Each(long value) => value;
        return c.Add(
            "Slice",
            [
                c.X, c.To.Ints(axes.Select(_ => Each(-1))), c.To.Ints(axes.Select(_ => Each(long.MinValue))), c.To.Ints(axes.Select(a => (long)a)), c.To.Ints(axes.Select(_ => Each(-1))),
            ]);
    }

    private static string RepeatInterleave(OnnxCall c)
    {
        var axis = c.Axis();
        var repeats = c.Sizes.Of(c.Node.Int("repeats") ?? Dim.One);
        Dim[] spread = [.. c.In.Take(axis + 1), repeats, .. c.In.Skip(axis + 1)];
        var apart = c.Add("Expand", [c.Add("Unsqueeze", [c.X, c.To.Ints(axis + 1)]), c.Sizes.Vector(spread)]);
        return c.Reshape(apart, spread, c.Out);
    }
}
