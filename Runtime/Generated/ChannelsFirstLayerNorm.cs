using System;
using System.Diagnostics.CodeAnalysis;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ArchGen.Runtime.Generated;

/// <summary>A layer norm over an axis that isn't the last, by default the channels of [N, C, H, W], at each position.</summary>
public sealed class ChannelsFirstLayerNorm : nn.Module<Tensor, Tensor>
{
    private readonly long[] _shape;
    private readonly long _axis;
    private Parameter? _weight;
    private Parameter? _bias;

    /// <summary>A norm over an axis of <paramref name="size"/> entries.</summary>
    public ChannelsFirstLayerNorm(long size, double eps = 1e-5, bool elementwise_affine = true, bool bias = true, long axis = 1)
        : base(nameof(ChannelsFirstLayerNorm))
    {
        _shape = [size];
        _axis = axis;
        Eps = eps;
        if (!elementwise_affine)
            return;
        weight = new Parameter(InitialTensor.Constant(_shape, 1));
        if (bias)
            this.bias = new Parameter(InitialTensor.Constant(_shape, 0));
    }

    /// <summary>The axis that is normalised.</summary>
    public long Axis => _axis;

    /// <summary>What is added to the variance.</summary>
    public double Eps { get; }

    /// <summary>The learned scale.</summary>
    public Parameter? weight
    {
        get => _weight;
        set
        {
            _weight = value;
            ConditionallyRegisterParameter(nameof(weight), value);
        }
    }

    /// <summary>The learned shift.</summary>
    public Parameter? bias
    {
        get => _bias;
        set
        {
            _bias = value;
            ConditionallyRegisterParameter(nameof(bias), value);
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var last = torch.movedim(input, _axis, -1);
        var normed = F.layer_norm(last, _shape, _weight, _bias, Eps);
        return scope.MoveToOuter(torch.movedim(normed, -1, _axis));
    }

    /// <summary>The constructor registers everything.</summary>
    protected override void RegisterComponents()
    {
    }
}
