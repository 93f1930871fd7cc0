using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using ArchGen.Dsl;
using ArchGen.Dsl.Text;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Generator.Tests;

/// <summary>A receptive field is what the gradient says: the extent of the input that one output position depends on, at the widest position.</summary>
public class ReceptiveFieldTests
{
    private const int Side = 192;

    /// <summary>Bodies over a map of 4 channels, and what they come to.</summary>
    public static TheoryData<string, string> Bodies => new()
    {
        { "c: conv2d(4, 5, stride: 2, padding: 2, dilation: 3)", "13" },
        { "c: conv2d(4, [3, 7], padding: [1, 3])", "[3, 7]" },
        { "c: conv2d(4, 3, padding: same, groups: 4)", "3" },
        { "c: conv2d(4, 3, stride: 2, padding: same_upper); d: conv2d(4, 3, padding: 1)", "7" },
        { "avg_pool2d(2); c: conv2d(4, 3, padding: 1)", "6" },
        { "avg_pool2d(3, stride: 2, padding: 1, ceil_mode: true)", "3" },
        { "c: conv2d(4, 2, stride: 2); interpolate(scale_factor: 2); d: conv2d(4, 3, padding: 1)", "4" },
        { "interpolate(scale_factor: 2, mode: bilinear); c: conv2d(4, 2, stride: 2)", "3" },
        { "interpolate(scale_factor: 2, mode: bicubic)", "4" },
        { "interpolate(size: [H / 2, W / 2], mode: area); c: conv2d(4, 3, padding: 1)", "6" },
        { "d: conv_transpose2d(4, 4, stride: 2, padding: 1); c: conv2d(4, 3, padding: 1)", "3" },
        { "d: conv_transpose2d(4, 2, stride: 4)", "1" },
        { "residual { c: conv2d(4, 3, padding: 1); relu; d: conv2d(4, 5, padding: 2) }", "7" },
        { "parallel(concat) { a: conv2d(2, 3, padding: 1); b: conv2d(2, 7, padding: 3) }", "7" },
        { "parallel(concat) { a: conv2d(2, 3, padding: 1); b: conv2d(2, 7, padding: 3) }; it[.., 0..2]; c: conv2d(4, 3, padding: 1)", "5" },
        { "parallel(concat) { a: conv2d(3, 3, padding: 1); b: conv2d(5, 7, padding: 3) }; g: conv2d(4, 5, padding: 2, groups: 4); it[.., 0..2]", "11" },
        { "parallel(concat) { a: conv2d(4, 3, padding: 1); b: conv2d(4, 7, padding: 3) }; g: conv2d(4, 5, padding: 2, groups: 4); it[.., 0..2]", "7" },
        { "parallel(concat) { a: conv2d(2, 3, padding: 1); b: conv2d(2, 7, padding: 3) }; rearrange(n (g c) h w -> n (c g) h w, g: 2); it[.., 0..2]", "7" },
        { "pixel_unshuffle(2); c: conv2d(16, 3, padding: 1); pixel_shuffle(2)", "6" },
        { "pixel_unshuffle(2); c: conv2d(16, 3, padding: 1, groups: 16); pixel_shuffle(2)", "5" },
        { "rearrange(n c (h p) (w q) -> n (p q c) h w, p: 4, q: 4); c: conv2d(4, 1)", "4" },
        { "rearrange(n c (h p) (w q) -> n h w (p q) c, p: 4, q: 4); f: linear(4); rearrange(n h w (p q) c -> n c (h p) (w q), p: 4, q: 4)", "1" },
        { "rearrange(n c (h p) (w q) -> (n h w) c p q, p: 8, q: 8); c: conv2d(4, 5, padding: 2); rearrange((n h w) c p q -> n c (h p) (w q), h: H / 8, w: W / 8); d: conv2d(4, 3, padding: 1)", "7" },
        { "rearrange(n c (h p) (w q) -> (n h w) (p q) c, p: 4, q: 4); softmax(it @ transpose(it), dim: -1) @ it; rearrange((n h w) (p q) c -> n c (h p) (w q), p: 4, q: 4, h: H / 4, w: W / 4)", "4" },
        { "for i in 0..2 { a[i]: conv2d(4, 3, padding: 1); it + (it |> roll([-2 * i, -2 * i], dims: [2, 3]) |> rearrange(n c (h p) (w q) -> (n h w) (p q) c, p: 4, q: 4) |> w[i]: { softmax(it @ transpose(it), dim: -1) @ it } |> rearrange((n h w) (p q) c -> n c (h p) (w q), p: 4, q: 4, h: H / 4, w: W / 4) |> roll([2 * i, 2 * i], dims: [2, 3])) }", "10" },
        { "rearrange(n c (h p) (w q) -> (n h w) (p q) c, p: 4, q: 4); softmax(it @ transpose(it), dim: -1) @ it; rearrange((n h w) (p q) c -> n c (h p) (w q), p: 4, q: 4, h: H / 4, w: W / 4); c: conv2d(4, 2, stride: 2)", "4" },
        { "rearrange(n c (h p) (w q) -> (n h w) (p q) c, p: 4, q: 4); softmax(it @ transpose(it), dim: -1) @ it; rearrange((n h w) (p q) c -> n c (h p) (w q), p: 4, q: 4, h: H / 4, w: W / 4); c: conv2d(4, 2, stride: 3)", "8" },
        { "unfold(3, stride: 2, padding: 1); rearrange(n (c k) (h w) -> n (c k) h w, k: 9, h: H / 2, w: W / 2); c: conv2d(4, 3, padding: 1)", "7" },
        { "let x = it; it[.., .., 2.., 2..] |> pad([0, 2, 0, 2]) |> a: conv2d(4, 3, padding: 1); it + x", "4" },
        { "repeat_interleave(2, dim: 2); repeat_interleave(2, dim: 3); c: conv2d(4, 3, padding: 1)", "2" },
        { "rearrange(n c h w -> n h w c); layer_norm(affine: false); rearrange(n h w c -> n c h w); normalize(dim: 1); c: conv2d(4, 3, padding: 1)", "3" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void It_is_the_extent_of_the_gradient(string body, string expected)
    {
        Assert.Equal(expected, Told(body));
        Assert.Equal(expected, Measured(body));
    }

    [Theory]
    [InlineData("mean(dims: [2, 3], keep: true); it + zeros([1, 1, 8, 8])", "global")]
    [InlineData("c: conv2d(4, 3); it * (mean(it, dims: [2, 3], keep: true) |> s: conv2d(4, 1))", "global")]
    [InlineData("rearrange(n c h w -> n (h w) c); softmax(it @ transpose(it), dim: -1) @ it; rearrange(n (h w) c -> n c h w, h: H, w: W)", "global")]
    [InlineData("rearrange(n c h w -> (n h) w c); softmax(it @ transpose(it), dim: -1) @ it; rearrange((n h) w c -> n c h w, h: H); c: conv2d(4, 3, padding: 1)", "[3, global]")]
    [InlineData("rearrange(n c (g h) (k w) -> (n h w) (g k) c, g: 4, k: 4); softmax(it @ transpose(it), dim: -1) @ it; rearrange((n h w) (g k) c -> n c (g h) (k w), g: 4, k: 4, h: H / 4, w: W / 4)", "global")]
    [InlineData("rearrange(n c (g h) w -> n g c h w, g: 4); rearrange(n g c h w -> n c (g h) w); c: conv2d(4, 3, padding: 1)", "3")]
    [InlineData("g: group_norm(2)", "global")]
    [InlineData("n: batch_norm", "1")]
    [InlineData("interpolate(size: [H / 2, W / 2], align_corners: true, mode: bilinear)", "unknown")]
    [InlineData("flip(dims: [2])", "[unknown, 1]")]
    [InlineData("parallel(concat) { mean(dims: [2, 3], keep: true) |> expand([-1, 4, H, W]); c: conv2d(4, 3, padding: 1) }; it[.., 4..]", "3")]
    [InlineData("param t: [1, 1, 4]; rearrange(n c h w -> n (h w) c); concat(t + 0 * it[.., 0..1], it, dim: 1); softmax(it @ transpose(it), dim: -1) @ it; it[.., 1..]; rearrange(n (h w) c -> n c h w, h: H, w: W)", "global")]
    public void What_has_no_bound_is_global_and_what_is_hidden_is_unknown(string body, string expected) => Assert.Equal(expected, Told(body));

    [Fact]
    public void Random_networks_agree_with_their_gradients()
    {
        for (var seed = 0; seed < 24; seed++)
        {
            var body = new RandomBody(seed).Text;
            var told = Told(body);
            Assert.True(told == Measured(body), $"seed {seed}: told {told}, measured {Measured(body)}\n{body}");
        }
    }

    private static string Model(string body) => $$"""
        namespace Demo.R;
        model M : [N, 4, H, W] -> [..] where H % 64 == 0, W % 64 == 0, H >= 128, W >= 128 { {{body}} }
        variant V = M()
        """;

    private static string Told(string body)
    {
        var result = ArchCompiler.Compile([new SourceText("/project/R.arch", Model(body))]);
        Assert.True(result.Variants.Count == 1, string.Join("\n", result.Files.SelectMany(f => f.Diagnostics).Select(d => d.Message)) + "\n" + body);
        return ArchCompiler.WithReceptiveFields(result, result.Variants[0])!.ReceptiveFields[0].Field.ToString();
    }

    private static string Measured(string body)
    {
        using var scope = NewDisposeScope();
        nn.Module<Tensor, Tensor> net = new Execution(("/project/R.arch", Model(body))).New("Demo.R.M");
        net.eval();
        random.manual_seed(1);
        using (no_grad())
        {
            foreach (var (_, parameter) in net.named_parameters())
                parameter.uniform_(0.5, 1.5);
        }
        long[] widest = [0, 0];
        var places = 0L;
        for (var at = 0L; at == 0 || at < places; at++)
        {
            using var step = NewDisposeScope();
            // The gradient of one position, all its channels.
            var image = rand(1, 4, Side, Side, dtype: ScalarType.Float32, requires_grad: true);
            var map = net.call(image);
            places = Math.Min(Math.Min(map.shape[2], map.shape[3]) / 4, 16);
            var weights = rand(map.shape[1]) + 0.5;
            (map[0, .., map.shape[2] / 2 + at, map.shape[3] / 2 + at] * weights).sum().backward();
            var seen = image.grad!.abs().sum([0, 1]);
            for (var axis = 0; axis < 2; axis++)
            {
                var line = seen.sum([1 - axis]).data<float>().ToArray();
                var (first, last) = (Array.FindIndex(line, v => v != 0), Array.FindLastIndex(line, v => v != 0));
                if (first < 0)
                    continue;
                Assert.True(first > 0 && last < Side - 1, $"the input of {Side} is too small for {body}");
                widest[axis] = Math.Max(widest[axis], last - first + 1);
            }
        }
        return widest[0] == widest[1] ? Text(widest[0]) : $"[{Text(widest[0])}, {Text(widest[1])}]";
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A random network of convolutions, pools, changes of resolution, residuals, branches and windows over maps whose sides stay multiples of 8.</summary>
    private sealed class RandomBody
    {
        private readonly Random _random;
        private readonly StringBuilder _text = new();
        private int _names;
        private int _stride = 1;

        public RandomBody(int seed)
        {
            _random = new Random(seed);
            for (var count = _random.Next(2, 6); count > 0; count--)
                _text.AppendLine(Step());
        }

        public string Text => _text.ToString();

        private string Name() => "l" + (_names++).ToString(CultureInfo.InvariantCulture);

        private string Step()
        {
            switch (_random.Next(11))
            {
                case 0 when _stride < 4:
                    _stride *= 2;
                    return $"{Name()}: conv2d(4, {(_random.Next(2) == 0 ? "3, stride: 2, padding: 1" : "2, stride: 2")})";
                case 1 when _stride < 4:
                    _stride *= 2;
                    return "avg_pool2d(2)";
                case 2 when _stride > 1:
                    _stride /= 2;
                    return $"interpolate(scale_factor: 2, mode: {(_random.Next(2) == 0 ? "nearest" : "bilinear")})";
                case 3 when _stride > 1:
                    _stride /= 2;
                    return $"{Name()}: conv_transpose2d(4, {(_random.Next(2) == 0 ? "4, stride: 2, padding: 1" : "2, stride: 2")})";
                case 4:
                    return $"residual {{ {Local()}; {Local()} }}";
                case 5:
                    return $"parallel(add) {{ {Local()}; {Local()} }}";
                case 6:
                    return $"parallel(concat) {{ {Local()}; {Local()} }}; it[.., {_random.Next(4)}..]; {Name()}: conv2d(4, 1)";
                case 7:
                    return $"rearrange(n c (h p) (w q) -> n h w c (p q), p: 4, q: 4); {Name()}: linear(16); rearrange(n h w c (p q) -> n c (h p) (w q), p: 4, q: 4)";
                case 8:
                    var shift = _random.Next(1, 4);
                    return $"roll([-{shift}, -{shift}], dims: [2, 3]); rearrange(n c (h p) (w q) -> n h w c (p q), p: 4, q: 4); {Name()}: linear(16); "
                        + $"rearrange(n h w c (p q) -> n c (h p) (w q), p: 4, q: 4); roll([{shift}, {shift}], dims: [2, 3])";
                case 9 when _stride < 4:
                    return $"pixel_unshuffle(2); {Name()}: conv2d(16, 3, padding: 1, groups: {1 << _random.Next(5)}); pixel_shuffle(2)";
                default:
                    return Local();
            }
        }

        /// <summary>A convolution that keeps the map's size.</summary>
        private string Local()
        {
            var (rows, columns, dilation) = (2 * _random.Next(3) + 1, 2 * _random.Next(3) + 1, _random.Next(1, 3));
            return $"{Name()}: conv2d(4, [{rows}, {columns}], padding: [{dilation * (rows / 2)}, {dilation * (columns / 2)}], dilation: {dilation}, groups: {1 << _random.Next(3)})";
        }
    }
}
