using System.Linq;
using ArchGen.Dsl.Formatting;
using Xunit;

namespace ArchGen.Dsl.Tests.Formatting;

/// <summary>Lines that are too long.</summary>
public class WidthTests
{
    private static readonly string s_long = string.Concat(Enumerable.Repeat("long", 13));
    private static readonly string s_longer = string.Concat(Enumerable.Repeat("long", 20));

    [Fact]
    public void Long_heads_give_the_signature_a_line()
    {
        Formatted.Check($"block A({s_long}: int) : [N, C, H, W] -> same {{ {s_long} }}", $"block A({s_long}: int) : [N, C, H, W] -> same {{\n    {s_long}\n}}");
        Formatted.Check($"block A({s_longer}: int) : [N, {s_longer}] -> same {{ x }}", $"block A({s_longer}: int)\n    : [N, {s_longer}] -> same\n{{\n    x\n}}");
        Formatted.Check(
            $"block A({s_longer}: int, b: int, {s_longer}2: int) : [N] -> same where N > 1 {{\nx\n}}",
            $"block A(\n    {s_longer}: int, b: int,\n    {s_longer}2: int)\n    : [N] -> same\n    where N > 1\n{{\n    x\n}}");
    }

    [Fact]
    public void Long_outputs_are_aligned() => Formatted.Check(
        $"block A() : [N] -> {s_long} [N], {s_long}2 [N, 2], {s_long}3 [N] {{\nx\n}}",
        $"block A()\n    : [N] -> {s_long} [N], {s_long}2 [N, 2],\n    {s_long}3 [N]\n{{\n    x\n}}".Replace("    : [N] ->", "    : [N]\n    ->").Replace("    " + s_long + "3", "       " + s_long + "3"));

    [Fact]
    public void Variants_give_expectations_a_line_before_arguments()
    {
        Formatted.Check($"variant A = B({s_longer}: 1) expect params 5M, macs 1G at [1, 3, 224, 224], activations 5M at [1, 3]", $"variant A = B({s_longer}: 1)\n    expect params 5M, macs 1G at [1, 3, 224, 224], activations 5M at [1, 3]");
        Formatted.Check($"variant A = B(a: 1, {s_longer}: 1, c: {s_longer}) expect params 5M", $"variant A = B(\n    a: 1, {s_longer}: 1,\n    c: {s_longer})\n    expect params 5M");
    }

    [Theory]
    [InlineData("x: f(LONGER, LONGER2)", "x: f(\n    LONGER,\n    LONGER2)")]
    [InlineData("x: f(a, g(LONG, LONG), LONG)", "x: f(\n    a, g(LONG, LONG),\n    LONG)")]
    [InlineData("x |> f(LONG) |> g(LONGER)", "x\n    |> f(LONG)\n    |> g(LONGER)")]
    [InlineData("LONG + LONG * 2 + 3 + LONG", "LONG + LONG * 2 + 3\n    + LONG")]
    [InlineData("x: if LONG then f(LONG) else LONG", "x: if LONG\n    then f(LONG)\n    else LONG")]
    [InlineData("x: if a then LONG else if b then LONG else LONG", "x: if a then LONG\n    else if b then LONG\n    else LONG")]
    [InlineData("x: { y: f(LONG); z: { f(LONG) }; LONG }", "x: {\n    y: f(LONG);\n    z: { f(LONG) };\n    LONG\n}")]
    [InlineData("if a { f(LONG) } else if b { LONG } else { LONG }", "if a {\n    f(LONG)\n} else if b {\n    LONG\n} else {\n    LONG\n}")]
    [InlineData("return LONG, LONG, LONG", "return LONG, LONG,\n    LONG")]
    [InlineData("it + (LONG |> x: f(LONG) |> LONG)", "it\n    + (\n        LONG\n            |> x: f(LONG)\n            |> LONG)")]
    [InlineData("rearrange(n c h w -> (n c) h w, LONG: 1, h: 2, LONG: 2)", "rearrange(\n    n c h w -> (n c) h w, LONG: 1, h: 2,\n    LONG: 2)")]
    [InlineData("LONGERLONGER", "LONGERLONGER")]
    public void Statements_are_broken_from_outside_in(string text, string expected)
    {
        var result = Formatted.Check($"block A() : [N] -> same {{\n{Long(text)}\n}}");
        Assert.Equal($"block A() : [N] -> same {{\n    {Long(expected).Replace("\n", "\n    ", System.StringComparison.Ordinal)}\n}}\n", result);
        Assert.All(result.Split('\n'), line => Assert.True(line.Length <= Formatter.Width || text == expected));
    }

    // `keys or …` at the start of a line would begin a definition.
    [Fact]
    public void No_line_begins_with_what_would_be_a_definition() => Formatted.Check(
        $"block A() : [N] -> same {{ a; {s_long}; keys or {s_longer} }}",
        $"block A() : [N] -> same {{\n    a;\n    {s_long}; keys\n        or {s_longer}\n}}");

    private static string Long(string text) =>
        text.Replace("LONGER", s_longer, System.StringComparison.Ordinal).Replace("LONG", s_long, System.StringComparison.Ordinal);
}
