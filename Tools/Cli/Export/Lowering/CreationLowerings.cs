using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Cli.Export.Lowering;

/// <summary>Tensors from nothing.</summary>
internal static class CreationLowerings
{
    public static void AddTo(Action<string, Func<OnnxCall, string>> add)
    {
        add("zeros", c => Filled(c, c.To.Float(0)));
        add("ones", c => Filled(c, c.To.Float(1)));
        add("full", c => Filled(c, c.Scalar("value")));
        add("eye", c => c.Add("EyeLike", [Filled(c, c.To.Float(0))]));
        add("arange", Arange);
        add("linspace", Linspace);
    }

    private static string Filled(OnnxCall c, string value) => c.Add("Expand", [value, c.Sizes.Vector(c.Out)]);

    /// <summary>0, 1, 2, … as many as the result has.</summary>
    private static string Counted(OnnxCall c) => c.ToFloat(c.Add("Range", [c.To.Int(0), c.Sizes.Scalar(c.Out[0]), c.To.Int(1)]));

    private static string Arange(OnnxCall c)
    {
        if (c.Out[0].Value is { } count && c.Known("start") is { } from && c.Known("step") is { } by)
            return c.To.Floats([.. Enumerable.Range(0, (int)count).Select(i => (float)(from + i * by))], [count]);
        return c.Add("Add", [c.Add("Mul", [Counted(c), c.Scalar("step")]), c.Scalar("start")]);
    }

    private static string Linspace(OnnxCall c)
    {
        if (c.Out[0].Value is { } count && c.Known("start") is { } from && c.Known("end") is { } to)
        {
            // As PyTorch: from both ends towards the middle.
            var step = count > 1 ? ((float)to - (float)from) / (count - 1) : 0;
            return c.To.Floats([.. Enumerable.Range(0, (int)count).Select(i => i < count / 2 || count == 1 ? (float)from + step * i : (float)to - step * (count - 1 - i))], [count]);
        }
        var steps = c.Sizes.Float(Dim.Max(c.Out[0] - 1, Dim.One));
        var difference = c.Add("Sub", [c.Scalar("end"), c.Scalar("start")]);
        return c.Add("Add", [c.Add("Mul", [Counted(c), c.Add("Div", [difference, steps])]), c.Scalar("start")]);
    }
}
