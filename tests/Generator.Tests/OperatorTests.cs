using System.Linq;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Shapes.Operators;
using ArchGen.Generator.Emit.Operators;
using ArchGen.Runtime.Generated;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Generator.Tests;

/// <summary>Every operator of the language has C#, which compiles, runs, gives the shape that the language says, and is described by the calls that it makes.</summary>
public class OperatorTests
{
    /// <summary>A step, its input's shape and its result's; the operator's name is the step's first word.</summary>
    private static readonly (string Step, long[] Input, long[] Output)[] s_steps =
    [
        ("conv1d(6, 3, padding: 1)", [2, 4, 8], [2, 6, 8]),
        ("conv1d(6, [3], stride: [2], padding: same_upper)", [2, 4, 7], [2, 6, 4]),
        ("conv2d(6, 3, stride: 2, padding: 1, bias: false)", [2, 4, 8, 8], [2, 6, 4, 4]),
        ("conv2d(4, [3, 5], padding: [1, 2], groups: 4)", [2, 4, 8, 8], [2, 4, 8, 8]),
        ("conv2d(4, 3, padding: same, dilation: 2)", [2, 4, 8, 8], [2, 4, 8, 8]),
        ("conv2d(4, 4, padding: same)", [2, 4, 8, 8], [2, 4, 8, 8]),
        ("conv2d(4, 3, stride: 2, padding: same_upper, groups: 2)", [2, 4, 7, 8], [2, 4, 4, 4]),
        ("conv2d(4, [3, 1], stride: 2, padding: same_upper)", [2, 4, 7, 8], [2, 4, 4, 4]),
        ("conv2d(4, 3, padding: valid)", [2, 4, 8, 8], [2, 4, 6, 6]),
        ("conv3d(6, [1, 3, 3], padding: [0, 1, 1], stride: [1, 2, 2])", [1, 2, 2, 4, 4], [1, 6, 2, 2, 2]),
        ("conv3d(6, 2, stride: 2, padding: same_upper)", [1, 2, 3, 4, 4], [1, 6, 2, 2, 2]),
        ("conv_transpose1d(6, 2, stride: 2)", [2, 4, 8], [2, 6, 16]),
        ("conv_transpose2d(6, 3, stride: 2, padding: 1, output_padding: 1)", [2, 4, 8, 8], [2, 6, 16, 16]),
        ("conv_transpose3d(6, 2, stride: 2)", [1, 2, 2, 2, 2], [1, 6, 4, 4, 4]),
        ("linear(7, bias: false)", [2, 5, 4], [2, 5, 7]),
        ("prelu(4)", [2, 4, 8, 8], [2, 4, 8, 8]),
        ("layer_norm(eps: 1e-6)", [2, 5, 4], [2, 5, 4]),
        ("layer_norm(axis: 1, bias: false)", [2, 4, 8, 8], [2, 4, 8, 8]),
        ("layer_norm(axes: [-2, -1], affine: false)", [2, 5, 4], [2, 5, 4]),
        ("rms_norm", [2, 5, 4], [2, 5, 4]),
        ("rms_norm(axis: 1, eps: 1e-6)", [2, 4, 8, 8], [2, 4, 8, 8]),
        ("batch_norm", [2, 4, 8], [2, 4, 8]),
        ("batch_norm(eps: 1e-3, momentum: 0.01)", [2, 4, 8, 8], [2, 4, 8, 8]),
        ("batch_norm(affine: false)", [2, 4, 2, 2, 2], [2, 4, 2, 2, 2]),
        ("group_norm(2)", [2, 4, 8, 8], [2, 4, 8, 8]),
        ("instance_norm(affine: true)", [2, 4, 8, 8], [2, 4, 8, 8]),
        ("identity", [2, 4], [2, 4]),
        ("dropout(0.1)", [2, 4], [2, 4]),
        ("dropout2d(0.1)", [2, 4, 3, 3], [2, 4, 3, 3]),
        ("drop_path(0.1)", [2, 4], [2, 4]),
        .. Same("relu", "relu6", "silu", "sigmoid", "tanh", "hardswish", "hardsigmoid", "mish", "softplus", "exp", "log", "sqrt", "rsqrt", "square", "abs", "neg"),
        .. Same("sin", "cos", "floor", "ceil", "round", "erf", "reciprocal", "sign", "gelu", "gelu(approximate: tanh)", "leaky_relu(0.2)", "elu(alpha: 0.5)"),
        .. Same("clamp(min: 0)", "clamp(max: 6)", "clamp(min: -1, max: 1)", "softmax(dim: -1)", "log_softmax(dim: 1)", "cumsum(dim: 1)", "normalize(dim: -1)"),
        .. Same("add(it, 2)", "subtract(2, it)", "multiply(it, it)", "divide(1, it)", "power(it, 2)", "power(2, it)", "maximum(it, 0)", "minimum(it, it)"),
        .. Same("it * 2 + it / 3 - 1", "-it", "it - (it - it)"),
        ("matmul(it, transpose(it))", [2, 5, 4], [2, 5, 5]),
        ("mean(dims: [2, 3])", [2, 4, 3, 3], [2, 4]),
        ("mean(dim: 1, keep: true)", [2, 4, 3], [2, 1, 3]),
        ("sum(dims: [-1])", [2, 4], [2]),
        ("sum", [2, 4], []),
        ("max(dims: [1, 2], keep: true)", [2, 4, 3], [2, 1, 1]),
        ("max", [2, 4], []),
        ("min(dim: 0)", [2, 4], [4]),
        ("var(dims: [1], unbiased: false)", [2, 4], [2]),
        ("std(dim: 1)", [2, 4], [2]),
        ("var", [2, 4], []),
        ("logsumexp(dims: [0, 2])", [2, 4, 3], [4]),
        ("logsumexp", [2, 4, 3], []),
        ("mean(keep: true)", [2, 4], [1, 1]),
        ("prod(dim: 1)", [2, 4], [2]),
        ("argmax(dim: 1, keep: true)", [2, 4], [2, 1]),
        ("transpose(1, 2)", [2, 4, 3], [2, 3, 4]),
        ("permute([0, 2, 1])", [2, 4, 3], [2, 3, 4]),
        ("flatten(2)", [2, 4, 3, 3], [2, 4, 9]),
        ("unflatten(1, [2, 2])", [2, 4], [2, 2, 2]),
        ("reshape([2, -1])", [2, 4, 3], [2, 12]),
        ("squeeze(1)", [2, 1, 3], [2, 3]),
        ("unsqueeze(1)", [2, 3], [2, 1, 3]),
        ("expand([2, 4, 3])", [2, 1, 3], [2, 4, 3]),
        ("slice(1, from: 1, to: -1)", [2, 5], [2, 3]),
        ("it[.., 1..4 by 2]", [2, 5], [2, 2]),
        ("it[.., 2..]", [2, 5], [2, 3]),
        ("select(1, -1)", [2, 5], [2]),
        ("it[.., 0]", [2, 5], [2]),
        ("roll([1, -1], [1, 2])", [2, 4, 3], [2, 4, 3]),
        ("take(abs(arange(4) - 1), dim: 1)", [2, 4, 3], [2, 4, 3]),
        ("flip([1])", [2, 4], [2, 4]),
        ("repeat_interleave(3, 1)", [2, 4], [2, 12]),
        ("repeat(n c -> n t c, t: 3)", [2, 4], [2, 3, 4]),
        ("rearrange(n (h p) w -> n h (p w), p: 2)", [2, 4, 3], [2, 2, 6]),
        ("reduce(n c h w -> n c, mean)", [2, 4, 3, 3], [2, 4]),
        ("reduce(n (c g) -> n c, max, g: 2)", [2, 4], [2, 2]),
        ("pad([1, 1, 2, 0])", [2, 4, 3], [2, 6, 5]),
        ("pad([1, 1], value: 2)", [2, 4], [2, 6]),
        ("pad([1, 1, 1, 1], mode: reflect)", [2, 4, 5, 5], [2, 4, 7, 7]),
        ("pad([1, 1], mode: replicate)", [2, 4, 5], [2, 4, 7]),
        ("pad([1, 1], mode: circular)", [2, 4, 5], [2, 4, 7]),
        ("pad_to_multiple(4)", [2, 4, 5, 8], [2, 4, 8, 8]),
        ("pad_to_multiple([4, 3], dims: [1, 2], side: both)", [2, 5, 5], [2, 8, 6]),
        ("concat(it, it, dim: 1)", [2, 4], [2, 8]),
        ("concat([it, it] + [it], dim: 0)", [2, 4], [6, 4]),
        ("stack(it, it, dim: 1)", [2, 4], [2, 2, 4]),
        ("concat(split(it, [1, 3], dim: 1), dim: 1)", [2, 4], [2, 4]),
        ("concat(chunk(it, 3, dim: 1), dim: 1)", [2, 7], [2, 7]),
        ("concat(split_size(it, 3, dim: 1), dim: 1)", [2, 7], [2, 7]),
        ("stack(unstack(it, dim: 1), dim: 2)", [2, 3, 4], [2, 4, 3]),
        ("pixel_shuffle(2)", [2, 8, 3, 3], [2, 2, 6, 6]),
        ("pixel_unshuffle(2)", [2, 2, 6, 6], [2, 8, 3, 3]),
        ("unfold(3, padding: 1, stride: 2)", [2, 4, 6, 6], [2, 36, 9]),
        ("unfold([3, 1])", [2, 4, 6, 6], [2, 12, 24]),
        ("interpolate(scale_factor: 2)", [2, 4, 3, 3], [2, 4, 6, 6]),
        ("interpolate(size: [5, 7], mode: bilinear)", [2, 4, 3, 3], [2, 4, 5, 7]),
        ("interpolate(size: 6, mode: bicubic, align_corners: true)", [2, 4, 3, 3], [2, 4, 6, 6]),
        ("interpolate(scale_factor: 2, mode: linear)", [2, 4, 3], [2, 4, 6]),
        ("interpolate(size: 2, mode: area)", [2, 4, 6, 6], [2, 4, 2, 2]),
        ("avg_pool1d(2)", [2, 4, 6], [2, 4, 3]),
        ("avg_pool2d(3, stride: 1, padding: 1, count_include_pad: false)", [2, 4, 6, 6], [2, 4, 6, 6]),
        ("avg_pool2d([2, 3])", [2, 4, 6, 6], [2, 4, 3, 2]),
        ("avg_pool3d(2)", [1, 2, 4, 4, 4], [1, 2, 2, 2, 2]),
        ("max_pool1d(2, stride: 1)", [2, 4, 6], [2, 4, 5]),
        ("max_pool2d(3, stride: 2, padding: 1)", [2, 4, 6, 6], [2, 4, 3, 3]),
        ("max_pool2d([3, 2], dilation: [1, 2], stride: 1, ceil_mode: true)", [2, 4, 6, 6], [2, 4, 4, 4]),
        ("max_pool3d(2, stride: [1, 2, 2])", [1, 2, 4, 4, 4], [1, 2, 3, 2, 2]),
        ("adaptive_avg_pool1d(2)", [2, 4, 6], [2, 4, 2]),
        ("adaptive_avg_pool2d(1)", [2, 4, 6, 6], [2, 4, 1, 1]),
        ("adaptive_avg_pool2d([1, 2])", [2, 4, 6, 6], [2, 4, 1, 2]),
        ("adaptive_avg_pool3d(1)", [1, 2, 4, 4, 4], [1, 2, 1, 1, 1]),
        ("adaptive_max_pool2d(2)", [2, 4, 6, 6], [2, 4, 2, 2]),
        ("it + arange(4)", [2, 4], [2, 4]),
        ("it + arange(9, start: 1, step: 2)", [2, 4], [2, 4]),
        ("it + zeros([4]) + ones([2, 1]) + full([1], 0.5)", [2, 4], [2, 4]),
        ("it @ eye(4)", [2, 4], [2, 4]),
        ("it + linspace(start: 0, end: 1, steps: 4)", [2, 4], [2, 4]),
        ("embed: embedding(10, 4)", [2, 3], [2, 3, 4]),
        ("embed: embedding(10, 4); let at = arange(3) |> places: embedding(3, 4); it + at + linspace(start: 0.5, end: 1, steps: 4)", [2, 3], [2, 3, 4]),
        ("argmax(dim: 1) |> mix: embedding(4, 2)", [2, 4], [2, 2]),
    ];

