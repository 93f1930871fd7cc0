using System;
using System.Linq;

namespace TorchSharp.Modules;

/// <summary>What the convolutions share: sizes, parameters and padding.</summary>
public abstract class Convolution : torch.nn.Module<torch.Tensor, torch.Tensor>
{
    protected Parameter _weight = null!;
    protected Parameter? _bias;
    protected long input_channels;

    /// <summary>The padding as <see cref="torch.nn.functional.pad(torch.Tensor, long[], PaddingModes, double)"/> takes it: last axis first.</summary>
    protected long[] _reversed_padding_repeated_twice = [];

    /// <summary>The padding of both sides of each axis, where it is the same: the operators pad by themselves then, without a copy.</summary>
    private long[]? _bothSides;

    protected Convolution(string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, Padding? padding_type, long[] dilation, bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode, torch.Device? device = null, torch.ScalarType? dtype = null)
        : base(name)
    {
        if (groups <= 0) throw new ArgumentException("groups must be positive", nameof(groups));
        if (in_channels % groups != 0) throw new ArgumentException("in_channels must be divisible by groups", nameof(in_channels));
        if (out_channels % groups != 0) throw new ArgumentException("out_channels must be divisible by groups", nameof(out_channels));
        (this.in_channels, this.out_channels, input_channels, this.groups) = (in_channels, out_channels, in_channels, groups);
        (this.kernel_size, this.stride, this.padding, this.dilation, this.output_padding) = (kernel_size, stride, padding, dilation, output_padding);
        (this.transposed, this.padding_mode) = (transposed, padding_mode);
        if (padding_type is { } named) SetPadding(named);
        else SetPadding(padding);

        long[] shape = transposed ? [in_channels, out_channels / groups, .. kernel_size] : [out_channels, in_channels / groups, .. kernel_size];
        var bound = 1 / Math.Sqrt(shape[1] * kernel_size.Aggregate(1L, (product, k) => product * k));
        weight = Initial.Uniform(shape, bound, device, dtype);
        if (bias) this.bias = Initial.Uniform([out_channels], bound, device, dtype);
    }

    public long in_channels { get; }
    public long out_channels { get; }
    public long[] kernel_size { get; set; }
    public long[] stride { get; set; }
    public long[] padding { get; private set; }
    public Padding? padding_type { get; private set; }
    public long[] dilation { get; set; }
    public bool transposed { get; }
    public long[] output_padding { get; set; }
    public long groups { get; set; }
    public PaddingModes padding_mode { get; set; }

    /// <summary>Of the shape (out, in / groups, …kernel); transposed, (in, out / groups, …kernel).</summary>
    public Parameter weight
    {
        get => _weight;
        set => ConditionallyRegisterParameter(nameof(weight), _weight = value);
    }

    public Parameter? bias
    {
        get => _bias;
        set => ConditionallyRegisterParameter(nameof(bias), _bias = value);
    }

    /// <summary>Pads by so much on both sides of each axis.</summary>
    public void SetPadding(long[] padding)
    {
        (this.padding, padding_type, _bothSides) = (padding, null, padding);
        _reversed_padding_repeated_twice = padding.Reverse().SelectMany(p => new[] { p, p }).ToArray();
    }

    /// <summary>Pads not at all, or so that the output is as large as the input.</summary>
    public void SetPadding(Padding padding)
    {
        if (padding == Padding.Same && stride.Any(s => s != 1)) throw new ArgumentException("padding 'same' needs a stride of 1", nameof(padding));
        var total = kernel_size.Zip(dilation, (k, d) => padding == Padding.Same ? d * (k - 1) : 0).ToArray();
        (this.padding, padding_type) = (new long[kernel_size.Length], padding);
        _bothSides = total.All(t => t % 2 == 0) ? [.. total.Select(t => t / 2)] : null;
        _reversed_padding_repeated_twice = total.Reverse().SelectMany(t => new[] { t / 2, t - t / 2 }).ToArray();
    }

    /// <summary>Draws the parameters anew.</summary>
    public void reset_parameters()
    {
        torch.nn.init.kaiming_uniform_(_weight, Math.Sqrt(5));
        if (_bias is null) return;
        var (fanIn, _) = torch.nn.init.CalculateFanInAndFanOut(_weight);
        torch.nn.init.uniform_(_bias, -1 / Math.Sqrt(fanIn), 1 / Math.Sqrt(fanIn));
    }

    /// <summary>Whether the input is a batch, or one sample, of this layer's channels.</summary>
    protected bool ValidateShape(torch.Tensor input, long dimensions)
    {
        var rank = input.dim();
        return (rank == dimensions + 2 && input.size(1) == input_channels) || (rank == dimensions + 1 && input.size(0) == input_channels);
    }

    /// <summary>Convolves by one of the three operators, after padding by hand where the mode or a lopsided padding asks for it.</summary>
    private protected torch.Tensor Convolve(Native.Operator op, torch.Tensor input)
    {
        if (_bothSides is { } bothSides && (padding_mode == PaddingModes.Zeros || bothSides.All(p => p == 0)))
            return op.Call([input, _weight, _bias, stride, bothSides, dilation, groups]);
        var mode = padding_mode == PaddingModes.Zeros ? PaddingModes.Constant : padding_mode;
        using var padded = torch.nn.functional.pad(input, _reversed_padding_repeated_twice, mode);
        return op.Call([padded, _weight, _bias, stride, new long[kernel_size.Length], dilation, groups]);
    }
}

/// <summary>A convolution over sequences: (N, C, L).</summary>
public class Conv1d : Convolution
{
    internal Conv1d(long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, Padding? padding_type, long[] dilation, long groups, bool bias, PaddingModes padding_mode, torch.Device? device, torch.ScalarType? dtype)
        : base(nameof(Conv1d), in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation, false, [0], groups, bias, padding_mode, device, dtype) { }

    public override torch.Tensor forward(torch.Tensor input) => Convolve(Native.Op.conv1d, input);
}

/// <summary>A convolution over images: (N, C, H, W).</summary>
public class Conv2d : Convolution
{
    internal Conv2d(long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, Padding? padding_type, long[] dilation, long groups, bool bias, PaddingModes padding_mode, torch.Device? device, torch.ScalarType? dtype)
        : base(nameof(Conv2d), in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation, false, [0, 0], groups, bias, padding_mode, device, dtype) { }

    public override torch.Tensor forward(torch.Tensor input) => Convolve(Native.Op.conv2d, input);
}

/// <summary>A convolution over volumes: (N, C, D, H, W).</summary>
public class Conv3d : Convolution
{
    internal Conv3d(long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, Padding? padding_type, long[] dilation, long groups, bool bias, PaddingModes padding_mode, torch.Device? device, torch.ScalarType? dtype)
        : base(nameof(Conv3d), in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation, false, [0, 0, 0], groups, bias, padding_mode, device, dtype) { }

    public override torch.Tensor forward(torch.Tensor input) => Convolve(Native.Op.conv3d, input);
}
