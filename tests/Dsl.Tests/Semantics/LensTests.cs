using System.Linq;
using ArchGen.Dsl.Semantics;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Semantics;

/// <summary>What stands above definitions, and what mends findings.</summary>
public class LensTests
{
    [Fact]
    public void Costs_and_uses()
    {
        var model = Editor.ModelOf(
            "block Part(dim: int) : [N, C, H, W] -> [N, dim, H, W] { conv: conv2d(dim, 3, padding: 1) }\nmodel M(dim: int) : [N, 3, H, W] -> [N, dim, H, W] { a: Part(dim); b: Part(dim) }\nvariant V = M(64)\nvariant W = V(dim: 100)\nmodel Flat() : [N, 8] -> same { f: linear(8) }\nvariant F = Flat()",
            "namespace Other\nimport T\nmodel O() : [N, 3, H, W] -> [N, 4, H, W] { a: Part(4) }");
        Assert.Equal(
            ["Part: 3 uses", "M: 1 use", "V: 38.72K parameters · 1.94G MACs at 224×224", "W: 92.90K parameters · 4.65G MACs at 224×224", "Flat: 1 use", "F: 72 parameters · 64 MACs at 1×8"],
            model.CodeLenses().Select(l => $"{l.Name}: {l.Text}"));
        Assert.Equal(["other0.arch", "spec.arch", "spec.arch"], model.CodeLenses()[0].Uses.Select(u => u.Path));
    }

    [Fact]
    public void As_the_summary_has_them()
    {
        var model = SemanticModel.Of(Editor.Compiled, "specs/edgenext/edgenext.arch")!;
        Assert.Contains("1.33M parameters · 257.9M MACs at 256×256", model.CodeLenses().Where(l => l.Kind == CodeLensKind.Costs).Select(l => l.Text));
    }

    [Theory]
    [InlineData("block B() : [N, C, H, W] -> same { conv: conv2d(C, 3, paddin: 1) }", "block B() : [N, C, H, W] -> same { conv: conv2d(C, 3, padding: 1) }")]
    [InlineData("blok B() : [N, C] -> same { relu }", "block B() : [N, C] -> same { relu }")]
    [InlineData("block B(a: int) : [N, a] -> same { if a = 1 { relu } }", "block B(a: int) : [N, a] -> same { if a == 1 { relu } }")]
    [InlineData("block Mlp() : [N, L, C] -> same { f: linear(C) }\nblock B() : [N, C, H, W] -> [N, H * W, C]\n{\n    mlp: Mlp\n}", "block Mlp() : [N, L, C] -> same { f: linear(C) }\nblock B() : [N, C, H, W] -> [N, H * W, C]\n{\n    rearrange(n c h w -> n (h w) c)\n    mlp: Mlp\n}")]
    [InlineData("block Mlp() : [N, L, C] -> same { f: linear(C) }\nblock B() : [N, C, H, W] -> [N, H * W, C] { relu; mlp: Mlp }", "block Mlp() : [N, L, C] -> same { f: linear(C) }\nblock B() : [N, C, H, W] -> [N, H * W, C] { relu; rearrange(n c h w -> n (h w) c); mlp: Mlp }")]
    [InlineData("block Mlp(dim: int) : [N, L, C] -> [N, L, dim] { f: linear(dim) }\nblock B() : x [N, C, H, W] -> [N, H * W, 3] { let y = x |> mlp: Mlp(3); y }", "block Mlp(dim: int) : [N, L, C] -> [N, L, dim] { f: linear(dim) }\nblock B() : x [N, C, H, W] -> [N, H * W, 3] { let y = x |> rearrange(n c h w -> n (h w) c) |> mlp: Mlp(3); y }")]
    public void Fixes_mend_what_they_are_for(string text, string mended)
    {
        var model = Editor.ModelOf(text);
        var action = Assert.Single(model.CodeActions(new TextSpan(0, model.Source.Text.Length)));
        Assert.Equal("namespace T\n" + mended, Editor.Apply([model.Source], action.Edits)[0].Text);
        Assert.Empty(Editor.ModelOf(mended).CodeActions(new TextSpan(0, 1000)));
        Assert.Empty(model.CodeActions(new TextSpan(0, 3)));
        Assert.NotEmpty(model.CodeActions(action.Mends.Span));
    }

    // What is given its tensor isn't mended by a step before it.
    [Fact]
    public void No_fix_where_it_would_change_another_thing()
    {
        var model = Editor.ModelOf("block Mlp() : [N, L, C] -> same { f: linear(C) }\nblock B() : x [N, C, H, W] -> [N, H * W, C] { layer mlp: Mlp; relu; mlp(x) }");
        Assert.Empty(model.CodeActions(new TextSpan(0, 1000)));
    }
}