    private static readonly System.Lazy<Execution> s_blocks = new(() => new Execution(("/project/Operators.arch", "namespace Demo.Operators;\n" + string.Join("\n", s_steps.Select((s, i) =>
    {
        var isLayer = OperatorTable.All.Any(o => o.HasState && s.Step.StartsWith(o.Name, System.StringComparison.Ordinal)
            && (s.Step.Length == o.Name.Length || s.Step[o.Name.Length] == '('));
        var (input, output) = (string.Join(", ", s.Input), string.Join(", ", s.Output));
        return $"block B{i}() : [{input}] -> [{output}] {{ {(isLayer ? "layer1: " : "")}{s.Step} }}";
    })) + "\n")));

    private static nn.Module<Tensor, Tensor> Block(int step) => s_blocks.Value.New($"Demo.Operators.B{step}");

    private static Tensor Input(int step) => s_steps[step].Step.StartsWith("embed:", System.StringComparison.Ordinal) ? randint(0, 10, s_steps[step].Input) : rand(s_steps[step].Input) + 0.1;

    private static (string, long[], long[])[] Same(params string[] steps) => [.. steps.Select(s => (s, new long[] { 2, 4 }, new long[] { 2, 4 }))];

    [Fact]
    public void Every_operator_of_the_table_has_an_emission()
    {
        foreach (var op in OperatorTable.All)
            Assert.True(op.IsLayer ? LayerTable.Contains(op.Name) : FunctionTable.Contains(op.Name), $"There is no C# for the operator '{op.Name}'.");
    }

