using System;
using System.Linq;
using ArchGen.Runtime.Inference.Operations;
using ArchGen.Runtime.Inference.Rewriting;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Generated;

/// <summary>The layers that specs are made of, as operations. Each of them in evaluation.</summary>
internal static class KnownLayers
{
    /// <summary>What a layer gives, or null where it isn't one of these.</summary>
    public static GraphTensor? Describe(nn.Module layer, GraphTensor x) => layer switch
    {
        Identity or Dropout or Dropout1d or Dropout2d or Dropout3d or DropPath => x,
        Linear linear => Linear(linear, x),
        Conv1d or Conv2d or Conv3d => Convolution((Convolution)layer, x),
        BatchNorm1d norm => Normalized(x, norm.running_mean, norm.running_var, norm.weight, norm.bias, norm.eps),
        BatchNorm2d norm => Normalized(x, norm.running_mean, norm.running_var, norm.weight, norm.bias, norm.eps),
        BatchNorm3d norm => Normalized(x, norm.running_mean, norm.running_var, norm.weight, norm.bias, norm.eps),
        LayerNorm { normalized_shape: [_] } norm => Affine(Rows(x, norm.eps), Weight(norm.weight), Weight(norm.bias), x.Rank - 1),
        ChannelsFirstLayerNorm norm => ChannelsFirst(x, norm),
        GroupNorm norm => Affine(GraphTensor.Shaped(new NormalizeGroups(norm.num_groups, norm.eps), x.shape, x), Weight(norm.weight), Weight(norm.bias), 1),
        GELU gelu => GraphFunctional.gelu(x, gelu.approximate),
        ReLU => x.Activated(Activation.Relu),
        SiLU => x.Activated(Activation.Silu),
        Sigmoid => x.Activated(Activation.Sigmoid),
        Hardswish => x.Activated(Activation.Hardswish),
        ReLU6 or Tanh or Hardsigmoid or Mish => x.Elementwise(layer.GetName(), t => ((nn.Module<Tensor, Tensor>)layer).call(t)),
        _ => null,
    };

    private static GraphTensor Rows(GraphTensor x, double eps) => GraphTensor.Shaped(new NormalizeRows(eps, null, null), x.shape, x);

    private static GraphTensor Linear(Linear layer, GraphTensor x) => GraphTensor.Shaped(
        new LinearRows(Copy(layer.weight)!, Copy(layer.bias)), [.. x.shape[..^1], layer.weight.size(0)], x);

    private static GraphTensor ChannelsFirst(GraphTensor x, ChannelsFirstLayerNorm norm)
    {
        var axis = (int)(norm.Axis < 0 ? norm.Axis + x.Rank : norm.Axis);
        int[] toLast = [.. Enumerable.Range(0, x.Rank).Where(i => i != axis), axis];
        var normed = Affine(Rows(x.Permuted(toLast), norm.Eps), Weight(norm.weight), Weight(norm.bias), x.Rank - 1);
        return normed.Permuted(Permute.Inverse(toLast));
    }

    private static GraphTensor? Convolution(Convolution layer, GraphTensor x)
    {
        if (layer.padding_mode != PaddingModes.Zeros)
            return null;
        var padding = layer.padding_type switch
        {
            Padding.Same => [.. layer.dilation.Zip(layer.kernel_size, (d, k) => d * (k - 1))],
            Padding.Valid => new long[layer.kernel_size.Length],
            _ => layer.padding!.Select(p => 2 * p).ToArray(),
        };
        // An odd sum has more zeros at one end, which the layer itself sees to.
        return padding.Any(p => p % 2 != 0)
            ? null
            : GraphTensor.Make(
                new Convolve(Copy(layer.weight)!, Copy(layer.bias), [.. layer.stride], [.. padding.Select(p => p / 2)], [.. layer.dilation], layer.groups), x);
    }

    private static GraphTensor? Normalized(GraphTensor x, Tensor? mean, Tensor? variance, Tensor? weight, Tensor? bias, double eps)
    {
        if (mean is null || variance is null)
            return null;
        var scale = Folding.New(() =>
        {
            var factor = (Copy(variance)! + eps).rsqrt();
            return weight is null ? factor : factor * Copy(weight)!;
        });
        var shift = Folding.New(() =>
        {
            var summand = -Copy(mean)! * scale;
            return bias is null ? summand : summand + Copy(bias)!;
        });
        return Affine(x, GraphTensor.Known(scale), GraphTensor.Known(shift), 1);
    }

    /// <summary>A factor and a summand for each entry of an axis.</summary>
    private static GraphTensor Affine(GraphTensor x, GraphTensor? scale, GraphTensor? shift, int axis)
    {
        long[] sizes = [x.size(axis), .. Enumerable.Repeat(1L, x.Rank - 1 - axis)];
        var result = scale is null ? x : GraphTensor.Shaped(new Binary(BinaryKind.Multiply), x.shape, x, scale.Reshaped(sizes));
        return shift is null ? result : GraphTensor.Shaped(new Binary(BinaryKind.Add), x.shape, result, shift.Reshaped(sizes));
    }

    private static GraphTensor? Weight(Tensor? value) => value is null ? null : GraphTensor.Of(value);

    private static Tensor? Copy(Tensor? value) => Weight(value)?.Value;
}
