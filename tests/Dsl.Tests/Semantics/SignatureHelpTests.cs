using System.Linq;
using Xunit;

namespace ArchGen.Dsl.Tests.Semantics;

/// <summary>The signature of the call at hand, and which of its parameters: in finished calls and in unfinished ones.</summary>
public class SignatureHelpTests
{
    [Theory]
    [InlineData("conv: conv2d($$", "conv2d", "out_channels: int")]
    [InlineData("conv: conv2d(dim, $$", "conv2d", "kernel_size: int or int[]")]
    [InlineData("conv: conv2d(dim, 3, groups: $$", "conv2d", "groups: int = 1")]
    [InlineData("conv: conv2d(dim, 3, groups: dim$$, bias: false)", "conv2d", "groups: int = 1")]
    [InlineData("conv: conv2d(dim, 3, groups: dim, $$bias: false)", "conv2d", "stride: int or int[] = 1")]
    [InlineData("conv: conv2d(max($$dim, 3), 3)", "max", "a")]
    [InlineData("conv: conv2d(max(dim, $$3), 3)", "max", "b")]
    [InlineData("conv: conv2d(max(dim, 3)$$, 3)", "conv2d", "out_channels: int")]
    [InlineData("conv: conv2d((dim + $$1) * 2, 3)", "conv2d", "out_channels: int")]
    [InlineData("mean(dims: [2, $$3])", "mean", "dims: int[]?")]
    [InlineData("softmax(it, $$", "softmax", "dim: int")]
    [InlineData("max(it, $$", "max", "dims: int[]?")]
    [InlineData("max(dims: $$", "max", "dims: int[]?")]
    [InlineData("e: Encoder(dim, $$", "Encoder", "kernel: int = 3")]
    [InlineData("e: Encoder(kernel: $$3)", "Encoder", "kernel: int = 3")]
    [InlineData("e: Encoder(1, 2, 3$$)", "Encoder", "")]
    [InlineData("residual($$) { relu }", "residual", "drop_path: float = 0")]
    [InlineData("let c = twice($$", "twice", "a: int")]
    [InlineData("init linear(weight: $$", "init linear", "weight: number or initialiser")]
    [InlineData("conv: conv2d(dim, 3, weight_init: normal($$", "normal", "mean: float = 0")]
    [InlineData("reduce(n c h w -> n c, $$", "reduce", "mean, sum, max or min")]
    [InlineData("residual { $$ }", null, "")]
    [InlineData("conv: conv2d(dim, 3)$$", null, "")]
    [InlineData("(dim + $$1) * it", null, "")]
    public void In_a_body(string statement, string? callee, string active)
    {
        var (model, cursor, _) = Editor.Open($$"""
            namespace T
            fn twice(a: int) = 2 * a
            /// Makes features.
            block Encoder(dim: int, kernel: int = 3) : [N, C, H, W] -> [N, dim, H, W] { f: conv2d(dim, kernel, padding: same) }
            model Net(dim: int) : image [N, 3, H, W] -> logits [N, 10] {
                {{statement}}
                mean(dims: [2, 3])
                head: linear(10)
            }
            """);
        var help = model.SignatureHelp(cursor);
        if (callee is null)
        {
            Assert.Null(help);
            return;
        }
        Assert.NotNull(help);
        Assert.StartsWith(callee + "(", help.Label, System.StringComparison.Ordinal);
        var at = help.Active < 0 ? "" : help.Label.Substring(help.Parameters[help.Active].InLabel.Start, help.Parameters[help.Active].InLabel.Length);
        Assert.Equal(active, at);
    }

    [Fact]
    public void It_says_what_a_block_is_for()
    {
        var (model, cursor, _) = Editor.Open("/// Twice.\nblock B(dim: int) : [N, C] -> [N, dim] { f: linear(dim) }\nvariant V = M($$)\nmodel M(width: int = 3) : [N, 3] -> [N, width] { b: B(width) }");
        Assert.Equal("M(width: int = 3) : [N, 3] -> [N, width]", model.SignatureHelp(cursor)!.Label);
        (model, cursor, _) = Editor.Open("/// Twice.\nblock B(dim: int) : [N, C] -> [N, dim] { f: linear(dim) }\nmodel M(width: int = 3) : [N, 3] -> [N, width] { b: B($$width) }");
        var help = model.SignatureHelp(cursor)!;
        Assert.Equal(("B(dim: int) : [N, C] -> [N, dim]", "Twice."), (help.Label, help.Documentation));
        Assert.Equal("The last axis's new size.", new[] { Editor.Open("block B() : [N, C] -> [N, 3] { f: linear($$) }") }.Select(o => o.Model.SignatureHelp(o.Cursor)!.Parameters[0].Documentation).Single());
    }
}
