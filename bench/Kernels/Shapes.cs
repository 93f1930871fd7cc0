namespace ArchGen.Bench.Kernels;

/// <summary>The products that take the time of the four papers' models: EdgeNeXt-S@256, MogaNet-T@224, UniFormer-S@224, UniNeXt-T@224.</summary>
internal static class Shapes
{
    /// <summary>Channels and hidden channels of linear pairs, on square maps.</summary>
    internal static readonly (string Model, int Side, long Channels, long Hidden)[] Pairs =
    [
        ("EdgeNeXt", 64, 48, 192), ("EdgeNeXt", 32, 96, 384), ("EdgeNeXt", 16, 160, 640), ("EdgeNeXt", 8, 304, 1216),
        ("MogaNet", 56, 32, 256), ("MogaNet", 28, 64, 512), ("MogaNet", 14, 128, 512), ("MogaNet", 7, 256, 1024),
        ("UniFormer", 56, 64, 256), ("UniFormer", 28, 128, 512), ("UniFormer", 14, 320, 1280), ("UniFormer", 7, 512, 2048),
        ("UniNeXt", 56, 64, 256), ("UniNeXt", 28, 128, 512), ("UniNeXt", 14, 256, 1024), ("UniNeXt", 7, 512, 2048),
    ];

    /// <summary>Depthwise convolutions on square maps.</summary>
    internal static readonly (string Model, int Side, long Channels, long Kernel, long Stride, long Dilation)[] Depthwise =
    [
        ("EdgeNeXt", 64, 48, 3, 1, 1), ("EdgeNeXt", 32, 96, 5, 1, 1), ("EdgeNeXt", 16, 160, 7, 1, 1), ("EdgeNeXt", 8, 304, 9, 1, 1),
        ("MogaNet", 56, 32, 5, 1, 1), ("MogaNet", 56, 12, 5, 1, 2), ("MogaNet", 28, 24, 7, 1, 3), ("MogaNet", 28, 512, 3, 1, 1), ("MogaNet", 14, 48, 7, 1, 3),
        ("UniFormer", 56, 64, 5, 1, 1), ("UniFormer", 28, 128, 5, 1, 1), ("UniFormer", 14, 320, 3, 1, 1), ("UniFormer", 7, 512, 3, 1, 1),
        ("UniNeXt", 56, 256, 3, 1, 1), ("UniNeXt", 28, 512, 3, 1, 1), ("strided", 56, 64, 3, 2, 1), ("strided", 28, 128, 7, 2, 1),
    ];

    /// <summary>Convolutions whose kernel is their stride, on square maps.</summary>
    internal static readonly (string Model, int Side, long Channels, long Kernel, long Outputs)[] Patches =
    [
        ("EdgeNeXt", 256, 3, 4, 48), ("EdgeNeXt", 64, 48, 2, 96), ("EdgeNeXt", 32, 96, 2, 160), ("EdgeNeXt", 16, 160, 2, 304),
        ("UniFormer", 224, 3, 4, 64), ("UniFormer", 56, 64, 2, 128), ("UniFormer", 28, 128, 2, 320), ("UniFormer", 14, 320, 2, 512),
    ];

    /// <summary>Attention: windows an image, positions, heads, channels a head.</summary>
    internal static readonly (string Model, long Count, long Length, long Heads, long Depth)[] Attention =
    [
        ("UniFormer", 1, 196, 5, 64), ("UniFormer", 1, 49, 8, 64), ("UniNeXt", 64, 49, 2, 32), ("UniNeXt", 16, 49, 4, 32), ("UniNeXt", 4, 49, 8, 32), ("UniNeXt", 1, 49, 16, 32),
        ("long", 1, 784, 4, 16), ("long", 1, 784, 4, 64),
    ];
}
