using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Semantics;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Semantics;

/// <summary>What an editor shows of a text's structure: tokens, outline, folding, selections.</summary>
public class StructureTests
{
    [Fact]
    public void Tokens()
    {
        var model = Editor.ModelOf("""
            namespace My.Nets // why
            import std
            const W = 8
            /// What it is.
            block B(dim: int = W, act: block(C) [N, C] -> same = relu) : x [N, C] -> same where C > 1 {
                layer f: linear(dim, bias: true)
                norm: layer_norm(eps: 1e-6); act
                let y = f(x)
                conv: conv2d(y, 3, padding: same)
            }
            variant V = M() expect params 3
            """);
        var shown = model.SemanticTokens().Where(t => t.Kind != SemanticTokenKind.Operator)
            .Select(t => $"{model.Source.Slice(t.Span)}:{t.Kind}{(t.Modifiers == 0 ? "" : "," + t.Modifiers.ToString().Replace(", ", "+", StringComparison.Ordinal))}");
        Assert.Equal("""
            namespace:Keyword My:Namespace,Declaration Nets:Namespace,Declaration // why:Comment import:Keyword std:Namespace const:Keyword W:Variable,Declaration+Readonly 8:Number
            /// What it is.:Comment,Documentation block:Keyword B:Class,Declaration dim:Parameter,Declaration int:Type,DefaultLibrary W:Variable,Readonly act:Parameter,Declaration
            block:Keyword C:TypeParameter,Declaration N:TypeParameter,Declaration C:TypeParameter same:Keyword relu:Function,DefaultLibrary x:Variable,Declaration N:TypeParameter,Declaration
            C:TypeParameter,Declaration same:Keyword where:Keyword C:TypeParameter 1:Number layer:Keyword f:Property,Declaration linear:Function,DefaultLibrary dim:Parameter
            bias:Parameter,DefaultLibrary true:Keyword norm:Property,Declaration layer_norm:Function,DefaultLibrary eps:Parameter,DefaultLibrary 1e-6:Number act:Parameter
            let:Keyword y:Variable,Declaration f:Property x:Variable conv:Property,Declaration conv2d:Function,DefaultLibrary y:Variable 3:Number padding:Parameter,DefaultLibrary
            same:EnumMember,DefaultLibrary variant:Keyword V:Class,Declaration expect:Keyword params:Property,DefaultLibrary 3:Number
            """.ReplaceLineEndings(" "), string.Join(" ", shown));
    }

    [Fact]
    public void Comments_of_several_lines_are_cut()
    {
        var model = SemanticModel.Of(new SourceText("a.arch", "/* one\r\n two */ const A = 1"));
        Assert.Equal(["/* one", " two */", "const", "A", "=", "1"], model.SemanticTokens().Select(t => model.Source.Slice(t.Span)));
    }

    [Fact]
    public void Outline()
    {
        var model = SemanticModel.Of(new SourceText("a.arch", """
            namespace A
            const W = 8
            fn f(a: int) = a
            block B(dim: int) : [N, C] -> same {
                param gamma: [C] = 1
                stem: { 0: linear(dim); 1: relu }
                residual { for i in 0..2 { stages[i]: linear(C) } }
                layer last: linear(C)
            }
            variant V = M(3)
            ablation S of V { axis dim: small = 1, big = 2 }
            recipe R { epochs: 3; seed: 1 }
            keys K of M { "a" = "b" }
            block Broken(
            """));
        static IEnumerable<string> Lines(IReadOnlyList<OutlineItem> items, string indent) =>
            items.SelectMany(i => Lines(i.Children, indent + "  ").Prepend($"{indent}{i.Name} {i.Kind} {i.Detail}".TrimEnd()));
        Assert.Equal(
            [
                "W Constant 8", "f Function a", "  a Parameter int", "B Block [N, C] -> same", "  dim Parameter int", "  gamma Tensor [C]", "  stem Layer", "    0 Layer linear(dim)",
                "    1 Layer relu", "  stages[i] Layer linear(C)", "  last Layer linear(C)", "V Variant M", "S Ablation V", "  dim Axis small, big", "R Recipe epochs: 3, seed: 1", "K Keys M", "Broken Block",
            ],
            Lines(model.Outline(), ""));
    }

    [Fact]
    public void Folding()
    {
        var model = SemanticModel.Of(new SourceText("a.arch", "// one\n// two\n\n// three\nnamespace A\nimport B\nimport C\nblock B(\n    dim: int)\n    : [N, C] -> same\n{\n    g: {\n        relu\n    }\n}\n"));
        Assert.Equal(["0-1 Comment", "5-6 Imports", "7-8 Region", "10-14 Region", "11-13 Region"], model.Folding().Select(f => $"{model.Source.PositionOf(f.Span.Start).Line}-{model.Source.PositionOf(f.Span.End).Line} {f.Kind}"));
    }

    [Fact]
    public void Selections()
    {
        var text = "namespace A\nblock B() : [N, C] -> same { f: linear(2 * (C + 1)) }";
        var model = SemanticModel.Of(new SourceText("a.arch", text));
        var spans = model.SelectionRanges(text.IndexOf("C + 1", StringComparison.Ordinal)).Select(model.Source.Slice).ToArray();
        Assert.Equal(["C", "C + 1", "(C + 1)", "2 * (C + 1)", "(2 * (C + 1))", "linear(2 * (C + 1))", "f: linear(2 * (C + 1))", " f: linear(2 * (C + 1)) ", "{ f: linear(2 * (C + 1)) }"], spans.Take(9));
        Assert.Equal(text, spans[^1]);
    }
}
