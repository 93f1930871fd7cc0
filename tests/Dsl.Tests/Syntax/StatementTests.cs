using System.Linq;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Syntax;

public class StatementTests
{
    [Theory]
    [InlineData("gelu", "gelu")]
    [InlineData("linear(dim)", "(call linear dim)")]
    [InlineData("norm: layer_norm(eps: 1e-6)", "(: norm (call layer_norm eps: 1E-06f))")]
    [InlineData("proj: { a; b }", "(: proj {a; b})")]
    [InlineData("{ a; { b } }", "{a; {b}}")]
    [InlineData("{ }", "{}")]
    [InlineData("a + b", "(+ a b)")]
    [InlineData("let x = a", "(let (x) a)")]
    [InlineData("let q, k, v = qkv: linear(3 * dim) |> unstack", "(let (q k v) (|> (: qkv (call linear (* 3 dim))) unstack))")]
    [InlineData("let y = { a; b } |> c", "(let (y) (|> {a; b} c))")]
    [InlineData("var c = 64", "(var (c) 64)")]
    [InlineData("c = c + 32", "(= c (+ c 32))")]
    [InlineData("it = proj: linear(2)", "(= it (: proj (call linear 2)))")]
    [InlineData("layer f: linear(dim)", "(layer f (call linear dim))")]
    [InlineData("layer f[i]: linear(dim)", "(layer f[i] (call linear dim))")]
    [InlineData("param t: [heads, 1, 1] = 1", "(param t [heads 1 1] 1)")]
    [InlineData("buffer t: [heads]", "(buffer t [heads])")]
    [InlineData("init linear(weight: normal(std: 1), bias: 0)", "(init linear weight: (call normal std: 1) bias: 0)")]
    [InlineData("for i in 0..n { a }", "(for i (.. 0 n) {a})")]
    [InlineData("for d in dims { a\n b }", "(for d dims {a; b})")]
    [InlineData("if c { a }", "(if-steps c {a})")]
    [InlineData("if c { a } else { b }", "(if-steps c {a} {b})")]
    [InlineData("if c { a } else if d { b } else { e }", "(if-steps c {a} {(if-steps d {b} {e})})")]
    [InlineData("if c then a else b", "(if c a b)")]
    [InlineData("if c then { a } else { b } |> d", "(|> (if c {a} {b}) d)")]
    [InlineData("residual { a }", "(residual () {a})")]
    [InlineData("residual(drop_path: p) { a }", "(residual (drop_path: p) {a})")]
    [InlineData("let y = residual { a }", "(let (y) (residual () {a}))")]
    [InlineData("parallel(add) { a; { b } }", "(parallel add () {a; {b}})")]
    [InlineData("parallel(concat, dim: 1) { a }", "(parallel concat (dim: 1) {a})")]
    [InlineData("b: parallel(mul) { a }", "(: b (parallel mul () {a}))")]
    [InlineData("expose c2", "(expose c2)")]
    [InlineData("expose c2 = x |> f", "(expose c2 (|> x f))")]
    [InlineData("return a, b", "(return a b)")]
    [InlineData("x |> proj: linear(d) |> gelu", "(|> (|> x (: proj (call linear d))) gelu)")]
    public void Reads_every_form(string text, string tree) => Assert.Equal(tree, Source.Body(text));

    [Theory]
    [InlineData("norm: a", "norm")]
    [InlineData("stages[i]: a", "stages[i]")]
    [InlineData("stages[i][j + 1]: a", "stages[i][(+ j 1)]")]
    [InlineData("patch_embed{i + 1}: a", "patch_embed{(+ i 1)}")]
    [InlineData("a{i}_b{j}[k]: a", "a{i}_b{j}[k]")]
    [InlineData("0: a", "0")]
    [InlineData("[j]: a", "[j]")]
    [InlineData("expect: a", "expect")]
    [InlineData("at: a", "at")]
    [InlineData("by: a", "by")]
    [InlineData("same: a", "same")]
    [InlineData("layer: a", "layer")]
    [InlineData("init: a", "init")]
    [InlineData("in: a", "in")]
    [InlineData("if: a", "if")]
    [InlineData("let: a", "let")]
    [InlineData("residual: a", "residual")]
    [InlineData("block: a", "block")]
    public void Reads_labels(string text, string label)
    {
        var step = Assert.IsType<StepSyntax>(Assert.Single(Source.Statements(text)));
        Assert.Equal(label, SyntaxPrinter.Print(Assert.IsType<LabeledSyntax>(step.Expression).Label));
    }

