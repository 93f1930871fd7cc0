namespace TorchSharp.Modules;

/// <summary>Looks rows of a table up by whole numbers.</summary>
public class Embedding : torch.nn.Module<torch.Tensor, torch.Tensor>
{
    private readonly long? _paddingIndex;
    private readonly double? _maxNorm;
    private readonly double _normType;
    private readonly bool _scaleByFrequency, _sparse;
    private Parameter _weight = null!;

    internal Embedding(Parameter table, long? padding_idx, double? max_norm, double norm_type, bool scale_grad_by_freq, bool sparse) : base(nameof(Embedding))
    {
        (_paddingIndex, _maxNorm, _normType, _scaleByFrequency, _sparse) = (padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse);
        weight = table;
    }

    /// <summary>The table, of the shape (number, width).</summary>
    public Parameter weight
    {
        get => _weight;
        set => ConditionallyRegisterParameter(nameof(weight), _weight = value);
    }

    public override torch.Tensor forward(torch.Tensor input)
    {
        if (_maxNorm is { } most)
        {
            using var _ = torch.no_grad();
            Native.Op.embedding_renorm_.InPlace(_weight, [_weight, input, most, _normType]);
        }

        var padding = _paddingIndex is { } index && index < 0 ? index + _weight.size(0) : _paddingIndex ?? -1;
        return Native.Op.embedding.Call([_weight, input, padding, _scaleByFrequency, _sparse]);
    }
}

/// <summary>x, or slope × x below 0, with trained slopes.</summary>
public class PReLU : torch.nn.Module<torch.Tensor, torch.Tensor>
{
    private Parameter _weight = null!;

    internal PReLU(long num_parameters, double init, torch.Device? device, torch.ScalarType? dtype) : base(nameof(PReLU))
    {
        (this.num_parameters, this.init) = (num_parameters, init);
        weight = Initial.Full([num_parameters], init, device, dtype);
    }

    public long num_parameters { get; }
    public double init { get; }

    public Parameter weight
    {
        get => _weight;
        set => ConditionallyRegisterParameter(nameof(weight), _weight = value);
    }

    public override string GetName() => nameof(PReLU);
    public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.prelu(tensor, _weight);
}
