using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>
/// A model's weights in a file. Saved as safetensors; loaded from any format that <see cref="CheckpointFile"/> reads. Loading is all or nothing: every key, shape and element
/// type is held against the model's before the first tensor is written (<c>load_state_dict</c> alone would stretch a [1] over a [3] without a word).
/// </summary>
public static class Checkpoint
{
    private const string ModelKey = "archgen.model";

    /// <summary>Writes a model's state dict; the file is replaced whole or left alone.</summary>
    /// <param name="model">The model, on any device.</param>
    /// <param name="path">Where to; folders are made.</param>
    /// <param name="metadata">Notes to keep with it, such as the accuracy.</param>
    public static void Save(nn.Module model, string path, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var notes = new Dictionary<string, string>(metadata ?? new Dictionary<string, string>()) { [ModelKey] = model.GetName() };
        Safetensors.Write(path, model.state_dict(), notes);
    }

    /// <summary>Loads a file into a model and says what was made of it. Throws <see cref="CheckpointException"/>, the model unchanged, where it doesn't fit.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <param name="keys">What the file calls the model's tensors, where it isn't what the model calls them: a map that a spec declares by <c>keys</c>.</param>
    /// <param name="options">How much of the model it must be; null for all of it, and no more.</param>
    public static LoadResult Load(nn.Module model, string path, KeyMap? keys = null, LoadOptions? options = null)
    {
        options ??= new LoadOptions();
        using var file = CheckpointFile.Open(path, options.File);
        if (options.Mode == LoadMode.Transfer)
            return new LoadResult(file) { Transfer = WeightTransfer.Apply(model, file, keys, options.Fresh, adapt: true, options.Inflation) };
        var isLenient = options.Mode == LoadMode.Lenient;
        var (difference, converted) = Apply(model, WeightSource.Of(file), path, file, keys, isLenient);
        return new LoadResult(file) { Missing = difference.Missing, Unexpected = difference.Unexpected, Converted = converted };
    }

    /// <summary>Copies tensors into a model once all of them are known to fit.</summary>
    internal static void Apply(nn.Module model, IReadOnlyDictionary<string, Tensor> tensors, string path) =>
        Apply(model, WeightSource.Of($"the checkpoint '{path}'", tensors), path, null, null, isLenient: false);

    private static (StateDictComparison Difference, IReadOnlyList<string> Converted) Apply(
        nn.Module model, WeightSource source, string path, CheckpointFile? file, KeyMap? keys, bool isLenient)
    {
        IReadOnlyDictionary<string, Tensor> own = keys is null ? model.state_dict() : keys.Apply(model);
        var ours = StateDictComparison.EntriesOf(own);
        var difference = StateDictComparison.Of(ours, source.Entries);
        var converted = isLenient ? difference.Mismatched.Where(k => IsConverted(ours[k], source.Entries[k])).ToArray() : [];
        var refused = isLenient ? difference with { Missing = [], Unexpected = [], Mismatched = [.. difference.Mismatched.Except(converted)] } : difference;
        if (!refused.IsEqual || (isLenient && difference.Missing.Count == ours.Count && ours.Count > 0))
        {
            var through = keys is null ? "" : $" through the key map '{keys.Name}'";
            throw new CheckpointException(
                $"The checkpoint '{path}' doesn't fit the model '{model.GetName()}'{through}:\n" + difference.Describe(ours, source.Entries, "the file") + Advice(model, file, isLenient) + " Nothing was loaded.");
        }

        source.RequireUndamaged();
        using var noGrad = no_grad();
        foreach (var (key, tensor) in own)
        {
            if (source.Entries.ContainsKey(key))
                source.CopyInto(key, tensor);
        }

        return (difference, converted);
    }

    private static bool IsConverted(StateEntry ours, StateEntry theirs) =>
        ours.Shape.AsSpan().SequenceEqual(theirs.Shape) && ShapeAdaptation.IsReal(ours.Type) && ShapeAdaptation.IsReal(theirs.Type);

    // What can be done depends on where the file is from and what was made of it.
    private static string Advice(nn.Module model, CheckpointFile? file, bool isLenient)
    {
        if (file is null || file.Metadata.ContainsKey(ModelKey))
        {
            var savedFrom = file?.Metadata.GetValueOrDefault(ModelKey);
            return "\nLoad it into the variant that it was saved from, built with the same arguments." + (savedFrom is { Length: > 0 } ? $" It was saved from '{savedFrom}'." : "");
        }

        var taken = file.FoundUnder.Length > 0 ? $"\nThe tensors were taken from '{file.FoundUnder}'{(file.AlsoUnder.Count > 0 ? $"; there is also {string.Join(", ", file.AlsoUnder.Select(a => $"'{a}'"))} (CheckpointOptions.Under)" : "")}." : "";
        return taken + $"\nLoad it into the variant of '{model.GetName()}' that it is of, through a key map where names differ, or " +
            (isLenient ? "as far as shapes allow: LoadMode.Transfer." : "only what both have: LoadMode.Lenient, or LoadMode.Transfer where shapes changed.");
    }
}
