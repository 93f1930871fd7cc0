using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ArchGen.Cli.Export.Onnx;
using ArchGen.Runtime;
using Google.Protobuf;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Cli.Export;

/// <summary>A module's tensors as ONNX has them: in the model, or in a file beside it where they would be too large for one message.</summary>
internal sealed class OnnxWeights(nn.Module model, bool? apart)
{
    /// <summary>What a protobuf message may have is 2 GiB; the graph itself needs some of it.</summary>
    private const long MostInside = 2_000_000_000;

    /// <summary>Runtimes map the file's pages into memory.</summary>
    private const long Alignment = 4096;

    private readonly Dictionary<string, Tensor> _tensors = model.state_dict();
    private readonly List<(Tensor Tensor, long At)> _outside = [];
    private long _end;

    /// <summary>True where the tensors are in a file of their own.</summary>
    public bool AreApart => apart ?? _tensors.Values.Sum(t => t.numel() * sizeof(float)) > MostInside;

    /// <summary>The name of that file, beside the model.</summary>
    public required string FileName { get; init; }

    /// <summary>One tensor, by its key.</summary>
    public TensorProto Of(string key)
    {
        var tensor = _tensors.TryGetValue(key, out var found) ? found : throw new CliException($"The generated module has no tensor '{key}', which is a fault of ArchGen.", ExitCode.Fault);
        var isInt = tensor.dtype is ScalarType.Int64;
        var proto = new TensorProto { DataType = (int)(isInt ? TensorProto.Types.DataType.Int64 : TensorProto.Types.DataType.Float) };
        proto.Dims.AddRange(tensor.shape);
        if (!AreApart)
        {
            using var dense = Dense(tensor);
            proto.RawData = OnnxBuilder.Bytes(dense.bytes, isInt ? sizeof(long) : sizeof(float));
            return proto;
        }
        var length = tensor.numel() * (isInt ? sizeof(long) : sizeof(float));
        proto.DataLocation = TensorProto.Types.DataLocation.External;
        foreach (var (name, value) in new[] { ("location", FileName), ("offset", FormattableString.Invariant($"{_end}")), ("length", FormattableString.Invariant($"{length}")) })
            proto.ExternalData.Add(new StringStringEntryProto { Key = name, Value = value });
        _outside.Add((tensor, _end));
        _end = (_end + length + Alignment - 1) / Alignment * Alignment;
        return proto;
    }

    /// <summary>Writes the file of what was taken, in order.</summary>
    public void WriteTo(Stream stream)
    {
        foreach (var (tensor, at) in _outside)
        {
            stream.Write(new byte[at - stream.Position]);
            using var dense = Dense(tensor);
            Bytes(dense, stream);
        }
    }

    private static void Bytes(Tensor dense, Stream stream)
    {
        const int Chunk = 1 << 24;
        var flat = dense.flatten();
        for (var at = 0L; at < flat.numel(); at += Chunk)
        {
            using var part = flat.narrow(0, at, Math.Min(Chunk, flat.numel() - at)).contiguous();
            OnnxBuilder.Bytes(part.bytes, (int)part.ElementSize).WriteTo(stream);
        }
    }

    private static Tensor Dense(Tensor tensor) => tensor.detach().to(tensor.dtype is ScalarType.Int64 ? ScalarType.Int64 : ScalarType.Float32).cpu().contiguous();
}
