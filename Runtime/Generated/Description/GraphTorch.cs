using System.Linq;
using ArchGen.Runtime.Inference;
using ArchGen.Runtime.Inference.Operations;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Generated;

/// <summary>What generated code calls of <c>torch</c>, for tensors that are described.</summary>
public static class GraphTorch
{
#pragma warning disable CS1591, IDE1006 // each is torch's function of that name
    public static ScalarType float32 => ScalarType.Float32;

    public static GraphTensor arange(Scalar start, Scalar end, Scalar step, ScalarType dtype, Device? device = null) =>
        New(torch.arange(start, end, step, dtype: dtype, device: device));

    public static GraphTensor linspace(double start, double end, long steps, ScalarType dtype, Device? device = null) =>
        New(torch.linspace(start, end, steps, dtype: dtype, device: device));

    public static GraphTensor zeros(long[] size, ScalarType dtype, Device? device = null) => New(torch.zeros(size, dtype: dtype, device: device));

    public static GraphTensor ones(long[] size, ScalarType dtype, Device? device = null) => New(torch.ones(size, dtype: dtype, device: device));

    public static GraphTensor full(long[] size, Scalar value, ScalarType dtype, Device? device = null) =>
        New(torch.full(size, value, dtype: dtype, device: device));

    public static GraphTensor eye(long rows, ScalarType dtype, Device? device = null) => New(torch.eye(rows, dtype: dtype, device: device));

    public static GraphTensor cat(GraphTensor[] tensors, long dim = 0)
    {
        var axis = (int)(dim < 0 ? dim + tensors[0].Rank : dim);
        var sizes = tensors[0].shape;
        sizes[axis] = tensors.Sum(t => t.size(axis));
        return tensors.Length == 1 ? tensors[0] : GraphTensor.Shaped(new Concatenate(axis), sizes, tensors);
    }

    public static GraphTensor stack(GraphTensor[] tensors, long dim = 0)
    {
        var axis = dim < 0 ? dim + tensors[0].Rank + 1 : dim;
        return cat([.. tensors.Select(t => t.unsqueeze(axis))], axis);
    }

    public static GraphTensor matmul(GraphTensor input, GraphTensor target) => GraphTensor.Make(new MatrixProduct(), input, target);

    public static GraphTensor maximum(GraphTensor input, GraphTensor other) => GraphTensor.Pair(BinaryKind.Maximum, input, other);

    public static GraphTensor minimum(GraphTensor input, GraphTensor other) => GraphTensor.Pair(BinaryKind.Minimum, input, other);
#pragma warning restore CS1591, IDE1006

    private static GraphTensor New(Tensor value) => GraphTensor.Known(Making.Keep(value));
}
