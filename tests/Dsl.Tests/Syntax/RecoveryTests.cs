using System.Linq;
using Xunit;

namespace ArchGen.Dsl.Tests.Syntax;

public class RecoveryTests
{
    [Theory]
    [InlineData("a\nx {|ARCH0015:y|} z\nb", "a; <bad-statement>; b")]
    [InlineData("a\nlet x = 3 {|ARCH0015:4|}\nb", "a; (let (x) 3); <bad-statement>; b")]
    [InlineData("let {|ARCH0012:=|} 3\nb", "(let (<missing>) 3); b")]
    [InlineData("let {|ARCH0010:x|}\nb", "(let (x) <bad>); b")]
    [InlineData("{|ARCH0012:let|}\nb", "(let (<missing>) <bad>); b")]
    [InlineData("let {|ARCH0018:in|} = 3\nb", "(let (in) 3); b")]
    [InlineData("a +{|ARCH0011:)|}\nb", "<bad-statement>; b")]
    [InlineData("a{|ARCH0014:)|}\nb", "<bad-statement>; b")]
    [InlineData("{|ARCH0014:]|} a\nb", "<bad-statement>; b")]
    [InlineData("f(x) {|ARCH0022:=|} 3\nb", "<bad-statement>; b")]
    [InlineData("a + {|ARCH0020:proj|}: linear(d)\nb", "<bad-statement>; b")]
    [InlineData("let x = a + {|ARCH0020:proj|}: linear(d)\nb", "(let (x) (+ a proj)); <bad-statement>; b")]
    [InlineData("norm: a {|ARCH0021:+|} b |> c\nb", "(|> (: norm a) c); b")]
    [InlineData("norm: a\n  {|ARCH0021:+|} b\nb", "(: norm a); b")]
    [InlineData("linear{|ARCH0013:(|}dim, 3\ngelu", "(call linear dim 3); gelu")]
    [InlineData("linear{|ARCH0013:(|}dim, 3\nnorm: f(2)\ngelu", "(call linear dim 3); (: norm (call f 2)); gelu")]
    [InlineData("linear(a, {|ARCH0011:,|} b)\ngelu", "(call linear a <bad> b); gelu")]
    [InlineData("if {|ARCH0011:{|} a }\nb", "(if-steps <bad> {a}); b")]
    [InlineData("if c {|ARCH0023:=|} 1 { a }\nb", "(if-steps (== c 1) {a}); b")]
    [InlineData("if {|ARCH0010:c|}\nb", "(if-steps c {}); b")]
    [InlineData("{|ARCH0011:else|} { a }\nb", "<bad-statement>; b")]
    [InlineData("for i {|ARCH0010:0|}..2 { a }\nb", "(for i (.. 0 2) {a}); b")]
    [InlineData("for {|ARCH0012:in|} x { a }\nb", "(for <missing> x {a}); b")]
    [InlineData("for i in x {|ARCH0010:do|} { a }\nb", "(for i x {a}); b")]
    [InlineData("parallel {|ARCH0010:{|} a }\nb", "(parallel <missing> () {a}); b")]
    [InlineData("parallel({|ARCH0012:)|} { a }\nb", "(parallel <missing> () {a}); b")]
    [InlineData("residual {|ARCH0010:gelu|}\nb", "(residual () {}); b")]
    [InlineData("param t{|ARCH0010:=|} 1\nb", "(param t [<bad>] 1); b")]
    [InlineData("layer {|ARCH0010:f|}\nb", "(layer f <bad>); b")]
    [InlineData("{|ARCH0011:return|}\nb", "(return); b")]
    [InlineData("{|ARCH0017:lett|} x = 3\nb", "(let (x) 3); b")]
    [InlineData("{|ARCH0017:vra|} x = 3\nb", "(var (x) 3); b")]
    [InlineData("{|ARCH0017:fro|} i in x { a }\nb", "(for i x {a}); b")]
    [InlineData("{|ARCH0017:resdual|}(drop_path: 1) { a }\nb", "(residual (drop_path: 1) {a}); b")]
    [InlineData("{|ARCH0017:paralel|}(add) { a }\nb", "(parallel add () {a}); b")]
    [InlineData("{|ARCH0017:retrun|} x\nb", "(return x); b")]
    [InlineData("{|ARCH0017:bufer|} t: [2]\nb", "(buffer t [2]); b")]
    [InlineData("stages[{|ARCH0011:]|}: a\nb", "(: stages[<bad>] a); b")]
    [InlineData("a\n{|ARCH0001:§§|} x y\nb", "a; <bad-statement>; b")]
    [InlineData("x[{|ARCH0011:]|}\nb", "(index x <bad>); b")]
    public void Reports_mistakes_once_and_keeps_the_rest(string marked, string tree) => Assert.Equal(tree, Source.CheckBody(marked));

