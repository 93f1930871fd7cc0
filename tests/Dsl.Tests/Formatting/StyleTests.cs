using Xunit;

namespace ArchGen.Dsl.Tests.Formatting;

public class StyleTests
{
    [Theory]
    [InlineData("const  A=1+2 *3", "const A = 1 + 2 * 3")]
    [InlineData("const A = - ( 1 ) ** 2", "const A = -(1) ** 2")]
    [InlineData("const A = [ 1,2 , 3 ] [ .. 2 ]", "const A = [1, 2, 3][..2]")]
    [InlineData("const A = [i for i in 0 .. 4 by 2]", "const A = [i for i in 0..4 by 2]")]
    [InlineData("const A = [ - 1, 2 - - 1 ]", "const A = [-1, 2 - -1]")]
    [InlineData("fn f (a:int,b:float=1)=if a>1 then(a)else not(b)", "fn f(a: int, b: float = 1) = if a > 1 then (a) else not (b)")]
    [InlineData("fn f() =\n  1", "fn f() =\n    1")]
    [InlineData("block A(m:block ( C ) [N,C]->same,l:(block()[..]->same) [ 4 ]=[gelu]) : [N,..]->same { }", "block A(m: block(C) [N, C] -> same, l: (block() [..] -> same)[4] = [gelu]) : [N, ..] -> same { }")]
    [InlineData("variant V=M (dims [ 2 ]:3)expect params 5M,macs 1G at [ 1,3 ]", "variant V = M(dims[2]: 3) expect params 5M, macs 1G at [1, 3]")]
    [InlineData("keys K of A , B{\"a\"=\"b\" ;\"c\" = \"d\"}", "keys K of A, B { \"a\" = \"b\"; \"c\" = \"d\" }")]
    [InlineData("namespace A . B;import C", "namespace A.B;\nimport C")]
    public void Blanks(string text, string expected) => Formatted.Check(text, expected);

    [Theory]
    [InlineData("norm :  layer_norm( eps :1e-6 )", "norm: layer_norm(eps: 1e-6)")]
    [InlineData("a[ i ] :x", "a[i]: x")]
    [InlineData("a{i+1}: { 0: x   1: y ;gelu }", "a{i + 1}: { 0: x  1: y; gelu }")]
    [InlineData("expose c{i+2} , d=x [..,0]", "expose c{i + 2}, d = x[.., 0]")]
    [InlineData("rearrange( n (h  p) .. -> ( n p )h .., p : 2 )", "rearrange(n (h p) .. -> (n p) h .., p: 2)")]
    [InlineData("if a{\nx}else   if b { y }\nelse{z}", "if a {\n    x\n} else if b {\n    y\n} else {\n    z\n}")]
    [InlineData("if a{x}\nelse{z}", "if a { x } else { z }")]
    [InlineData("residual\n{ x }", "residual { x }")]
    [InlineData("residual ( p:1 ) {\n\n\nx\n\n\ny\n\n}", "residual(p: 1) {\n    x\n\n    y\n}")]
    [InlineData("a; b\nc", "a; b\nc")]
    [InlineData("x\n|> y\n|> z:linear(1)", "x\n    |> y\n    |> z: linear(1)")]
    [InlineData("let a=\nb", "let a =\n    b")]
    [InlineData("f(a,\nb)", "f(\n    a,\n    b)")]
    [InlineData("f(\na, b\n)", "f(\n    a, b)")]
    [InlineData("f(a\n)", "f(a)")]
    [InlineData("[j]:if c\nthen A(1)\nelse B(\n2)", "[j]: if c\n    then A(1)\n    else B(\n        2)")]
    [InlineData("param  w :[C,1]=normal ( 0 , 1 )", "param w: [C, 1] = normal(0, 1)")]
    [InlineData("init linear(weight:0)", "init linear(weight: 0)")]
    [InlineData("let a,b=split(it,[ 1,2 ])", "let a, b = split(it, [1, 2])")]
    [InlineData("parallel ( add ) { {a}; b }", "parallel(add) { { a }; b }")]
    public void Statements(string text, string expected) =>
        Formatted.Check($"block A() : [N] -> same {{\n{text}\n}}", $"block A() : [N] -> same {{\n    {expected.Replace("\n", "\n    ", System.StringComparison.Ordinal).Replace("\n    \n", "\n\n", System.StringComparison.Ordinal)}\n}}");

    [Theory]
    [InlineData("block A() : [N] -> same\n{\nx\n}", "block A() : [N] -> same {\n    x\n}")]
    [InlineData("block A() : [N] -> same where N > 1 { x }", "block A() : [N] -> same where N > 1 { x }")]
    [InlineData("block A() : [N] -> same where N > 1 {\nx }", "block A() : [N] -> same\n    where N > 1\n{\n    x\n}")]
    [InlineData("block A(\na: int) : [N] -> same { x }", "block A(\n    a: int) : [N] -> same\n{\n    x\n}")]
    [InlineData("block A()\n: [N]\n-> a [N],\nb [N] { x }", "block A()\n    : [N]\n    -> a [N],\n       b [N]\n{\n    x\n}")]
    [InlineData("block A() : [N] -> same where N > 1,\nN < 9 { x }", "block A() : [N] -> same\n    where N > 1,\n          N < 9\n{\n    x\n}")]
    [InlineData("extern mixer A() : [N] -> same where N > 1", "extern mixer A() : [N] -> same where N > 1")]
    [InlineData("extern mixer A()\n: [N] -> same where N > 1", "extern mixer A()\n    : [N] -> same\n    where N > 1")]
    [InlineData("ablation S of V { axis a:\nx=1,\ny=2 ; where params<6M }", "ablation S of V {\n    axis a:\n        x = 1,\n        y = 2; where params < 6M\n}")]
    [InlineData("block A() : [N] -> same { x } block B() : [N] -> same { x }", "block A() : [N] -> same { x }\nblock B() : [N] -> same { x }")]
    [InlineData("\n\n\nconst A = 1\n\n\n\nconst B = 2\nconst C = 3\n\n\n", "const A = 1\n\nconst B = 2\nconst C = 3")]
    public void Definitions(string text, string expected) => Formatted.Check(text, expected);

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t\r\n")]
    public void Nothing_stays_nothing(string text) => Assert.Equal("", Formatted.Check(text));

    [Fact]
    public void Strings_stay_as_they_are() =>
        Formatted.Check("const A = \"  a ,  b \\\" // c  \"  +  \"x\"", "const A = \"  a ,  b \\\" // c  \" + \"x\"");
}
