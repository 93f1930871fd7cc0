using System;
using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Generator.Emit.Operators;

/// <summary>Pooling, resampling and creation.</summary>
internal static partial class FunctionTable
{
    private static void AddPooling(Dictionary<string, Func<OperatorCall, Printed>> table)
    {
        for (var axes = 1; axes <= 3; axes++)
        {
            var n = axes;
            table[$"avg_pool{n}d"] = c => c.Functional($"avg_pool{n}d", ", " + AveragePool(c, n));
            table[$"max_pool{n}d"] = c => c.Functional($"max_pool{n}d", ", " + MaximumPool(c, n));
            table[$"adaptive_avg_pool{n}d"] = c => c.Functional($"adaptive_avg_pool{n}d", ", " + OutputSize(c, n));
        }
        table["adaptive_max_pool2d"] = c => c.Functional("adaptive_max_pool2d", ", " + c.Arguments.Array("output_size", 2));
    }

    private static string OutputSize(OperatorCall c, int axes) =>
        axes == 1 ? c.Arguments.PerAxis("output_size", 1)[0]
        : c.Arguments.IsList("output_size") ? c.Arguments.Array("output_size", axes)
        : c.Arguments.Text("output_size");

    /// <summary>Kernel, stride, padding and the flags, by position, without the defaults at the end.</summary>
    private static string AveragePool(OperatorCall c, int axes)
    {
        var a = c.Arguments;
        var arrays = UsesArrays(c, axes);
        return ByPosition(
            (Sizes(c, "kernel_size", axes, arrays), false),
            (a.Has("stride") ? Sizes(c, "stride", axes, arrays) : "null", !a.Has("stride")),
            (Sizes(c, "padding", axes, arrays), IsZero(c, "padding")),
            (a.Text("ceil_mode"), a.Is("ceil_mode", false)),
            (a.Text("count_include_pad"), a.Is("count_include_pad", true)));
    }

    private static string MaximumPool(OperatorCall c, int axes)
    {
        var a = c.Arguments;
        var arrays = UsesArrays(c, axes);
        return ByPosition(
            (Sizes(c, "kernel_size", axes, arrays), false),
            (a.Has("stride") ? Sizes(c, "stride", axes, arrays) : "null", !a.Has("stride")),
            (Sizes(c, "padding", axes, arrays), IsZero(c, "padding")),
            (Sizes(c, "dilation", axes, arrays), a.IsDefault("dilation", 1)),
            (a.Text("ceil_mode"), a.Is("ceil_mode", false)));
    }

    private static string ByPosition(params (string Text, bool IsDefault)[] arguments)
    {
        var count = arguments.Length;
        while (arguments[count - 1].IsDefault)
            count--;
        return string.Join(", ", arguments.Take(count).Select(a => a.Text));
    }

    private static bool IsZero(OperatorCall c, string parameter) => c.Arguments.IsDefault(parameter, 0);

    private static bool UsesArrays(OperatorCall c, int axes) =>
        axes == 3 || (axes == 2 && new[] { "kernel_size", "stride", "padding", "dilation" }.Any(c.Arguments.IsList));

    private static string Sizes(OperatorCall c, string parameter, int axes, bool arrays) =>
        arrays ? c.Arguments.Array(parameter, axes) : c.Arguments.PerAxis(parameter, 1)[0];

    private static void AddSpaces(Dictionary<string, Func<OperatorCall, Printed>> table)
    {
        table["pixel_shuffle"] = c => c.Functional("pixel_shuffle", ", " + c.Arguments.Text("factor"));
        table["pixel_unshuffle"] = c => c.Functional("pixel_unshuffle", ", " + c.Arguments.Text("factor"));
        table["unfold"] = Unfold;
        table["interpolate"] = Interpolate;
    }

    private static Printed Unfold(OperatorCall c)
    {
        var lists = new[] { "kernel_size", "stride", "padding", "dilation" }.Any(c.Arguments.IsList);
        string Of(string parameter) => lists ? "(" + string.Join(", ", c.Arguments.PerAxis(parameter, 2)) + ")" : c.Arguments.Text(parameter);
        return c.Functional("unfold", ", " + ByPosition(
            (Of("kernel_size"), false), (Of("dilation"), c.Arguments.IsDefault("dilation", 1)), (Of("padding"), IsZero(c, "padding")),
            (Of("stride"), c.Arguments.IsDefault("stride", 1))));
    }

    private static Printed Interpolate(OperatorCall c)
    {
        var a = c.Arguments;
        var mode = a.Word("mode") ?? "nearest";
        var target = a.Has("size") ? "size: " + a.Array("size") : "scaleFactor: " + a.Array("scale_factor");
        var align = mode is "nearest" or "area" ? "" : a.Named("align_corners", "alignCorners", false);
        return c.Helper("Interpolate", $"{c.X}, {c.Types["InterpolationMode"]}.{StaticPrinter.Pascal(mode)}, {target}{align}");
    }

    private static void AddCreation(Dictionary<string, Func<OperatorCall, Printed>> table)
    {
        table["arange"] = c => Create(c, "arange", $"{c.Arguments.Text("start")}, {c.Arguments.Text("end")}, {c.Arguments.Text("step")}");
        table["zeros"] = c => Create(c, "zeros", c.Arguments.Array("sizes"));
        table["ones"] = c => Create(c, "ones", c.Arguments.Array("sizes"));
        table["full"] = c => Create(c, "full", $"{c.Arguments.Array("sizes")}, {c.Arguments.Text("value")}");
        table["eye"] = c => Create(c, "eye", c.Arguments.Text("n"));
        table["linspace"] = c => Create(c, "linspace", $"{c.Arguments.Text("start")}, {c.Arguments.Text("end")}, {c.Arguments.Text("steps")}");
    }

    /// <summary>New tensors are made where the input is and with its type, so that a moved or halved model still runs.</summary>
    private static Printed Create(OperatorCall c, string name, string arguments)
    {
        // The language has numbers of one kind; arange without a type would count in integers.
        var type = c.Beside is { IsIndex: false, Tensor: var like } ? $"{like}.dtype" : $"{c.Types["torch"]}.float32";
        var place = $", dtype: {type}" + (c.Beside is { Tensor: var tensor } ? $", device: {tensor}.device" : "");
        return Printed.Primary($"{c.Types["torch"]}.{name}({arguments}{place})");
    }
}
