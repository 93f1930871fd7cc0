namespace ArchGen.Dsl.Tests.Syntax;

/// <summary>Files that use all of the language.</summary>
internal static class Samples
{
    public const string Tiny = """
        namespace ArchGen.Specs.Tiny;
        import std;

        /// Depthwise k×k convolution, then an inverted bottleneck over channels.
        block ConvEncoder(dim: int, kernel: int, expand: int = 4, drop_path: float = 0)
            : [N, dim, H, W] -> same
            where kernel % 2 == 1
        {
            residual(drop_path: drop_path) {
                dwconv:  conv2d(dim, kernel, groups: dim, padding: (kernel - 1) / 2)
                rearrange(n c h w -> n h w c)
                norm:    layer_norm(eps: 1e-6)
                pwconv1: linear(expand * dim)
                gelu
                pwconv2: linear(dim)
                rearrange(n h w c -> n c h w)
            }
        }

        model Tiny(dims: int[2], depths: int[2], classes: int = 10)
            : image [N, 3, H, W] -> logits [N, classes]
            where H % 8 == 0, W % 8 == 0
        {
            for i in 0..2 {
                downsample[i]: { 0: conv2d(dims[i], 4, stride: 4 - 2 * i)  1: layer_norm(axis: 1, eps: 1e-6) }
                stages[i]: { for j in 0..depths[i] { [j]: ConvEncoder(dims[i], 3) } }
            }
            mean(dims: [2, 3])
            head: linear(classes)
        }

        variant TinyA = Tiny(dims: [16, 32], depths: [1, 2]) expect params 31_000, macs 5.5M at [1, 3, 32, 32]
        """;

    public const string Everything = """
        namespace ArchGen.Everything
        import std; import ArchGen.Specs.Tiny

        const SIZES = [i * 2 for i in 0..4]   // 0, 2, 4, 6
        const NAME = "a \"quoted\" text\n"
        fn half(a: int, b: float = 1.5) = if a % 2 == 0 then floor_div(a, 2) else -a ** 2

        /* A mixer,
           over two lines */
        mixer CrossCovariance(dim: int, heads: int) : [N, L, dim] -> same where dim % heads == 0
        {
            param temperature: [heads, 1, 1] = 1
            buffer table: [heads]
            let q, k, v = qkv: linear(3 * dim) |> rearrange(n l (three heads d) -> three n heads d l) |> unstack
            softmax(normalize(q) @ transpose(normalize(k)) * temperature, dim: -1) @ v
                |> rearrange(n heads d l -> n l (heads d))
                |> proj: linear(dim)
        }

        extern block Scan(state: int, act: block(C) [N, C, L] -> same = gelu) : x [N, C, L], z [N, C, L] -> [N, C, L], [N, state]

        block Mixed(dim: int, deep: bool, widths: int[][]) : x [N, dim, H, W] -> y [N, dim, H / 2, W / 2], same
            where H % 2 == 0,
                  not deep or dim > 0 and dim != 7
        {
            var c = dim; c = c * 2
            layer f: linear(c)
            parallel(concat, dim: 1) { f(x); { gelu; f } ; it }
            if deep { gelu } else if dim == 1 { relu } else { expose mid }
            patch{c + 1}: if deep then conv2d(dim, 3) else conv2d(dim, 1)
            expose c2 = x[.., 0..dim by 2]
            reduce(x, n c (h 2) w -> n c h 1, mean, h: 3)
            return it, x[0..1, ..]
        }

        variant Big = TinyA(depths: [2, 2])
            expect params 5.59M

        /// Two axes.
        ablation Study of TinyA {
            axis depths: shallow = [1, 1], deep = [2, 2]
            axis size: same = (), wide = (dims: [32, 64], classes: 100)
            where params <= 6M, macs < 1G at [1, 3, 32, 32]
        }

        keys Official of Tiny {
            "stages.*.*.**" = "layers.*.blocks.*.**"; "head.**" = "fc.**"
        }
        """;
}