    [Fact]
    public void Every_operator_of_the_table_is_tried() =>
        Assert.All(OperatorTable.All, op => Assert.Contains(s_steps, s => System.Text.RegularExpressions.Regex.IsMatch(s.Step, $@"\b{op.Name}\b")));

    [Fact]
    public void Each_gives_the_shape_that_the_language_says()
    {
        for (var i = 0; i < s_steps.Length; i++)
        {
            var (step, _, expected) = s_steps[i];
            var block = Block(i);
            using var scope = NewDisposeScope();
            var input = Input(i);
            var before = scope.DisposablesCount;
            var output = block.call(input);
            Assert.True(expected.SequenceEqual(output.shape), $"{step}: [{string.Join(", ", output.shape)}]");
            Assert.True(scope.DisposablesCount - before <= 1, $"{step} leaves {scope.DisposablesCount - before} tensors");
        }
    }

    [Fact]
    public void Each_is_described_as_it_is_run()
    {
        for (var i = 0; i < s_steps.Length; i++)
        {
            var (step, _, expected) = s_steps[i];
            var block = Block(i);
            block.eval();
            using var scope = NewDisposeScope();
            var input = Input(i);
            using var plans = new InferencePlans((IDescribed)block);
            var (run, described) = (block.call(input).detach(), plans.Run(input)[0]);
            Assert.True(expected.SequenceEqual(described.shape) && run.dtype == described.dtype, $"{step}: {described.dtype} [{string.Join(", ", described.shape)}], not {run.dtype} [{string.Join(", ", expected)}]");
            Assert.True(run.allclose(described, 1e-4, 1e-5), $"{step}: {(run - described).abs().max().ToDouble()} apart");
        }
    }

