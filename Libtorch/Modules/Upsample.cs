using System;

namespace TorchSharp.Modules;

/// <summary>Resamples to a size or by a factor.</summary>
public class Upsample : ParameterLessModule<torch.Tensor, torch.Tensor>
{
    private readonly long[]? _size;
    private readonly double[]? _scale_factor;

    internal Upsample(long[]? size, double[]? scale_factor, torch.UpsampleMode mode, bool? align_corners, bool? recompute_scale_factor) : base(nameof(Upsample))
    {
        (_size, _scale_factor, this.mode, this.align_corners, this.recompute_scale_factor) = (size, scale_factor, mode, align_corners, recompute_scale_factor);
    }

    public torch.UpsampleMode mode { get; }
    public bool? align_corners { get; }
    public bool? recompute_scale_factor { get; set; }
    public ReadOnlySpan<long> size => _size;
    public ReadOnlySpan<double> scale_factor => _scale_factor;

    public override torch.Tensor forward(torch.Tensor input) => torch.nn.functional.interpolate(
        input, _size, _scale_factor, (torch.InterpolationMode)mode, align_corners, recompute_scale_factor ?? false);
}
