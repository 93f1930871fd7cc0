using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ArchGen.Libtorch.Tests;

/// <summary>Operators on images, and attention, against PyTorch 1.13.1.</summary>
public class GoldenImageTests
{
    private static Tensor Image => arange(32, dtype: float32).reshape(1, 2, 4, 4) / 16 - 1;
    private static Tensor Weight => arange(36, dtype: float32).reshape(2, 2, 3, 3) / 36 - 0.5;
    private static Tensor Q => arange(12, dtype: float32).reshape(1, 3, 4) / 6;

    [Fact]
    public void Conv_gives_what_Python_gives() => Expect.Close([1.218056f, 1.593055f, 0.928125f, 0.9020834f, -0.4569444f, -0.2069445f, 0.815625f, 1.727083f],
        F.conv2d(Image, Weight, tensor(new[] { .1f, -.2f }), [2, 2], [1, 1]));

    [Fact]
    public void Convt_gives_what_Python_gives() => Expect.Close([0.5f, 0.4722222f, 0.9131944f, 0.4444444f, 0.4201389f, 0.4166667f, 0.3888889f, 0.7569444f, 0.3715278f, 0.3472222f, 0.7083333f, 0.6666666f, 1.291667f, 0.6319444f, 0.5972223f, 0.3333333f, 0.3194445f, 0.6180555f, 0.3020833f, 0.2916667f, 0.2916667f, 0.2777778f, 0.5451389f, 0.2708333f, 0.2604167f, 0.25f, 0.2222222f, 0.4444444f, 0.2256944f, 0.2013889f, 0.1666667f, 0.1388889f, 0.2881944f, 0.1527778f, 0.1284722f, 0.3333333f, 0.2916667f, 0.6041667f, 0.3194444f, 0.2847222f, 0.2083333f, 0.1944444f, 0.3993055f, 0.2083333f, 0.1979167f, 0.1666667f, 0.1527778f, 0.3263889f, 0.1770833f, 0.1666667f],
        F.conv_transpose2d(Image.narrow(2, 0, 2).narrow(3, 0, 2), Weight, strides: [2, 2]));

    [Fact]
    public void Group_gives_what_Python_gives() => Expect.Close([-1.62688f, -1.409963f, -1.193046f, -0.9761283f, -1.62688f, -1.409963f, -1.193046f, -0.9761283f],
        F.group_norm(Image, 2).select(0, 0).select(1, 0));

    [Fact]
    public void Inst_gives_what_Python_gives() => Expect.Close([-1.62688f, -1.409963f, -1.193046f, -0.9761282f, -1.62688f, -1.409963f, -1.193046f, -0.9761282f],
        F.instance_norm(Image).select(0, 0).select(1, 0));

    [Fact]
    public void Bil_gives_what_Python_gives() => Expect.Close([-0.84375f, -0.71875f, -0.34375f, -0.21875f],
        F.interpolate(Image.narrow(1, 0, 1), scale_factor: [.5], mode: InterpolationMode.Bilinear, align_corners: false));

    [Fact]
    public void Bic_gives_what_Python_gives() => Expect.Close([-1f, -0.90625f, -0.8125f, -0.25f, -0.15625f, -0.0625f],
        F.interpolate(Image.narrow(1, 0, 1), size: [2, 3], mode: InterpolationMode.Bicubic, align_corners: true));

    [Fact]
    public void Near_gives_what_Python_gives() => Expect.Close([-1f, -1f, -0.9375f, -0.9375f, -1f, -1f, -0.9375f, -0.9375f, -0.75f, -0.75f, -0.6875f, -0.6875f, -0.75f, -0.75f, -0.6875f, -0.6875f],
        F.interpolate(Image.narrow(1, 0, 1).narrow(2, 0, 2).narrow(3, 0, 2), scale_factor: [2.0]));

    [Fact]
    public void Avg_gives_what_Python_gives() => Expect.Close([-0.375f, -0.5f, -0.3125f, -0.375f, 0.06944445f, 0.1666667f, 0.3541667f, 0.625f],
        F.avg_pool2d(Image, 3, 2, 1));

    [Fact]
    public void Max_gives_what_Python_gives() => Expect.Close([-0.6875f, -0.5625f, -0.1875f, -0.0625f, 0.3125f, 0.4375f, 0.8125f, 0.9375f],
        F.max_pool2d(Image, 2));

    [Fact]
    public void Ada_gives_what_Python_gives() => Expect.Close([-0.59375f, -0.46875f, 0.40625f, 0.53125f],
        F.adaptive_avg_pool2d(Image, (1, 2)));

    [Fact]
    public void Unfold_gives_what_Python_gives() => Expect.Close([-1f, -0.875f, -0.5f, -0.375f, -0.9375f, -0.8125f, -0.4375f, -0.3125f, -0.75f, -0.625f, -0.25f, -0.125f, -0.6875f, -0.5625f, -0.1875f, -0.0625f],
        F.unfold(Image.narrow(1, 0, 1), 2, stride: 2));

    [Fact]
    public void Pix_gives_what_Python_gives() => Expect.Close([0f, 2f, 1f, 3f, 4f, 6f, 5f, 7f],
        F.pixel_shuffle(arange(8, dtype: float32).reshape(1, 4, 1, 2), 2));

    [Fact]
    public void Sdpa_gives_what_Python_gives() => Expect.Close([0f, 0.1666667f, 0.3333333f, 0.5f, 0.5149696f, 0.6816363f, 0.8483029f, 1.01497f, 1.245032f, 1.411698f, 1.578365f, 1.745032f],
        F.scaled_dot_product_attention(Q, Q, Q, is_casual: true));
}
