using System;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ArchGen.Libtorch.Tests;

/// <summary>Layers with a state or a mode, against PyTorch 1.13.1.</summary>
public class LayerTests
{
    private static Tensor Image => arange(32, dtype: float32).reshape(1, 2, 4, 4) / 16 - 1;

    [Fact]
    public void Batch_norm_learns_statistics_while_training_and_uses_them_afterwards()
    {
        using var norm = BatchNorm2d(2);
        var batch = Image.repeat(2, 1, 1, 1) * tensor(new[] { 1f, 2f }).view(2, 1, 1, 1);
        Expect.Close([-0.3851888f, -0.2666692f, -0.1481495f, -0.02962989f, -1.372461f, -1.250464f, -1.128468f, -1.006471f],
            norm.call(batch).select(0, 0).select(1, 0));
        Expect.Close([-0.0796875f, 0.0703125f], norm.running_mean);
        Expect.Close([0.9287046f, 0.9270917f], norm.running_var);
        Assert.Equal(1, norm.num_batches_tracked.ToInt64());
        norm.eval();
        Expect.Close([-0.9549798f, -0.8901255f, -0.8252712f, -0.7604169f, -0.07302454f, -0.008113839f, 0.05679686f, 0.1217076f],
            norm.call(Image).select(0, 0).select(1, 0));
        Assert.Equal(1, norm.num_batches_tracked.ToInt64());
    }

    [Fact]
    public void Batch_norm_refuses_another_rank() => Assert.Throws<ArgumentException>(() => BatchNorm2d(2).call(zeros(2, 2)));

    [Fact]
    public void Dropout_drops_only_while_training()
    {
        using var dropout = Dropout(0.5);
        Assert.True(dropout.call(ones(1000)).eq(0).sum().ToInt64() is > 300 and < 700);
        dropout.eval();
        Assert.True(dropout.call(ones(1000)).eq(1).all().ToBoolean());
    }

    [Fact]
    public void Multihead_attention_gives_what_Python_gives()
    {
        using var attention = MultiheadAttention(4, 2);
        Assert.Equal(["in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias"], attention.state_dict().Keys);
        using (no_grad())
        {
            foreach (var p in attention.parameters()) p.copy_(arange(p.numel(), dtype: float32).reshape(p.shape) / p.numel() - 0.4);
        }

        var q = arange(12, dtype: float32).reshape(3, 1, 4) / 12;
        var (output, weights) = attention.call(q, q, q);
        Expect.Close([-1.748648f, -0.3413093f, 1.06603f, 2.473368f, -1.734381f, -0.3417712f, 1.050838f, 2.443448f, -1.720247f, -0.3422282f, 1.03579f, 2.413809f], output);
        Expect.Close([0.347174f, 0.3329702f, 0.3198557f, 0.3585368f, 0.3321507f, 0.3093125f, 0.3700269f, 0.3308718f, 0.2991014f], weights);
    }

    [Fact]
    public void Same_padding_keeps_the_size_of_an_even_kernel()
    {
        using var conv = Conv2d(2, 3, 4, Padding.Same, dilation: 2);
        Assert.Equal([1, 3, 4, 4], conv.call(Image).shape);
    }

    [Fact]
    public void Convolutions_take_pairs_for_lopsided_kernels()
    {
        using var conv = Conv2d(2, 2, (1, 3), stride: (2, 1), padding: (0, 1), groups: 2, bias: false);
        Assert.Equal([2, 1, 1, 3], conv.weight.shape);
        Assert.Null(conv.bias);
        Assert.Equal([1, 2, 2, 4], conv.call(Image).shape);
    }

    [Fact]
    public void A_seed_gives_the_numbers_that_it_gives_in_Python()
    {
        manual_seed(7);
        Expect.Close([-0.1467951f, 0.7861413f, 0.9468216f], randn(3));
        Expect.Close([0.3653162f, 0.8512684f], rand(2));
    }
}
