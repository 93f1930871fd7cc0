using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Graphs;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Text;

namespace ArchGen.Cli.Draw;

/// <summary>What a figure calls operators and sizes.</summary>
internal static class FigureText
{
    /// <summary>A shape as papers have it: without a batch of 1.</summary>
    public static string Shape(Shape shape)
    {
        var sizes = shape.Axes.Select(a => a.Size).ToArray();
        if (sizes.Length > 1 && sizes[0].Value == 1)
            sizes = sizes[1..];
        return sizes.Length == 0 ? "1" : string.Join("×", sizes.Select(s => s.Value is { } value ? value.ToString(CultureInfo.InvariantCulture) : s.ToString().Contains(' ') ? $"({s})" : s.ToString()));
    }

    /// <summary>The sign of a sum and its like, where both sides flow in; null for anything else.</summary>
    public static string? Sign(OperatorNode node) => node.Inputs.Count(i => i.Kind is OperatorValueKind.Result or OperatorValueKind.Input) != 2 ? null : node.Operator switch
    {
        "add" => "+",
        "subtract" => "−",
        "multiply" => "×",
        "divide" => "÷",
        "matmul" => "@",
        _ => null,
    };

    /// <summary>A step's operators in a few words: <c>conv2d 3×3 /2</c>.</summary>
    public static string Title(IReadOnlyList<OperatorNode> nodes, Func<OperatorNode, string> written)
    {
        if (nodes.Count > 1)
            return Word(written(nodes[0]));
        var node = nodes[0];
        var other = node.Inputs.FirstOrDefault(i => i.Kind is OperatorValueKind.Tensor or OperatorValueKind.Number);
        return node.Operator switch
        {
            "add" or "subtract" or "multiply" or "divide" or "power" or "matmul" when other is not null => $"{Written(node.Operator)} {Operand(other)}",
            "reshape" or "permute" or "mean" or "sum" or "max" or "min" or "expand" or "unsqueeze" when Word(written(node)) is "rearrange" or "reduce" or "repeat" => Word(written(node)),
            "conv1d" or "conv2d" or "conv3d" or "conv_transpose1d" or "conv_transpose2d" or "conv_transpose3d" => Convolution(node),
            var pool when pool.Contains("pool", StringComparison.Ordinal) && node.Ints("kernel_size") is { } kernel => $"{pool} {PerAxis(kernel, pool[^2] - '0')}{Stride(node)}",
            "interpolate" => $"{node.Word("mode")} resize",
            OperatorNode.External => node.Scope.Kind,
            var name => name,
        };
    }

    /// <summary>A pattern without its name: <c>n c h w → n (h w) c</c>; empty for anything else.</summary>
    public static string Pattern(string written)
    {
        if (Word(written) is not ("rearrange" or "reduce" or "repeat") || !written.Contains("->", StringComparison.Ordinal))
            return "";
        var inside = written[(written.IndexOf('(') + 1)..].Trim();
        inside = inside.EndsWith(')') ? inside[..^1] : inside;
        var depth = 0;
        for (var i = 0; i < inside.Length; i++)
        {
            depth += inside[i] == '(' ? 1 : inside[i] == ')' ? -1 : 0;
            if (inside[i] != ',' || depth > 0)
                continue;
            // A tensor may be named first; what follows the pattern are its letters' sizes.
            if (inside[..i].Contains("->", StringComparison.Ordinal))
                inside = inside[..i];
            else
                inside = inside[(i + 1)..];
            i = -1;
            depth = 0;
        }
        return string.Join(' ', inside.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("->", "→", StringComparison.Ordinal);
    }

    /// <summary>What a part costs: <c>1.29M · 0.45G</c>; empty for nothing.</summary>
    public static string Costs(long parameters, long macs) => (parameters, macs) switch
    {
        (0, 0) => "",
        (_, 0) => $"{NumberText.Short(parameters)} params",
        (0, _) => $"{NumberText.Short(macs)} MACs",
        _ => $"{NumberText.Short(parameters)} params · {NumberText.Short(macs)} MACs",
    };

    private static string Word(string written) => new([.. written.TakeWhile(c => char.IsLetterOrDigit(c) || c == '_')]);

    private static string Written(string name) => name switch { "add" => "+", "subtract" => "−", "multiply" => "×", "divide" => "÷", "power" => "**", "matmul" => "@", _ => name };

    private static string Operand(OperatorValue value) => value switch
    {
        { Kind: OperatorValueKind.Tensor, Name: var key } => key[(key.LastIndexOf('.') + 1)..],
        { Number: FloatValue { Value: { } number } } => number.ToString("0.####", CultureInfo.InvariantCulture),
        { Number: IntValue number } => number.Value.ToString(),
        _ => "…",
    };

    private static string Convolution(OperatorNode node)
    {
        var axes = node.Operator[^2] - '0';
        var groups = node.Int("groups")?.Value ?? 1;
        var depthwise = groups > 1 && groups == node.Inputs[0].Shape[1].Size.Value ? " depthwise" : groups > 1 ? $" {groups} groups" : "";
        var dilation = node.Ints("dilation") is { } given && given.Any(d => d.Value != 1) ? $" dilated {given[0]}" : "";
        return $"{node.Operator} {PerAxis(node.Ints("kernel_size") ?? [], axes)}{depthwise}{dilation}{Stride(node)}";
    }

    private static string Stride(OperatorNode node) => node.Ints("stride") is { } stride && stride.Any(s => s.Value != 1) ? $" /{string.Join("×", stride.Distinct().Count() == 1 ? stride.Take(1) : stride)}" : "";

    private static string PerAxis(IReadOnlyList<Dim> sizes, int axes) => string.Join("×", sizes.Count == 1 ? Enumerable.Repeat(sizes[0], axes) : sizes);
}
