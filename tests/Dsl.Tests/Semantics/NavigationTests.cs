using System;
using System.Linq;
using ArchGen.Dsl.Semantics;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Semantics;

/// <summary>From a name to where it is declared, and to all that means it: <c>[|…|]</c> are the places, <c>$$</c> is in one of them.</summary>
public class NavigationTests
{
    // A parameter: in types, defaults, contracts, the signature, constraints, the body, arguments by name, variants, ablations.
    [Theory]
    [InlineData("block B([|dim|]: int, twice: int = 2 * [|dim|], w: int[[|dim|]], m: block() [N, [|dim|]] -> same) : [N, [|dim|]] -> [N, [|di$$m|] * twice] where [|dim|] > 1 { m: m; f: linear([|dim|] * twice * len(w)) }\nmodel M(dim: int) : [N, dim] -> same { b: B([|dim|]: dim, w: [1]) }")]
    [InlineData("model M([|dim|]: int, dims: int[2] = [1, 2]) : [N, 3] -> [N, [|dim|]] { f: linear([|dim|]) }\nvariant V = M([|d$$im|]: 3)\nvariant W = V([|dim|]: 4)\nablation A of V { axis [|dim|]: a = 1, b = 2\n axis x: c = ([|dim|]: 4), d = ()\n where [|dim|] > 1 }")]
    [InlineData("model M([|dims|]: int[2]) : [N, 3] -> [N, [|dims|][0]] { f: linear([|dims|][0]) }\nvariant V = M([1, 2])\nvariant W = V([|$$dims|][0]: 4)")]
    // Dims: of the signature, of a contract, of the model that a variant speaks of.
    [InlineData("block B() : [N, [|C|], H, W] -> [N, 2 * [|C|], H, W] where [|C|] % 2 == 0 { f: conv2d(2 * [|$$C|], 1) }\nblock D() : [N, C, H, W] -> same { relu }")]
    [InlineData("model M() : [N, 3, [|H|], W] -> same where [|H|] % 2 == 0 { relu }\nvariant V = M() expect input [|H$$|] % 2 == 0")]
    [InlineData("block B(norm: block([|C|]) [N, [|C|], H, W] -> same, act: block(C) [N, C, H, W] -> same = relu) : [N, C, H, W] -> same { norm: norm; act }\nmodel M() : [N, 8, H, W] -> same { b: B(norm: group_norm([|C$$|] / 4)) }")]
    // Scopes: a name in two blocks, a loop's index, one in a group.
    [InlineData("block B(x: int) : [N, x] -> same { let y = x; f: linear(y) }\nblock D() : [N, x] -> same { let [|y|] = x; f: linear([|$$y|]) }")]
    [InlineData("block B() : [N, C] -> same { for [|i|] in 0..2 { a[[|i|]]: linear([|i$$|] + C) }; for i in 0..2 { b[i]: linear(C) } }")]
    [InlineData("block B(d: int[]) : [N, C] -> same { let e = [[|i|] + 1 for [|$$i|] in d]; for i in e { f[i]: linear(i) } }")]
    [InlineData("block B() : [N, C] -> same { { let [|y|] = it; [|y$$|] + it }; { let y = it; y } }")]
    [InlineData("block B() : [N, C] -> same { var [|y|] = it; for i in 0..2 { [|y$$|] = [|y|] + it }; [|y|] }")]
    // Keys: labels of one body, the calls of a layer, raw tensors, also where branches declare them.
    [InlineData("block B() : [N, C] -> same { layer [|f|]: linear(C); [|f|]; let a = [|$$f|](it); a |> [|f|] }")]
    [InlineData("block B() : [N, C] -> same { [|f|]: linear(C); let a = [|$$f|](it); g: { f: linear(C) }; a }")]
    [InlineData("block B() : [N, C] -> same { for i in 0..2 { [|$$f|][i]: linear(C) } }")]
    [InlineData("block B(s: bool) : [N, C] -> same { if s { param [|g|]: [C] = 1 } else { param [|g|]: [C] = 2 }; if s { it * [|$$g|] } }")]
    // Of two lets under conditions, the one whose condition holds.
    [InlineData("block B(s: bool) : [N, C] -> same { if s { let [|g|] = it * 2 } else { let g = it * 3 }; if s { it * [|$$g|] } }")]
    [InlineData("block B(s: bool) : [N, C] -> same { if s { let g = it * 2 } else { let [|g|] = it * 3 }; if not s { it * [|$$g|] } }")]
    // A label that a parameter's component goes by, and an operator that a parameter's name hides nowhere.
    [InlineData("block B([|norm|]: block(C) [N, C] -> same) : [N, C] -> same { norm: [|$$norm|]; relu }")]
    [InlineData("block B([|dropout|]: float = 0.1) : [N, C] -> same { dropout([|$$dropout|]) }")]
    // Outputs.
    [InlineData("model M() : a [N, 3, H, W] -> [|y|] [N, 3, H, W] { relu }\nvariant V = M() expect receptive_field 1 of [|$$y|]")]
    [InlineData("model M() : a [N, 3, H, W] -> [N, 3, H, W] { expose [|c2|]; relu }\nvariant V = M() expect receptive_field 1 of [|$$c2|]")]
    [InlineData("model M() : a [N, 3] -> [N, 3] { let [|c|] = it; expose [|c|]; relu([|$$c|]) }")]
    // Definitions.
    [InlineData("const [|W|] = 3\nfn f(a: int = [|W|]) = a * [|W|]\nblock B(a: int = [|W|]) : [N, [|W|]] -> same where a > [|$$W|] { relu }")]
    [InlineData("fn [|f|](a: int) = if a > 1 then [|f|](a - 1) else 1\nblock B(a: int = [|f|](3)) : [N, a] -> same { relu }\nconst C = [|$$f|](4)")]
    [InlineData("fn f([|a|]: int, b: int = [|a|]) = [|a|] + b\nconst C = f([|$$a|]: 4)")]
    [InlineData("mixer [|A|]() : [N, C] -> same { relu }\nblock B(m: block() [N, C] -> same = [|A|]) : [N, C] -> same { a: [|A|]; m: m; inline [|A|]; [|A|]; it |> [|$$A|] }")]
    [InlineData("model [|M|]() : [N, 3] -> same { relu }\nvariant V = [|M|]()\nvariant W = [|$$M|]()\nkeys K of [|M|], V { \"a\" = \"b\" }\nablation A of [|M|] { axis x: a = () }")]
    // Letters.
    [InlineData("block B() : [N, C, H, W] -> same { rearrange(n c ([|h|] p) w -> n (p c) [|h|] w, [|h$$|]: H / 2); rearrange(n (p c) h w -> n c (h p) w, p: 2) }")]
    // Unreached, and behind an error.
    [InlineData("block B([|a|]: int) : [N, C] -> same { if 1 > 2 { f: linear([|a|]) }; nothing(3); g: linear([|$$a|]) }")]
    public void References(string marked)
    {
        var (model, cursor, spans) = Editor.Open(marked);
        var found = model.References(cursor, includeDeclaration: true).Where(l => l.Path == "spec.arch").Select(l => l.Span).ToArray();
        Assert.Equal(Editor.Show(model.Source.Text, spans), Editor.Show(model.Source.Text, found));
        var declared = model.Definition(cursor);
        Assert.NotEmpty(declared);
        Assert.All(declared, d => Assert.Contains(d.Name, found));
        Assert.Equal(found.Except(declared.Select(d => d.Name)), model.References(cursor, includeDeclaration: false).Select(l => l.Span).Except(declared.Select(d => d.Name)));
    }

