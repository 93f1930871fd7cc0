using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Generated;

/// <summary>Divides each position by its root mean square over an axis, and scales it.</summary>
public sealed class RmsNorm : nn.Module<Tensor, Tensor>
{
    private readonly long _size;
    private readonly long _axis;
    private Parameter? _weight;

    /// <summary>A norm over an axis of <paramref name="size"/> entries.</summary>
    public RmsNorm(long size, double eps = 1e-5, bool elementwise_affine = true, long axis = -1)
        : base(nameof(RmsNorm))
    {
        _size = size;
        _axis = axis;
        Eps = eps;
        if (elementwise_affine)
            weight = new Parameter(InitialTensor.Constant([size], 1));
    }

    /// <summary>What is added to the mean square.</summary>
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

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var result = input * (input.square().mean([_axis], keepdim: true) + Eps).rsqrt();
        if (_weight is not null)
        {
            var shape = new long[input.dim()];
            System.Array.Fill(shape, 1);
            shape[_axis < 0 ? _axis + shape.Length : _axis] = _size;
            result = result * _weight.reshape(shape);
        }
        return scope.MoveToOuter(result);
    }

    /// <summary>The constructor registers everything.</summary>
    protected override void RegisterComponents()
    {
    }
}
