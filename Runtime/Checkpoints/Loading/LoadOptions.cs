using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ArchGen.Runtime;

/// <summary>How much of a model a file of weights must be.</summary>
public enum LoadMode
{
    /// <summary>All of it and no more: every key, shape and element type is the model's own.</summary>
    Strict,

    /// <summary>What both have: keys may be missing or unknown, and floating-point elements may be of another such type, which converts them. Shapes must be the model's own.</summary>
    Lenient,

    /// <summary>What carries over, as <see cref="WeightTransfer"/> says; shapes that changed in a known way are adapted (<see cref="ShapeAdaptation"/>).</summary>
    Transfer,
}

/// <summary>How a kernel over images becomes one over videos.</summary>
public enum Inflation
{
    /// <summary>The same at every frame, divided by their number: a video that stands still gives what its image gave.</summary>
    Mean,

    /// <summary>At the middle frame alone; zeros at the others.</summary>
    Centre,
}

/// <summary>How a file of weights is loaded.</summary>
public sealed record LoadOptions
{
    /// <summary>How much of the model it must be.</summary>
    public LoadMode Mode { get; init; } = LoadMode.Strict;

    /// <summary>What to take of the file.</summary>
    public CheckpointOptions File { get; init; } = new();

    /// <summary>In <see cref="LoadMode.Transfer"/>, which of the model's keys may be new or changed, <c>head.*</c>; null for any.</summary>
    public IReadOnlyList<string>? Fresh { get; init; }

    /// <summary>In <see cref="LoadMode.Transfer"/>, how kernels over images become ones over videos.</summary>
    public Inflation Inflation { get; init; } = Inflation.Mean;
}

/// <summary>What was loaded, and what was made of the file for it.</summary>
public sealed record LoadResult
{
    internal LoadResult(CheckpointFile file)
    {
        (Path, Format, Metadata) = (file.Path, file.Format, file.Metadata);
        (FoundUnder, AlsoUnder, TakenOff, LeftOut) = (file.FoundUnder, file.AlsoUnder, file.TakenOff, file.LeftOut);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>How it is written.</summary>
    public CheckpointFormat Format { get; }

    /// <summary>Its notes.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <inheritdoc cref="CheckpointFile.FoundUnder"/>
    public string FoundUnder { get; }

    /// <inheritdoc cref="CheckpointFile.AlsoUnder"/>
    public IReadOnlyList<string> AlsoUnder { get; }

    /// <inheritdoc cref="CheckpointFile.TakenOff"/>
    public string TakenOff { get; }

    /// <inheritdoc cref="CheckpointFile.LeftOut"/>
    public IReadOnlyList<CheckpointPart> LeftOut { get; }

    /// <summary>The model's tensors that the file doesn't have, which stay as they were, by the file's keys.</summary>
    public IReadOnlyList<string> Missing { get; internal init; } = [];

    /// <summary>The file's tensors that the model doesn't have.</summary>
    public IReadOnlyList<string> Unexpected { get; internal init; } = [];

    /// <summary>The tensors whose elements were converted to the model's type.</summary>
    public IReadOnlyList<string> Converted { get; internal init; } = [];

    /// <summary>In <see cref="LoadMode.Transfer"/>, what became of each of the model's tensors.</summary>
    public WeightTransfer? Transfer { get; internal init; }

    /// <summary>It in words, a line for each thing.</summary>
    public string Describe()
    {
        var text = new StringBuilder($"loaded '{Path}', {CheckpointFile.NameOf(Format)}");
        if (FoundUnder.Length > 0)
            text.Append($"\n  taken from '{FoundUnder}'").Append(AlsoUnder.Count == 0 ? "" : $"; there is also {string.Join(", ", AlsoUnder.Select(a => $"'{a}'"))}");
        if (TakenOff.Length > 0)
            text.Append($"\n  '{TakenOff}' taken off every key");
        Keys(text, "missing from the file", Missing);
        Keys(text, "unknown to the model", Unexpected);
        Keys(text, "converted", Converted);
        Keys(text, "no tensors, left out", [.. LeftOut.Select(l => l.Path)]);
        return Transfer is null ? text.ToString() : text.Append("\n  ").Append(Transfer.Describe().Replace("\n", "\n  ")).ToString();
    }

    private static void Keys(StringBuilder text, string what, IReadOnlyList<string> keys)
    {
        const int Shown = 5;
        if (keys.Count > 0)
            text.Append($"\n  {keys.Count} {what}: {string.Join(", ", keys.Take(Shown).Select(k => $"'{TensorLimits.Shown(k)}'"))}").Append(keys.Count > Shown ? $" and {keys.Count - Shown} more" : "");
    }
}
