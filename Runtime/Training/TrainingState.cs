using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>
/// Everything that an interrupted run needs to go on to the same result: weights, the optimizer's state and the step, in one file beside the
/// checkpoint. It is gone when training is done.
/// </summary>
internal static class TrainingState
{
    private const string OptimizerKey = "optimizer", ModelPrefix = "model.", StepNote = "step", OptionsNote = "options";

    /// <summary>The file beside a checkpoint.</summary>
    public static string PathFor(string checkpoint) => checkpoint + ".resume";

    public static void Save(string checkpoint, nn.Module model, AdamW optimizer, long step, string fingerprint)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
            optimizer.save_state_dict(writer);
        using var state = tensor(memory.ToArray(), [memory.Length], ScalarType.Byte);
        var tensors = model.state_dict().Select(p => KeyValuePair.Create(ModelPrefix + p.Key, p.Value))
            .Append(KeyValuePair.Create(OptimizerKey, state));
        Safetensors.Write(PathFor(checkpoint), tensors, new Dictionary<string, string>
        {
            [StepNote] = step.ToString(CultureInfo.InvariantCulture),
            [OptionsNote] = fingerprint,
        });
    }

    /// <summary>Puts a saved state back and returns its step; 0 where there is none.</summary>
    public static long Load(string checkpoint, nn.Module model, AdamW optimizer, string fingerprint)
    {
        var path = PathFor(checkpoint);
        if (!File.Exists(path))
            return 0;
        using var content = Safetensors.Read(path);
        var remedy = $"Delete '{path}' to begin anew.";
        if (!content.Metadata.TryGetValue(StepNote, out var note) || !long.TryParse(note, NumberStyles.None, CultureInfo.InvariantCulture, out var step)
            || !content.Tensors.TryGetValue(OptimizerKey, out var state))
            throw new CheckpointException($"'{path}' isn't the state of an interrupted training run. {remedy}");
        if (content.Metadata.GetValueOrDefault(OptionsNote) is var options && options != fingerprint)
            throw new CheckpointException($"'{path}' was left by a run with other options ({options}; now {fingerprint}). Use the same, or: {remedy}");

        var weights = content.Tensors.Where(p => p.Key.StartsWith(ModelPrefix, StringComparison.Ordinal))
            .ToDictionary(p => p.Key[ModelPrefix.Length..], p => p.Value, StringComparer.Ordinal);
        Checkpoint.Apply(model, weights, path, null);
        using var reader = new BinaryReader(new MemoryStream(state.bytes.ToArray()), Encoding.UTF8);
        optimizer.load_state_dict(reader);
        return step;
    }

    public static void Delete(string checkpoint) => File.Delete(PathFor(checkpoint));
}
