using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Syntax;

public class ExpressionTests
{
    [Theory]
    // Loosest first, as in docs/language.md: each line sets one level against the next.
    [InlineData("if c then a else b |> d", "(|> (if c a b) d)")]
    [InlineData("if a or b then c or d else e or f", "(if (or a b) (or c d) (or e f))")]
    [InlineData("a or b and c", "(or a (and b c))")]
    [InlineData("a and not b and c", "(and (and a (not b)) c)")]
    [InlineData("not a == b", "(not (== a b))")]
    [InlineData("not not a", "(not (not a))")]
    [InlineData("a < 0..b", "(< a (.. 0 b))")]
    [InlineData("a + 1..b - 1 by c * 2", "(.. (+ a 1) (- b 1) (* c 2))")]
    [InlineData("a - b + c", "(+ (- a b) c)")]
    [InlineData("a + b * c", "(+ a (* b c))")]
    [InlineData("a * b / c % d @ e", "(@ (% (/ (* a b) c) d) e)")]
    [InlineData("-a * b", "(* (neg a) b)")]
    [InlineData("-a ** b", "(neg (** a b))")]
    [InlineData("a ** -b", "(** a (neg b))")]
    [InlineData("a ** b ** c", "(** a (** b c))")]
    [InlineData("a ** b[0]", "(** a (index b 0))")]
    [InlineData("--a", "(neg (neg a))")]
    [InlineData("(a + b) * c", "(* (+ a b) c)")]
    [InlineData("(a < b) == (c < d)", "(== (< a b) (< c d))")]
    [InlineData("a |> b |> c", "(|> (|> a b) c)")]
    [InlineData("a + b |> c", "(|> (+ a b) c)")]
    [InlineData("if a then b else if c then d else e", "(if a b (if c d e))")]
    public void Groups_by_precedence(string text, string tree) =>
        Assert.Equal(tree, SyntaxPrinter.Print(Source.Expression(text)));

    [Theory]
    [InlineData("f()", "(call f)")]
    [InlineData("f(a, b: 1, c)", "(call f a b: 1 c)")]
    [InlineData("f(a,)", "(call f a)")]
    [InlineData("f(a)(b)[c]", "(index (call (call f a) b) c)")]
    [InlineData("f(in: 1, by: 2, if: 3, at: 4)", "(call f in: 1 by: 2 if: 3 at: 4)")]
    [InlineData("f(expect, at, by, same, layer, where)", "(call f expect at by same layer where)")]
    [InlineData("f(x |> g)", "(call f (|> x g))")]
    [InlineData("[]", "[]")]
    [InlineData("[1, [2], ]", "[1 [2]]")]
    [InlineData("[i * 2 for i in 0..n]", "[(* i 2) for i in (.. 0 n)]")]
    [InlineData("l[-1]", "(index l (neg 1))")]
    [InlineData("l[1..]", "(index l (.. 1 _))")]
    [InlineData("l[..2]", "(index l (.. _ 2))")]
    [InlineData("x[.., 0]", "(index x (.. _ _) 0)")]
    [InlineData("x[.., 0..n by 2]", "(index x (.. _ _) (.. 0 n 2))")]
    [InlineData("x[0.. by 2]", "(index x (.. 0 _ 2))")]
    [InlineData("x[.. by 2]", "(index x (.. _ _ 2))")]
    [InlineData("0..by", "(.. 0 by)")]
    [InlineData("true", "true")]
    [InlineData("f(\n  a,\n\n  b\n)", "(call f a b)")]
    [InlineData("[1\n + 2]", "[(+ 1 2)]")]
    public void Reads_calls_lists_and_indices(string text, string tree) =>
        Assert.Equal(tree, SyntaxPrinter.Print(Source.Expression(text)));

