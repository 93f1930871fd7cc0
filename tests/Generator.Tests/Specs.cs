namespace ArchGen.Generator.Tests;

/// <summary>Small specs that several tests use.</summary>
internal static class Specs
{
    public const string Encoder = """
        namespace Demo.Vision;

        /// Depthwise convolution, then an inverted bottleneck.
        block Encoder(dim: int, kernel: int = 3, expand: int = 4, drop_path: float = 0)
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
        """;

    public const string Net = """
        namespace Demo.Nets;
        import Demo.Vision;

        model Net(dims: int[2], depths: int[2], classes: int = 10)
            : image [N, 3, H, W] -> logits [N, classes]
            where H % 8 == 0, W % 8 == 0
        {
            for i in 0..2 {
                downsample[i]: { 0: conv2d(dims[i], 4 - 2 * i, stride: 4 - 2 * i)  1: layer_norm(axis: 1, eps: 1e-6) }
                stages[i]: { for j in 0..depths[i] { [j]: Encoder(dims[i], 3) } }
            }
            mean(dims: [2, 3])
            head: linear(classes)
        }

        variant NetA = Net(dims: [16, 32], depths: [1, 2])
        """;

    public const string Broken = """
        namespace Demo.Bad;

        block Bad(dim: int, heads: int) : [N, L, dim] -> same
        {
            qkv: linear(3 * dim
            }
        """;
}
