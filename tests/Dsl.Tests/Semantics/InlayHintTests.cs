using System;
using System.Linq;
using ArchGen.Dsl.Semantics;
using ArchGen.Dsl.Tests.Elaboration;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Semantics;

/// <summary>Hints written into the text between ‹ and ›.</summary>
public class InlayHintTests
{
    [Theory]
    [InlineData("""
        block B(dim: int) : [N, C, H, W] -> [N, dim, H / 2, W / 2]‹3 * dim + 4 * dim * C params›
            where H % 2 == 0, W % 2 == 0
        {
            down: conv2d(dim, 2, stride: 2)‹[N, dim, H / 2, W / 2]›‹dim + 4 * dim * C params›
            let a = it * 2‹[N, dim, H / 2, W / 2]›
            residual {
                norm: batch_norm; relu‹[N, dim, H / 2, W / 2]›
            }‹[N, dim, H / 2, W / 2]›
            a + it‹[N, dim, H / 2, W / 2]›
        }
        """)]
    // One that is left unfinished has no shape, the rest of the file does.
    [InlineData("""
        block A() : [N, C] -> [N, 3]‹3 * C + 3 params› {
            f: linear(3)‹[N, 3]›‹3 * C + 3 params›
        }
        block B() : [N, C] -> [N, 4] {
            g: linear(2)‹[N, 2]›‹2 * C + 2 params›
            f: linear(
        }
        block D() : [N, C] -> [N, 5]‹5 * C + 5 params› {
            f: linear(5)‹[N, 5]›‹5 * C + 5 params›
        }
        """)]
    // A loop's steps, as any iteration has them, or as the first one where that is too long.
    [InlineData("""
        model M(dims: int[2]) : [N, 3] -> [N, dims[1]]‹4 * dims[0] + dims[1] + dims[0] * dims[1] params› {
            for i in 0..2 {
                f[i]: linear(dims[i])‹[N, dims[i]]›
            }
            let q, k = chunk(it, 2, dim: 1)‹[N, ceil_div(dims[1], 2)], [N, dims[1] - ceil_div(dims[1], 2)]›
            concat(q, k, dim: 1)‹[N, dims[1]]›
                |> gelu‹[N, dims[1]]›
        }
        """)]
    public void Shapes_and_costs(string marked)
    {
        var text = Spec.WholeFile(System.Text.RegularExpressions.Regex.Replace(marked, "‹[^›]*›", ""));
        var model = Editor.ModelOf(text);
        var shown = text;
        foreach (var hint in model.InlayHints(new TextSpan(0, text.Length)).Reverse())
            shown = shown.Insert(hint.Offset, $"‹{hint.Text}›");
        Assert.Equal(Spec.WholeFile(marked), shown);
    }

    [Fact]
    public void Only_those_of_a_range()
    {
        var model = SemanticModel.Of(Editor.Compiled, "specs/edgenext/edgenext.arch")!;
        var whole = model.InlayHints(new TextSpan(0, model.Source.Text.Length));
        var range = new TextSpan(model.Source.Text.Length / 3, 1500);
        var some = model.InlayHints(range);
        Assert.True(whole.Count > 60 && some.Count is > 5 and < 40);
        Assert.Equal(whole.Where(h => range.Start <= h.Offset && h.Offset <= range.End), some);
    }

    [Fact]
    public void A_block_that_moved_keeps_its_hints()
    {
        const string Block = "block B() : [N, C] -> [N, 3] {\n    f: linear(3)\n}";
        var before = Editor.ModelOf("namespace T\n" + Block).InlayHints(new TextSpan(0, 100));
        var after = Editor.ModelOf("namespace T\n// moved\n" + Block).InlayHints(new TextSpan(0, 100));
        Assert.Equal(before.Select(h => (h.Offset + "// moved\n".Length, h.Text)), after.Select(h => (h.Offset, h.Text)));
        Assert.All(after, h => Assert.True(h.Text.Length > 0 && h.Text.IndexOf('#', StringComparison.Ordinal) < 0));
    }
}
