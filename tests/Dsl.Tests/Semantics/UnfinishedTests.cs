using System;
using System.Linq;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Semantics;

/// <summary>While a line is being written, the rest of the file answers as before.</summary>
public class UnfinishedTests
{
    [Theory]
    [InlineData("g: conv2d()")]
    [InlineData("g: conv2d(")]
    [InlineData("g: conv2d(dim, ")]
    [InlineData("g: conv2d(dim, padding: )")]
    [InlineData("x |>")]
    [InlineData("x |> ")]
    [InlineData("g:")]
    [InlineData("gro")]
    [InlineData("let z =")]
    [InlineData("let ")]
    [InlineData("for i in ")]
    [InlineData("for i in 0..2 {")]
    [InlineData("if dim > ")]
    [InlineData("residual(drop_path: ")]
    [InlineData("rearrange(n c -> ")]
    [InlineData("x[0, ")]
    [InlineData("dim +")]
    [InlineData(")")]
    [InlineData("\"")]
    [InlineData("return")]
    public void A_line(string line)
    {
        var text = $$"""
            namespace T
            block First(dim: int) : x [N, C] -> [N, dim] {
                f: linear(dim)
            }
            block B(dim: int) : x [N, C] -> [N, dim] {
                let a = x |> f: linear(dim)
                {{line}}
                let b = a * 2
                b
            }
            /// The last one.
            block Last(dim: int) : x [N, C] -> [N, dim] {
                e: First(dim)
                f: linear(dim)
            }
            """;
        var model = Editor.ModelOf(text);
        int At(string place) => text.IndexOf(place, StringComparison.Ordinal);
        // Other definitions know all; this one what stands above.
        var hints = model.InlayHints(new TextSpan(0, text.Length)).Select(h => (model.Source.PositionOf(h.Offset).Line, h.Text)).ToArray();
        Assert.Contains((2, "[N, dim]"), hints);
        Assert.Contains((5, "[N, dim]"), hints);
        var last = model.Source.PositionOf(At("e: First")).Line;
        Assert.Contains((last, "[N, dim]"), hints);
        Assert.Contains((last + 1, "[N, dim]"), hints);
        // Names mean what they meant, behind the line too.
        Assert.Equal([(At("let a") + 4)], model.Definition(At("a * 2")).Select(d => d.Name.Start));
        Assert.True(model.References(At("dim: int) : x [N, C] -> [N, dim] {\n    let"), true).Count >= 3);
        Assert.Equal(2, model.References(At("First("), true).Count);
        Assert.Contains("The last one.", model.Hover(At("Last("))!.Markdown, StringComparison.Ordinal);
        Assert.Contains("b", model.Completions(At("b\n}") + 1).Items.Select(i => i.Label));
        Assert.Equal("First", model.SignatureHelp(At("First(dim)\n") + "First(".Length)!.Label[..5]);
        Assert.Equal(["First", "B", "Last"], model.Outline().Select(o => o.Name));
    }

    [Theory]
    [InlineData("block ")]
    [InlineData("block New")]
    [InlineData("block New(dim: ")]
    [InlineData("block New(dim: int) : [N, ")]
    [InlineData("variant V = ")]
    [InlineData("const A")]
    [InlineData("fn f(")]
    [InlineData("keys K of ")]
    [InlineData("ablation A of M {")]
    [InlineData("}")]
    [InlineData("what")]
    public void A_definition(string start)
    {
        var text = $"namespace T\nblock First(dim: int) : [N, C] -> [N, dim] {{\n    f: linear(dim)\n}}\n{start}\nblock Last(dim: int) : [N, C] -> [N, dim] {{\n    e: First(dim)\n}}\n";
        var model = Editor.ModelOf(text);
        Assert.Equal(2, model.InlayHints(new TextSpan(0, text.Length)).Count(h => h.Text == "[N, dim]"));
        Assert.Equal(2, model.References(text.IndexOf("First", StringComparison.Ordinal), true).Count);
        Assert.Equal(3, model.References(text.LastIndexOf("dim)", StringComparison.Ordinal), true).Count);
    }
}
