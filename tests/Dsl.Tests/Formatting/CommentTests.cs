using Xunit;

namespace ArchGen.Dsl.Tests.Formatting;

public class CommentTests
{
    [Theory]
    [InlineData("  // a\n\n\n\n  // b  \nnamespace A   // c\n\n\n// d\nimport B", "// a\n\n// b\nnamespace A // c\n\n// d\nimport B")]
    [InlineData("const A = 1   // a\n      // b\n/// doc\nconst B = 2", "const A = 1 // a\n// b\n/// doc\nconst B = 2")]
    [InlineData("const A = 1 /* a */ /* b */\nconst B = /* c */ 2", "const A = 1 /* a */ /* b */\nconst B = /* c */ 2")]
    [InlineData("/* a\n     b */ const A = 1", "/* a\n     b */ const A = 1")]
    [InlineData("/* a\r\n  b\r */\r\nconst A = 1", "/* a\n  b\n */\nconst A = 1")]
    [InlineData("const A = [ /* a */ 1 /* b */, 2 /* c */ ]", "const A = [/* a */ 1 /* b */, 2 /* c */]")]
    [InlineData("const A = [1, // one\n2, // two\n// three\n3 // last\n]", "const A = [\n    1, // one\n    2, // two\n    // three\n    3 // last\n]")]
    [InlineData("// only", "// only")]
    [InlineData("const A = 1\n\n\n// last\n\n\n", "const A = 1\n\n// last")]
    [InlineData("const A = // why\n 1", "const A = // why\n    1")]
    [InlineData("/// old\n\n\n/// new\nconst A = 1", "/// old\n\n/// new\nconst A = 1")]
    public void In_files(string text, string expected) => Formatted.Check(text, expected);

    [Theory]
    [InlineData("// first\nx // x\n\n\n   // before y\ny\n// last", "// first\nx // x\n\n// before y\ny\n// last")]
    [InlineData("if a { // why\nx\n} // then\nelse { // not\ny }", "if a { // why\n    x\n} // then\nelse { // not\n    y\n}")]
    [InlineData("if a {\nx\n}\n// otherwise\nelse {\ny\n// end\n}", "if a {\n    x\n}\n// otherwise\nelse {\n    y\n    // end\n}")]
    [InlineData("f(a, // a\nb)", "f(\n    a, // a\n    b)")]
    [InlineData("x // x\n|> y // y\n|> z", "x // x\n    |> y // y\n    |> z")]
    [InlineData("{ x /* x */; /* y */ y }", "{ x /* x */; /* y */ y }")]
    [InlineData("x: { }   // nothing", "x: { } // nothing")]
    public void In_bodies(string text, string expected) => Formatted.Check(
        $"block A() : [N] -> same {{\n{text}\n}}",
        $"block A() : [N] -> same {{\n    {expected.Replace("\n", "\n    ", System.StringComparison.Ordinal).Replace("\n    \n", "\n\n", System.StringComparison.Ordinal)}\n}}");

    [Fact]
    public void In_heads() => Formatted.Check(
        "block A( // params\na: int, // a\nb: int // b\n) // sig\n: [N] -> same // in\nwhere N > 1 // where\n{ // body\nx\n}",
        "block A( // params\n    a: int, // a\n    b: int // b\n) // sig\n    : [N] -> same // in\n    where N > 1 // where\n{ // body\n    x\n}");

    // A comment is no reason to break a line.
    [Fact]
    public void Long_comments_stay() => Formatted.Check($"const A = [1, 2] // {new string('x', 200)}", $"const A = [1, 2] // {new string('x', 200)}");
}
