using System;
using System.Linq;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Inference.Operations;

/// <summary>A reduction over axes.</summary>
internal sealed record ReduceAxes(string Title, int[] Axes, bool Keeps, Func<Tensor, long[], Tensor> Function) : Operation
{
    public override string Name => Title;

    public override Tensor Run(Tensor[] x) => Function(x[0], [.. Axes.Select(a => (long)a)]);
}

/// <summary>A softmax over an axis.</summary>
internal sealed record Softmax(int Axis) : Operation
{
    public override Tensor Run(Tensor[] x) => x[0].softmax(Axis);
}

/// <summary>A product of matrices, or of batches of them.</summary>
internal sealed record MatrixProduct : Operation
{
    public override Tensor Run(Tensor[] x) => torch.matmul(x[0], x[1]);
}