    [Theory]
    [InlineData("block B() : [N, C] -> same { re$$lu }")]
    [InlineData("block B() : [N, C] -> same { i$$t * 2 }")]
    [InlineData("block B() : [N, C] -> sa$$me { relu }")]
    [InlineData("block B() : [N, C, H, W] -> same { conv: conv2d(C, 3, pad$$ding: same) }")]
    [InlineData("block B() : [N, C] -> same { nothing$$ }")]
    [InlineData("// com$$ment\nconst A = 1")]
    public void Nothing_to_go_to(string marked)
    {
        var (model, cursor, _) = Editor.Open(marked);
        Assert.Empty(model.Definition(cursor));
    }

    [Fact]
    public void Across_files()
    {
        var (model, cursor, _) = Editor.Open(
            "namespace A\nimport Shared\nmodel M() : [N, 3] -> [N, 4] { e: Enc$$oder(width: 4) }",
            "namespace Shared\nblock Encoder(width: int) : [N, C] -> [N, width] { f: linear(width) }", "namespace Z\nimport Shared\nblock B() : [N, C] -> [N, 2] { e: Encoder(2) }");
        var place = Assert.Single(model.Definition(cursor));
        Assert.Equal(("other0.arch", new TextSpan(23, 7)), (place.Path, place.Name));
        Assert.Equal(["other0.arch", "other1.arch", "spec.arch"], model.References(cursor, true).Select(l => l.Path));
        var width = model.Source.Text.IndexOf("width", StringComparison.Ordinal);
        Assert.Equal(["other0.arch", "other0.arch", "other0.arch", "spec.arch"], model.References(width, true).Select(l => l.Path));
        var import = model.Source.Text.IndexOf("Shared", StringComparison.Ordinal);
        Assert.Equal("other0.arch", Assert.Single(model.Definition(import)).Path);
    }

    [Fact]
    public void Into_the_library()
    {
        var (model, cursor, _) = Editor.Open("import std\nmodel M() : [N, L, 8] -> same { block: Transformer$$Block(2) }");
        var place = Assert.Single(model.Definition(cursor));
        var file = Assert.Single(ArchCompiler.Library, f => f.Path == place.Path);
        Assert.Equal("TransformerBlock", file.Slice(place.Name));
        Assert.StartsWith("mixer TransformerBlock", file.Slice(place.Full), StringComparison.Ordinal);
    }
}
