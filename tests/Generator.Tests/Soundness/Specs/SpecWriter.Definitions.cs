using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace ArchGen.Generator.Tests.Soundness.Specs;

/// <summary>Blocks of several kinds, and the model of them.</summary>
internal sealed partial class SpecWriter
{
    private static readonly string[][] s_maps = [["N", "C", "L"], ["N", "C", "H", "W"], ["N", "C", "H", "W"], ["N", "C", "H", "W"], ["N", "C", "T", "H", "W"]];

    private void Block() => _choice.Weighted<Action>([(4, Mixer), (4, Changing), (2, Recursive), (2, WithComponent), (1, WithComponents), (1, Several)])();

    private void Begin(IEnumerable<string> axes, IEnumerable<string> widths)
    {
        (_lines, _demands, _axes, _widths, _indent) = ([], [], [.. axes], [.. widths], 1);
    }

    private string Where(params IEnumerable<string> always)
    {
        var all = always.Concat(_demands).Distinct().ToList();
        return all.Count == 0 ? "" : $"\n    where {string.Join(", ", all)}";
    }

    private void Define(string head, string where) => _definitions.Add($"{head}{where}\n{{\n{string.Join("\n", _lines)}\n}}");

    /// <summary>A mixer of parameters: a kernel, heads or groups, with what its where has to say of them.</summary>
    private void Mixer()
    {
        var (name, axes) = (Fresh("Mixer"), _choice.Of(s_maps));
        Begin(axes, ["C"]);
        var spatial = axes.Length - 2;
        switch (_choice.Below(3))
        {
            case 0:
                Line($"{Label()}: conv{spatial}d(C, kernel, padding: (kernel - 1) / 2, groups: C)");
                KeptStep();
                Define($"mixer {name}(kernel: int = 3) : {Axes(axes)} -> same", Where("kernel % 2 == 1", "C % 4 == 0"));
                _blocks.Add(new WrittenBlock(name, axes.Length, true, () => _choice.Of("", "kernel: 5", "1")));
                break;
            case 1:
                Line($"{Label()}: conv{spatial}d(C * expand, 1, groups: groups)");
                _axes[1] = "C * expand";
                KeptStep();
                Line($"{Label()}: conv{spatial}d(C, 1)");
                Define($"mixer {name}(groups: int, expand: int = 2) : {Axes(axes)} -> same", Where("C % groups == 0", "C % 4 == 0", "expand >= 1", "groups >= 1"));
                _blocks.Add(new WrittenBlock(name, axes.Length, true, () => _choice.Of("2", "1", "4, expand: 1", "groups: 2, expand: 3")));
                break;
            default:
                foreach (var _ in Enumerable.Range(0, _choice.Between(1, 3)))
                    _choice.Of<Action>(KeptStep, Residual, Loop, Shared, Raw)();
                Define($"mixer {name}() : {Axes(axes)} -> same", Where("C % 4 == 0"));
                _blocks.Add(new WrittenBlock(name, axes.Length, true, () => "") { IsComponent = axes.Length == 4 && _demands.Count == 0 });
                break;
        }
    }

    /// <summary>A block of a width whose output's axes are what its steps leave.</summary>
    private void Changing()
    {
        var (name, axes) = (Fresh("Block"), _choice.Of(s_maps));
        Begin(axes, ["dim", "C"]);
        Steps(2, 5);
        Line($"{Fresh("last")}: conv{Spatial}d(dim, 1)");
        _axes[1] = "dim";
        var (output, left) = (_axes.ToArray(), _choice.Percent(40) ? _demands.ToArray() : []);
        // A demand on sizes alone may be left out of a block.
        _demands.RemoveAll(d => left.Contains(d) && d.Contains(">=", StringComparison.Ordinal));
        Define($"block {name}(dim: int) : {Axes(axes)} -> {Axes(output)}", Where("dim % 8 == 0", "C % 4 == 0"));
        _blocks.Add(new WrittenBlock(name, axes.Length, false, () => _choice.Of("8", "16", "24"), (arguments, given) => [.. output.Select(o => Replaced(o, axes, given, arguments))]));
    }

