using System;
using System.Collections.Generic;

namespace ArchGen.Runtime;

/// <summary>One tensor of an official model's state dict.</summary>
public sealed record GoldenEntry(string Key, long[] Shape, bool IsBuffer);

/// <summary>What is known of one tensor that the official model made: sampled values and moments.</summary>
/// <param name="Name">Its name in the fixture.</param>
/// <param name="Module">The module at whose output (or input) it was taken; null for an output of the model by order.</param>
/// <param name="IsInput">True where it is that module's first input.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Mean">The mean of all elements; null where not taken.</param>
/// <param name="Deviation">Their standard deviation; null where not taken.</param>
/// <param name="First">The first elements, row-major.</param>
/// <param name="Spread">Elements at equal distances over the whole tensor; empty where not taken.</param>
public sealed record GoldenTensor(
    string Name, string? Module, bool IsInput, long[] Shape, double? Mean, double? Deviation, double[] First, double[] Spread);

/// <summary>Numbers taken from an official model, to hold a spec against. What the file doesn't have is null or empty, and isn't checked.</summary>
public sealed record GoldenFixture
{
    /// <summary>The file it was read from.</summary>
    public required string Path { get; init; }

    /// <summary>The model's name, by which the variant is found.</summary>
    public required string Name { get; init; }

    /// <summary>The input's shape.</summary>
    public required long[] InputShape { get; init; }

    /// <summary>Learnable scalars, each tensor once.</summary>
    public long? Parameters { get; init; }

    /// <summary>Multiply-accumulates of convolutions, linear layers and matrix products.</summary>
    public long? Macs { get; init; }

    /// <summary>The state dict, in order.</summary>
    public IReadOnlyList<GoldenEntry> StateDict { get; init; } = [];

    /// <summary>The model's result, whole; empty where it isn't one tensor.</summary>
    public double[] Logits { get; init; } = [];

    /// <summary>The result's shape.</summary>
    public long[]? OutputShape { get; init; }

    /// <summary>Tensors inside the network.</summary>
    public IReadOnlyList<GoldenTensor> Stages { get; init; } = [];

    /// <summary>The outputs of a backbone for dense prediction, in order.</summary>
    public IReadOnlyList<GoldenTensor> Outputs { get; init; } = [];

    /// <summary>One step in training mode; null where not taken.</summary>
    public GoldenTraining? Training { get; init; }

    /// <summary>Keys of one tensor: groups of names, or single names of tensors that have another name besides.</summary>
    public IReadOnlyList<IReadOnlyList<string>> AliasedKeys { get; init; } = [];

    /// <summary>Buffers that keep the values that the model gives them.</summary>
    public IReadOnlySet<string> KeptBuffers { get; init; } = new HashSet<string>();

    /// <summary>Factors of tensors whose keys end so.</summary>
    public IReadOnlyList<(string Suffix, double Factor)> Scales { get; init; } = [];

    /// <summary>Reads a file. Throws <see cref="GoldenFixtureException"/> with the reason and the place.</summary>
    public static GoldenFixture Read(string path) => GoldenFixtureReader.Read(path);
}

/// <summary>A fixture can't be read; the message says where and why.</summary>
public sealed class GoldenFixtureException(string message, Exception? inner = null) : Exception(message, inner);
