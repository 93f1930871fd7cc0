using System;
using System.Linq;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static ArchGen.Libtorch.Tests.Kernels.KernelCases;

namespace ArchGen.Libtorch.Tests.Kernels;

[Collection(nameof(KernelCollection))]
public sealed class AttentionKernelTests
{
    private static Tensor Reference(Tensor q, Tensor k, Tensor v, double scale, Tensor? bias)
    {
        var (query, key, value) = (Heads(q), Heads(k), Heads(v));
        var scores = query.matmul(key.transpose(-2, -1)) * scale;
        if (bias is not null)
        {
            var added = bias.to(ScalarType.Float64);
            if (bias.dim() == 4) added = added.repeat(q.size(0) / bias.size(0), 1, 1, 1);
            scores = scores + added;
        }

        return scores.softmax(-1).matmul(value).transpose(1, 2).reshape(q.size(0), q.size(1), -1);
    }

    private static Tensor Heads(Tensor x) => x.to(ScalarType.Float64).transpose(1, 2);

    [Fact]
    public void EqualsSoftmaxAttentionOnAPackedProjection() => Each(set =>
    {
        foreach (var (batch, length, heads, depth) in ((long, long, long, long)[])
            [(1, 1, 1, 1), (2, 49, 3, 32), (1, 196, 5, 64), (3, 17, 2, 8), (1, 100, 4, 24), (2, 31, 3, 33), (1, 300, 2, 20), (1, 784, 1, 16), (4, 7, 2, 17)])
        {
            using var scope = NewDisposeScope();
            var qkv = randn([batch, length, 3, heads, depth]);
            var (q, k, v) = (qkv.select(2, 0), qkv.select(2, 1), qkv.select(2, 2));
            var scale = 1 / Math.Sqrt(depth);
            foreach (var bias in (Tensor?[])[null, randn(length, length), randn(heads, length, length), randn(1, length, length), randn(batch, 1, length, length)])
            {
                var what = $"{set} {batch}x{length}x{heads}x{depth}, bias {(bias is null ? "none" : string.Join("x", bias.shape))}";
                Near(Reference(q, k, v, scale, bias), FusedKernels.Attention(q, k, v, scale, bias), what);
            }
        }
    });

    [Fact]
    public void QueriesKeysAndValuesMayDifferInSize() => Each(set =>
    {
        var (q, k, v) = (randn(2, 50, 3, 20), randn(2, 13, 3, 20), randn(2, 13, 3, 37));
        var buffer = full([2, 50, 3 * 37 + 9], 7f);
        var output = buffer.narrow(2, 4, 3 * 37);
        Assert.Same(output, FusedKernels.Attention(q, k, v, 0.3, output: output));
        Near(Reference(q, k, v, 0.3, null), output, set);
        Assert.True((buffer.narrow(2, 0, 4) == 7f).all().ToBoolean() && (buffer.narrow(2, 4 + 3 * 37, 5) == 7f).all().ToBoolean(), "memory beside the output was written to");
    });

    [Fact]
    public void EachWindowHasItsMask() => Each(set =>
    {
        var (q, k, v) = (randn(8, 49, 2, 32), randn(8, 49, 2, 32), randn(8, 49, 2, 32));
        var mask = where(rand(4, 1, 49, 49) < 0.5, tensor(-100f), tensor(0f));
        Near(Reference(q, k, v, 0.2, mask), FusedKernels.Attention(q, k, v, 0.2, mask), set);
        var hidden = zeros(49, 49);
        hidden[TensorIndex.Ellipsis, 3] = float.NegativeInfinity;
        Near(Reference(q, k, v, 0.2, hidden), FusedKernels.Attention(q, k, v, 0.2, hidden), set + " with minus infinity");
    });

    [Fact]
    public void LargeScoresAndNotANumber() => Each(set =>
    {
        var (q, k, v) = (randn(1, 20, 2, 16) * 50, randn(1, 20, 2, 16) * 50, randn(1, 20, 2, 16));
        Near(Reference(q, k, v, 1, null), FusedKernels.Attention(q, k, v, 1), set, 2e-4); // scores of some 10,000 have no more digits
        q[0, 5, 1, 3] = float.NaN;
        var bad = FusedKernels.Attention(q, k, v, 1).isnan();
        Assert.Equal(16, bad.sum().ToInt64());
        Assert.True(bad[0, 5].narrow(0, 16, 16).all().ToBoolean(), set);
    });

    [Fact]
    public void ThreadsDoNotChangeABit() => Each(set =>
    {
        var threads = get_num_threads();
        try
        {
            var qkv = randn([1, 196, 3, 5, 64]);
            var results = ((int[])[1, 2, 3]).Select(count =>
            {
                set_num_threads(count);
                return FusedKernels.Attention(qkv.select(2, 0), qkv.select(2, 1), qkv.select(2, 2), 0.125);
            }).ToList();
            Assert.All(results, result => Assert.True(result.equal(results[0]).ToBoolean(), $"{set}: depends on the threads"));
        }
        finally
        {
            set_num_threads(threads);
        }
    });
}
