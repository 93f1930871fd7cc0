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

/// <summary>How far training is, and what has been added up since the last epoch's end or the start.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Loss">The smoothed loss; not a number before the first step.</param>
/// <param name="Right">Of this epoch's training images, how many were named rightly.</param>
/// <param name="Seen">How many training images of this epoch there were.</param>
/// <param name="Seconds">Time spent, over all runs.</param>
internal readonly record struct TrainingCounts(long Step, double Loss, long Right, long Seen, double Seconds)
{
    public static TrainingCounts None => new(0, double.NaN, 0, 0, 0);
}

/// <summary>
/// Everything that an interrupted run needs to go on to the same result: weights, the optimizer's state and the step, in one file beside the
/// checkpoint. It is gone when training is done.
/// </summary>
internal static class TrainingState
{
    private const string OptimizerKey = "optimizer", ModelPrefix = "model.", AveragePrefix = "ema.", StepNote = "step", CountsNote = "counts", OptionsNote = "options";

    /// <summary>The file beside a checkpoint.</summary>
    public static string PathFor(string checkpoint) => checkpoint + ".resume";

    public static void Save(string checkpoint, nn.Module model, AdamW optimizer, WeightAverage? average, TrainingCounts counts, string fingerprint)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
            optimizer.save_state_dict(writer);
        using var state = tensor(memory.ToArray(), [memory.Length], ScalarType.Byte);
        var tensors = model.state_dict().Select(p => KeyValuePair.Create(ModelPrefix + p.Key, p.Value))
            .Concat(average?.Tensors.Select(p => KeyValuePair.Create(AveragePrefix + p.Key, p.Value)) ?? [])
            .Append(KeyValuePair.Create(OptimizerKey, state));
        Safetensors.Write(PathFor(checkpoint), tensors, new Dictionary<string, string>
        {
            [StepNote] = counts.Step.ToString(CultureInfo.InvariantCulture),
            [CountsNote] = string.Create(CultureInfo.InvariantCulture, $"{counts.Loss:R} {counts.Right} {counts.Seen} {counts.Seconds:R}"),
            [OptionsNote] = fingerprint,
        });
    }

    /// <summary>Puts a saved state back and returns how far it is; nothing done where there is none.</summary>
    public static TrainingCounts Load(string checkpoint, nn.Module model, AdamW optimizer, WeightAverage? average, string fingerprint)
    {
        var path = PathFor(checkpoint);
        if (!File.Exists(path))
            return TrainingCounts.None;
        using var content = Safetensors.Read(path);
        var remedy = $"Delete '{path}' to begin anew.";
        if (!content.Metadata.TryGetValue(StepNote, out var note) || !long.TryParse(note, NumberStyles.None, CultureInfo.InvariantCulture, out var step)
            || !TryRead(content.Metadata.GetValueOrDefault(CountsNote), out var counts) || !content.Tensors.TryGetValue(OptimizerKey, out var state))
            throw new CheckpointException($"'{path}' isn't the state of an interrupted training run. {remedy}");
        if (content.Metadata.GetValueOrDefault(OptionsNote) is var options && options != fingerprint)
            throw new CheckpointException($"'{path}' was left by a run with other options ({options}; now {fingerprint}). Use the same, or: {remedy}");

        Dictionary<string, Tensor> Under(string prefix) => content.Tensors.Where(p => p.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(p => p.Key[prefix.Length..], p => p.Value, StringComparer.Ordinal);
        Checkpoint.Apply(model, Under(ModelPrefix), path);
        average?.Restore(Under(AveragePrefix));
        using var reader = new BinaryReader(new MemoryStream(state.bytes.ToArray()), Encoding.UTF8);
        optimizer.load_state_dict(reader);
        return counts with { Step = step };
    }

    private static bool TryRead(string? note, out TrainingCounts counts)
    {
        counts = TrainingCounts.None;
        if (note?.Split(' ') is not [var loss, var right, var seen, var seconds])
            return false;
        var isSound = double.TryParse(loss, NumberStyles.Float, CultureInfo.InvariantCulture, out var l) & long.TryParse(right, NumberStyles.None, CultureInfo.InvariantCulture, out var r)
            & long.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var s) & double.TryParse(seconds, NumberStyles.Float, CultureInfo.InvariantCulture, out var t);
        counts = new TrainingCounts(0, l, r, s, t);
        return isSound;
    }

    /// <summary>The step of a saved state, without its tensors; false where there is none that can be read.</summary>
    public static bool TryPeek(string checkpoint, out long step)
    {
        step = 0;
        var path = PathFor(checkpoint);
        if (!File.Exists(path))
            return false;
        try
        {
            using var content = Safetensors.Read(path);
            return long.TryParse(content.Metadata.GetValueOrDefault(StepNote), NumberStyles.None, CultureInfo.InvariantCulture, out step);
        }
        catch (CheckpointException)
        {
            return false;
        }
    }

    public static void Delete(string checkpoint) => File.Delete(PathFor(checkpoint));
}
