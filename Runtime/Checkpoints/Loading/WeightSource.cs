using System.Collections.Generic;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>Where weights are loaded from: a file, of which each tensor is read as it is needed, or tensors in memory.</summary>
internal abstract class WeightSource(string name, IReadOnlyDictionary<string, StateEntry> entries)
{
    /// <summary>How messages name it.</summary>
    public string Name { get; } = name;

    /// <summary>What it has.</summary>
    public IReadOnlyDictionary<string, StateEntry> Entries { get; } = entries;

    public static WeightSource Of(CheckpointFile file) => new OfFile(file);

    public static WeightSource Of(string name, IReadOnlyDictionary<string, Tensor> tensors) => new OfTensors(name, tensors);

    /// <summary>Finds out what can be before the first tensor is written: whether the file is damaged.</summary>
    public abstract void RequireUndamaged();

    /// <summary>Copies a tensor's elements into one of the same shape, converting them where types differ.</summary>
    public abstract void CopyInto(string key, Tensor tensor);

    /// <summary>A tensor of its own or a view, in the caller's dispose scope.</summary>
    public abstract Tensor Read(string key);

    private sealed class OfFile(CheckpointFile file) : WeightSource($"the checkpoint '{file.Path}'", file.States)
    {
        public override void RequireUndamaged() => file.RequireUndamaged();

        public override void CopyInto(string key, Tensor tensor) => file.ReadInto(key, tensor);

        public override Tensor Read(string key)
        {
            using var read = file.Read(key);
            return read.alias();
        }
    }

    private sealed class OfTensors(string name, IReadOnlyDictionary<string, Tensor> tensors) : WeightSource(name, StateDictComparison.EntriesOf(tensors))
    {
        public override void RequireUndamaged()
        {
        }

        public override void CopyInto(string key, Tensor tensor) => tensor.copy_(tensors[key]);

        public override Tensor Read(string key) => tensors[key].detach();
    }
}
