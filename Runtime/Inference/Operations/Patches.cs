using System.Collections.Generic;
using ArchGen.Runtime.Generated;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Inference.Operations;

/// <summary>Pieces of [N, H, W, C] that lie side by side, each as one row: [N, H / height, W / width, height · width · C].</summary>
internal sealed record GatherPatches(long Height, long Width) : Operation
{
    public override string Name => "Patches";

    public override (long[] Shape, ScalarType Type)? Result(GraphTensor[] x) =>
        ([x[0].size(0), x[0].size(1) / Height, x[0].size(2) / Width, Height * Width * x[0].size(3)], x[0].dtype);

    public override Tensor Run(Tensor[] x)
    {
        using var scope = torch.NewDisposeScope();
        var (rows, columns) = (x[0].size(1) / Height, x[0].size(2) / Width);
        var pieces = x[0].reshape(x[0].size(0), rows, Height, columns, Width, x[0].size(3)).permute(0, 1, 3, 2, 4, 5);
        return pieces.reshape(x[0].size(0), rows, columns, Height * Width * x[0].size(3)).MoveToOuterDisposeScope();
    }
}

/// <summary>Patches and the linear layer that each goes through, whose inputs it has: a convolution whose kernel is its stride.</summary>
internal sealed record PatchRows(GatherPatches Patches, LinearRows Linear) : Operation
{
    /// <summary>Where the channels of each pixel are normalised first, what is added to the variance.</summary>
    public double? Norm { get; init; }

    /// <summary>True where the patches are those of [N, C, H, W].</summary>
    public bool IsChannelsFirst { get; init; }

    public override string Name => "Patches linear" + (Norm is null ? "" : " norm") + Linear.Behind;

    public override IEnumerable<Tensor> Held => Linear.Held;

    public override Tensor Run(Tensor[] x) => Kernels.Patches(x, this);
}
