using System.Linq;
using ArchGen.Dsl;
using ArchGen.Dsl.Text;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Generator.Tests;

/// <summary>A spec's values mean in C# what they mean in the spec: whatever they are called, and however often a var changes.</summary>
public class ValueTests
{
    [Theory]
    [InlineData("a var that channels follow", "var c = 4; for i in 0..n { c = 2 * c; a[i]: linear(c); b[i]: linear(c) }")]
    [InlineData("a var called channels", "var channels = 4; for i in 0..n { channels = channels + 3; a[i]: linear(channels); channels = 2 * channels; b[i]: linear(channels) }")]
    [InlineData("a var that every iteration rounds", "var c = 8; for i in 0..n { c = int(c * m); a[i]: linear(c); b[i]: linear(c + 1) }")]
    [InlineData("a closed form that is rounded", "var c = 8; for i in 0..n { c = c + 4; a[i]: linear(int(c * m)) }")]
    [InlineData("vars that change places", "var a = 3; var b = 5; for i in 0..n { let t = a + b; a = b; b = t; fc[i]: linear(a); other[i]: linear(b) }")]
    [InlineData("a var before and after its change", "var c = int(5 * m); a: linear(c); c = c + 1; b: linear(c); c = int(c * m); d: linear(c)")]
    [InlineData("a var that a condition changes", "var c = 4; if n > 2 { c = 8 }; a: linear(c); c = c + 1; b: linear(c); if m > 1 { c = c * 2 } else { c = 3 }; d: linear(c)")]
    [InlineData("loops in groups in loops", "var c = 4; for i in 0..n { c = c + 2; g[i]: { for j in 0..2 { c = c * 2; d[j]: linear(c); e[j]: linear(c + 1) } } }")]
    [InlineData("one loop after another", "var c = 4; for i in 0..n { c = c * 2; a[i]: linear(c) }; for i in 0..n { c = c + i; b[i]: linear(c) }")]
    [InlineData("vars of one name in two groups", "{ var c = 4; for i in 0..n { c = 2 * c; a[i]: linear(c) } }; { var c = 5; for i in 0..n { c = 3 * c; b[i]: linear(c) } }")]
    [InlineData("a list of numbers that grows", "var widths = [4]; for i in 0..3 { widths = widths + [widths[i] * 2]; a[i]: linear(widths[i + 1]) }")]
    [InlineData("a var that a list's entries add to", "let w = [3, n, 2 * n]; var c = 1; for i in 0..3 { a[i]: linear(c + w[i]); c = c + w[i]; b[i]: linear(c) }")]
    [InlineData("channels that a list's entries add to", "let w = [3, n, 2 * n]; for i in 0..3 { let more = it |> a[i]: linear(w[i]); concat(it, more, dim: 1) }")]
    [InlineData("pieces from one place to the next", "let w = [1, n, 6 - n - 1]; let x = it; var from = 0; var all = []; for i in 0..3 { if w[i] > 0 { x[.., from..from + w[i]] |> a[i]: linear(2); all = all + [it] }; from = from + w[i] }; concat(all, dim: 1)")]
    [InlineData("lists of open length", "let widths = [i + 2 for i in 0..n] + [5]; for i in 0..len(widths) { a[i]: linear(widths[i]) }")]
    public void A_var_keeps_its_value_of_then(string what, string body)
    {
        var spec = $$"""
            namespace Demo.Vars;
            model Net(n: int, m: float) : [N, 6] -> [N, 10] where n >= 1 { {{body}}; it * m; head: linear(10) }
            variant A = Net(n: 3, m: 1.5)
            variant B = Net(n: 1, m: 0.5)
            """;
        var result = ArchCompiler.Compile([new SourceText("/project/Vars.arch", spec)]);
        Assert.True(result.Variants.Count == 2, what + ": " + string.Join("\n", result.Files[0].Diagnostics.Select(d => d.Message)));
        var execution = new Execution(("/project/Vars.arch", spec));
        foreach (var variant in result.Variants)
            VariantRun.Check(result, execution, variant);
    }

    /// <summary>Names that generated code uses itself, with what the step makes of an input of ones.</summary>
    [Theory]
    [InlineData("let shortcut = it * 2.0; residual { it * 3.0 }; it + shortcut", 6)]
    [InlineData("it * 2.0; let y = it * 5.0; it + 1; it + y", 13)]
    [InlineData("let x = it * 2.0; it + 1; it + x", 4)]
    [InlineData("let x = it * 2.0; residual { it * x }; it + x", 5)]
    [InlineData("let input = it * 4.0; parallel(add) { it * 2.0; it * 3.0 }; it + input", 9)]
    [InlineData("let whole = it * 4.0; it + 1 |> rearrange(n (a b) -> n a b, a: 2); rearrange(n a b -> n (a b)); it + whole", 6)]
    [InlineData("let parts = chunk(it, 2); let a, b = chunk(it * 2.0, 2); concat(parts + [a], dim: 1); it[.., 0..4] + concat(a, b, dim: 1)", 3)]
    [InlineData("let scope = it * 4.0; let torch = it * 2.0; it + scope + torch", 7)]
    [InlineData("let z = it |> { it * 2.0; it + 1 }; it + z", 4)]
    [InlineData("var y = it; for i in 0..2 { y = y * 2.0; it + y }; it + y", 11)]
    [InlineData("let y = it * 2.0; if scaled { it * 3.0 } else { it + 1 }; it + y", 5)]
    [InlineData("let x = it * 3.0; part: { let y = it + 1; it * 2.0; it + y + x }; it + x", 10)]
    public void A_name_is_its_own(string body, float expected)
    {
        nn.Module<Tensor, Tensor> block = new Execution(("/project/Names.arch", $$"""
            namespace Demo.Names;
            block B(scaled: bool) : [N, 4] -> same { {{body}}; if scaled { relu } else { identity } }
            """)).New("Demo.Names.B", true);
        using var result = block.call(ones(2, 4));
        Assert.All(result.data<float>().ToArray(), value => Assert.Equal(expected, value));
    }

    [Fact]
    public void A_block_that_uses_itself_is_told_what_it_is_built_with()
    {
        const string spec = """
            namespace Demo.Trees;
            block Tree(depth: int, dim: int) : [N, C] -> [N, dim] {
                if depth == 0 {
                    fc: linear(dim)
                } else {
                    left: { inner: Tree(depth - 1, dim + 1) }
                    right: Pair(depth - 1, dim)
                }
            }
            block Pair(depth: int, dim: int) : [N, D] -> [N, dim] {
                first: linear(D)
                second: Tree(depth, dim)
            }
            model Net(depth: int) : [N, 3] -> [N, 5] { tree: Tree(depth, 5) }
            variant A = Net(0)
            variant B = Net(3)
            """;
        var result = ArchCompiler.Compile([new SourceText("/project/Trees.arch", spec)]);
        var execution = new Execution(("/project/Trees.arch", spec));
        Assert.Equal(2, result.Variants.Count);
        foreach (var variant in result.Variants)
            VariantRun.Check(result, execution, variant);
    }
}
