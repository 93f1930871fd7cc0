using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Cli.Export.Lowering;

/// <summary>Several tensors made one, and one several.</summary>
internal static class JoinLowerings
{
    public static void AddTo(Action<string, Func<OnnxCall, string>> add, Action<string, Func<OnnxCall, IReadOnlyList<string>>> addMany)
    {
        add("concat", c => c.Inputs.Count == 1 ? c.X : c.Add("Concat", c.Inputs, ("axis", c.Axis())));
        add("stack", Stack);
        foreach (var name in new[] { "split", "split_size", "chunk" })
            addMany(name, Split);
        addMany("unstack", c => [.. c.Node.Outputs.Select((_, i) => c.Add("Gather", [c.X, c.To.Int(i)], ("axis", c.Axis())))]);
    }

    private static string Stack(OnnxCall c)
    {
        var axis = c.Axis(rank: c.Rank + 1);
        return c.Add("Concat", c.Inputs.Select(i => c.Add("Unsqueeze", [i, c.To.Ints(axis)])).ToArray(), ("axis", axis));
    }

    private static IReadOnlyList<string> Split(OnnxCall c)
    {
        var axis = c.Axis();
        Dim[] sizes = [.. c.Node.Outputs.Select(o => o.Shape[axis].Size)];
        return sizes.Length == 1 ? [c.X] : c.To.AddMany("Split", [c.X, c.Sizes.Vector(sizes)], sizes.Length, ("axis", axis));
    }
}
