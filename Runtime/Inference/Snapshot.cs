using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Inference;

/// <summary>A module's weights as they were at one moment.</summary>
internal sealed class Snapshot : IDisposable
{
    private readonly Dictionary<Tensor, Tensor> _copies = new(ReferenceEqualityComparer.Instance);

    public Snapshot(nn.Module module)
    {
        using var mode = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        foreach (var tensor in module.parameters().Concat(module.buffers()))
            _copies[tensor] = tensor.detach().clone().DetachFromDisposeScope();
    }

    /// <summary>The copy of a tensor, or null where it isn't the module's.</summary>
    public Tensor? Of(Tensor tensor) => _copies.GetValueOrDefault(tensor);

    /// <summary>Gives the copies back.</summary>
    public void Dispose()
    {
        foreach (var copy in _copies.Values)
            copy.Dispose();
    }
}
