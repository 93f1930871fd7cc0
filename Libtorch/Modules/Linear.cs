using System;

namespace TorchSharp.Modules;

/// <summary>x · Wᵀ + b over the last axis.</summary>
public class Linear : torch.nn.Module<torch.Tensor, torch.Tensor>
{
    private Parameter _weight = null!;
    private Parameter? _bias;

    internal Linear(long inputSize, long outputSize, bool hasBias, torch.Device? device, torch.ScalarType? dtype) : base(nameof(Linear))
    {
        (in_features, out_features) = (inputSize, outputSize);
        var bound = inputSize > 0 ? 1 / Math.Sqrt(inputSize) : 0;
        weight = Initial.Uniform([outputSize, inputSize], bound, device, dtype);
        if (hasBias) bias = Initial.Uniform([outputSize], bound, device, dtype);
    }

    internal Linear(Parameter weight, Parameter? bias) : base(nameof(Linear))
    {
        (in_features, out_features) = (weight.size(1), weight.size(0));
        this.weight = weight;
        this.bias = bias;
    }

    public long in_features { get; set; }
    public long out_features { get; set; }

    /// <summary>Of the shape (out, in).</summary>
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

    public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.linear(tensor, _weight, _bias);
}
