using System.Linq;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Syntax;

public class DefinitionTests
{
    [Theory]
    [InlineData("const N = 3", "(const N 3)")]
    [InlineData("const N =\n  3 + 4;", "(const N (+ 3 4))")]
    [InlineData("fn f(a: int, b: float = 1) = a * b", "(fn f (a: int b: float = 1) (* a b))")]
    [InlineData("fn f() = 1", "(fn f () 1)")]
    [InlineData("block B(a: int) : [N, a] -> same { x }", "(block B (a: int) ([N a] -> same) {x})")]
    [InlineData("block B : [N] -> [N] { }", "(block B () ([N] -> [N]) {})")]
    [InlineData("block B()\n  : [N,\n  C]\n  -> [N, C / 2]\n  where C % 2 == 0,\n  N > 1\n{\n}", "(block B () ([N C] -> [N (/ C 2)]) (where (== (% C 2) 0) (> N 1)) {})")]
    [InlineData("mixer M(a: int) : [N, L, a] -> same { x }", "(mixer M (a: int) ([N L a] -> same) {x})")]
    [InlineData("model M() : image [N, 3] -> logits [N, 10] { x }", "(model M () (image [N 3] -> logits [N 10]) {x})")]
    [InlineData("block B() : q [N, L], kv [N, M] -> [N, L], same { x }", "(block B () (q [N L] kv [N M] -> [N L] same) {x})")]
    [InlineData("block B() : [.., C] -> same { x }", "(block B () ([(.. _ _) C] -> same) {x})")]
    [InlineData("extern block E(a: int) : [N] -> [N, a]", "(extern-block E (a: int) ([N] -> [N a]))")]
    [InlineData("extern mixer E() : [N] -> same where N > 1", "(extern-mixer E () ([N] -> same) (where (> N 1)))")]
    [InlineData("variant V = M", "(variant V M ())")]
    [InlineData("variant V = M(dims: [1, 2], 3)", "(variant V M (dims: [1 2] 3))")]
    [InlineData("variant V = M()\n  expect params 31_000,\n  macs 5.5M at [1, 3, 32, 32]", "(variant V M () (expect params 31000) (expect macs 5500000~100000 at [1 3 32 32]))")]
    public void Reads_every_form(string text, string tree) =>
        Assert.Equal(tree, SyntaxPrinter.Print(Assert.Single(Source.File(text).Definitions)));

    [Theory]
    [InlineData("int", "int")]
    [InlineData("int[]", "int[]")]
    [InlineData("int[4]", "int[4]")]
    [InlineData("int[][]", "int[][]")]
    [InlineData("bool = true", "bool = true")]
    [InlineData("string = \"a\"", "string = \"a\"")]
    [InlineData("block(C) [N, C, H, W] -> same", "(block (C) ([N C H W] -> same))")]
    [InlineData("block(C, D) x [N, C] -> [N, D] = linear", "(block (C D) (x [N C] -> [N D])) = linear")]
    [InlineData("block [N] -> same, b: int", "(block () ([N] -> same)) b: int")]
    [InlineData("block [N] -> [N], [M], same: int", "(block () ([N] -> [N] [M])) same: int")]
    public void Reads_types(string text, string tree) =>
        Assert.Equal($"(fn f (a: {tree}) 1)", SyntaxPrinter.Print(Source.File($"fn f(a: {text}) = 1").Definitions[0]));

    [Fact]
    public void Reads_files()
    {
        Assert.StartsWith("(namespace ArchGen.Specs.Tiny)\n(import std)\n(block ConvEncoder ", SyntaxPrinter.Print(Source.File(Samples.Tiny)));
        Assert.Equal(
            ["SIZES", "NAME", "half", "CrossCovariance", "Scan", "Mixed", "Big", "Study", "Official"],
            Source.File(Samples.Everything).Definitions.Select(d => d.Name.Text));
    }

    [Fact]
    public void Reads_headers()
    {
        var file = Source.File("namespace A.B.C;\nimport std\nimport X.Y; import Z");
        Assert.Equal(new NameSyntax(new TextSpan(10, 5), "A.B.C"), file.Namespace);
        Assert.Equal(["std", "X.Y", "Z"], file.Imports.Select(i => i.Text));
    }

    [Theory]
    [InlineData("const N = 1", null)]
    [InlineData("// plain\n//// four\nconst N = 1", null)]
    [InlineData("/// One.\nconst N = 1", "One.")]
    [InlineData("///One.\n///   Two. \r\n///\n/// Three.\nconst N = 1", "One.\n  Two.\n\nThree.")]
    [InlineData("/// License.\n\n/// Doc.\nconst N = 1", "Doc.")]
    [InlineData("/// Doc.\n\nconst N = 1", "Doc.")]
    [InlineData("/// Doc.\n// aside\nextern block B() : [N] -> same", "Doc.")]
    public void Reads_doc_comments(string text, string? doc) => Assert.Equal(doc, Source.File(text).Definitions[0].Doc);

