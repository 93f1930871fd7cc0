using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ArchGen.Cli.Export.Onnx;
using ArchGen.Cli.Verify;
using ArchGen.Runtime;
using Google.Protobuf;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Cli.Export;

/// <summary>Inputs, and what the C# module gives for them, laid out as ONNX's own tests are: a folder <c>test_data_set_0</c> with a file for each tensor.</summary>
internal static class TestData
{
    /// <summary>Writes one set into a folder.</summary>
    public static void Write(string folder, int number, nn.Module model, ModelProto onnx, IReadOnlyList<long[]> shapes, bool hasFeatures)
    {
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        model.eval();
        Tensor[] inputs = [.. shapes.Select((shape, i) => Input(onnx.Graph.Input[i], shape, i))];
        var results = ModelCall.Results(model, inputs);
        Tensor[] outputs = hasFeatures ? [.. results, .. ModelCall.All(model, inputs).Skip(results.Count)] : [.. results];
        if (outputs.Length != onnx.Graph.Output.Count)
            throw new CliException($"The module gives {outputs.Length} tensors and the ONNX model {onnx.Graph.Output.Count}, which is a fault of ArchGen.", ExitCode.Fault);
        var into = Path.Combine(folder, FormattableString.Invariant($"test_data_set_{number}"));
        for (var i = 0; i < inputs.Length; i++)
            Write(Path.Combine(into, FormattableString.Invariant($"input_{i}.pb")), onnx.Graph.Input[i].Name, inputs[i]);
        for (var i = 0; i < outputs.Length; i++)
            Write(Path.Combine(into, FormattableString.Invariant($"output_{i}.pb")), onnx.Graph.Output[i].Name, outputs[i]);
    }

    // Ints are small enough for any table that they may be looked up in.
    private static Tensor Input(ValueInfoProto input, long[] shape, int place) => input.Type.TensorType.ElemType == OnnxTypes.Int64
        ? arange(shape.Aggregate(1L, (product, size) => product * size), ScalarType.Int64).remainder(2).reshape(shape)
        : GoldenFill.Input(shape, place == 0 ? "input" : FormattableString.Invariant($"input{place + 1}"));

    private static void Write(string path, string name, Tensor tensor)
    {
        var isInt = tensor.dtype == ScalarType.Int64;
        using var dense = tensor.to(isInt ? ScalarType.Int64 : ScalarType.Float32).contiguous();
        var proto = new TensorProto
        {
            Name = name,
            DataType = (int)(isInt ? TensorProto.Types.DataType.Int64 : TensorProto.Types.DataType.Float),
            RawData = OnnxBuilder.Bytes(dense.bytes, isInt ? sizeof(long) : sizeof(float)),
        };
        proto.Dims.AddRange(tensor.shape);
        AtomicFile.Write(path, stream => proto.WriteTo(stream));
    }
}
