using System.Collections.Generic;
using System.Linq;
using ArchGen.Runtime.Generated;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ArchGen.Runtime.Inference.Operations;

/// <summary>Each row (the last axis) less its mean, by its deviation; then a factor and a summand for each entry.</summary>
internal sealed record NormalizeRows(double Eps, Tensor? Scale, Tensor? Shift) : Operation
{
    public override IEnumerable<Tensor> Held => new[] { Scale, Shift }.OfType<Tensor>();

    public override Tensor Run(Tensor[] x) => Kernels.NormalizeRows(x[0], this);
}

/// <summary>
/// Each group of channels (axis 1) of each image less its mean, by its deviation. libtorch's group norm, given channels that lie last, takes the variance as the mean of squares less
/// the square of the mean: where a group varies little around a large mean, three digits are left of it. Its layer norm doesn't.
/// </summary>
internal sealed record NormalizeGroups(long Groups, double Eps) : Operation
{
    public override Tensor Run(Tensor[] x)
    {
        using var scope = torch.NewDisposeScope();
        var groups = x[0].reshape(x[0].size(0), Groups, -1);
        return F.layer_norm(groups, [groups.size(-1)], eps: Eps).reshape(x[0].shape).MoveToOuterDisposeScope();
    }
}

/// <summary>
/// A linear layer over the last axis, with what stands before and behind it: <c>residual + multiplier · act(W norm(x) + b)</c>. Inputs: x, then the multiplier and
/// the residual where there are any; both have the result's shape.
/// </summary>
internal sealed record LinearRows(Tensor Weight, Tensor? Bias) : Operation
{
    /// <summary>Where x is normalised first, what is added to the variance.</summary>
    public double? Norm { get; init; }

    /// <summary>The activation.</summary>
    public Activation Activation { get; init; }

    /// <summary>True where the result is multiplied by an input.</summary>
    public bool Multiplies { get; init; }

    /// <summary>True where an input is added.</summary>
    public bool Adds { get; init; }

    /// <summary>True where nothing has been put behind it.</summary>
    public bool IsBare => Activation == Activation.None && !Multiplies && !Adds;

    /// <summary>What has been put behind it, for listings.</summary>
    public string Behind => (Activation == Activation.None ? "" : " " + Activation) + (Multiplies ? " multiply" : "") + (Adds ? " add" : "");

    public override string Name => "Linear" + (Norm is null ? "" : " norm") + Behind;

    public override IEnumerable<Tensor> Held => new[] { Weight, Bias }.OfType<Tensor>();

    public override Tensor Run(Tensor[] x) => Kernels.Linear(x, this);
}

/// <summary>Two linear layers with an activation between them: <c>residual + W₂ act(W₁ norm(x) + b₁) + b₂</c>.</summary>
internal sealed record MlpRows(LinearRows First, LinearRows Second) : Operation
{
    public override string Name => "Mlp" + (First.Norm is null ? "" : " norm") + " " + First.Activation + (Second.Adds ? " add" : "");

    public override IEnumerable<Tensor> Held => First.Held.Concat(Second.Held);

    public override Tensor Run(Tensor[] x) => Kernels.Mlp(x, this);
}

/// <summary>A convolution over [N, C, …].</summary>
internal sealed record Convolve(Tensor Weight, Tensor? Bias, long[] Stride, long[] Padding, long[] Dilation, long Groups) : Operation
{
    public override string Name => IsDepthwise ? "Depthwise" : "Convolution";

    public override IEnumerable<Tensor> Held => new[] { Weight, Bias }.OfType<Tensor>();

    /// <summary>True where each channel is convolved by itself.</summary>
    public bool IsDepthwise => Groups > 1 && Groups == Weight.size(0) && Weight.size(1) == 1;

    /// <summary>True where it is a linear layer at each position.</summary>
    public bool IsPointwise => Groups == 1 && Stride.All(s => s == 1) && Padding.All(p => p == 0) && Weight.shape.Skip(2).All(k => k == 1);

    /// <summary>True where the pieces that it looks at lie side by side.</summary>
    public bool IsPatches => Groups == 1 && Padding.All(p => p == 0) && Dilation.All(d => d == 1) && Stride.SequenceEqual(Weight.shape.Skip(2));

    public override (long[] Shape, ScalarType Type)? Result(GraphTensor[] x)
    {
        var kernel = Weight.shape;
        if (x[0].Rank != kernel.Length || x[0].Sizes[1] != kernel[1] * Groups || x[0].dtype != Weight.dtype)
            return null;
        long[] sizes = [x[0].Sizes[0], kernel[0], .. x[0].Sizes[2..]];
        for (var i = 2; i < sizes.Length; i++)
        {
            var room = sizes[i] + 2 * Padding[i - 2] - Dilation[i - 2] * (kernel[i] - 1) - 1;
            if (room < 0)
                return null;
            sizes[i] = room / Stride[i - 2] + 1;
        }
        return (sizes, x[0].dtype);
    }

    public override Tensor Run(Tensor[] x) => Weight.dim() switch
    {
        3 => F.conv1d(x[0], Weight, Bias, Stride[0], Padding[0], Dilation[0], Groups),
        4 => F.conv2d(x[0], Weight, Bias, Stride, Padding, Dilation, Groups),
        _ => F.conv3d(x[0], Weight, Bias, Stride, Padding, Dilation, Groups),
    };
}

/// <summary>A depthwise convolution over [N, H, W, C], an activation behind it, and an input of the result's shape added.</summary>
internal sealed record DepthwiseRows(Convolve Convolution) : Operation
{
    /// <summary>The activation.</summary>
    public Activation Activation { get; init; }

    /// <summary>True where an input is added.</summary>
    public bool Adds { get; init; }

    public override string Name => "Depthwise" + (Activation == Activation.None ? "" : " " + Activation) + (Adds ? " add" : "");

    public override IEnumerable<Tensor> Held => Convolution.Held;

    public override Tensor Run(Tensor[] x) => Kernels.Depthwise(x, this);
}

/// <summary>Attention by heads: softmax(q kᵀ · scale + bias) v. Inputs: q, k, v as [N, heads, L, d], then the bias where there is one.</summary>
internal sealed record Attend(double Scale, bool HasBias) : Operation
{
    public override Tensor Run(Tensor[] x) => Kernels.Attend(x, this);
}
