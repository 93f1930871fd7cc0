using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Generator.Emit.Operators;

/// <summary>Convolutions. What releases of TorchSharp name differently is given by position, the rest by name.</summary>
internal static partial class LayerTable
{
    private static LayerText Convolution(OperatorArguments a, int axes)
    {
        var type = $"Conv{axes}d";
        var word = a.Word("padding");
        if (word == "same_upper")
            return Own(a, "Same" + type, Arguments(a, axes, "stride", "dilation"));
        if (word == "same")
        {
            var plain = Arguments(a, axes, "stride", "dilation");
            var split = SplitAfter(plain, axes, a);
            return Native(a, type, $"{split.Head}, {a.Types["Padding"]}.Same{split.Tail}");
        }
        return Native(a, type, word == "valid" ? Arguments(a, axes, "stride", "dilation") : Arguments(a, axes, "stride", "padding", "dilation"));
    }

    private static LayerText Transposed(OperatorArguments a, int axes) =>
        Native(a, $"ConvTranspose{axes}d", Arguments(a, axes, "stride", "padding", "output_padding", "dilation"));

    private static (string Head, string Tail) SplitAfter(string arguments, int axes, OperatorArguments a)
    {
        var head = $"{Channels(a)}, {PerAxis(a, "kernel_size", axes, UsesLists(a, axes))}";
        return (head, arguments.Substring(head.Length));
    }

    private static string Channels(OperatorArguments a) => $"{a.Text("in_channels")}, {a.Text("out_channels")}";

    private static string Arguments(OperatorArguments a, int axes, params string[] perAxis)
    {
        var lists = UsesLists(a, axes);
        var text = $"{Channels(a)}, {PerAxis(a, "kernel_size", axes, lists)}";
        foreach (var parameter in perAxis)
        {
            if (!a.Has(parameter) || IsDefault(a, parameter))
                continue;
            var value = PerAxis(a, parameter, axes, lists);
            // A sum of numbers that is 0 would be taken for TorchSharp's enumeration of paddings, too.
            text += $", {parameter}: {(parameter == "padding" && !lists && IsReckoned(a.Items(parameter)) ? $"(long)({value})" : value)}";
        }
        return text + a.Named("groups", "groups", 1) + a.Named("bias", "bias", true);
    }

    /// <summary>TorchSharp takes numbers for all axes or tuples throughout.</summary>
    private static bool UsesLists(OperatorArguments a, int axes) =>
        axes > 1 && new[] { "kernel_size", "stride", "padding", "output_padding", "dilation" }.Any(a.IsList);

    private static bool IsDefault(OperatorArguments a, string parameter)
    {
        var value = parameter is "stride" or "dilation" ? 1 : 0;
        return a.Items(parameter) is { } items && items.All(i => i is CodeInt number && number.Value == value);
    }

    private static bool IsReckoned(IReadOnlyList<Code>? items) => items is [CodeOperation operation] && operation.Operands.All(o => o is CodeInt || IsReckoned([o]));

    private static string PerAxis(OperatorArguments a, string parameter, int axes, bool lists)
    {
        if (!lists)
            return a.IsList(parameter) ? a.PerAxis(parameter, 1)[0] : a.Text(parameter);
        IReadOnlyList<string> items = a.PerAxis(parameter, axes);
        return "(" + string.Join(", ", items) + ")";
    }
}
