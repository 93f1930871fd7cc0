using System;
using System.Collections.Generic;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>Random changes to training images; all off unless set.</summary>
/// <param name="Flip">Mirror every second image, left to right.</param>
/// <param name="Shift">Move by up to so many pixels each way; what comes in is black.</param>
public sealed record Augmentation(bool Flip = false, int Shift = 0)
{
    /// <summary>No change.</summary>
    public static Augmentation None { get; } = new();
}

/// <summary>Some images [N, C, H, W], normalised, and their classes [N]. Disposing it disposes both.</summary>
public readonly record struct ImageBatch(Tensor Images, Tensor Labels) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
    }
}

/// <summary>Cuts a data set into batches. The order and every random change follow from the seed and the epoch alone.</summary>
public sealed class ImageBatches(ImageDataset data, int batchSize, bool shuffle = false, long seed = 0, Augmentation? augmentation = null)
{
    private readonly Augmentation _augmentation = augmentation ?? Augmentation.None;

    /// <summary>Batches an epoch. When shuffling, images that don't fill a batch are left out (others each epoch), else the last batch is smaller.</summary>
    public int Count { get; } = shuffle ? Math.Max(1, data.Count / batchSize) : (data.Count + batchSize - 1) / batchSize;

    /// <summary>The batches of an epoch, beginning at <paramref name="start"/>.</summary>
    public IEnumerable<ImageBatch> Epoch(int epoch, int start = 0)
    {
        var order = new int[data.Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        if (shuffle)
            new Random(HashCode32(seed, epoch, -1)).Shuffle(order);
        for (var batch = start; batch < Count; batch++)
        {
            var from = batch * batchSize;
            yield return Make(order.AsMemory(from, Math.Min(batchSize, order.Length - from)), new Random(HashCode32(seed, epoch, batch)));
        }
    }

    private ImageBatch Make(ReadOnlyMemory<int> indices, Random random)
    {
        var pixels = new float[indices.Length * data.ImageSize];
        var labels = new long[indices.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            var index = indices.Span[i];
            labels[i] = data.Labels[index];
            Copy(data.Pixels.AsSpan(index * data.ImageSize, data.ImageSize), pixels.AsSpan(i * data.ImageSize, data.ImageSize), random);
        }

        return new ImageBatch(tensor(pixels, [labels.Length, data.Channels, data.Height, data.Width]), tensor(labels));
    }

    private void Copy(ReadOnlySpan<byte> from, Span<float> to, Random random)
    {
        var scale = (float)(1 / (255 * data.Deviation));
        var offset = (float)(-data.Mean / data.Deviation);
        if (_augmentation is { Flip: false, Shift: 0 })
        {
            for (var i = 0; i < to.Length; i++)
                to[i] = from[i] * scale + offset;
            return;
        }

        var shift = _augmentation.Shift;
        var (down, right) = (random.Next(-shift, shift + 1), random.Next(-shift, shift + 1));
        var mirrored = _augmentation.Flip && random.Next(2) == 1;
        var at = 0;
        for (var channel = 0; channel < data.Channels; channel++)
        {
            var plane = from.Slice(channel * data.Height * data.Width, data.Height * data.Width);
            for (var row = 0; row < data.Height; row++)
            {
                for (var column = 0; column < data.Width; column++)
                {
                    var (y, x) = (row - down, (mirrored ? data.Width - 1 - column : column) - right);
                    var inside = (uint)y < (uint)data.Height && (uint)x < (uint)data.Width;
                    to[at++] = (inside ? plane[y * data.Width + x] : 0) * scale + offset;
                }
            }
        }
    }

    // A fixed mixing of numbers, the same in every process (HashCode is seeded anew in each).
    private static int HashCode32(long seed, int epoch, int batch)
    {
        var z = unchecked((ulong)seed + ((ulong)(uint)epoch << 32 | (uint)batch) * 0x9E3779B97F4A7C15UL);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return (int)((z ^ (z >> 31)) & 0x7FFFFFFF);
    }
}