    [Theory]
    [InlineData("stages[i]", "(index stages i)")]
    [InlineData("a: if c then b else d", "(: a (if c b d))")]
    [InlineData("a: f(x)[0]", "(: a (index (call f x) 0))")]
    [InlineData("a: (x + y)", "(: a (+ x y))")]
    [InlineData("x |> f(y)[0]", "(|> x (index (call f y) 0))")]
    public void Tells_labels_from_expressions(string text, string tree) => Assert.Equal(tree, Source.Body(text));

    [Theory]
    [InlineData("layer", "layer")]
    [InlineData("param + buffer", "(+ param buffer)")]
    [InlineData("var(dims: [1])", "(call var dims: [1])")]
    [InlineData("expose = 3", "(= expose 3)")]
    [InlineData("init(a) + init", "(+ (call init a) init)")]
    [InlineData("init = 3", "(= init 3)")]
    [InlineData("residual + x", "(+ residual x)")]
    [InlineData("where(mask, a, b)", "(call where mask a b)")]
    [InlineData("by |> same", "(|> by same)")]
    public void Takes_words_for_names_where_they_mean_nothing_else(string text, string tree) => Assert.Equal(tree, Source.Body(text));

    [Theory]
    [InlineData("a\nb", "a; b")]
    [InlineData("a; b;; c;", "a; b; c")]
    [InlineData("a\n+ b", "(+ a b)")]
    [InlineData("a +\nb", "(+ a b)")]
    [InlineData("a\n  |> b\n  |> c", "(|> (|> a b) c)")]
    [InlineData("f\n(a)", "f; a")]
    [InlineData("f\n[a]", "f; [a]")]
    [InlineData("f(\na\n,\nb\n)", "(call f a b)")]
    [InlineData("f(a\n(b))", "(call f (call a b))")]
    [InlineData("norm:\n  a", "(: norm a)")]
    [InlineData("let x =\n  a", "(let (x) a)")]
    [InlineData("let x,\n    y = a", "(let (x y) a)")]
    [InlineData("return a,\n  b", "(return a b)")]
    [InlineData("if c\n{ a }\nelse\n{ b }", "(if-steps c {a} {b})")]
    [InlineData("x\n{ a }", "x; {a}")]
    [InlineData("f(residual {\n a\n b\n})", "(call f (residual () {a; b}))")]
    [InlineData("0: a(1)  1: b", "(: 0 (call a 1)); (: 1 b)")]
    [InlineData("gelu norm: a", "gelu; (: norm a)")]
    [InlineData("a [j]: b", "a; (: [j] b)")]
    [InlineData("0..n\nby: a", "(.. 0 n); (: by a)")]
    [InlineData("a // one\n/* two */ b", "a; b")]
    [InlineData("if a then b\nelse c", "(if a b c)")]
    [InlineData("if a and\n b { c }", "(if-steps (and a b) {c})")]
    public void Ends_statements_at_line_breaks(string text, string tree) => Assert.Equal(tree, Source.Body(text));

    [Fact]
    public void Spans_statements_without_trivia()
    {
        var statements = Source.Statements("  a: f(1)  // c\n  let x = (1)\n  if c { } else { }");
        var spans = statements.Select(s => new TextSpan(s.Span.Start - Source.BodyStart.Length, s.Span.Length));
        Assert.Equal([new(2, 7), new(18, 11), new(32, 17)], spans);
    }

    [Fact]
    public void Spans_labels_and_their_parts()
    {
        var step = Assert.IsType<StepSyntax>(Source.Statements("ab[i]: c").Single());
        var label = Assert.IsType<LabeledSyntax>(step.Expression).Label;
        var start = Source.BodyStart.Length;
        Assert.Equal(new TextSpan(start, 5), label.Span);
        Assert.Equal([new(start, 2), new(start + 2, 3)], label.Parts.Select(p => p.Span));
        Assert.Equal([LabelPartKind.Text, LabelPartKind.Index], label.Parts.Select(p => p.Kind));
    }
}
