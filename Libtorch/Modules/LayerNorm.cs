namespace TorchSharp.Modules;

/// <summary>Normalizes over the last axes.</summary>
public class LayerNorm : torch.nn.Module<torch.Tensor, torch.Tensor>
{
    private Parameter? _weight, _bias;

    internal LayerNorm(long[] normalized_shape, double eps, bool elementwise_affine, bool bias, torch.Device? device, torch.ScalarType? dtype) : base(nameof(LayerNorm))
    {
        (this.normalized_shape, this.eps, this.elementwise_affine) = (normalized_shape, eps, elementwise_affine);
        if (!elementwise_affine) return;
        weight = Initial.Full(normalized_shape, 1, device, dtype);
        if (bias) this.bias = Initial.Full(normalized_shape, 0, device, dtype);
    }

    public long[] normalized_shape { get; set; }
    public double eps { get; set; }
    public bool elementwise_affine { get; set; }

    public Parameter? weight
    {
        get => _weight;
        set => ConditionallyRegisterParameter(nameof(weight), _weight = value);
    }

    public Parameter? bias
    {
        get => _bias;
        set => ConditionallyRegisterParameter(nameof(bias), _bias = value);
    }

    public void reset_parameters()
    {
        if (_weight is not null) torch.nn.init.ones_(_weight);
        if (_bias is not null) torch.nn.init.zeros_(_bias);
    }

    public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.layer_norm(tensor, normalized_shape, _weight, _bias, eps);
}

/// <summary>Normalizes over groups of channels and all positions.</summary>
public class GroupNorm : torch.nn.Module<torch.Tensor, torch.Tensor>
{
    private Parameter? _weight, _bias;

    internal GroupNorm(long num_groups, long num_channels, double eps, bool affine, torch.Device? device, torch.ScalarType? dtype) : base(nameof(GroupNorm))
    {
        (this.num_groups, this.eps, this.affine) = (num_groups, eps, affine);
        if (!affine) return;
        weight = Initial.Full([num_channels], 1, device, dtype);
        bias = Initial.Full([num_channels], 0, device, dtype);
    }

    public long num_groups { get; set; }
    public double eps { get; set; }
    public bool affine { get; set; }

    public Parameter? weight
    {
        get => _weight;
        set => ConditionallyRegisterParameter(nameof(weight), _weight = value);
    }

    public Parameter? bias
    {
        get => _bias;
        set => ConditionallyRegisterParameter(nameof(bias), _bias = value);
    }

    public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.group_norm(tensor, num_groups, _weight, _bias, eps);
}
