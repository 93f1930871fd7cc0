using System;
using System.Globalization;
using System.Linq;
using System.Text;
using ArchGen.Dsl;
using ArchGen.Dsl.Formatting;
using ArchGen.Dsl.Text;

namespace ArchGen.Bench.Keystroke;

/// <summary>
/// A long spec as a group of researchers would write one: some blocks that all use, then families of models, each with blocks of its own, stages, variants that
/// change one another, and what these must be. Nothing in it is there twice, and it compiles without a finding.
/// </summary>
internal static class LargeSpec
{
    private const string Shared = """
        namespace Bench.Large;

        import std;

        // What every family below is made of.

        /// Channels as hardware likes them: a multiple of 8.
        fn round8(width: float) = max(8, 8 * int(width / 8 + 0.5))

        /// Four by four pixels become one position.
        block Stem(dim: int, eps: float = 1e-6) : [N, 3, H, W] -> [N, dim, H / 4, W / 4]
            where H % 4 == 0, W % 4 == 0
        {
            conv: conv2d(dim, 4, stride: 4)
            norm: layer_norm(axis: 1, eps: eps)
        }

        /// Half as many positions along each axis.
        block Downsample(dim: int, eps: float = 1e-6) : [N, C, H, W] -> [N, dim, H / 2, W / 2]
            where H % 2 == 0, W % 2 == 0
        {
            norm: layer_norm(axis: 1, eps: eps)
            conv: conv2d(dim, 2, stride: 2)
        }

        /// An inverted bottleneck over channels, with a factor for each of them.
        mixer Bottleneck(expand: int = 4, scale: float = 1e-6) : [N, C, H, W] -> same {
            param gamma: [C] = scale
            rearrange(n c h w -> n h w c)
            pwconv1: linear(expand * C)
            gelu
            pwconv2: linear(C)
            it * gamma
            rearrange(n h w c -> n c h w)
        }

        /// A token mixer and a channel mixer, each with a norm before it and a shortcut round it.
        mixer MixingBlock(drop_path: float, expand: int, mixer: block(C) [N, C, H, W] -> same) : [N, C, H, W] -> same {
            residual(drop_path: drop_path) {
                norm1: layer_norm(axis: 1, eps: 1e-6)
                mixer: mixer
            }
            residual(drop_path: drop_path) {
                norm2: layer_norm(axis: 1, eps: 1e-6)
                mlp: Bottleneck(expand)
            }
        }

        /// The mean over positions, normed, and a linear classifier.
        block Head(classes: int) : [N, C, H, W] -> [N, classes] {
            mean(dims: [2, 3])
            norm: layer_norm(eps: 1e-6)
            fc: linear(classes)
        }

        """;

    /// <summary>A text of at least so many lines.</summary>
    public static string Write(int lines)
    {
        var text = new StringBuilder(Formatted(Shared));
        var count = text.ToString().Count(c => c == '\n');
        for (var i = 0; count < lines; i++)
        {
            var family = Expected(i);
            text.Append('\n').Append(family);
            count += family.Count(c => c == '\n') + 1;
        }

        return text.ToString();
    }

    /// <summary>A family with what its variants turn out to be. Each is compiled alone with what is shared.</summary>
    private static string Expected(int i)
    {
        var plain = Formatted(Shared + Family(i, _ => ""));
        var compiled = ArchCompiler.Compile([new SourceText("large.arch", plain)]);
        var findings = compiled.Files.SelectMany(f => f.Diagnostics).ToList();
        if (findings.Count > 0)
            throw new InvalidOperationException($"{findings[0].Code}: {findings[0].Message} at '{compiled.Files[0].Source.Slice(findings[0].Span)}'");
        var facts = compiled.Files.SelectMany(f => f.Model.Variants).ToDictionary(v => v.Name, v => v.Facts!);
        var whole = Formatted(Shared + Family(i, name => string.Create(
            CultureInfo.InvariantCulture, $" expect params {facts[name].Parameters}, macs {facts[name].Macs} at [{string.Join(", ", facts[name].InputShape!)}]")));
        return whole[Formatted(Shared).Length..].TrimStart('\n');
    }

