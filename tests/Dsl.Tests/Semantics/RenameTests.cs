using System;
using System.Linq;
using ArchGen.Dsl.Tests.Elaboration;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Semantics;

/// <summary>Renames: what changes, and what can't be.</summary>
public class RenameTests
{
    [Theory]
    [InlineData("block B(di$$m: int) : [N, dim] -> same { relu }\nmodel M() : [N, 3] -> same { b: B(dim: 3) }", "width", "block B(width: int) : [N, width] -> same { relu }\nmodel M() : [N, 3] -> same { b: B(width: 3) }")]
    [InlineData("model M() : [N, 3] -> [N, 3] { let c = it; expose c; relu(c$$) }", "d", "model M() : [N, 3] -> [N, 3] { let d = it; expose c = d; relu(d) }")]
    [InlineData("model M() : [N, 3, H, W] -> same { let c = it; expose c; relu(c) }\nvariant V = M() expect receptive_field 1 of $$c", "d", "model M() : [N, 3, H, W] -> same { let c = it; expose d = c; relu(c) }\nvariant V = M() expect receptive_field 1 of d")]
    [InlineData("namespace Some.Wh$$ere\nconst A = 1", "Else.Where", "namespace Else.Where\nconst A = 1")]
    public void Changed(string marked, string name, string expected)
    {
        var (model, cursor, _) = Editor.Open(marked);
        var rename = model.Rename(cursor, name);
        Assert.Null(rename.Refusal);
        Assert.Equal(Spec.WholeFile(expected), Editor.Apply([model.Source], rename.Edits)[0].Text);
    }

    [Theory]
    [InlineData("block B(dim$$: int) : [N, dim] -> same { relu }", "2d", "'2d' is no name: letters from a to z, digits and '_', not beginning with a digit.")]
    [InlineData("block B(dim$$: int) : [N, dim] -> same { relu }", "a.b", "'a.b' is no name: letters from a to z, digits and '_', not beginning with a digit.")]
    [InlineData("block B(dim$$: int) : [N, dim] -> same { relu }", "", "'' is no name: letters from a to z, digits and '_', not beginning with a digit.")]
    [InlineData("block B(dim$$: int) : [N, dim] -> same { relu }", "for", "'for' is a word of the language.")]
    [InlineData("block B() : [N, C] -> same { re$$lu }", "act", "'relu' is a word of the language.")]
    [InlineData("block B() : [N, C, H, W] -> same { conv: conv2d(C, 3, padding: sa$$me) }", "valid", "'same' is a word of the language.")]
    [InlineData("import std\nmodel M() : [N, L, 8] -> same { block: Transformer$$Block(2) }", "T", "'TransformerBlock' is the standard library's.")]
    [InlineData("import std\nmodel M() : [N, L, 8] -> same { block: TransformerBlock(hea$$ds: 2) }", "h", "'heads' is the standard library's.")]
    [InlineData("block B(a$$: int, b: int) : [N, a] -> [N, b] { f: linear(b) }", "b", "'a' can't be called 'b': ")]
    [InlineData("block B() : [N, C] -> same { let a$$ = it; let b = it; a + b }", "b", "'a' can't be called 'b': ")]
    [InlineData("block A$$() : [N, C] -> same { relu }\nblock B() : [N, C] -> same { A }", "B", "'A' can't be called 'B': ")]
    [InlineData("block B() : [N, C] -> same { let a$$ = it; a * 2 }", "softmax", "'a' can't be called 'softmax': ")]
    [InlineData("block B(c: int) : [N, C] -> same { for i$$ in 0..c { f[i]: linear(C + c - c) } }", "c", "'i' can't be called 'c': ")]
    [InlineData("model M() : [N, 3] -> same { for i in 0..2 { expose c$${i}; relu } }", "d", "'c' has a number after it, which is computed: change it by hand, with what uses it.")]
    [InlineData("model M() : [N, 3] -> same { ste$$m: linear(3) }\nvariant V = M()\nkeys K of M { \"stem.**\" = \"other.**\" }", "first", "'stem' is in the key map 'K', \"stem.**\": change that first.")]
    [InlineData("block B() : [N, C] -> same { pro$$j: linear(C) }\nmodel M() : [N, 3] -> same { b: B }\nvariant V = M()\nkeys K of V { \"b.proj.*\" = \"other.*\" }", "p", "'proj' is in the key map 'K', \"b.proj.*\": change that first.")]
    [InlineData("block B() : [N, C] -> same { pro$$j: linear(C) }\nmodel M() : [N, 3] -> same { b: B; norm: layer_norm }\nablation A of M { axis s: with = (), without = remove b.proj }", "p", "'proj' is in a path of the ablation 'A', 'b.proj': change that first.")]
    [InlineData("model M() : [N, 3] -> same { for i in 0..2 { fc$${i + 1}: linear(3) } }\nvariant V = M()\nablation A of V { axis s: with = (), without = remove fc1 }", "p", "'fc' is in a path of the ablation 'A', 'fc1': change that first.")]
    [InlineData("model M(dim: int = 3) : [N, 3] -> [N, dim] { fc: linear(dim) }\nablation A of M {\n    axis dim: d3 = 3, d$$4 = 4\n    expect D4 params 16\n}", "p", "'d4' is in the name of a member that something is expected of, 'D4': change that first.")]
    public void Refused(string marked, string name, string why)
    {
        var (model, cursor, _) = Editor.Open(marked);
        var rename = model.Rename(cursor, name);
        Assert.Empty(rename.Edits);
        Assert.StartsWith(why, rename.Refusal, StringComparison.Ordinal);
        Assert.NotNull(model.PrepareRename(cursor));
    }

    [Fact]
    public void Keys_change()
    {
        var (model, cursor, _) = Editor.Open("model M() : [N, 3] -> same { ste$$m: linear(3) }");
        var rename = model.Rename(cursor, "first");
        Assert.Equal("Keys in state_dict change with it: checkpoints that have 'stem' don't fit any more.", rename.Warning);
        (model, cursor, _) = Editor.Open("extern block B(bi$$ts: int) : [N, C] -> same");
        Assert.Equal("The C# module that it is written in must change with it.", model.Rename(cursor, "b").Warning);
    }

    [Fact]
    public void What_is_not_understood_is_said()
    {
        var (model, cursor, _) = Editor.Open("block A(di$$m: int) : [N, dim] -> same { relu }\nblock B() : [N, C] -> same { a: A( }");
        var rename = model.Rename(cursor, "width");
        Assert.Equal("Parts of spec.arch aren't understood, and stay as they are.", rename.Warning);
        Assert.Equal(2, rename.Edits.Count);
    }

    [Fact]
    public void Across_files()
    {
        var (model, cursor, _) = Editor.Open("namespace A\nimport Shared\nvariant V = M(wid$$th: 3)", "namespace Shared\nmodel M(width: int = 2) : [N, 3] -> [N, width] { f: linear(width) }");
        var rename = model.Rename(cursor, "dim");
        Assert.Equal([("other0.arch", 3), ("spec.arch", 1)], rename.Edits.GroupBy(e => e.Path).Select(g => (g.Key, g.Count())));
        // A clash in the other file is seen too.
        (model, cursor, _) = Editor.Open("namespace A\nimport Shared\nvariant V = M(wid$$th: 3)", "namespace Shared\nmodel M(width: int = 2, dim: int = 1) : [N, 3] -> [N, width * dim] { f: linear(width * dim) }");
        Assert.StartsWith("'width' can't be called 'dim': ", model.Rename(cursor, "dim").Refusal, StringComparison.Ordinal);
    }
}
