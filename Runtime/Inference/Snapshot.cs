using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Runtime.Generated;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Inference;

/// <summary>A module's weights as they were at one moment. While it is <see cref="Use">in use</see>, descriptions take them rather than the module's own.</summary>
internal sealed class Snapshot : IDisposable
{
    [ThreadStatic]
    private static Snapshot? s_current;

    private readonly Dictionary<Tensor, Tensor> _copies = new(ReferenceEqualityComparer.Instance);

    public Snapshot(nn.Module module)
    {
        using var mode = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        foreach (var tensor in module.parameters().Concat(module.buffers()))
            _copies[tensor] = tensor.detach().clone().DetachFromDisposeScope();
    }

    /// <summary>The copy of a tensor, or null where none is in use or it isn't the module's.</summary>
    public static Tensor? Of(Tensor tensor) => s_current?._copies.GetValueOrDefault(tensor);

    /// <summary>Uses it on this thread until the result is disposed of.</summary>
    public IDisposable Use() => new Using(this);

    /// <summary>Gives the copies back.</summary>
    public void Dispose()
    {
        foreach (var copy in _copies.Values)
            copy.Dispose();
    }

    private sealed class Using : IDisposable
    {
        private readonly Snapshot? _before = s_current;

        public Using(Snapshot now) => s_current = now;

        public void Dispose() => s_current = _before;
    }
}
