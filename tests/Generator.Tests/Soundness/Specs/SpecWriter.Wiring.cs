using System;
using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Generator.Tests.Soundness.Specs;

/// <summary>Residuals, branches, loops, conditions, and blocks used.</summary>
internal sealed partial class SpecWriter
{
    private void Residual()
    {
        var before = _axes.ToList();
        Braced(_choice.Of("residual", "residual", "residual(drop_path: 0.1)", $"{Fresh("part")}: residual"), () =>
        {
            foreach (var _ in Enumerable.Range(0, _choice.Between(1, 3)))
                KeptStep();
            if (_choice.Percent(30))
            {
                Pointwise();
                KeptStep();
                Line($"{Label()}: conv{Spatial}d({before[1]}, 1)");
                _axes[1] = before[1];
            }
        });
        _axes = before;
    }

    private void Parallel()
    {
        var before = _axes.ToList();
        var join = _choice.Of("add", "concat", "concat", "mul");
        var width = Width();
        var widths = new List<string>();
        var start = _axes.ToList();
        Braced($"parallel({join})", () =>
        {
            foreach (var _ in Enumerable.Range(0, _choice.Between(2, 3)))
            {
                _axes = start.ToList();
                var own = join == "concat" ? Width() : width;
                widths.Add(own);
                switch (_choice.Below(4))
                {
                    case 0:
                        Line($"{Label()}: conv{Spatial}d({own}, {(_choice.Percent(50) ? "3, padding: 1" : "1")})");
                        break;
                    case 1:
                        Braced($"{Fresh("branch")}:", () =>
                        {
                            KeptStep();
                            Line($"{Label()}: conv{Spatial}d({own}, 1)");
                        });
                        break;
                    case 2 when Spatial == 2:
                        Line($"{_choice.Of("avg", "max")}_pool2d(3, stride: 1, padding: 1) |> {Label()}: conv2d({own}, 1)");
                        break;
                    default:
                        Line($"{Label()}: conv{Spatial}d({own}, 1) |> {Fresh("norm")}: batch_norm |> relu");
                        break;
                }
            }
        });
        _axes = before;
        _axes[1] = join == "concat" ? string.Join(" + ", widths) : width;
    }

    private void Loop()
    {
        var index = Fresh("i");
        var name = Fresh("stages");
        var times = _choice.Of("2", "3", "0..3", "2");
        var head = times.Contains("..", StringComparison.Ordinal) ? times : $"0..{times}";
        Braced($"for {index} in {head}", () => Braced(_choice.Percent(60) ? $"{name}[{index}]:" : $"{name}_{{{index} + 1}}:", () =>
        {
            KeptStep();
            if (_choice.Percent(50))
                Line($"{Label()}: conv{Spatial}d({C}, 2 * {index} + 1, padding: {index})");
            if (_choice.Percent(30) && _deep < 4)
                Braced($"if {index} > 0", KeptStep);
        }));
    }

    /// <summary>Channels that a loop changes.</summary>
    private void Carried()
    {
        var (index, width, name) = (Fresh("i"), Fresh("width"), Fresh("grow"));
        var grown = _choice.Of("+ 4", "* 2", "+ 8");
        var start = _choice.Of("8", "16");
        var times = _choice.Between(1, 3);
        Line($"var {width} = {start}");
        Line($"{Label()}: conv{Spatial}d({width}, 1)");
        Braced($"for {index} in 0..{times}", () =>
        {
            Line($"{width} = {width} {grown}");
            Line($"{name}[{index}]: conv{Spatial}d({width}, 3, padding: 1)");
            if (_choice.Percent(30))
                Line("relu");
        });
        _axes[1] = width;
        _widths.Add(width);
        Pointwise();
        _widths.Remove(width);
        // A local means nothing in the signature.
        if (C.Contains(width, StringComparison.Ordinal))
        {
            Line($"{Label()}: conv{Spatial}d(8, 1)");
            _axes[1] = "8";
        }
    }

    private void Growing()
    {
        var (list, made, index, name) = (Fresh("features"), Fresh("new"), Fresh("i"), Fresh("dense"));
        var growth = _choice.Of("4", "8");
        var times = _choice.Between(1, 4);
        var start = C;
        Line($"var {list} = [it]");
        Braced($"for {index} in 0..{times}", () =>
        {
            Line($"let {made} = concat({list}, dim: 1) |> {name}[{index}]: {{ norm: batch_norm; relu; conv: conv{Spatial}d({growth}, 3, padding: 1) }}");
            Line($"{list} = {list} + [{made}]");
        });
        Line($"concat({list}, dim: 1)");
        _axes[1] = $"{start} + {times} * {growth}";
    }

    private void Condition()
    {
        var condition = _widths.Count > 0 && _choice.Percent(70) ? $"{_choice.Of([.. _widths])} {_choice.Of(">", "<=", "==")} 16" : _choice.Of("true", "2 > 3");
        if (_choice.Percent(30))
        {
            Line($"{Label()}: if {condition} then conv{Spatial}d({C}, 3, padding: 1) else conv{Spatial}d({C}, 1)");
            return;
        }
        Braced($"if {condition}", KeptStep, _choice.Percent(60) ? "} else {" : "}");
        if (_lines[^1].EndsWith("else {", StringComparison.Ordinal))
        {
            _indent++;
            KeptStep();
            _indent--;
            Line("}");
        }
    }

    private void Group() => Braced(_choice.Percent(60) ? $"{Fresh("group")}:" : "", () =>
    {
        Step();
        if (_choice.Percent(50))
            Step();
    });

    private void Shared()
    {
        var layer = Fresh("shared");
        Line($"layer {layer}: {_choice.Of($"conv{Spatial}d({C}, 3, padding: 1)", "batch_norm", $"conv{Spatial}d({C}, 1)")}");
        Line(layer);
        Line(_choice.Of("relu", "gelu"));
        Line(_choice.Percent(50) ? layer : $"{layer}(it) + it");
    }

    /// <summary>A block that was written before.</summary>
    private void Used()
    {
        var fitting = _blocks.Where(b => b.Rank == _axes.Count).ToList();
        if (fitting.Count == 0)
        {
            KeptStep();
            return;
        }
        var block = _choice.Of(fitting);
        var arguments = block.Arguments();
        var inline = block.IsSame && _choice.Percent(15) && !_blocks.Any(b => b.Name == block.Name && b.Output is not null);
        Line(inline ? $"{Fresh("inlined")}: {{ inline {block.Name}({arguments}) }}" : $"{Fresh("used")}: {block.Name}({arguments})");
        if (block.Output is { } output)
            _axes = [.. output(arguments, _axes)];
    }
}
