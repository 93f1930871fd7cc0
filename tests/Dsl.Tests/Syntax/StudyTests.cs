using System.Linq;
using ArchGen.Dsl.Syntax;
using Xunit;

namespace ArchGen.Dsl.Tests.Syntax;

/// <summary><c>ablation</c> and <c>keys</c>.</summary>
public class StudyTests
{
    [Theory]
    [InlineData("ablation A of V { }", "(ablation A V)")]
    [InlineData("ablation A of V { axis k: a = 3, b = [5, 7] }", "(ablation A V (axis k (a 3) (b [5 7])))")]
    [InlineData("ablation A of V\n{\n  axis k: a = 3,\n    b = 5\n  axis size:\n small = (dim: 8, act: gelu), none = ()\n}", "(ablation A V (axis k (a 3) (b 5)) (axis size (small (dim: 8 act: gelu)) (none ())))")]
    [InlineData("ablation A of V { axis k: a = (3 + 4) * 2; axis f: b = gelu(approximate: true) }", "(ablation A V (axis k (a (* (+ 3 4) 2))) (axis f (b (call gelu approximate: true))))")]
    [InlineData("ablation A of V {\n axis k: a = 3\n where params <= 6M, macs < 3 at [1, 3, 8, 8]\n where k > 1\n}", "(ablation A V (axis k (a 3)) (where (<= params 6000000~1000000)) (where (< macs 3) at [1 3 8 8]) (where (> k 1)))")]
    [InlineData("ablation A of V {\n axis s: a = (), b = remove stages.*.gate\n axis t: c = replace **.mlp by Mlp(2), d = 3\n}", "(ablation A V (axis s (a ()) (b ( (remove stages.*.gate)))) (axis t (c ( (replace **.mlp (call Mlp 2)))) (d 3)))")]
    [InlineData("ablation A of V {\n axis s: a = remove stages.*\n axis t: b = remove 0.1.2.*\n}", "(ablation A V (axis s (a ( (remove stages.*)))) (axis t (b ( (remove 0.1.2.*)))))")]
    [InlineData("ablation A of V { axis s: a = (remove x, dim: 3, replace y* by if k > 1 then gelu else relu) }", "(ablation A V (axis s (a (dim: 3 (remove x) (replace y* (if (> k 1) gelu relu))))))")]
    [InlineData("ablation A of V { axis remove: remove = remove, replace = remove + 1, c = replace(3) }", "(ablation A V (axis remove (remove remove) (replace (+ remove 1)) (c (call replace 3))))")]
    [InlineData("ablation A of V { axis k: a \"plain\" = 3, b \"+ kernels\" = (k: 5)\n mode: cumulative\n where not (k == a and params > 3) }", "(ablation A V (axis k (a \"plain\" 3) (b \"+ kernels\" (k: 5))) (mode cumulative) (where (not (and (== k a) (> params 3)))))")]
    [InlineData("ablation A of V { mode: zip; axis mode: mode = mode, a = 3 }", "(ablation A V (axis mode (mode mode) (a 3)) (mode zip))")]
    [InlineData("ablation A of V { axis k: a = 3\n setting seed: one = 1, two = 2 }", "(ablation A V (axis k (a 3)) (setting seed (one 1) (two 2)))")]
    [InlineData("ablation A of V { recipe: Quick; axis k: a = 3 }", "(ablation A V (axis k (a 3)) (recipe Quick))")]
    [InlineData("recipe R { }", "(recipe R)")]
    [InlineData("recipe R { epochs: 3; seed: -1 }", "(recipe R epochs: 3 seed: (neg 1))")]
    [InlineData("recipe R\n{\n  data: \"a/b\"\n  learning_rate: 2 * 1e-3\n  mode: if wide then 1 else 2 }", "(recipe R data: \"a/b\" learning_rate: (* 2 0.001f) mode: (if wide 1 2))")]
    [InlineData("keys K of M { }", "(keys K M)")]
    [InlineData("keys K of M {\n \"a.*\" = \"b.*\"\n\n \"c.**\" = \"d.**\"; \"e\" = \"f\"\n}", "(keys K M (\"a.*\" \"b.*\") (\"c.**\" \"d.**\") (\"e\" \"f\"))")]
    [InlineData("variant V = M expect input H % 2 == 0, params 3", "(variant V M () (expect input (== (% H 2) 0)) (expect params 3))")]
    [InlineData("variant V = M expect input H == 7 and W >= 3, activations 5 at [1, 2]", "(variant V M () (expect input (and (== H 7) (>= W 3))) (expect activations 5 at [1 2]))")]
    public void Reads_every_form(string text, string tree) =>
        Assert.Equal(tree, SyntaxPrinter.Print(Assert.Single(Source.File(text).Definitions)));

