using System;
using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Generator.Emit.Operators;

/// <summary>Layouts, slices, paddings, joins, splits, reductions.</summary>
internal static partial class FunctionTable
{
    private static void AddLayouts(Dictionary<string, Func<OperatorCall, Printed>> table)
    {
        table["transpose"] = c => c.Method("transpose", $"{c.Arguments.Text("dim0")}, {c.Arguments.Text("dim1")}");
        table["permute"] = c => c.Method("permute", c.Arguments.Spread("dims"));
        table["flatten"] = c => c.Method("flatten", c.Arguments.Text("start_dim") + (c.Arguments.IsDefault("end_dim", -1) ? "" : ", " + c.Arguments.Text("end_dim")));
        table["unflatten"] = c => c.Method("unflatten", $"{c.Arguments.Text("dim")}, {c.Arguments.Spread("sizes")}");
        table["reshape"] = c => c.Method("reshape", c.Arguments.Spread("sizes"));
        table["squeeze"] = c => c.Method("squeeze", c.Arguments.Text("dim"));
        table["unsqueeze"] = c => c.Method("unsqueeze", c.Arguments.Text("dim"));
        table["expand"] = c => c.Method("expand", c.Arguments.Spread("sizes"));
        table["slice"] = c => c.Method(
            "slice",
            $"{c.Arguments.Text("dim")}, {c.Arguments.Text("from")}, {(c.Arguments.Has("to") ? c.Arguments.Text("to") : "long.MaxValue")}, {c.Arguments.Text("step")}");
        table["select"] = c => c.Method("select", $"{c.Arguments.Text("dim")}, {c.Arguments.Text("index")}");
        table["take"] = c => c.Helper("Take", $"{c.X}, {c.Inputs[1]}, {c.Arguments.Text("dim")}");
        table["roll"] = c => c.Method("roll", $"{c.Arguments.Array("shifts")}, {c.Arguments.Array("dims")}");
        table["flip"] = c => c.Method("flip", c.Arguments.Spread("dims"));
        table["repeat_interleave"] = c => c.Method("repeat_interleave", $"{c.Arguments.Text("repeats")}, {c.Arguments.Text("dim")}");
        table["repeat"] = c => c.Method("repeat", c.Arguments.Spread("sizes"));
        table["pad"] = Pad;
        table["pad_to_multiple"] = PadToMultiple;
        table["concat"] = c => Printed.Primary($"{c.Types["torch"]}.cat({Tensors(c)}, {c.Arguments.Text("dim")})");
        table["stack"] = c => Printed.Primary($"{c.Types["torch"]}.stack({Tensors(c)}, {c.Arguments.Text("dim")})");
        table["join_lists"] = c => c.Helper("Join", $"{c.Inputs[0]}, {c.Inputs[1]}");
        table["split"] = c => c.Method("split", $"{c.Arguments.Array("sizes")}, {c.Arguments.Text("dim")}");
        table["chunk"] = c => c.Method("chunk", $"{c.Arguments.Text("chunks")}, {c.Arguments.Text("dim")}");
        table["split_size"] = c => c.Method("split", $"{c.Arguments.Text("size")}, {c.Arguments.Text("dim")}");
        table["unstack"] = c => c.Method("unbind", c.Arguments.Text("dim"));
    }

    private static string Tensors(OperatorCall c) => c.Inputs is [{ IsList: true }]
        ? c.X.ToString()
        : "[" + string.Join(", ", c.Inputs.Select(Spread).Where(t => t.Length > 0)) + "]";

    private static string Spread(OperatorInput input)
    {
        var text = input.Text.In(Binds.Unary);
        return !input.IsList ? input.ToString() : text[0] == '[' ? text.Substring(1, text.Length - 2) : ".. " + text;
    }

    private static Printed Pad(OperatorCall c)
    {
        var mode = c.Arguments.Word("mode") switch
        {
            "reflect" => $", {c.Types["PaddingModes"]}.Reflect",
            "replicate" => $", {c.Types["PaddingModes"]}.Replicate",
            "circular" => $", {c.Types["PaddingModes"]}.Circular",
            _ => c.Arguments.Named("value", "value", 0),
        };
        return c.Functional("pad", $", {c.Arguments.Array("sizes")}{mode}");
    }

    private static Printed PadToMultiple(OperatorCall c)
    {
        var a = c.Arguments;
        var isGiven = a.Has("dims");
        var count = isGiven ? a.Items("dims")?.Count ?? 1 : (int)(a.Constant("rank") ?? 4) - 2;
        var dims = isGiven ? a.Array("dims") : "[" + string.Join(", ", Enumerable.Range(2, count)) + "]";
        return c.Helper("PadToMultiple", $"{c.X}, {a.Array("multiples", count)}, {dims}, {Literals.String(a.Word("side") ?? "end")}");
    }

    private static void AddReductions(Dictionary<string, Func<OperatorCall, Printed>> table)
    {
        table["mean"] = c => Reduction(c, "mean");
        table["sum"] = c => Reduction(c, "sum");
        table["max"] = c => Reduction(c, "amax");
        table["min"] = c => Reduction(c, "amin");
        table["var"] = c => Reduction(c, "var", c.Arguments.Named("unbiased", "unbiased", true));
        table["std"] = c => Reduction(c, "std", c.Arguments.Named("unbiased", "unbiased", true));
        table["logsumexp"] = c => Dims(c) is { } dims
            ? c.Helper("LogSumExp", $"{c.X}, {dims}{c.Arguments.Named("keep", "keepdim", false)}")
            : c.Helper("LogSumExp", $"{c.X}, {c.Types["TensorMath"]}.AllAxes({c.X}){c.Arguments.Named("keep", "keepdim", false)}");
        table["prod"] = c => c.Method("prod", c.Arguments.Text("dim") + c.Arguments.Named("keep", "keepdim", false));
        table["argmax"] = c => c.Method("argmax", c.Arguments.Text("dim") + c.Arguments.Named("keep", "keepdim", false));
    }

    private static Printed Reduction(OperatorCall c, string method, string more = "")
    {
        var keep = c.Arguments.Named("keep", "keepdim", false);
        if (Dims(c) is { } dims)
            return c.Method(method, dims + more + keep);
        var isPlain = keep.Length == 0 && method is "mean" or "sum";
        return isPlain ? c.Method(method) : c.Helper("OverAll", $"{c.X}, (x, all) => x.{method}(all{more}{keep})");
    }

    private static string? Dims(OperatorCall c) =>
        c.Arguments.Has("dims") && c.Arguments.Items("dims") is not { Count: 0 } ? c.Arguments.Array("dims")
        : c.Arguments.Has("dim") ? $"[{c.Arguments.Text("dim")}]"
        : null;
}
