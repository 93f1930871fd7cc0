using System.Collections.Generic;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>
/// A model's weights in a file: its state dict in the safetensors format. Loading is all or nothing: keys, shapes and element types must be the
/// model's own (<c>load_state_dict</c> alone would stretch a [1] over a [3] without a word).
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

    /// <summary>Loads a file into a model and returns the file's notes. Throws <see cref="CheckpointException"/>, the model unchanged, where it doesn't fit.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <param name="keys">What the file calls the model's tensors, where it isn't what the model calls them: a map that a spec declares by <c>keys</c>.</param>
    public static IReadOnlyDictionary<string, string> Load(nn.Module model, string path, KeyMap? keys = null)
    {
        using var content = Safetensors.Read(path);
        Apply(model, content.Tensors, path, content.Metadata.GetValueOrDefault(ModelKey), keys);
        return content.Metadata;
    }

    /// <summary>Copies tensors into a model once all of them are known to fit.</summary>
    internal static void Apply(nn.Module model, IReadOnlyDictionary<string, Tensor> tensors, string path, string? savedFrom, KeyMap? keys = null)
    {
        IEnumerable<KeyValuePair<string, Tensor>> own = keys is null ? model.state_dict() : keys.Apply(model);
        var ours = StateDictComparison.EntriesOf(own);
        var theirs = StateDictComparison.EntriesOf(tensors);
        var difference = StateDictComparison.Of(ours, theirs);
        if (!difference.IsEqual)
        {
            var origin = savedFrom is { Length: > 0 } ? $" It was saved from '{savedFrom}'." : "";
            var through = keys is null ? "" : $" through the key map '{keys.Name}'";
            throw new CheckpointException(
                $"The checkpoint '{path}' doesn't fit the model '{model.GetName()}'{through}:\n" + difference.Describe(ours, theirs, "the file") +
                $"\nLoad it into the variant that it was saved from, built with the same arguments.{origin} Nothing was loaded.");
        }

        using var noGrad = no_grad();
        foreach (var (key, tensor) in own)
            tensor.copy_(tensors[key]);
    }
}
