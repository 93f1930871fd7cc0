using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ArchGen.Libtorch.Tests;

/// <summary>Element-wise operators, reductions and losses against PyTorch 1.13.1.</summary>
public class GoldenElementTests
{
    private static Tensor X => arange(-6, 6, dtype: float32).reshape(3, 4) / 4;
    private static Tensor Target => tensor(new long[] { 1, 0, 3 });

    [Fact]
    public void Gelu_gives_what_Python_gives() => Expect.Close([-0.1002109f, -0.1320623f, -0.1586553f, -0.1699705f, -0.1542688f, -0.1003234f, 0f, 0.1496766f, 0.3457312f, 0.5800295f, 0.8413447f, 1.117938f],
        F.gelu(X));

    [Fact]
    public void Gelu_tanh_gives_what_Python_gives() => Expect.Close([-0.1004284f, -0.1322858f, -0.158808f, -0.1700395f, -0.154286f, -0.1003246f, 0f, 0.1496754f, 0.345714f, 0.5799606f, 0.841192f, 1.117714f],
        F.gelu(X, TorchSharp.Modules.GELU.Approximate.tanh));

    [Fact]
    public void Silu_gives_what_Python_gives() => Expect.Close([-0.2736383f, -0.2783752f, -0.2689414f, -0.240616f, -0.1887703f, -0.1094559f, 0f, 0.1405441f, 0.3112297f, 0.509384f, 0.7310586f, 0.9716249f],
        F.silu(X));

    [Fact]
    public void Hardswish_gives_what_Python_gives() => Expect.Close([-0.375f, -0.3645833f, -0.3333333f, -0.28125f, -0.2083333f, -0.1145833f, 0f, 0.1354167f, 0.2916667f, 0.46875f, 0.6666667f, 0.8854167f],
        F.hardswish(X));

    [Fact]
    public void Mish_gives_what_Python_gives() => Expect.Close([-0.2980998f, -0.3084139f, -0.3034014f, -0.2764947f, -0.2207438f, -0.129927f, 0f, 0.1695724f, 0.3752452f, 0.6100184f, 0.8650984f, 1.13187f],
        F.mish(X));

    [Fact]
    public void Softplus_gives_what_Python_gives() => Expect.Close([0.2014133f, 0.2519291f, 0.3132617f, 0.386871f, 0.474077f, 0.5759394f, 0.6931472f, 0.8259394f, 0.974077f, 1.136871f, 1.313262f, 1.501929f],
        F.softplus(X));

    [Fact]
    public void Elu_gives_what_Python_gives() => Expect.Close([-0.7768698f, -0.7134952f, -0.6321205f, -0.5276334f, -0.3934693f, -0.2211992f, 0f, 0.25f, 0.5f, 0.75f, 1f, 1.25f],
        F.elu(X, 1));

    [Fact]
    public void Leaky_gives_what_Python_gives() => Expect.Close([-0.015f, -0.0125f, -0.01f, -0.0075f, -0.005f, -0.0025f, 0f, 0.25f, 0.5f, 0.75f, 1f, 1.25f],
        F.leaky_relu(X));

    [Fact]
    public void Softmax_gives_what_Python_gives() => Expect.Close([0.1652962f, 0.2122445f, 0.2725273f, 0.349932f, 0.1652962f, 0.2122445f, 0.2725273f, 0.349932f, 0.1652962f, 0.2122445f, 0.2725273f, 0.349932f],
        F.softmax(X, -1));

    [Fact]
    public void Log_softmax_gives_what_Python_gives() => Expect.Close([-2.407606f, -2.407606f, -2.407606f, -2.407606f, -1.407606f, -1.407606f, -1.407606f, -1.407606f, -0.4076059f, -0.4076059f, -0.4076059f, -0.4076059f],
        X.log_softmax(0));

    [Fact]
    public void Cumsum_gives_what_Python_gives() => Expect.Close([-1.5f, -2.75f, -3.75f, -4.5f, -0.5f, -0.75f, -0.75f, -0.5f, 0.5f, 1.25f, 2.25f, 3.5f],
        X.cumsum(1));

