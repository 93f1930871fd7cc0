using System;
using System.Linq;
using ArchGen.Runtime.Generated;
using ArchGen.Runtime.Inference.Operations;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Inference.Rewriting;

/// <summary>Factors and summands of channels go into the weights beside them: batch norms, the learned part of layer norms, layer scales.</summary>
internal static class Folding
{
    /// <summary>A tensor worked out now, which is the plan's that is being made.</summary>
    public static Tensor New(Func<Tensor> make)
    {
        using var mode = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        return Making.Keep(make().contiguous());
    }

    /// <summary>Arithmetic with one number for each entry of the last axis, as one operation.</summary>
    public static GraphTensor? Recognize(Site site)
    {
        if (site.Operation is not Binary { Kind: not (BinaryKind.Power or BinaryKind.Maximum or BinaryKind.Minimum) } binary)
            return null;
        var (x, known, isFirst) = site.Inputs[0].Value is null ? (site.Inputs[0], site.Inputs[1], true) : (site.Inputs[1], site.Inputs[0], false);
        if (known.Value is not { } value || x.Value is not null || x.Rank == 0 || !x.Sizes.SequenceEqual(site.Before.Sizes) || !torch.is_floating_point(x.dtype))
            return null;
        var channels = x.size(-1);
        if (known.Rank > 0 && known.shape[..^1].Any(s => s != 1) || (known.Rank > 0 && known.size(-1) is var last && last != 1 && last != channels) || known.dtype != x.dtype)
            return null;
        Tensor Row() => New(() => value.reshape(-1).expand(channels));
        var affine = (binary.Kind, isFirst) switch
        {
            (BinaryKind.Add, _) => new AffineRows(null, Row()),
            (BinaryKind.Multiply, _) => new AffineRows(Row(), null),
            (BinaryKind.Subtract, true) => new AffineRows(null, New(() => -value.reshape(-1).expand(channels))),
            (BinaryKind.Subtract, false) => new AffineRows(New(() => torch.full([channels], -1, dtype: x.dtype, device: x.device)), Row()),
            (BinaryKind.Divide, true) => new AffineRows(New(() => value.reshape(-1).expand(channels).reciprocal()), null),
            _ => null,
        };
        return affine is null ? null : Behind(affine, x, site.IsOnlyUse(isFirst ? 0 : 1));
    }

    /// <summary>A number for all entries, where what stands before can take it in.</summary>
    public static GraphTensor? RecognizeScalar(Site site)
    {
        if (site.Operation is not Scaled scaled || !site.IsOnlyUse(0) || site.Inputs[0].Rank == 0)
            return null;
        var x = site.Inputs[0];
        Tensor? Row(double value) => New(() => torch.full([x.size(-1)], value, dtype: x.dtype, device: x.device));
        var affine = new AffineRows(scaled.Factor == 1 ? null : Row(scaled.Factor), scaled.Offset == 0 ? null : Row(scaled.Offset));
        return Into(affine, x);
    }

    /// <summary>A linear layer takes in what stands before it.</summary>
    public static GraphTensor? BeforeLinear(Site site)
    {
        if (site.Operation is not LinearRows { Norm: null } linear)
            return null;
        if (site.Own<AffineRows>(0) is { } affine)
            return GraphTensor.Shaped(Columns(linear, affine.Scale, affine.Shift), site.Before.shape, [site.Inputs[0].Inputs[0], .. site.Inputs[1..]]);
        if (site.Own<NormalizeRows>(0) is { } norm)
            return GraphTensor.Shaped(Columns(linear, norm.Scale, norm.Shift) with { Norm = norm.Eps }, site.Before.shape, [site.Inputs[0].Inputs[0], .. site.Inputs[1..]]);
        if (site.Own<GatherPatches>(0) is { } patches && site.Inputs[0].Inputs[0] is { Operation: AffineRows before } source)
        {
            // The patches' own input has one use where nothing else was asked of it.
            var gathered = GraphTensor.Shaped(patches, site.Inputs[0].shape, source.Inputs[0]);
            return GraphTensor.Shaped(Columns(linear, Entries(patches, before.Scale), Entries(patches, before.Shift)), site.Before.shape, [gathered, .. site.Inputs[1..]]);
        }
        return null;
    }

    /// <summary>For each entry of a patch, its channel's number.</summary>
    public static Tensor? Entries(GatherPatches patches, Tensor? row) => row is null ? null : New(() => row.repeat(patches.Height * patches.Width));

    /// <summary>A linear layer that has taken in a factor and a summand for each of its inputs.</summary>
    public static LinearRows Columns(LinearRows linear, Tensor? scale, Tensor? shift)
    {
        var bias = shift is null ? linear.Bias : New(() => linear.Bias is null ? linear.Weight.matmul(shift) : linear.Bias + linear.Weight.matmul(shift));
        return linear with { Weight = scale is null ? linear.Weight : New(() => linear.Weight * scale), Bias = bias };
    }

    private static GraphTensor Behind(AffineRows affine, GraphTensor x, bool isOnlyUse) =>
        (isOnlyUse ? Into(affine, x) : null) ?? GraphTensor.Shaped(affine, x.shape, x);

    private static GraphTensor? Into(AffineRows affine, GraphTensor x)
    {
        Operation? taken = x.Operation switch
        {
            AffineRows before => Composed(before.Scale, before.Shift, affine) is var (scale, shift) ? new AffineRows(scale, shift) : null,
            NormalizeRows norm => Composed(norm.Scale, norm.Shift, affine) is var (scale, shift) ? norm with { Scale = scale, Shift = shift } : null,
            LinearRows { IsBare: true } linear => linear with { Weight = Rows(linear.Weight, affine), Bias = Composed(null, linear.Bias, affine).Shift },
            DepthwiseRows { Activation: Activation.None, Adds: false } depthwise => depthwise with { Convolution = Filters(depthwise.Convolution, affine) },
            ChannelsLast { Inner: Convolve convolution } => new ChannelsLast(Filters(convolution, affine)),
            _ => null,
        };
        return taken is null ? null : GraphTensor.Shaped(taken, x.shape, x.Inputs);
    }

    private static Convolve Filters(Convolve convolution, AffineRows affine) =>
        convolution with { Weight = Rows(convolution.Weight, affine), Bias = Composed(null, convolution.Bias, affine).Shift };

    private static Tensor Rows(Tensor weight, AffineRows affine) =>
        affine.Scale is { } scale ? New(() => weight * scale.reshape([-1, .. Enumerable.Repeat(1L, (int)weight.dim() - 1)])) : weight;

    private static (Tensor? Scale, Tensor? Shift) Composed(Tensor? scale, Tensor? shift, AffineRows next)
    {
        var factor = scale is null ? next.Scale : next.Scale is null ? scale : New(() => scale * next.Scale);
        var moved = shift is null || next.Scale is null ? shift : New(() => shift * next.Scale);
        return (factor, moved is null ? next.Shift : next.Shift is null ? moved : New(() => moved + next.Shift));
    }
}
