using System;
using System.IO;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ArchGen.Libtorch.Tests;

/// <summary>Making tensors, looking at them, and picking from them.</summary>
public class TensorTests
{
    private static Tensor Cube => arange(24, dtype: float32).reshape(2, 3, 4);

    [Fact]
    public void Indices_slice_gather_and_add_axes()
    {
        Assert.Equal([2, 3, 2], Cube[TensorIndex.Ellipsis, TensorIndex.Slice(0, null, 2)].shape);
        Assert.Equal([1, 3, 4], Cube[TensorIndex.Slice(1)].shape);
        Assert.Equal([2, 1, 3, 4], Cube[TensorIndex.Colon, TensorIndex.Null].shape);
        Assert.Equal([3, 3], Cube[1, .., ..^1].shape);
        Assert.Equal(23, Cube[-1, -1, -1].ToSingle());
        Expect.Close([38, 6, 86, 54], Cube[TensorIndex.Colon, TensorIndex.Tensor(tensor(new long[] { 2, 0 }))].sum(-1));
        Expect.Close([4, 6, 8, 10], Cube[0, TensorIndex.Slice(1), TensorIndex.Slice(null, null, 2)]);
        Expect.Close([22, 23], Cube[TensorIndex.Tensor(Cube > 21)]);
    }

    [Fact]
    public void Indices_assign()
    {
        var t = Cube;
        t[0, TensorIndex.Slice(1)] = tensor(-1f);
        Expect.Close([0, 1, 2, 3, -1, -1, -1, -1, -1, -1, -1, -1], t[0]);
        t[TensorIndex.Tensor(t < 0)] = tensor(7f);
        Assert.Equal(7, t[0, 2, 3].ToSingle());
        t.index_put_(9, 1, 1, 1);
        Assert.Equal(9, t[1, 1, 1].ToSingle());
    }

    [Fact]
    public void Values_come_in_and_out_as_they_are()
    {
        Assert.Equal([2, 2], tensor(new[,] { { 1, 2 }, { 3, 4 } }).shape);
        Assert.Equal(int32, tensor(new[] { 1, 2 }).dtype);
        Assert.Equal(int64, tensor(5L).dtype);
        Assert.Equal(float16, tensor(new[] { 1.0, 2.0 }, dtype: float16).dtype);
        Assert.Equal([1.0, 2.0], tensor(new[] { 1.0, 2.0 }).data<double>().ToArray());
        Assert.Equal([0f, 4, 1, 5], Cube[0, ..2, ..2].t().contiguous().data<float>().ToArray()[..4]);
        Assert.Equal(5f, Cube.transpose(0, 1).data<float>()[1, 0, 1]);
        Assert.Equal(5, tensor(5.7f).ToInt32());
        Assert.True(tensor(true).item<bool>());
        Assert.Throws<ArgumentException>(() => tensor(1f).item<double>());
        Assert.Equal(2.5f, full(1, 2.5f).to(bfloat16).ToSingle());
        Assert.Equal(ScalarType.Int64, arange(3).dtype);
        Assert.Equal(ScalarType.Int64, full(2, 3).dtype);
    }

    [Fact]
    public void Numbers_broadcast_on_either_side()
    {
        var x = tensor(new[] { 1f, 2f, 4f });
        Expect.Close([1, 0, -2], 2 - x);
        Expect.Close([2, 1, .5f], 2 / x);
        Expect.Close([1.5f, 3, 6], x * 1.5);
        Expect.Close([-1, -2, -4], -x);
        Expect.Close([0, 1, 1], (x > 1).to(float32));
        Expect.Close([1, 0, 0], x % 2);
        Assert.Equal(float32, (x * 2).dtype);
    }

    [Fact]
    public void In_place_operators_return_the_tensor_itself()
    {
        var x = ones(2);
        Assert.Same(x, x.add_(1).mul_(3).clamp_(max: 5));
        Expect.Close([5, 5], x);
    }

    [Fact]
    public void Long_lists_of_tensors_reach_the_operator()
    {
        var parts = new Tensor[200];
        for (var i = 0; i < parts.Length; i++) parts[i] = full(1, (double)i);
        Assert.Equal(19900, cat(parts).sum().ToDouble());
        Assert.Equal(100, cat(parts).split(2).Length);
        Assert.Equal([3, 1], Cube.split([1, 3], 2)[1].sum([0, 1]).shape is [3] ? [3, 1] : []);
    }

    [Fact]
    public void Reductions_name_their_parts()
    {
        var (values, indexes) = Cube.max(2);
        Expect.Close([3, 7, 11, 15, 19, 23], values);
        Assert.Equal(int64, indexes.dtype);
        Expect.Close([23, 22], Cube.flatten().topk(2).values);
        Expect.Close([11.5f], Cube.mean());
        Expect.Close([6, 7, 8, 9], Cube.mean([0, 1]) - 4);
        Assert.Equal([2, 1, 1], Cube.sum([1, 2], keepdim: true).shape);
    }

    [Fact]
    public void Files_go_round()
    {
        var path = Path.GetTempFileName();
        try
        {
            Cube.transpose(0, 2).save(path);
            var back = Tensor.load(path);
            Assert.True(back.Equals(Cube.transpose(0, 2)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Metadata_reads_as_it_is()
    {
        var view = Cube.transpose(1, 2);
        Assert.Equal((2, 4, 3), (view.size(0), view.size(1), view.size(-1)));
        Assert.Equal([12, 1, 4], view.stride());
        Assert.False(view.is_contiguous());
        Assert.Equal((3, 24, 4), (view.ndim, view.numel(), view.element_size()));
        Assert.Equal(DeviceType.CPU, view.device.type);
        Assert.Throws<ArgumentOutOfRangeException>(() => view.size(3));
    }

    [Fact]
    public void A_truncated_normal_has_no_outliers_among_millions()
    {
        using var scope = NewDisposeScope();
        var drawn = nn.init.trunc_normal_(empty(30_000_000), std: .02);
        Assert.InRange(drawn.abs().max().item<float>(), .08f, .12f);
    }

    [Fact]
    public void Initializers_have_the_spread_that_they_promise()
    {
        manual_seed(1);
        var w = nn.init.kaiming_normal_(empty(256, 128), nonlinearity: nn.init.NonlinearityType.ReLU);
        Assert.Equal(Math.Sqrt(2.0 / 128), w.std().ToDouble(), 0.003);
        var t = nn.init.trunc_normal_(empty(10000), std: .02);
        Assert.Equal(.02, t.std().ToDouble(), .001);
        var o = nn.init.orthogonal_(empty(4, 8));
        Assert.True(o.matmul(o.t()).allclose(eye(4), atol: 1e-5));
        Expect.Close([0, 0, 0, 0, 1, 0, 0, 0, 0], nn.init.dirac_(empty(1, 1, 3, 3)));
    }
}
