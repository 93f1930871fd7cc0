using System;
using System.Linq;
using ArchGen.Runtime.Inference.Operations;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ArchGen.Runtime.Generated;

/// <summary>What generated code calls of <c>torch.nn.functional</c>, for tensors that are described.</summary>
public static class GraphFunctional
{
#pragma warning disable CS1591, IDE1006 // each is torch.nn.functional's function of that name
    public static GraphTensor relu(GraphTensor x) => x.Activated(Activation.Relu);

    public static GraphTensor silu(GraphTensor x) => x.Activated(Activation.Silu);

    public static GraphTensor hardswish(GraphTensor x) => x.Activated(Activation.Hardswish);

    public static GraphTensor gelu(GraphTensor x) => x.Activated(Activation.Gelu);

    public static GraphTensor gelu(GraphTensor x, TorchSharp.Modules.GELU.Approximate approximate) =>
        x.Activated(approximate == TorchSharp.Modules.GELU.Approximate.tanh ? Activation.GeluTanh : Activation.Gelu);

    public static GraphTensor relu6(GraphTensor x) => x.Elementwise("relu6", t => F.relu6(t));

    public static GraphTensor hardsigmoid(GraphTensor x) => x.Elementwise("hardsigmoid", t => F.hardsigmoid(t));

    public static GraphTensor mish(GraphTensor x) => x.Elementwise("mish", t => F.mish(t));

    public static GraphTensor softplus(GraphTensor x) => x.Elementwise("softplus", t => F.softplus(t));

    public static GraphTensor leaky_relu(GraphTensor x, double negative_slope = 0.01) => x.Elementwise("leaky_relu", t => F.leaky_relu(t, negative_slope));

    public static GraphTensor elu(GraphTensor x, double alpha) => x.Elementwise("elu", t => F.elu(t, alpha));

    public static GraphTensor normalize(GraphTensor x, double p = 2, long dim = 1, double eps = 1e-12) => Of("normalize", x, t => F.normalize(t, p, dim, eps));

    public static GraphTensor pad(GraphTensor x, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
        Of("pad", x, t => F.pad(t, pad, mode, value));

    public static GraphTensor avg_pool1d(GraphTensor x, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false, bool count_include_pad = true) =>
        Of("avg_pool1d", x, t => F.avg_pool1d(t, kernel_size, stride, padding, ceil_mode, count_include_pad));

    public static GraphTensor avg_pool2d(GraphTensor x, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false, bool count_include_pad = true) =>
        Spatial("avg_pool2d", x, t => F.avg_pool2d(t, kernel_size, stride, padding, ceil_mode, count_include_pad));

    public static GraphTensor avg_pool2d(GraphTensor x, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true) =>
        Spatial("avg_pool2d", x, t => F.avg_pool2d(t, kernel_size, stride, padding, ceil_mode, count_include_pad));

    public static GraphTensor avg_pool3d(GraphTensor x, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true) =>
        Spatial("avg_pool3d", x, t => F.avg_pool3d(t, kernel_size, stride, padding, ceil_mode, count_include_pad));

    public static GraphTensor max_pool1d(GraphTensor x, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
        Of("max_pool1d", x, t => F.max_pool1d(t, kernel_size, stride, padding, dilation, ceil_mode));

    public static GraphTensor max_pool2d(GraphTensor x, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
        Spatial("max_pool2d", x, t => F.max_pool2d(t, kernel_size, stride, padding, dilation, ceil_mode));

    public static GraphTensor max_pool2d(GraphTensor x, long[] kernel_size, long[]? stride = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
        Spatial("max_pool2d", x, t => F.max_pool2d(t, kernel_size, stride, padding, dilation, ceil_mode));

    public static GraphTensor max_pool3d(GraphTensor x, long[] kernel_size, long[]? stride = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
        Spatial("max_pool3d", x, t => F.max_pool3d(t, kernel_size, stride, padding, dilation, ceil_mode));

    public static GraphTensor adaptive_avg_pool1d(GraphTensor x, long output_size) => Of("adaptive_avg_pool1d", x, t => F.adaptive_avg_pool1d(t, output_size));

    public static GraphTensor adaptive_avg_pool2d(GraphTensor x, long output_size) => Spatial("adaptive_avg_pool2d", x, t => F.adaptive_avg_pool2d(t, output_size));

    public static GraphTensor adaptive_avg_pool2d(GraphTensor x, long[] output_size) => Spatial("adaptive_avg_pool2d", x, t => F.adaptive_avg_pool2d(t, output_size));

    public static GraphTensor adaptive_avg_pool3d(GraphTensor x, long output_size) => Spatial("adaptive_avg_pool3d", x, t => F.adaptive_avg_pool3d(t, output_size));

    public static GraphTensor adaptive_avg_pool3d(GraphTensor x, long[] output_size) => Spatial("adaptive_avg_pool3d", x, t => F.adaptive_avg_pool3d(t, output_size));

    public static GraphTensor adaptive_max_pool2d(GraphTensor x, long[] output_size) => Spatial("adaptive_max_pool2d", x, t => F.adaptive_max_pool2d(t, output_size));

    public static GraphTensor pixel_shuffle(GraphTensor x, long upscale_factor) => Of("pixel_shuffle", x, t => F.pixel_shuffle(t, upscale_factor));

    public static GraphTensor pixel_unshuffle(GraphTensor x, long downscale_factor) => Of("pixel_unshuffle", x, t => F.pixel_unshuffle(t, downscale_factor));

    public static GraphTensor unfold(GraphTensor x, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
        Of("unfold", x, t => F.unfold(t, kernel_size, dilation, padding, stride));

    public static GraphTensor unfold(GraphTensor x, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null, (long, long)? stride = null) =>
        Of("unfold", x, t => F.unfold(t, kernel_size, dilation, padding, stride));
#pragma warning restore CS1591, IDE1006

    private static GraphTensor Of(string name, GraphTensor x, Func<Tensor, Tensor> function) => GraphTensor.Make(new Opaque(name, t => function(t[0])), x);

    /// <summary>What takes its channels on axis 1, and keeps the order in which they lie in memory.</summary>
    private static GraphTensor Spatial(string name, GraphTensor x, Func<Tensor, Tensor> function) => GraphTensor.Make(new Spatial(name, function), x);
}
