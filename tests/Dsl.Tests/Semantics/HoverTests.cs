using System;
using System.Linq;
using Xunit;

namespace ArchGen.Dsl.Tests.Semantics;

/// <summary>What is said of what the cursor is on.</summary>
public class HoverTests
{
    private const string Spec = """
        namespace T
        const WIDTH = 8
        /// Twice as much.
        fn twice(a: int) = 2 * a
        /// Depthwise, then pointwise. MobileNet, section 3.1.
        mixer Separable(kernel: int = 3) : [N, C, H, W] -> same
            where kernel % 2 == 1
        {
            depth: conv2d(C, kernel, padding: (kernel - 1) / 2, groups: C)
            point: conv2d(C, 1)
        }
        model Net(dim: int = WIDTH, act: block() [..] -> same = gelu, drop: float = 0.1) : image [N, 3, H, W] -> logits [N, 10]
            where H % 4 == 0, W % 4 == 0
        {
            stem: conv2d(dim, 4, stride: 4)
            let early = it
            let width = twice(dim)
            param gamma: [dim, 1, 1] = 0.5
            residual(drop_path: drop) { sep: Separable(5); it * gamma; act }
            group: { a: conv2d(width, 1); relu }
            rearrange(n c h w -> n h w c)
            it |> proj: linear(width) |> gelu
            for i in 0..2 { blocks[i]: linear(width) }
            mean(dims: [1, 2])
            head: linear(10)
        }
        variant NetA = Net(16)
        """;

    [Theory]
    [InlineData("ste|m: conv2d", "```arch\nstem: conv2d(dim, 4, stride: 4)\n```", "Named layer.", "conv2d: `[N, 3, H, W]` → `[N, dim, H / 4, W / 4]`", "Learned parameters: 49 * dim  \nMultiply-accumulates: 3 * dim * N * H * W")]
    [InlineData("stem: conv|2d", "Layer with learned tensors.", "conv2d: `[N, 3, H, W]` → `[N, dim, H / 4, W / 4]`", "Learned parameters: 49 * dim", "| `out_channels` | int | required |", "| `stride` | int or int[] | `1` |")]
    [InlineData("stri|de: 4", "```arch\nstride: int or int[] = 1\n```", "Argument of conv2d.")]
    [InlineData("conv2d(di|m, 4", "```arch\ndim: int = WIDTH\n```", "Parameter of Net.")]
    [InlineData("it * gam|ma", "```arch\nparam gamma: [dim, 1, 1] = 0.5\n```", "Learned tensor.", "Tensor `[dim, 1, 1]`")]
    [InlineData("sep: Separ|able(5)", "mixer Separable(kernel: int = 3) : [N, C, H, W] -> same where kernel % 2 == 1", "Mixer of T.", "Depthwise, then pointwise. MobileNet, section 3.1.", "Separable: `[N, dim, H / 4, W / 4]` → `[N, dim, H / 4, W / 4]`", "Learned parameters: 27 * dim + dim ** 2", "Learned parameters: 2 * C + C ** 2 + kernel ** 2 * C.")]
    [InlineData("resid|ual(drop", "**residual**: The current value plus what the group makes of it", "add: `[N, dim, H / 4, W / 4], [N, dim, H / 4, W / 4]` → `[N, dim, H / 4, W / 4]`")]
    [InlineData("it |* gamma", "multiply: `[N, dim, H / 4, W / 4], [dim, 1, 1]` → `[N, dim, H / 4, W / 4]`")]
    [InlineData("i|t * gamma", "**it**: the current value of the pipeline")]
    [InlineData("gamma; ac|t", "```arch\nact: block() [..] -> same = gelu\n```", "act: `[N, dim, H / 4, W / 4]` → `[N, dim, H / 4, W / 4]`")]
    [InlineData("let wid|th", "```arch\nlet width = twice(dim)\n```", "Value.", "= `2 * dim`")]
    [InlineData("tw|ice(dim)", "```arch\nfn twice(a: int) = 2 * a\n```", "Function of T.", "Twice as much.")]
    [InlineData("gro|up: {", "```arch\ngroup: { … }\n```", "Named group.", "Gives `[N, 2 * dim, H / 4, W / 4]`")]
    [InlineData("rear|range(n", "**rearrange**: puts axes into another order", "rearrange: `[N, 2 * dim, H / 4, W / 4]` → `[N, H / 4, W / 4, 2 * dim]`")]
    [InlineData("linear(width) |> ge|lu", "gelu: `[N, H / 4, W / 4, 2 * dim]` → `[N, H / 4, W / 4, 2 * dim]`", "Operator.")]
    [InlineData("for |i in", "```arch\nfor i in 0..2\n```", "Loop's index.")]
    [InlineData("fo|r i in", "**for**: Repetition with a static index")]
    [InlineData("where |H % 4", "```arch\nH\n```", "Dim of Net's input.")]
    [InlineData("ima|ge [N", "```arch\nimage [N, 3, H, W]\n```", "Input of Net.", "Tensor `[N, 3, H, W]`")]
    [InlineData("int = WID|TH", "```arch\nconst WIDTH = 8\n```", "Constant of T.", "= 8")]
    [InlineData("variant Net|A", "```arch\nvariant NetA = Net(16)\n```", "Variant of T.", "Legal input: H and W multiples of 4")]
    [InlineData("NetA = N|et(16)", "```arch\nmodel Net(dim: int = WIDTH, act: block() [..] -> same = gelu, drop: float = 0.1) : image [N, 3, H, W] -> logits [N, 10] where H % 4 == 0, W % 4 == 0\n```")]
    [InlineData("dim: i|nt", "**int**: an integer")]
    public void Says(string place, params string[] parts)
    {
        var at = Spec.IndexOf(place.Replace("|", "", StringComparison.Ordinal) is { } plain && Spec.Contains(plain) ? plain : Plain(place), StringComparison.Ordinal);
        Assert.True(at >= 0, place);
        var hover = Editor.ModelOf(Spec).Hover(at + Cursor(place));
        Assert.NotNull(hover);
        Assert.All(parts, part => Assert.Contains(part, hover.Markdown, StringComparison.Ordinal));
    }

    [Fact]
    public void What_differs_from_one_iteration_to_the_next_is_said_so()
    {
        var (model, cursor, _) = Editor.Open("model M(dims: int[2]) : [N, 3] -> [N, dims[1]] { for i in 0..2 { f[i]: lin$$ear(dims[i]) } }");
        Assert.Contains("Learned parameters: 4 * dims[0]  \nMultiply-accumulates: 3 * N * dims[0]  \nThat is the first iteration's.", model.Hover(cursor)!.Markdown, StringComparison.Ordinal);
    }

    // The first '|' that isn't one of a pipe.
    private static int Cursor(string place) => Enumerable.Range(0, place.Length).First(i => place[i] == '|' && (i + 1 == place.Length || place[i + 1] != '>'));

    private static string Plain(string place) => place.Remove(Cursor(place), 1);

    [Theory]
    [InlineData("name$$space T")]
    [InlineData("const A $$= 1")]
    [InlineData("const A = 1$$2")]
    public void Little_is_said_of_the_rest(string marked)
    {
        var (model, cursor, _) = Editor.Open(marked);
        var hover = model.Hover(cursor);
        Assert.True(hover is null || hover.Markdown.StartsWith("**namespace**", StringComparison.Ordinal));
    }
}