    private static string Replaced(string output, IReadOnlyList<string> axes, IReadOnlyList<string> given, string dim) =>
        Regex.Replace(output, @"\b[A-Za-z]+\b", word => axes.ToList().IndexOf(word.Value) is >= 0 and var i ? Grouped(given[i]) : word.Value == "dim" ? dim : word.Value);

    private void Recursive()
    {
        var name = Fresh("Tree");
        Begin(["N", "C", "H", "W"], ["dim"]);
        Line("if depth == 0 {");
        _indent++;
        Line($"{Label()}: conv2d(dim, 3, padding: 1)");
        _axes[1] = "dim";
        KeptStep();
        _indent--;
        Line("} else {");
        Line($"    left: {name}(depth - 1, dim)");
        Line("    let first = it");
        Line($"    right: {name}(depth - 1, {_choice.Of("dim", "dim + 8")})");
        Line("    concat(first, it, dim: 1)");
        Line("    root: conv2d(dim, 1)");
        Line("}");
        Define($"block {name}(depth: int, dim: int) : [N, C, H, W] -> [N, dim, H, W]", Where("dim % 8 == 0", "depth >= 0"));
        _blocks.Add(new WrittenBlock(name, 4, false, () => $"{_choice.Below(3)}, {_choice.Of("8", "16")}", (arguments, given) => [given[0], arguments.Split(", ")[1], given[2], given[3]]));
    }

    private void WithComponent()
    {
        var name = Fresh("Meta");
        Begin(["N", "C", "H", "W"], ["C"]);
        Line("residual { norm1: norm; mixer: mixer }");
        Line($"residual {{ norm2: norm; fc1: conv2d({_choice.Of("2 * C", "C")}, 1); act; fc2: conv2d(C, 1) }}");
        if (_choice.Percent(40))
            KeptStep();
        Define($"block {name}(mixer: block(C) [N, C, H, W] -> same, norm: block(C) [N, C, H, W] -> same = {_choice.Of("batch_norm", "group_norm(C)", "layer_norm(axis: 1)")}, act: block() [..] -> same = gelu) : [N, C, H, W] -> same", Where("C % 4 == 0"));
        _blocks.Add(new WrittenBlock(name, 4, true, () => $"{Component()}{_choice.Of("", ", act: relu", ", norm: group_norm(2)")}"));
    }

    private void WithComponents()
    {
        var name = Fresh("Chain");
        Begin(["N", "C", "H", "W"], ["C"]);
        Line("for i in 0..len(parts) { [i]: parts[i] }");
        Define($"block {name}(parts: (block(C) [N, C, H, W] -> same)[]) : [N, C, H, W] -> same", "");
        _blocks.Add(new WrittenBlock(name, 4, true, () => $"[{Component()}, {Component()}]"));
    }

    private string Component()
    {
        var written = _blocks.Where(b => b.IsComponent).Select(b => b.Name).ToList();
        return written.Count > 0 && _choice.Percent(60) ? _choice.Of(written) : _choice.Of("batch_norm", "conv2d(C, 3, padding: 1)", "conv2d(C, 5, padding: 2, groups: C)", "group_norm(1)", "identity", "OverTokens(Mlp(expand: 2))");
    }

    /// <summary>Two inputs or two outputs.</summary>
    private void Several()
    {
        var name = Fresh("Pair");
        Begin(["N", "C", "H", "W"], ["dim", "C"]);
        Line("let fine = it");
        Line("let coarse = fine |> down: conv2d(dim, 2, stride: 2)");
        Line("layer head: conv2d(dim, 3, padding: 1)");
        Line("let up = interpolate(coarse, scale_factor: 2)");
        Line("let side = fine |> lateral: conv2d(dim, 1)");
        Line("return head(side + up), head(coarse)");
        Define($"block {name}(dim: int) : [N, C, H, W] -> fine_out [N, dim, H, W], coarse_out [N, dim, H / 2, W / 2]", Where("H % 2 == 0", "W % 2 == 0"));
        _pairs.Add(name);
    }

    private readonly List<string> _pairs = [];
}
