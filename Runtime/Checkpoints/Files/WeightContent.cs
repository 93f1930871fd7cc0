using System.Collections.Generic;

namespace ArchGen.Runtime;

/// <summary>What a reader of one format finds in a file, before any element is read.</summary>
internal sealed record WeightContent(CheckpointFormat Format, IReadOnlyList<KeyValuePair<string, TensorPlace>> Tensors)
{
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<CheckpointPart> LeftOut { get; init; } = [];

    public IReadOnlyList<CheckpointPart> Parts { get; init; } = [];

    public string Under { get; init; } = "";

    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>Stretches of files whose bytes were summed when they were written.</summary>
    public IReadOnlyList<SummedData> Summed { get; init; } = [];
}

/// <summary>A file's bytes to its end, and their SHA-256.</summary>
internal sealed record SummedData(WeightBytes File, long Start, string Expected);
