using System;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace ArchGen.Libtorch;

public static unsafe partial class FusedKernels
{
    /// <summary>
    /// softmax(scale · q kᵀ + bias) v for every head: q [N, L, heads, d], k [N, M, heads, d], v [N, M, heads, e], as they lie in a projection of all three,
    /// to [N, L, heads · e]. The bias is [L, M], [heads or 1, L, M] or [B, heads or 1, L, M] where B divides N: item n takes number n mod B (a mask for each window).
    /// </summary>
    public static Tensor Attention(Tensor q, Tensor k, Tensor v, double scale, Tensor? bias = null, Tensor? output = null)
    {
        if (!IsAvailable) throw new NotSupportedException(Unavailable);
        var (query, key, value) = (new KernelOperand(q, nameof(q)), new KernelOperand(k, nameof(k)), new KernelOperand(v, nameof(v)));
        if (query.Dim != 4) throw new ArgumentException($"q is {query}; [N, L, heads, d] is expected", nameof(q));
        if (key.Dim != 4) throw new ArgumentException($"k is {key}; [N, M, heads, d] is expected", nameof(k));
        if (value.Dim != 4) throw new ArgumentException($"v is {value}; [N, M, heads, d] is expected", nameof(v));
        var (batch, queries, heads, depth) = (query.Size(0), query.Size(1), query.Size(2), query.Size(3));
        var keys = key.Size(1);
        key.Expect([batch, keys, heads, depth]);
        value.Expect([batch, keys, heads, value.Channels]);
        if (keys == 0) throw new ArgumentException($"k is {key}; there are no keys", nameof(k));
        var result = output ?? empty([batch, queries, heads * value.Channels], ScalarType.Float32);
        var to = new KernelOperand(result, nameof(output));
        to.Expect([batch, queries, heads * value.Channels]);
        query.ExpectApart(to, sameIsFine: false);
        key.ExpectApart(to, sameIsFine: false);
        value.ExpectApart(to, sameIsFine: false);
        var call = new AttentionCall
        {
            Batch = batch, Heads = heads, Queries = queries, Keys = keys, Depth = depth, ValueDepth = value.Channels, Scale = (float)scale,
            Q = query.Data, QBatch = query.Stride(0), QRow = query.Stride(1), QHead = query.Stride(2),
            K = key.Data, KBatch = key.Stride(0), KRow = key.Stride(1), KHead = key.Stride(2),
            V = value.Data, VBatch = value.Stride(0), VRow = value.Stride(1), VHead = value.Stride(2),
            Y = to.Data, OutBatch = to.Stride(0), OutRow = to.Stride(1), OutHead = value.Channels,
        };
        if (bias is not null) AddBias(ref call, new KernelOperand(bias, nameof(bias)), to);
        if (batch * queries * heads > 0) Bindings.Check(Bindings.atg_kernel_attention(&call));
        GC.KeepAlive(q);
        KeepAlive(k, v, bias, result);
        return result;
    }

    private static void AddBias(ref AttentionCall call, in KernelOperand bias, in KernelOperand output)
    {
        var fits = bias.Dim is >= 2 and <= 4 && bias.Size(-1) == call.Keys && bias.Size(-2) == call.Queries
            && (bias.Dim < 3 || bias.Size(-3) == 1 || bias.Size(-3) == call.Heads)
            && (bias.Dim < 4 || (bias.Size(0) > 0 && call.Batch % bias.Size(0) == 0));
        if (!fits)
        {
            throw new ArgumentException(
                $"bias is {bias}; [{call.Queries}, {call.Keys}] is expected, before which may stand the {call.Heads} heads or 1, and before these a divisor of the batch of {call.Batch}",
                nameof(bias));
        }

        bias.ExpectApart(output, sameIsFine: false);
        call.Bias = bias.Data;
        (call.BiasRow, call.BiasBatches) = (bias.Stride(-2), 1);
        if (bias.Dim >= 3 && bias.Size(-3) > 1) call.BiasHead = bias.Stride(-3);
        if (bias.Dim == 4) (call.BiasBatches, call.BiasBatch) = (bias.Size(0), bias.Stride(0));
    }
}
