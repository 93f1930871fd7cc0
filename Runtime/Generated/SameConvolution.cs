using System;
using System.Linq;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ArchGen.Runtime.Generated;

/// <summary>
/// A convolution whose result has its input's size divided by the stride, rounded up: as TensorFlow's "same", what is missing is added at run time, the odd one at
/// the end.
/// </summary>
public abstract class SameConvolution : nn.Module<Tensor, Tensor>
{
    private readonly long[] _kernel;
    private Parameter _weight;
    private Parameter? _bias;

    private protected SameConvolution(
        string name, long in_channels, long out_channels, long[] kernel, long[] stride, long[] dilation, long groups, bool bias)
        : base(name)
    {
        _kernel = kernel;
        Stride = stride;
        Dilation = dilation;
        Groups = groups;
        var fan = in_channels / groups * kernel.Aggregate(1L, (product, size) => product * size);
        var bound = 1 / Math.Sqrt(fan);
        _weight = new Parameter(InitialTensor.Of([out_channels, in_channels / groups, .. kernel], Initial.Uniform(-bound, bound)));
        register_parameter(nameof(weight), _weight);
        if (bias)
            this.bias = new Parameter(InitialTensor.Of([out_channels], Initial.Uniform(-bound, bound)));
    }

    /// <summary>The learned kernels.</summary>
    public Parameter weight
    {
        get => _weight;
        set
        {
            _weight = value;
            ConditionallyRegisterParameter(nameof(weight), value);
        }
    }

    /// <summary>What is added to each channel.</summary>
    public Parameter? bias
    {
        get => _bias;
        set
        {
            _bias = value;
            ConditionallyRegisterParameter(nameof(bias), value);
        }
    }

    private protected long[] Stride { get; }

    private protected long[] Dilation { get; }

    /// <summary>The parts that the channels fall into.</summary>
    public long Groups { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(Convolve(Pad(input)));
    }

    private protected abstract Tensor Convolve(Tensor padded);

    private Tensor Pad(Tensor input)
    {
        var axes = _kernel.Length;
        var padding = new long[2 * axes];
        for (var i = 0; i < axes; i++)
        {
            var size = input.size(i + 2);
            var missing = Math.Max(0, (StaticMath.CeilDiv(size, Stride[i]) - 1) * Stride[i] + Dilation[i] * (_kernel[i] - 1) + 1 - size);
            padding[2 * (axes - 1 - i)] = missing / 2;
            padding[2 * (axes - 1 - i) + 1] = missing - missing / 2;
        }
        return Array.TrueForAll(padding, p => p == 0) ? input : F.pad(input, padding);
    }

    /// <summary>The constructor registers everything.</summary>
    protected override void RegisterComponents()
    {
    }
}

/// <summary>A <see cref="SameConvolution"/> over one axis.</summary>
public sealed class SameConv1d(long in_channels, long out_channels, long kernel_size, long stride = 1, long dilation = 1, long groups = 1, bool bias = true)
    : SameConvolution(nameof(SameConv1d), in_channels, out_channels, [kernel_size], [stride], [dilation], groups, bias)
{
    private protected override Tensor Convolve(Tensor padded) => F.conv1d(padded, weight, bias, Stride[0], 0, Dilation[0], Groups);
}

/// <summary>A <see cref="SameConvolution"/> over two axes.</summary>
public sealed class SameConv2d : SameConvolution
{
    /// <summary>The same sizes for both axes.</summary>
    public SameConv2d(long in_channels, long out_channels, long kernel_size, long stride = 1, long dilation = 1, long groups = 1, bool bias = true)
        : base(nameof(SameConv2d), in_channels, out_channels, [kernel_size, kernel_size], [stride, stride], [dilation, dilation], groups, bias)
    {
    }

    /// <summary>Sizes for each axis.</summary>
    public SameConv2d(
        long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? dilation = null, long groups = 1,
        bool bias = true)
        : base(nameof(SameConv2d), in_channels, out_channels, List(kernel_size), List(stride ?? (1, 1)), List(dilation ?? (1, 1)), groups, bias)
    {
    }

    private protected override Tensor Convolve(Tensor padded) => F.conv2d(padded, weight, bias, Stride, [0, 0], Dilation, Groups);

    private static long[] List((long, long) sizes) => [sizes.Item1, sizes.Item2];
}

/// <summary>A <see cref="SameConvolution"/> over three axes.</summary>
public sealed class SameConv3d : SameConvolution
{
    /// <summary>The same sizes for all axes.</summary>
    public SameConv3d(long in_channels, long out_channels, long kernel_size, long stride = 1, long dilation = 1, long groups = 1, bool bias = true)
        : base(
            nameof(SameConv3d), in_channels, out_channels, [kernel_size, kernel_size, kernel_size], [stride, stride, stride],
            [dilation, dilation, dilation], groups, bias)
    {
    }

    /// <summary>Sizes for each axis.</summary>
    public SameConv3d(
        long in_channels, long out_channels, (long, long, long) kernel_size, (long, long, long)? stride = null, (long, long, long)? dilation = null,
        long groups = 1, bool bias = true)
        : base(nameof(SameConv3d), in_channels, out_channels, List(kernel_size), List(stride ?? (1, 1, 1)), List(dilation ?? (1, 1, 1)), groups, bias)
    {
    }

    private protected override Tensor Convolve(Tensor padded) => F.conv3d(padded, weight, bias, Stride, [0, 0, 0], Dilation, Groups);

    private static long[] List((long, long, long) sizes) => [sizes.Item1, sizes.Item2, sizes.Item3];
}
