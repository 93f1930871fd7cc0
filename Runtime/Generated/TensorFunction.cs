using System;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Generated;

/// <summary>A module that applies a function without state, for where a spec hands one in as a component.</summary>
public sealed class TensorFunction : nn.Module<Tensor, Tensor>
{
    private readonly Func<Tensor, Tensor> _function;

    /// <summary>A module that applies <paramref name="function"/>.</summary>
    public TensorFunction(string name, Func<Tensor, Tensor> function)
        : base(name) => _function = function;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(_function(input));
    }

    /// <summary>There is nothing to register.</summary>
    protected override void RegisterComponents()
    {
    }
}

/// <summary>A module that applies a function of two tensors.</summary>
public sealed class TensorFunction2 : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly Func<Tensor, Tensor, Tensor> _function;

    /// <summary>A module that applies <paramref name="function"/>.</summary>
    public TensorFunction2(string name, Func<Tensor, Tensor, Tensor> function)
        : base(name) => _function = function;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input1, Tensor input2)
    {
        using var scope = torch.NewDisposeScope();
        return scope.MoveToOuter(_function(input1, input2));
    }

    /// <summary>There is nothing to register.</summary>
    protected override void RegisterComponents()
    {
    }
}