    [Fact]
    public void Spans_definitions_without_trivia()
    {
        var file = Source.File("/// Doc.\nextern block B() : [N] -> same // c\nconst N = 12 \n");
        Assert.Equal(new TextSpan(9, 30), file.Definitions[0].Span);
        Assert.Equal(new TextSpan(22, 1), file.Definitions[0].Name.Span);
        Assert.Equal(new TextSpan(45, 12), file.Definitions[1].Span);
        Assert.Equal(new TextSpan(9, 48), file.Span);
    }

    [Theory]
    [InlineData("{|ARCH0017:blok|} Foo() : [N] -> same { x }\nconst Y = 1", "Foo Y")]
    [InlineData("{|ARCH0017:varient|} V = M()", "V")]
    [InlineData("extern {|ARCH0017:blck|} Foo() : [N] -> same", "Foo")]
    [InlineData("extern {|ARCH0010:Foo|}() : [N] -> same", "Foo")]
    [InlineData("block Foo() : [N] -> {|ARCH0017:sam|} { x }", "Foo")]
    [InlineData("block Foo() : [N] -> same {|ARCH0017:wehre|} N > 1 { x }", "Foo")]
    [InlineData("variant V = M() {|ARCH0017:expct|} params 1", "V")]
    [InlineData("block {|ARCH0012:(|}) : [N] -> same { x }\nconst Y = 1", " Y")]
    [InlineData("block {|ARCH0018:if|}() : [N] -> same { x }", "if")]
    [InlineData("block Foo(dim {|ARCH0010:int|}) : [N] -> same { x }", "Foo")]
    [InlineData("block Foo(dim{|ARCH0010:)|} : [N] -> same { x }", "Foo")]
    [InlineData("block Foo({|ARCH0012:3|}) : [N] -> same { x }", "Foo")]
    [InlineData("block Foo(a: {|ARCH0010:)|} : [N] -> same { x }", "Foo")]
    [InlineData("block Foo{|ARCH0013:(|}a: int\n : [N] -> same\n{ x }\nconst Y = 1", "Foo Y")]
    [InlineData("block Foo() {|ARCH0010:[|}N] -> same { x }", "Foo")]
    [InlineData("block Foo() {|ARCH0010:{|} x }\nconst Y = 1", "Foo Y")]
    [InlineData("block Foo() : {|ARCH0010:same|} -> same { x }", "Foo")]
    [InlineData("block Foo() : [N] {|ARCH0010:{|} x }", "Foo")]
    [InlineData("block Foo() : {|ARCH0013:[|}N -> same { x }\nconst Y = 1", "Foo Y")]
    [InlineData("block Foo() : [N] -> same where N {|ARCH0023:=|} 3, N > 1 { x }", "Foo")]
    [InlineData("block Foo() : [N] -> {|ARCH0026:same|}\nconst Y = 1", "Foo Y")]
    [InlineData("block Foo() : [N] -> same {|ARCH0026:junk|} more { x }\nconst Y = 1", "Foo Y")]
    [InlineData("extern block Foo() : [N] -> same {|ARCH0027:{|} x }\nconst Y = 1", "Foo Y")]
    [InlineData("const {|ARCH0012:=|} 3\nconst Y = 1", " Y")]
    [InlineData("const X {|ARCH0010:3|}\nconst Y = 1", "X Y")]
    [InlineData("const {|ARCH0010:X|}\nconst Y = 1", "X Y")]
    [InlineData("const X = 3 {|ARCH0015:4|} 5\nconst Y = 1", "X Y")]
    [InlineData("const X = 3 {|ARCH0015:const|} Y = 1", "X")]
    [InlineData("variant V {|ARCH0010:M|}()\nconst Y = 1", "V Y")]
    [InlineData("variant V = M() expect params 3 at {|ARCH0010:3|}\nconst Y = 1", "V Y")]
    [InlineData("const X = 1\n{|ARCH0028:namespace|} A", "X")]
    [InlineData("import B\n{|ARCH0028:namespace|} A", "")]
    [InlineData("const X = 1\n{|ARCH0028:import|} A", "X")]
    [InlineData("namespace A\n{|ARCH0029:namespace|} B\nconst X = 1", "X")]
    [InlineData("{|ARCH0012:namespace|}\nconst X = 1", "X")]
    [InlineData("{|ARCH0016:linear|}(3)\nnorm: x\nconst Y = 1", "Y")]
    [InlineData("const X = 1\n{|ARCH0014:}|}\nconst Y = 1", "X Y")]
    public void Reports_mistakes_once_and_keeps_the_rest(string marked, string names) =>
        Assert.Equal(names, string.Join(' ', Source.Check(marked).Definitions.Select(d => d.Name.Text)));

    [Theory]
    [InlineData("blok Foo() : [N] -> same { x }", "block Foo() : [N] -> same { x }")]
    [InlineData("block Foo() : [N] -> smae { x }", "block Foo() : [N] -> same { x }")]
    [InlineData("block Foo() : [N] -> same where N = 1 { x }", "block Foo() : [N] -> same where N == 1 { x }")]
    public void Mends(string text, string mended)
    {
        var fix = Assert.Single(Source.Parse(text).Diagnostics).Fix!;
        Assert.Equal(mended, text.Remove(fix.Span.Start, fix.Span.Length).Insert(fix.Span.Start, fix.NewText));
    }
}