    [Fact]
    public void Functions_may_be_handed_in_as_components()
    {
        var execution = new Execution(("/project/C.arch", """
            namespace Demo.C;
            block Wrap(dim: int, act: block() [..] -> same = gelu, norm: block(C) [N, C] -> same = layer_norm) : [N, dim] -> same { norm: norm; act }
            block Use(dim: int, hard: bool = true) : [N, dim] -> same
            {
                a: Wrap(dim, act: if hard then hardswish else softmax(dim: -1))
                b: Wrap(dim, act: leaky_relu(0.3), norm: batch_norm)
                c: Wrap(dim, act: gelu(approximate: tanh), norm: rms_norm)
                d: Wrap(dim, act: dropout(0.5))
            }
            """));
        nn.Module<Tensor, Tensor> block = execution.New("Demo.C.Use", 4L);
        Assert.Equal([2, 4], block.call(rand(2, 4)).shape);
    }

    [Fact]
    public void Drop_path_keeps_the_mean_in_training_and_does_nothing_otherwise()
    {
        var drop = new DropPath(0.25);
        using var x = ones(4000, 2, 2);
        using var y = drop.call(x);
        var kept = y.flatten(1).mean([1]);
        Assert.InRange(kept.mean().item<float>(), 0.95f, 1.05f);
        Assert.Equal([0f, 1 / 0.75f], kept.data<float>().ToArray().Distinct().Order().Select(v => System.MathF.Round(v, 5)).ToArray(), (a, b) => System.Math.Abs(a - b) < 1e-4);
        drop.eval();
        Assert.Same(x, drop.call(x));
    }
}
