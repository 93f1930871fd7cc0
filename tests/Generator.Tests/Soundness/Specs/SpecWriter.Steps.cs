using System;
using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Generator.Tests.Soundness.Specs;

/// <summary>Steps over maps of one, two or three axes.</summary>
internal sealed partial class SpecWriter
{
    private int Spatial => _axes.Count - 2;

    private void Step()
    {
        var deep = _deep < 3 ? 1 : 0;
        _choice.Weighted<Action>(
        [
            (8, KeptStep), (5, Pointwise), (5, Window), (3 * deep, Residual), (3 * deep, Parallel), (2 * deep, Loop), (2 * deep, Condition), (1 * deep, Group),
            (3, Halves), (2, Padded), (2, Resized), (2, Used), (1, Shared), (2 * deep, Growing), (2, Windows), (1, Shuffled), (1, Cut), (1 * deep, Carried), (2, Later), (1, Raw),
        ])();
    }

    /// <summary>A step that keeps the shape.</summary>
    private void KeptStep()
    {
        var tokens = Spatial == 2 && _choice.Percent(20);
        if (tokens)
            Tokens();
        else if (_choice.Percent(35))
            Kept(_choice.Of("relu", "gelu", "silu", "hardswish", "identity", "leaky_relu(0.2)"));
        else if (_choice.Percent(40))
            Kept($"{Fresh("norm")}: {_choice.Of("batch_norm", "layer_norm(axis: 1)", "group_norm(1)", "group_norm(4)", "layer_norm(axis: 1, eps: 1e-6)")}");
        else
            KeptConvolution();
    }

    private void KeptConvolution()
    {
        var kernel = _choice.Of(1, 3, 5);
        var dilation = _choice.Percent(20) ? 2 : 1;
        var groups = _choice.Percent(40) ? C : _choice.Of("1", "1", "2", "4");
        var padding = _choice.Percent(30) ? "same" : $"{dilation * (kernel - 1) / 2}";
        Line($"{Label()}: conv{Spatial}d({C}, {kernel}, padding: {padding}{(dilation > 1 ? ", dilation: 2" : "")}{(groups == "1" ? "" : $", groups: {groups}")}{(_choice.Percent(30) ? ", bias: false" : "")})");
    }

    private void Pointwise()
    {
        var width = Width();
        Line($"{Label()}: conv{Spatial}d({width}, 1)");
        _axes[1] = width;
    }

    /// <summary>What a window of so many entries leaves of a size.</summary>
    private string Left(string size, int kernel, int stride, int padding, int dilation, bool ceil)
    {
        var extent = (dilation * (kernel - 1)) + 1;
        if (extent == 1 && padding == 0 && stride == 1)
            return size;
        if (extent > 1 + (2 * padding))
            Demand($"{size} >= {extent - (2 * padding)}");
        if (stride == 1)
            return extent - 1 == 2 * padding ? size : Sum(size, (2 * padding) - extent + 1);
        if (extent == stride && padding == 0 && _choice.Percent(60))
        {
            Demand($"{Grouped(size)} % {stride} == 0");
            return $"{Grouped(size)} / {stride}";
        }
        if (!ceil && (2 * padding) - extent == -1)
            return $"ceil_div({size}, {stride})";
        return $"{(ceil ? "ceil_div" : "floor_div")}({Sum(size, (2 * padding) - extent)}, {stride}) + 1";
    }

    private static string Sum(string size, int more) => more == 0 ? size : more > 0 ? $"{size} + {more}" : $"{size} - {-more}";

