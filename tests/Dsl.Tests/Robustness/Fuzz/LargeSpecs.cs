using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ArchGen.Dsl.Tests.Robustness;

/// <summary>Specs of any size, each large in a way of its own; what compiling them costs should grow as they do.</summary>
public static class LargeSpecs
{
    private const string Block = "mixer Encoder(dim: int, kernel: int = 3) : [N, dim, H, W] -> same where kernel % 2 == 1 {\n    residual {\n        conv: conv2d(dim, kernel, padding: (kernel - 1) / 2, groups: dim)\n        norm: batch_norm\n        gelu\n    }\n}\n";

    /// <summary>The kinds, by name: <c>lines</c> are given in lines, <c>instances</c> in blocks used.</summary>
    public static IReadOnlyList<(string Name, bool IsLines, Func<int, string> Make)> Kinds { get; } =
    [
        ("many blocks", true, Blocks),
        ("one large body", true, Body),
        ("many constants", true, lines => Lines(lines, i => i == 0 ? "const C0 = 1" : $"const C{i} = (C{i - 1} + {i}) % 1000")),
        ("many functions", true, lines => Lines(lines, i => i < 3 ? $"fn f{i}(a: int) = a + {i}" : $"fn f{i}(a: int, b: float = 0.5) = f{i % 3}(a) + int(b * {i})")),
        ("many variants", true, lines => "model Net(dim: int = 8, classes: int = 10) : [N, 3] -> [N, classes] { a: linear(dim); gelu; head: linear(classes) }\n" + Lines(lines, i => $"variant Net{i} = Net(dim: {i % 97 + 1}, classes: {i / 97 + 1})")),
        ("many findings", true, lines => Lines(lines / 4, i => $"block Wrong{i}(unused{i}: int) : [N, C] -> same {{\n    fc: linear(C / 2)\n    typo{i}(3)\n}}")),
        ("comments and blank lines", true, lines => Lines(lines, i => (i % 3) switch { 0 => "// a comment", 1 => "", _ => $"const C{i} = {i} // and one more" })),
        ("blocks in a loop", false, n => Block + $"model Net() : [N, 8, H, W] -> same {{ for i in 0..{n} {{ b[i]: Encoder(8) }} }}\nvariant NetS = Net()\n"),
        ("blocks written out", false, n => Block + "model Net() : [N, 8, H, W] -> same {\n" + Lines(n, i => $"    b{i}: Encoder(8, {2 * (i % 4) + 1})") + "}\nvariant NetS = Net()\n"),
        ("blocks in blocks", false, n => Block + "block Row() : [N, 8, H, W] -> same { for i in 0..10 { [i]: Encoder(8) } }\nblock Stage() : [N, 8, H, W] -> same { for i in 0..10 { [i]: Row } }\n"
            + $"model Net() : [N, 8, H, W] -> same {{ for i in 0..{Math.Max(1, n / 111)} {{ stages[i]: Stage }} }}\nvariant NetS = Net()\n"),
        ("deep chains", false, Chains),
    ];

    private static string Blocks(int lines)
    {
        var text = new StringBuilder("namespace T\n");
        for (var i = 0; i < lines / 8; i++)
        {
            text.Append($"/// The block number {i}.\nblock B{i}(dim: int, kernel: int = 3) : [N, dim, H, W] -> [N, 2 * dim, H, W]\n    where kernel % 2 == 1\n{{\n");
            text.Append($"    conv: conv2d(dim, kernel, padding: (kernel - 1) / 2)\n    norm: batch_norm\n    out: {(i == 0 ? "conv2d(2 * dim, 1)" : $"B{(i % 7 == 0 ? 0 : i - 1) % Math.Max(1, i % 40)}(dim, 5)")}\n}}\n");
        }
        return text.ToString();
    }

    private static string Body(int lines) => "model Net() : [N, 16, H, W] -> same {\n" + Lines(lines - 2, i => (i % 4) switch
    {
        0 => $"    c{i}: conv2d(16, 3, padding: 1)",
        1 => $"    n{i}: batch_norm",
        2 => "    relu",
        _ => $"    let kept{i} = it",
    }) + "    " + string.Join(" + ", Enumerable.Range(0, Math.Min(50, (lines - 2) / 4)).Select(i => $"kept{4 * i + 3}")) + "\n}\nvariant NetS = Net()\n";

    // Chains as deep as blocks may be in one another, side by side.
    private static string Chains(int n)
    {
        const int depth = 50;
        var text = new StringBuilder();
        for (var i = 0; i < depth; i++)
            text.Append(i == depth - 1 ? $"block D{i}() : [N, C] -> same {{ fc: linear(C) }}\n" : $"block D{i}() : [N, C] -> same {{ d: D{i + 1}; relu }}\n");
        return text + $"model Net() : [N, 8] -> same {{ for i in 0..{Math.Max(1, n / depth)} {{ c[i]: D0 }} }}\nvariant NetS = Net()\n";
    }

    private static string Lines(int count, Func<int, string> line) => string.Concat(Enumerable.Range(0, count).Select(i => line(i) + "\n"));
}