    [Theory]
    [InlineData("rearrange(n c h w -> n h w c)", "(rearrange n c h w -> n h w c)")]
    [InlineData("rearrange(x, n c h w -> n (h w) c)", "(rearrange x, n c h w -> n (h w) c)")]
    [InlineData("rearrange(n (h p) (w q) c -> n h w (p q c), p: 2, q: 2)", "(rearrange n (h p) (w q) c -> n h w (p q c) p: 2 q: 2)")]
    [InlineData("reduce(n c h w -> n c, mean)", "(reduce n c h w -> n c mean)")]
    [InlineData("reduce(f(x, 1), n .. -> n, max)", "(reduce (call f x 1), n .. -> n max)")]
    [InlineData("repeat(h d -> h w d, w: W)", "(repeat h d -> h w d w: W)")]
    [InlineData("repeat(() c -> (in 2) c 1)", "(repeat () c -> (in 2) c 1)")]
    [InlineData("rearrange", "rearrange")]
    public void Reads_patterns(string text, string tree) =>
        Assert.Equal(tree, SyntaxPrinter.Print(Source.Expression(text)));

    [Theory]
    [InlineData("a + b", 0, 5)]
    [InlineData("(a + b)", 1, 5)]
    [InlineData("(a) + (b)", 0, 9)]
    [InlineData("-(a)", 0, 4)]
    [InlineData("f(a)", 0, 4)]
    [InlineData("[a, b ]", 0, 7)]
    [InlineData("a.. by 2 /* c */", 0, 8)]
    [InlineData("rearrange(a -> b) // c", 0, 17)]
    public void Spans_the_tokens_without_trivia(string text, int start, int length)
    {
        var before = "const X = ".Length;
        Assert.Equal(new TextSpan(before + start, length), Source.Expression(text).Span);
    }

    [Fact]
    public void Knows_where_an_operator_stands()
    {
        var sum = Assert.IsType<BinarySyntax>(Source.Expression("aa  ==  bb"));
        Assert.Equal(new TextSpan(14, 2), sum.OperatorSpan);
        Assert.Equal(new TextSpan(10, 2), sum.Left.Span);
        Assert.Equal(new TextSpan(18, 2), sum.Right.Span);
    }

    [Theory]
    [InlineData("const X = a + {|ARCH0011:)|}")]
    [InlineData("const X = {|ARCH0011:*|} a")]
    [InlineData("const X {|ARCH0011:=|}")]
    [InlineData("const X = f({|ARCH0011:,|} a)")]
    [InlineData("const X = f(a: {|ARCH0011:)|}")]
    [InlineData("const X = f(a {|ARCH0010:b|} c)")]
    [InlineData("const X = [1, 2 {|ARCH0010:;|} 3]")]
    [InlineData("const X = x[{|ARCH0011:]|}")]
    [InlineData("const X = (a {|ARCH0010:b|})")]
    [InlineData("const X = {|ARCH0013:(|}a")]
    [InlineData("const X = {|ARCH0013:[|}a, (b)")]
    [InlineData("const X = a < b {|ARCH0024:<|} c")]
    [InlineData("const X = a == b {|ARCH0024:==|} c == d")]
    [InlineData("const X = 2 * {|ARCH0025:if|} a then b else c")]
    [InlineData("const X = a == {|ARCH0025:not|} b")]
    [InlineData("const X = if a {|ARCH0010:b|} else c")]
    [InlineData("const X = if a then {|ARCH0010:b|}")]
    [InlineData("const X = if a {|ARCH0023:=|} 1 then b else c")]
    [InlineData("const X = [a for {|ARCH0012:in|} b]")]
    [InlineData("const X = [a for i {|ARCH0010:b|}]")]
    [InlineData("const X = rearrange(a b{|ARCH0010:)|}")]
    [InlineData("const X = rearrange({|ARCH0010:->|} a)")]
    [InlineData("const X = rearrange(a ({|ARCH0030:(|}b) c) -> a)")]
    [InlineData("const X = {|ARCH0011:in|}")]
    public void Reports_mistakes_once_where_they_are(string marked) => Source.Check(marked);
}
