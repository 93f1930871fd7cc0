using System;
using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Generator.Tests.Soundness.Specs;

/// <summary>Steps that change the grid: padding, cutting, windows, factors.</summary>
internal sealed partial class SpecWriter
{
    private void Padded()
    {
        if (Spatial != 2)
        {
            KeptStep();
            return;
        }
        if (_choice.Percent(40))
        {
            var multiple = _choice.Of(2, 3, 4, 7);
            Line($"pad_to_multiple({multiple})");
            Each(size => $"{multiple} * ceil_div({size}, {multiple})");
            return;
        }
        var (left, right, top, bottom) = (_choice.Below(3), _choice.Below(3), _choice.Below(3), _choice.Below(2));
        var mode = _choice.Of("constant", "constant", "reflect", "replicate", "circular");
        Line($"pad([{left}, {right}, {top}, {bottom}]{(mode == "constant" ? "" : $", mode: {mode}")})");
        if (mode == "reflect")
        {
            Demand($"{_axes[3]} > {Math.Max(left, right)}");
            Demand($"{_axes[2]} > {Math.Max(top, bottom)}");
        }
        else if (mode == "circular")
        {
            Demand($"{_axes[3]} >= {Math.Max(left, right)}");
            Demand($"{_axes[2]} >= {Math.Max(top, bottom)}");
        }
        _axes[3] = Sum(_axes[3], left + right);
        _axes[2] = Sum(_axes[2], top + bottom);
    }

    private void Resized()
    {
        var factor = _choice.Of(2, 2, 3);
        if (_choice.Percent(60))
            Line($"interpolate(scale_factor: {factor})");
        else if (Spatial == 2)
        {
            Line($"{Label()}: conv_transpose2d({C}, {factor}, stride: {factor})");
        }
        else
        {
            KeptStep();
            return;
        }
        Each(size => $"{factor} * {Grouped(size)}");
    }

    private void Shuffled()
    {
        if (Spatial != 2)
            return;
        if (_choice.Percent(50))
        {
            Line("pixel_unshuffle(2)");
            _axes[1] = $"4 * {Grouped(C)}";
            Each(size =>
            {
                Demand($"{Grouped(size)} % 2 == 0");
                return $"{Grouped(size)} / 2";
            });
        }
        else
        {
            var width = Width();
            Line($"{Label()}: conv2d(4 * {Grouped(width)}, 1)");
            Line("pixel_shuffle(2)");
            _axes[1] = width;
            Each(size => $"2 * {Grouped(size)}");
        }
    }

    /// <summary>Part of each axis, or every other entry.</summary>
    private void Cut()
    {
        var axis = _choice.Between(2, _axes.Count - 1);
        var before = string.Concat(Enumerable.Repeat(".., ", axis));
        switch (_choice.Below(3))
        {
            case 0:
                Line($"it[{before}1..]");
                Demand($"{_axes[axis]} >= 2");
                _axes[axis] = Sum(_axes[axis], -1);
                break;
            case 1:
                Line($"it[{before}0..{_axes[axis]} by 2]");
                _axes[axis] = $"ceil_div({_axes[axis]}, 2)";
                break;
            default:
                var kept = _choice.Between(1, 3);
                Line($"it[{before}0..{kept}]");
                Demand($"{_axes[axis]} >= {kept}");
                _axes[axis] = $"{kept}";
                break;
        }
    }

    /// <summary>Windows put into the batch, something inside, and back.</summary>
    private void Windows()
    {
        if (Spatial != 2)
        {
            KeptStep();
            return;
        }
        var window = _choice.Of(2, 2, 3, 4);
        var (h, w) = (_axes[2], _axes[3]);
        var padded = _choice.Percent(30);
        if (padded)
            Line($"pad_to_multiple({window})");
        else
        {
            Demand($"{Grouped(h)} % {window} == 0");
            Demand($"{Grouped(w)} % {window} == 0");
        }
        var (rows, columns) = padded ? ($"ceil_div({h}, {window})", $"ceil_div({w}, {window})") : ($"{Grouped(h)} / {window}", $"{Grouped(w)} / {window}");
        if (_choice.Percent(50))
        {
            Line($"rearrange(n c (y p) (x q) -> (n y x) (p q) c, p: {window}, q: {window})");
            Line($"{Fresh("attn")}: {_choice.Of("Attention(2)", "Mlp(expand: 2)", "layer_norm")}");
            Line($"rearrange((n y x) (p q) c -> n c (y p) (x q), p: {window}, y: {rows}, x: {columns})");
        }
        else
        {
            var whole = Fresh("whole");
            Line($"let {whole} = it");
            Line($"reduce(n c (h p) (w q) -> n c h w, mean, p: {window}, q: {window})");
            Line($"repeat(n c h w -> n c (h p) (w q), p: {window}, q: {window})");
            Line($"{whole} - it");
        }
        if (padded)
            Line($"it[.., .., 0..{h}, 0..{w}]");
    }

    private void Raw()
    {
        var (name, ones) = (Fresh("gamma"), string.Concat(Enumerable.Repeat(", 1", Spatial)));
        Line(_choice.Percent(70) ? $"param {name}: [{C}{ones}] = {_choice.Of("1", "0.1", "normal(std: 0.02)")}" : $"buffer {name}: [1, {C}{ones}] = ones([1, {C}{ones}])");
        Line(_choice.Percent(60) ? $"it * {name}" : $"it + {name}");
    }

    /// <summary>A value kept for later: joined again where its shape allows.</summary>
    private void Later()
    {
        var kept = Fresh("kept");
        var channels = C;
        Line($"let {kept} = it");
        foreach (var _ in Enumerable.Range(0, _choice.Between(1, 2)))
            KeptStep();
        if (_choice.Percent(50))
            Pointwise();
        if (C == channels && _choice.Percent(70))
        {
            Line(_choice.Of($"it + {kept}", $"{kept} * it", $"maximum(it, {kept})", $"it - {kept}"));
            return;
        }
        Line($"concat({kept}, it, dim: 1)");
        _axes[1] = $"{channels} + {C}";
    }
}
