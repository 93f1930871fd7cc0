using System;
using System.Linq;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ArchGen.Runtime.Inference.Operations;

/// <summary>The fused operations by the plain operators, on any device and type.</summary>
internal static class Kernels
{
    public static Tensor Activate(Tensor x, Activation kind) => Operations.Activate.Apply(x, kind);

    public static Tensor NormalizeRows(Tensor x, NormalizeRows norm) => F.layer_norm(x, [x.size(-1)], norm.Scale, norm.Shift, norm.Eps);

    public static Tensor Linear(Tensor[] x, LinearRows linear)
    {
        using var scope = torch.NewDisposeScope();
        var (inputs, outputs) = (linear.Weight.size(1), linear.Weight.size(0));
        long[] shape = [.. x[0].shape[..^1], outputs];
        var rows = x[0].reshape(-1, inputs);
        if (linear.Norm is { } eps)
            rows = F.layer_norm(rows, [inputs], eps: eps);
        var result = F.linear(rows, linear.Weight, linear.Bias).view(shape);
        if (linear.Activation != Activation.None)
            result = Operations.Activate.Apply(result, linear.Activation);
        if (linear.Multiplies)
            result = result.mul_(x[1]);
        if (linear.Adds)
            result = result.add_(x[^1]);
        return result.MoveToOuterDisposeScope();
    }

    public static Tensor Mlp(Tensor[] x, MlpRows mlp)
    {
        using var scope = torch.NewDisposeScope();
        var hidden = Linear([x[0]], mlp.First);
        return Linear([hidden, .. x.Skip(1)], mlp.Second).MoveToOuterDisposeScope();
    }

    public static Tensor Patches(Tensor[] x, PatchRows patches)
    {
        using var scope = torch.NewDisposeScope();
        var map = patches.IsChannelsFirst ? x[0].permute(0, 2, 3, 1) : x[0];
        if (patches.Norm is { } eps)
            map = F.layer_norm(map, [map.size(-1)], eps: eps);
        return Linear([patches.Patches.Run([map]), .. x.Skip(1)], patches.Linear).MoveToOuterDisposeScope();
    }

    public static Tensor Depthwise(Tensor[] x, DepthwiseRows depthwise)
    {
        using var scope = torch.NewDisposeScope();
        var result = new ChannelsLast(depthwise.Convolution).Run([x[0]]);
        if (depthwise.Activation != Activation.None)
            result = Operations.Activate.Apply(result, depthwise.Activation);
        if (depthwise.Adds)
            result = result + x[^1];
        return result.MoveToOuterDisposeScope();
    }

    public static Tensor Attend(Tensor[] x, Attend attention)
    {
        using var scope = torch.NewDisposeScope();
        var scores = torch.matmul(x[0] * attention.Scale, x[1].transpose(-2, -1));
        if (attention.HasBias)
            scores = scores.add_(x[3]);
        return torch.matmul(scores.softmax(-1), x[2]).MoveToOuterDisposeScope();
    }
}