    [Fact]
    public void A_comment_above_documents_it()
    {
        var file = Source.File("/// What the kernels are worth.\nablation A of V { }\n/// The authors' names.\nkeys K of M { }");
        Assert.Equal(["What the kernels are worth.", "The authors' names."], file.Definitions.Select(d => d.Doc));
    }

    [Fact]
    public void Its_words_are_names_elsewhere()
    {
        var body = Source.Body("let keys, axis, of = x\n layer_norm(axis: 1)\n keys + axis");
        Assert.Equal("(let (keys axis of) x); (call layer_norm axis: 1); (+ keys axis)", body);
    }

    [Theory]
    [InlineData("{|ARCH0017:ablatoin|} A of V { axis k: a = 3 }")]
    [InlineData("ablation A of V { {|ARCH0017:axes|} k: a = 3 }")]
    [InlineData("ablation A {|ARCH0010:V|} { axis k: a = 3 }")]
    [InlineData("ablation A of V { axis k {|ARCH0010:a|} = 3 }")]
    [InlineData("ablation A of V { axis k: {|ARCH0012:3|} }")]
    [InlineData("ablation A of V { axis k: a {|ARCH0010:3|} }")]
    [InlineData("ablation A of V { axis k: a = 3 {|ARCH0015:where|} params < 3 }")]
    [InlineData("ablation A of V { axis k: a = (dim: 3, {|ARCH0012:4|}) }")]
    [InlineData("ablation A of V { {|ARCH0010:3|} }")]
    [InlineData("ablation A of V { mode {|ARCH0010:zip|} }")]
    [InlineData("ablation A of V { mode: {|ARCH0012:3|} }")]
    [InlineData("ablation A of V { recipe {|ARCH0010:R|} }")]
    [InlineData("ablation A of V { {|ARCH0017:recipes|}: R }")]
    [InlineData("recipe R { epochs {|ARCH0010:3|} }")]
    [InlineData("recipe R { {|ARCH0010:3|} }")]
    [InlineData("recipe R {|ARCH0010:=|} 3")]
    [InlineData("recipe {|ARCH0012:3|} { }")]
    [InlineData("{|ARCH0017:recipee|} R { epochs: 3 }")]
    [InlineData("ablation A of V { {|ARCH0017:mod|}: zip }")]
    [InlineData("ablation A of V { axis k: a = replace b.c {|ARCH0010:gelu|} }")]
    [InlineData("ablation A of V { axis k: a = remove b {|ARCH0015:c|} }")]
    [InlineData("ablation A of V { axis k: a = (dim: 3, remove {|ARCH0010:)|} }")]
    [InlineData("ablation A of V {|ARCH0013:{|}\n axis k: a = 3")]
    [InlineData("ablation A of {|ARCH0010:V|}")]
    [InlineData("ablation A of V { where params {|ARCH0023:=|} 3 }")]
    [InlineData("keys K of M { {|ARCH0010:a|} = \"b\" }")]
    [InlineData("keys K of M { \"a\" = {|ARCH0010:b|} }")]
    [InlineData("keys K of M { \"a\" {|ARCH0010:\"b\"|} }")]
    [InlineData("keys K of M { \"a\" = \"b\" {|ARCH0015:\"c\"|} = \"d\" }")]
    public void A_mistake_is_one_finding(string marked)
    {
        var file = Source.Check(marked + "\nconst NEXT = 1");
        Assert.Equal("NEXT", file.Definitions[^1].Name.Text);
    }
}
