using System;
using ArchGen.Runtime.Generated;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Tests.Inference;

/// <summary>A module of given layers with a forward pass and a description, as a generated one would have.</summary>
internal sealed class DescribedModule : nn.Module<Tensor, Tensor>, IDescribed
{
    private readonly Func<Tensor, Tensor> _run;
    private readonly Func<GraphTensor, GraphTensor> _describe;

    public DescribedModule(Func<Tensor, Tensor> run, Func<GraphTensor, GraphTensor> describe, params nn.Module[] layers)
        : base(nameof(DescribedModule))
    {
        (_run, _describe) = (run, describe);
        for (var i = 0; i < layers.Length; i++)
            register_module($"layer{i}", layers[i]);
        eval();
    }

    public GraphTensor[] Describe(GraphTensor[] inputs) => [_describe(inputs[0])];

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(_run(input));
    }

    protected override void RegisterComponents()
    {
    }
}
