using System;
using System.Collections.Generic;
using System.Linq;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>How a file of weights is written.</summary>
public enum CheckpointFormat
{
    /// <summary>One safetensors file.</summary>
    Safetensors,

    /// <summary>An index, <c>….safetensors.index.json</c>, of several safetensors files beside it.</summary>
    ShardedSafetensors,

    /// <summary>What <c>torch.save</c> writes since PyTorch 1.6: a zip archive of a pickle and raw storages.</summary>
    TorchZip,

    /// <summary>What <c>torch.save</c> wrote before: pickles, then raw storages.</summary>
    TorchLegacy,
}

/// <summary>What to take of a file of weights.</summary>
public sealed record CheckpointOptions
{
    /// <summary>
    /// Where the tensors are: names with dots between, <c>model_ema</c>, <c>state_dict.backbone</c>. Names of dictionaries, and then, where keys begin with the rest, that.
    /// Null: found by itself.
    /// </summary>
    public string? Under { get; init; }

    /// <summary>
    /// Names of what a PyTorch file asks to make that isn't needed, and is left out: <c>argparse.Namespace</c>; <c>numpy.*</c> for all of a module. Nothing of them is run in any case.
    /// </summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>True: keys stay as they are where all begin with <c>module.</c>, which training on several devices puts there.</summary>
    public bool KeepModulePrefix { get; init; }

    internal bool Ignores(string name) =>
        Ignore.Any(i => i == name || (i.EndsWith(".*", StringComparison.Ordinal) && name.StartsWith(i.AsSpan(0, i.Length - 1), StringComparison.Ordinal)));
}

/// <summary>One tensor of a file of weights.</summary>
/// <param name="Key">Its key, without what all keys began with.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Type">Its elements' type.</param>
/// <param name="Bytes">What its elements take.</param>
public sealed record CheckpointEntry(string Key, IReadOnlyList<long> Shape, ScalarType Type, long Bytes);

/// <summary>Something in a file of weights: where it stands and what it is. Of dictionaries that stand in one another.</summary>
/// <param name="Path">Names with dots between.</param>
/// <param name="What">Such as <c>152 tensors, 45.2 MB</c> or <c>the number 299</c>.</param>
public sealed record CheckpointPart(string Path, string What);
