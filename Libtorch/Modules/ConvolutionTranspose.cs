using System;

namespace TorchSharp.Modules;

/// <summary>What the transposed convolutions share.</summary>
public abstract class ConvolutionTranspose : Convolution
{
    protected ConvolutionTranspose(string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, Padding? padding_type, long[] dilation, bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode, torch.Device? device = null, torch.ScalarType? dtype = null)
        : base(name, in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation, transposed, output_padding, groups, bias, padding_mode, device, dtype)
    {
        if (padding_mode != PaddingModes.Zeros) throw new ArgumentException("a transposed convolution pads with zeros only", nameof(padding_mode));
    }

    /// <summary>Convolves to a chosen output size, which a stride above 1 leaves open.</summary>
    public abstract torch.Tensor forward(torch.Tensor input, long[]? output_size);

    public override torch.Tensor forward(torch.Tensor input) => forward(input, null);

    /// <summary>The output padding that reaches the wanted size.</summary>
    protected long[] _output_padding(torch.Tensor input, long[]? output_size, long[] kernel_size, long[] stride, long[] padding, long[] dilation, long num_spatial_dims)
    {
        if (output_size is null) return output_padding;
        var result = new long[num_spatial_dims];
        var skipped = output_size.Length - (int)num_spatial_dims;
        if (skipped is not (0 or 2)) throw new ArgumentException($"output_size needs {num_spatial_dims} or {num_spatial_dims + 2} entries.", nameof(output_size));
        for (var d = 0; d < num_spatial_dims; d++)
        {
            var least = (input.size(d - (int)num_spatial_dims) - 1) * stride[d] - 2 * padding[d] + dilation[d] * (kernel_size[d] - 1) + 1;
            result[d] = output_size[d + skipped] - least;
            if (result[d] < 0 || result[d] >= Math.Max(stride[d], dilation[d]))
                throw new ArgumentException($"An output size of {output_size[d + skipped]} can't be reached from {least}.", nameof(output_size));
        }

        return result;
    }

    private protected torch.Tensor Convolve(Native.Operator op, torch.Tensor input, long[]? output_size) =>
        op.Call([input, _weight, _bias, stride, padding, _output_padding(input, output_size, kernel_size, stride, padding, dilation, kernel_size.Length), groups, dilation]);
}

/// <summary>The transpose of a convolution over sequences.</summary>
public class ConvTranspose1d : ConvolutionTranspose
{
    internal ConvTranspose1d(long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, long[] output_padding, long[] dilation, long groups, bool bias, PaddingModes padding_mode, torch.Device? device, torch.ScalarType? dtype)
        : base(nameof(ConvTranspose1d), in_channels, out_channels, kernel_size, stride, padding, null, dilation, true, output_padding, groups, bias, padding_mode, device, dtype) { }

    public override torch.Tensor forward(torch.Tensor input, long[]? output_size) => Convolve(Native.Op.conv_transpose1d, input, output_size);
}

/// <summary>The transpose of a convolution over images.</summary>
public class ConvTranspose2d : ConvolutionTranspose
{
    internal ConvTranspose2d(long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, long[] output_padding, long[] dilation, long groups, bool bias, PaddingModes padding_mode, torch.Device? device, torch.ScalarType? dtype)
        : base(nameof(ConvTranspose2d), in_channels, out_channels, kernel_size, stride, padding, null, dilation, true, output_padding, groups, bias, padding_mode, device, dtype) { }

    public override torch.Tensor forward(torch.Tensor input, long[]? output_size) => Convolve(Native.Op.conv_transpose2d_input, input, output_size);
}

/// <summary>The transpose of a convolution over volumes.</summary>
public class ConvTranspose3d : ConvolutionTranspose
{
    internal ConvTranspose3d(long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, long[] output_padding, long[] dilation, long groups, bool bias, PaddingModes padding_mode, torch.Device? device, torch.ScalarType? dtype)
        : base(nameof(ConvTranspose3d), in_channels, out_channels, kernel_size, stride, padding, null, dilation, true, output_padding, groups, bias, padding_mode, device, dtype) { }

    public override torch.Tensor forward(torch.Tensor input, long[]? output_size) => Convolve(Native.Op.conv_transpose3d_input, input, output_size);
}