    [Fact]
    public void Var_gives_what_Python_gives() => Expect.Close([0.1041667f, 0.1041667f, 0.1041667f],
        X.var(1));

    [Fact]
    public void Std_gives_what_Python_gives() => Expect.Close([0.8164966f, 0.8164966f, 0.8164966f, 0.8164966f],
        X.std(0L, unbiased: false));

    [Fact]
    public void Logsumexp_gives_what_Python_gives() => Expect.Close([0.3000164f, 1.300016f, 2.300016f],
        X.logsumexp(1));

    [Fact]
    public void Norm_gives_what_Python_gives() => Expect.Close([3.020761f],
        X.norm());

    [Fact]
    public void Roll_gives_what_Python_gives() => Expect.Close([1f, 1.25f, 0.5f, 0.75f, -1f, -0.75f, -1.5f, -1.25f, 0f, 0.25f, -0.5f, -0.25f],
        X.roll([1, 2], [0, 1]));

    [Fact]
    public void Tril_gives_what_Python_gives() => Expect.Close([-1.5f, 0f, 0f, 0f, -0.5f, -0.25f, 0f, 0f, 0.5f, 0.75f, 1f, 0f],
        X.tril());

    [Fact]
    public void Layer_gives_what_Python_gives() => Expect.Close([-1.341555f, -0.4471849f, 0.447185f, 1.341555f, -1.341555f, -0.447185f, 0.447185f, 1.341555f, -1.341555f, -0.4471849f, 0.447185f, 1.341555f],
        F.layer_norm(X, [4]));

    [Fact]
    public void Normalize_gives_what_Python_gives() => Expect.Close([-0.6469966f, -0.5391638f, -0.4313311f, -0.3234983f, -0.8164966f, -0.4082483f, 0f, 0.4082483f, 0.2721655f, 0.4082483f, 0.5443311f, 0.6804138f],
        F.normalize(X, dim: 1));

    [Fact]
    public void Einsum_gives_what_Python_gives() => Expect.Close([5.375f, 0.875f, -3.625f, 0.875f, 0.375f, -0.125f, -3.625f, -0.125f, 3.375f],
        einsum("ij,kj->ik", X, X));

    [Fact]
    public void Padreflect_gives_what_Python_gives() => Expect.Close([-0.25f, -0.5f, -0.25f, 0f, 0.25f, 0f, -1.25f, -1.5f, -1.25f, -1f, -0.75f, -1f, -0.25f, -0.5f, -0.25f, 0f, 0.25f, 0f, 0.75f, 0.5f, 0.75f, 1f, 1.25f, 1f, -0.25f, -0.5f, -0.25f, 0f, 0.25f, 0f],
        F.pad(X.view(1, 1, 3, 4), (1, 1, 1, 1), PaddingModes.Reflect));

    [Fact]
    public void Cross_entropy_gives_what_Python_gives() => Expect.Close([1.466683f], F.cross_entropy(X, Target));

    [Fact]
    public void Smoothed_cross_entropy_gives_what_Python_gives() => Expect.Close([1.462516f], F.cross_entropy(X, Target, label_smoothing: .1));

    [Fact]
    public void Nll_loss_gives_what_Python_gives() => Expect.Close([1.466683f], F.nll_loss(X.log_softmax(1), Target));

    [Fact]
    public void Mse_loss_gives_what_Python_gives() => Expect.Close([0.7604167f], F.mse_loss(X, X * 2));

    [Fact]
    public void Smooth_l1_loss_gives_what_Python_gives() => Expect.Close([1.0625f], F.smooth_l1_loss(X, X * 3));

    [Fact]
    public void Bce_with_logits_gives_what_Python_gives() => Expect.Close([0.4082264f], F.binary_cross_entropy_with_logits(X, (X > 0).to(float32)));

    [Fact]
    public void L1_loss_gives_what_Python_gives() => Expect.Close([0.75f], F.l1_loss(X, X * 2));
}