    [Fact]
    public void Several_mistakes_are_each_reported_at_their_place()
    {
        var file = Source.Check("""
            namespace A
            {|ARCH0017:blok|} One(dim {|ARCH0010:int|}) : [N] -> {|ARCH0017:sme|} {
                linear{|ARCH0013:(|}dim
                good
                x {|ARCH0015:y|}
                f(a, {|ARCH0011:,|} b)
            }
            const X = 3 {|ARCH0015:4|}
            block Two() : [N] -> same { let {|ARCH0012:=|} 3 }
            """);
        Assert.Equal(["One", "X", "Two"], file.Definitions.Select(d => d.Name.Text));
    }

    [Fact]
    public void A_missing_brace_is_reported_at_its_opener_and_ends_at_the_next_definition()
    {
        var file = Source.Check("""
            block One() : [N] -> same {|ARCH0013:{|}
                residual { a }
                b

            block Two() : [N] -> same { c }
            """);
        Assert.Equal(
            "(block One () ([N] -> same) {(residual () {a}); b})\n(block Two () ([N] -> same) {c})",
            SyntaxPrinter.Print(file));
    }

    [Fact]
    public void Two_missing_braces_are_one_error()
    {
        var file = Source.Check("block One() : [N] -> same {\n residual {|ARCH0013:{|}\n a\nblock Two() : [N] -> same { c }");
        Assert.Equal(["One", "Two"], file.Definitions.Select(d => d.Name.Text));
    }

    [Fact]
    public void A_missing_brace_tells_where_it_was_expected()
    {
        var diagnostic = Assert.Single(Source.Parse("const X = f(a").Diagnostics);
        Assert.Equal("'(' is never closed: expected ')' before the end of the file", diagnostic.Message);
        Assert.Equal("expected ')' here", Assert.Single(diagnostic.Related).Message);
    }

    [Fact]
    public void A_brace_too_many_costs_one_error()
    {
        var file = Source.Check("block One() : [N] -> same {\n a }\n {|ARCH0016:b|}\n c: d\n}\nblock Two() : [N] -> same { e }");
        Assert.Equal(["One", "Two"], file.Definitions.Select(d => d.Name.Text));
    }

    [Theory]
    [InlineData("const X = f(a b)", "Expected ',' or ')' after an argument, found 'b'")]
    [InlineData("const X = a +", "Expected a value after '+', found the end of the file")]
    [InlineData("const X", "Expected '=' and a value, found the end of the file")]
    [InlineData("block A() : [N] -> same { let x\n y }", "Expected '=' and a value, found the end of the line")]
    [InlineData("block A() : [N] -> same", "The block 'A' has no body: expected '{', found the end of the file")]
    [InlineData("blok A() : [N] -> same { }", "'blok' is no keyword: did you mean 'block'?")]
    [InlineData("const X = a < b <= c", "Comparisons don't chain: write 'a < b and b <= c'")]
    public void Says_what_was_found_and_what_expected(string text, string message) =>
        Assert.Equal(message, Assert.Single(Source.Parse(text).Diagnostics).Message);
}
