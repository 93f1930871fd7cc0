using System;
using System.Linq;
using ArchGen.Runtime.Generated;
using ArchGen.Runtime.Inference.Operations;
using TorchSharp;

namespace ArchGen.Runtime.Inference.Rewriting;

/// <summary>Operations take in what stands behind them: activations, products, residual sums; two linear layers become one; attention is found.</summary>
internal static class Fusing
{
    /// <summary>An activation behind a linear layer or a depthwise convolution.</summary>
    public static GraphTensor? ActivationBehind(Site site)
    {
        if (site.Operation is not Activate activate)
            return null;
        Operation? taken = site.Own<LinearRows>(0) is { IsBare: true } linear ? linear with { Activation = activate.Kind }
            : site.Own<DepthwiseRows>(0) is { Activation: Activation.None, Adds: false } depthwise ? depthwise with { Activation = activate.Kind }
            : null;
        return taken is null ? null : GraphTensor.Shaped(taken, site.Before.shape, site.Inputs[0].Inputs);
    }

    /// <summary>A product with, or a sum of, a linear layer's or a depthwise convolution's result and another tensor of its shape.</summary>
    public static GraphTensor? PairBehind(Site site)
    {
        if (site.Operation is not Binary { Kind: BinaryKind.Add or BinaryKind.Multiply } binary || !site.Inputs[0].Sizes.SequenceEqual(site.Inputs[1].Sizes))
            return null;
        for (var i = 1; i >= 0; i--)
        {
            var (taker, other) = (site.Inputs[i], site.Inputs[1 - i]);
            if (ReferenceEquals(taker, other))
                return null;
            if (binary.Kind == BinaryKind.Multiply && site.Own<LinearRows>(i) is { Multiplies: false, Adds: false } gate)
                return GraphTensor.Shaped(gate with { Multiplies = true }, site.Before.shape, [.. taker.Inputs, other]);
            if (binary.Kind == BinaryKind.Add && site.Own<DepthwiseRows>(i) is { Adds: false } depthwise)
                return IdentityInside(depthwise, taker, other) ?? GraphTensor.Shaped(depthwise with { Adds = true }, site.Before.shape, [.. taker.Inputs, other]);
            if (binary.Kind == BinaryKind.Add && site.Own<LinearRows>(i) is { Adds: false } linear)
                return GraphTensor.Shaped(linear with { Adds = true }, site.Before.shape, [.. taker.Inputs, other]);
            if (binary.Kind == BinaryKind.Add && site.Own<LinearRows>(i) is { Adds: true } adding && taker.Inputs[^1] is { Operation: LinearRows { Weight: var column, Adds: false } before, Value: null } added
                && column.size(1) == 1)
            {
                // What SpreadBefore has put beside: it takes the sum in.
                var both = GraphTensor.Shaped(before with { Adds = true }, site.Before.shape, [.. added.Inputs, other]);
                return GraphTensor.Shaped(adding, site.Before.shape, [.. taker.Inputs[..^1], both]);
            }
        }
        return null;
    }

    /// <summary>x + scale · (x − common) is one operation.</summary>
    public static GraphTensor? Spread(Site site)
    {
        if (site.Operation is not Binary { Kind: BinaryKind.Add })
            return null;
        for (var i = 0; i < 2; i++)
        {
            var (x, moved) = (site.Inputs[1 - i], site.Inputs[i]);
            if (site.Own<AffineRows>(i) is { Shift: null, Scale: { } scale } && moved.Inputs[0] is { Operation: Binary { Kind: BinaryKind.Subtract }, Value: null } difference
                && ReferenceEquals(difference.Inputs[0], x) && difference.Inputs[1].Rank == x.Rank && x.Sizes.SequenceEqual(site.Before.Sizes))
                return GraphTensor.Shaped(new Spread(scale), site.Before.shape, x, difference.Inputs[1]);
        }
        return null;
    }

    /// <summary>Where what is common is one number for all channels of a position, a linear layer takes the spreading in: W (1 + scale) x − (W scale) common.</summary>
    public static GraphTensor? SpreadBefore(Site site)
    {
        if (site.Operation is not LinearRows { Norm: null, IsBare: true } linear || site.Own<Spread>(0) is not { } spread || site.Inputs[0].Inputs is not [var x, var common]
            || common.size(-1) != 1 || !common.Sizes[..^1].SequenceEqual(x.Sizes[..^1]))
            return null;
        var beside = new LinearRows(Folding.New(() => -linear.Weight.matmul(spread.Scale).unsqueeze(1)), null);
        var main = linear with { Weight = Folding.New(() => linear.Weight * (spread.Scale + 1)), Adds = true };
        return GraphTensor.Shaped(main, site.Before.shape, x, GraphTensor.Shaped(beside, site.Before.shape, common));
    }