    /// <summary>A convolution or pooling whose windows may leave fewer positions.</summary>
    private void Window()
    {
        var (kernel, stride) = _choice.Of((2, 2), (3, 2), (4, 4), (3, 1), (2, 1), (3, 3), (7, 4), (1, 2), (5, 3));
        var padding = _choice.Of(0, kernel / 2, 1 > kernel / 2 ? 0 : 1);
        var dilation = _choice.Percent(15) ? 2 : 1;
        if (Spatial <= 2 && _choice.Percent(35))
        {
            var ceil = _choice.Percent(20) && padding == 0;
            var max = _choice.Percent(50);
            Line($"{(max ? "max" : "avg")}_pool{Spatial}d({kernel}, stride: {stride}{(padding > 0 ? $", padding: {padding}" : "")}{(ceil ? ", ceil_mode: true" : "")})");
            Each(size => ceil && stride > kernel ? size : Left(size, kernel, stride, padding, 1, ceil));
            return;
        }
        var width = Width();
        if (_choice.Percent(10))
        {
            Line($"{Label()}: conv{Spatial}d({width}, {kernel}, stride: {stride}, padding: same_upper)");
            Each(size => stride == 1 ? size : $"ceil_div({size}, {stride})");
        }
        else
        {
            Line($"{Label()}: conv{Spatial}d({width}, {kernel}, stride: {stride}, padding: {padding}{(dilation > 1 ? ", dilation: 2" : "")})");
            Each(size => Left(size, kernel, stride, padding, dilation, false));
        }
        _axes[1] = width;
    }

    private void Each(Func<string, string> axis)
    {
        for (var i = 2; i < _axes.Count; i++)
            _axes[i] = axis(_axes[i]);
    }

    /// <summary>To tokens, something over them, and back.</summary>
    private void Tokens()
    {
        var (h, w) = (_axes[2], _axes[3]);
        Line("rearrange(n c h w -> n (h w) c)");
        _choice.Weighted<Action>(
        [
            (3, () => Line($"{Fresh("attn")}: Attention({_choice.Of("1", "2", "4")})")),
            (2, () => Line($"{Fresh("block")}: TransformerBlock({_choice.Of("2", "4")}{(_choice.Percent(50) ? ", expand: 2" : "")})")),
            (2, () => Line($"{Fresh("mlp")}: Mlp(expand: 2)")),
            (2, () => Line($"residual {{ {Fresh("norm")}: layer_norm; {Fresh("fc")}: linear({C}) }}")),
            (1, OwnAttention),
        ])();
        Line(_choice.Percent(60) ? $"rearrange(n (h w) c -> n c h w, h: {h})" : $"rearrange(n (h w) c -> n c h w, w: {w}, h: {h})");
    }

    private void OwnAttention()
    {
        var (q, k, v) = (Fresh("q"), Fresh("k"), Fresh("v"));
        Line($"{Fresh("qkv")}: linear(3 * {Grouped(C)})");
        Line(_choice.Percent(50)
            ? $"let {q}, {k}, {v} = rearrange(it, n l (three h d) -> three n h l d, three: 3, h: 4) |> unstack(dim: 0)"
            : $"let {q}, {k}, {v} = chunk(rearrange(it, n l (h d) -> n h l d, h: 4), 3, dim: -1)");
        Line($"softmax({q} @ transpose({k}) * ({C} / 4) ** -0.5, dim: -1) @ {v}");
        Line("rearrange(n h l d -> n l (h d))");
    }

    /// <summary>Twice the channels, halved and joined again.</summary>
    private void Halves()
    {
        var width = Width();
        var (a, b) = (Fresh("a"), Fresh("b"));
        Line($"{Label()}: conv{Spatial}d(2 * {Grouped(width)}, 1)");
        if (_choice.Percent(60))
            Line($"let {a}, {b} = chunk(it, 2, dim: 1)");
        else
            Line($"let {a}, {b} = split(it, [{width}, {width}], dim: 1)");
        switch (_choice.Below(4))
        {
            case 0:
                Line($"{a} * silu({b})");
                _axes[1] = width;
                break;
            case 1:
                Line($"concat({b}, {a}, dim: 1)");
                _axes[1] = $"2 * {Grouped(width)}";
                break;
            case 2:
                Line($"concat({a} |> {Label()}: conv{Spatial}d(4, 1), {b}, dim: 1)");
                _axes[1] = $"4 + {width}";
                break;
            default:
                Line($"{a} + ({b} |> {Label()}: conv{Spatial}d({width}, 3, padding: 1))");
                _axes[1] = width;
                break;
        }
    }
}