    private static string Formatted(string text) => Formatter.Format(new SourceText("large.arch", text));

    private static string Family(int i, Func<string, string> expect)
    {
        var name = "Family" + i.ToString("D3", CultureInfo.InvariantCulture);
        var kernel = 3 + 2 * (i % 5);
        var head = 16 << (i % 2);
        var width = 32 * (1 + i % 3);
        var depth = 1 + i % 4;
        var expand = 2 + i % 3;
        return string.Create(CultureInfo.InvariantCulture, $$"""

            // {{name}}: convolutions of {{kernel}} positions at first, attention in heads of {{head}} at last.

            const {{name.ToUpperInvariant()}}_KERNEL = {{kernel}}

            /// Every channel by itself, over {{kernel}} positions along each axis, then a gate.
            mixer {{name}}Local(kernel: int = {{name.ToUpperInvariant()}}_KERNEL) : [N, C, H, W] -> same
                where kernel % 2 == 1
            {
                proj_in: conv2d(2 * C, 1)
                let value, gate = chunk(it, 2, dim: 1)
                value |> dw: conv2d(C, kernel, padding: (kernel - 1) / 2, groups: C)
                it * sigmoid(gate)
                proj_out: conv2d(C, 1)
            }

            /// All positions, in heads of {{head}} channels.
            mixer {{name}}Global(head: int = {{head}}, bias: bool = true) : [N, C, H, W] -> same
                where C % head == 0
            {
                rearrange(n c h w -> n (h w) c)
                qkv: linear(3 * C, bias: bias)
                rearrange(n l (three heads d) -> three n heads l d, three: 3, d: head)
                let q, k, v = unstack(it, dim: 0)
                softmax(q * head ** -0.5 @ transpose(k), dim: -1) @ v
                rearrange(n heads l d -> n l (heads d))
                proj: linear(C)
                rearrange(n (h w) c -> n c h w, h: H, w: W)
            }

            /// Some blocks at one resolution; the last {{1 + i % 2}} see all positions where `attends` says so.
            block {{name}}Stage(dim: int, depth: int, attends: bool, expand: int = {{expand}}, drop_path: float = 0) : [N, dim, H, W] -> same
                where dim % {{head}} == 0, depth >= 1
            {
                for j in 0..depth {
                    if attends and j >= depth - {{1 + i % 2}} {
                        blocks[j]: MixingBlock(drop_path, expand, {{name}}Global())
                    } else {
                        blocks[j]: MixingBlock(drop_path, expand, {{name}}Local())
                    }
                }
            }

            /// Four stages, the last two with attention.
            model {{name}}(dims: int[4], depths: int[4], drop_path: float = 0.1, classes: int = {{100 + i}})
                : image [N, 3, H, W] -> logits [N, classes]
                where H % 32 == 0, W % 32 == 0, dims[0] % {{head}} == 0, dims[1] % {{head}} == 0, dims[2] % {{head}} == 0, dims[3] % {{head}} == 0, depths[0] >= 1,
                    depths[1] >= 1, depths[2] >= 1, depths[3] >= 1
            {
                stem: Stem(dims[0])
                stages[0]: {{name}}Stage(dims[0], depths[0], false)
                expose c2
                for i in 1..4 {
                    downsample[i]: Downsample(dims[i])
                    stages[i]: {{name}}Stage(dims[i], depths[i], i >= 2, drop_path: drop_path)
                }
                expose c5
                head: Head(classes)
            }

            variant {{name}}Tiny = {{name}}(
                dims: [{{width}}, {{2 * width}}, {{4 * width}}, {{8 * width}}],
                depths: [{{depth}}, {{depth}}, {{depth + 1}}, {{depth}}]){{expect(name + "Tiny")}}

            variant {{name}}Small = {{name}}Tiny(depths[2]: {{depth + 4 + i % 23}}, drop_path: 0.2){{expect(name + "Small")}}

            variant {{name}}Base = {{name}}Small(
                dims: [{{2 * width}}, {{4 * width}}, {{8 * width}}, {{16 * width}}], drop_path: 0.3){{expect(name + "Base")}}

            """);
    }
}