    /// <summary>Linear, activation, linear.</summary>
    public static GraphTensor? Mlp(Site site) =>
        site.Operation is LinearRows { Norm: null, Activation: Activation.None, Multiplies: false } second
        && site.Own<LinearRows>(0) is { Multiplies: false, Adds: false, Activation: not Activation.None } first
            ? GraphTensor.Shaped(new MlpRows(first, second), site.Before.shape, [.. site.Inputs[0].Inputs, .. site.Inputs[1..]])
            : null;

    /// <summary>Patches and the linear layer behind them, with a norm of their pixels before; patches of a map whose channels come first are taken from there.</summary>
    public static GraphTensor? Patches(Site site)
    {
        if (site.Operation is not LinearRows { Norm: null } linear || site.Own<GatherPatches>(0) is not { } patches)
            return null;
        var map = site.Inputs[0].Inputs[0];
        PatchRows? taken = map switch
        {
            { Value: not null } => null,
            { Operation: NormalizeRows norm } when site.UsesBefore(site.Before.Inputs[0].Inputs[0]) == 1 =>
                new PatchRows(patches, Folding.Columns(linear, Folding.Entries(patches, norm.Scale), Folding.Entries(patches, norm.Shift))) { Norm = norm.Eps },
            { Operation: Permute permute } when permute.Is(Permute.ToLast(map.Rank)) => new PatchRows(patches, linear) { IsChannelsFirst = true },
            _ => null,
        };
        return GraphTensor.Shaped(taken ?? new PatchRows(patches, linear), site.Before.shape, [taken is null ? map : map.Inputs[0], .. site.Inputs[1..]]);
    }

    /// <summary>Softmax attention over heads.</summary>
    public static GraphTensor? Attention(Site site)
    {
        if (site.Operation is not MatrixProduct || site.Before.Rank != 4 || site.Own<Softmax>(0) is not { Axis: 3 } || site.Inputs[1].Value is not null)
            return null;
        var (scale, bias) = (1.0, (GraphTensor?)null);
        var scores = site.Inputs[0].Inputs[0];
        var v = site.Inputs[1];
        if (scores.Operation is Binary { Kind: BinaryKind.Add } && scores.Inputs.FirstOrDefault(i => i.Value is not null) is { } known)
        {
            bias = known;
            scores = scores.Inputs.First(i => !ReferenceEquals(i, known));
        }
        if (scores.Operation is Scaled { Offset: 0 } scaled)
        {
            scale *= scaled.Factor;
            scores = scores.Inputs[0];
        }
        if (scores.Operation is not MatrixProduct || scores.Inputs is not [{ Rank: 4, Value: null } q, { Rank: 4, Value: null } turned])
            return null;
        if (q.Operation is Scaled { Offset: 0 } before)
        {
            scale *= before.Factor;
            q = q.Inputs[0];
        }
        var k = Layout.Permuted(turned, [0, 1, 3, 2]);
        if (!q.shape[..2].SequenceEqual(k.shape[..2]) || !k.shape[..3].SequenceEqual(v.shape[..3]))
            return null;
        return GraphTensor.Shaped(new Attend(scale, bias is not null), site.Before.shape, bias is null ? [q, k, v] : [q, k, v, bias]);
    }

    /// <summary>x + depthwise(x) is one convolution, whose kernels have one more at their middle.</summary>
    private static GraphTensor? IdentityInside(DepthwiseRows depthwise, GraphTensor taker, GraphTensor other)
    {
        var convolution = depthwise.Convolution;
        var kernel = convolution.Weight.shape[2..];
        if (depthwise.Activation != Activation.None || !ReferenceEquals(taker.Inputs[0], other) || convolution.Stride.Any(s => s != 1) || kernel.Any(k => k % 2 == 0))
            return null;
        var weight = Folding.New(() =>
        {
            var sum = convolution.Weight.clone();
            sum.select(2, kernel[0] / 2).select(2, kernel[1] / 2).add_(1);
            return sum;
        });
        return GraphTensor.Shaped(depthwise with { Convolution = convolution with { Weight = weight } }, taker.shape, other);
    }
}
