using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Inference;

/// <summary>
/// A plan that is being made on this thread: the weights that it is made with, and the tensors that come up on the way. Those go when it is disposed of, but what was
/// <see cref="Release">released</see>.
/// </summary>
internal sealed class Making : IDisposable
{
    [ThreadStatic]
    private static Making? s_current;

    private readonly Making? _outer = s_current;
    private readonly Snapshot _weights;
    private readonly HashSet<Tensor> _made = new(ReferenceEqualityComparer.Instance);

    public Making(Snapshot weights)
    {
        _weights = weights;
        s_current = this;
    }

    /// <summary>What stands for a tensor of the module, or null where it isn't the module's or nothing is being made.</summary>
    public static Tensor? Weight(Tensor tensor) => s_current?._weights.Of(tensor);

    /// <summary>Keeps a tensor, whatever scope it came up in, until the plan is made.</summary>
    public static Tensor Keep(Tensor tensor)
    {
        s_current?._made.Add(tensor);
        return tensor.DetachFromDisposeScope();
    }

    /// <summary>Those of the tensors that were kept here, each once: they are the caller's from now on.</summary>
    public Tensor[] Release(IEnumerable<Tensor> tensors) => [.. tensors.Where(_made.Remove)];

    public void Dispose()
    {
        foreach (var tensor in _made)
            tensor.Dispose();
        s_current = _outer;
    }
}
