using System;
using System.Linq;
using ArchGen.Runtime.Inference.Operations;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Generated;

/// <summary>What layers make of tensors that are described.</summary>
public static class GraphLayers
{
    /// <summary>What a layer gives. One that isn't known is taken as it is: it runs by itself, between what is rewritten.</summary>
    public static GraphTensor Call(nn.Module layer, params GraphTensor[] inputs) => (layer, inputs) switch
    {
        (IDescribed described, _) => described.Describe(inputs)[0],
        (Sequential sequence, [var x]) => sequence.children().Aggregate(x, (value, child) => Call(child, value)),
        (_, [var x]) => KnownLayers.Describe(layer, x) ?? Unknown(layer, inputs),
        _ => Unknown(layer, inputs),
    };

    /// <summary>What a layer of two results gives.</summary>
    public static (GraphTensor, GraphTensor) Call2(nn.Module layer, params GraphTensor[] inputs) => Several(layer, inputs, 2) is var r ? (r[0], r[1]) : default;

    /// <summary>What a layer of three results gives.</summary>
    public static (GraphTensor, GraphTensor, GraphTensor) Call3(nn.Module layer, params GraphTensor[] inputs) =>
        Several(layer, inputs, 3) is var r ? (r[0], r[1], r[2]) : default;

    /// <summary>What a layer of four results gives.</summary>
    public static (GraphTensor, GraphTensor, GraphTensor, GraphTensor) Call4(nn.Module layer, params GraphTensor[] inputs) =>
        Several(layer, inputs, 4) is var r ? (r[0], r[1], r[2], r[3]) : default;

    /// <summary>What a layer of five results gives.</summary>
    public static (GraphTensor, GraphTensor, GraphTensor, GraphTensor, GraphTensor) Call5(nn.Module layer, params GraphTensor[] inputs) =>
        Several(layer, inputs, 5) is var r ? (r[0], r[1], r[2], r[3], r[4]) : default;

    /// <summary>What a layer of six results gives.</summary>
    public static (GraphTensor, GraphTensor, GraphTensor, GraphTensor, GraphTensor, GraphTensor) Call6(nn.Module layer, params GraphTensor[] inputs) =>
        Several(layer, inputs, 6) is var r ? (r[0], r[1], r[2], r[3], r[4], r[5]) : default;

    private static GraphTensor[] Several(nn.Module layer, GraphTensor[] inputs, int count) =>
        layer is IDescribed described && described.Describe(inputs) is var results && results.Length == count
            ? results
            : throw Refused(layer, $"gives {count} results");

    private static GraphTensor Unknown(nn.Module layer, GraphTensor[] inputs) => layer switch
    {
        nn.Module<Tensor, Tensor> one => GraphTensor.Make(new Opaque(layer.GetName(), x => one.call(x[0])), inputs),
        nn.Module<Tensor, Tensor, Tensor> two => GraphTensor.Make(new Opaque(layer.GetName(), x => two.call(x[0], x[1])), inputs),
        nn.Module<Tensor, Tensor, Tensor, Tensor> three => GraphTensor.Make(new Opaque(layer.GetName(), x => three.call(x[0], x[1], x[2])), inputs),
        _ => throw Refused(layer, $"takes {inputs.Length} tensors"),
    };

    private static NotSupportedException Refused(nn.Module layer, string what) => new(
        $"The module {layer.GetName()} {what} and doesn't say what it does with them: let it implement IDescribed, or run the model as it is, without ToInference().");
}
