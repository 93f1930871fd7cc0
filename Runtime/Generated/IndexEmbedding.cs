using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Generated;

/// <summary>A learned vector for each index. It takes whole numbers of any type, as specs count in floating point, too.</summary>
public sealed class IndexEmbedding : nn.Module<Tensor, Tensor>
{
    private readonly long _size;
    private Parameter _weight;

    /// <summary><paramref name="num_embeddings"/> vectors of a size, which start as PyTorch's do.</summary>
    public IndexEmbedding(long num_embeddings, long embedding_dim)
        : base(nameof(IndexEmbedding))
    {
        _size = embedding_dim;
        _weight = new Parameter(InitialTensor.Of([num_embeddings, embedding_dim], Initial.Normal()));
        weight = _weight;
    }

    /// <summary>The vectors.</summary>
    public Parameter weight
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
        var vectors = _weight.index_select(0, input.to(ScalarType.Int64).flatten());
        return scope.MoveToOuter(vectors.reshape([.. input.shape, _size]));
    }

    /// <summary>The constructor registers everything.</summary>
    protected override void RegisterComponents()
    {
    }
}
