using System;
using System.Collections.Generic;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>Some images [N, C, H, W], normalised, and their classes [N]. Disposing it disposes both.</summary>
public readonly record struct ImageBatch(Tensor Images, Tensor Labels) : IDisposable
{
    /// <summary>How the images were mixed with the batch in reverse order.</summary>
    internal Mix Mix { get; init; } = Mix.None;

    /// <summary>An image's own share of its target; the rest is that of the image at its place from the end, which it was mixed with. 1 where nothing was.</summary>
    public double Share => Mix.Share;

    /// <inheritdoc/>
    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
    }
}

/// <summary>How a training's batches are cut, beside the seed; the defaults change nothing.</summary>
public sealed record BatchOptions
{
    /// <summary>Random changes to each image.</summary>
    public Augmentation Augmentation { get; init; } = Augmentation.None;

    /// <summary>How a batch's images are mixed.</summary>
    public Mixing Mixing { get; init; } = Mixing.None;

    /// <summary>How many times in a row an image comes, each time changed anew.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>The parameter of mixing tokens (<see cref="TokenLabelling.Mix"/>); 0 for none.</summary>
    public double TokenMix { get; init; }
}

/// <summary>Cuts a set of images into batches. The order and every random change follow from the seed, the epoch and the place in it alone.</summary>
public sealed class ImageBatches
{
    private readonly ImageSet _data;
    private readonly int _batchSize;
    private readonly long _seed;
    private readonly BatchOptions _options;
    private readonly ImageChanges _changes;
    private readonly ImageOrder _order;
    private readonly BatchMemory _memory = new();

    /// <summary>Batches of images, with random changes where they are given.</summary>
    public ImageBatches(ImageSet data, int batchSize, bool shuffle = false, long seed = 0, Augmentation? augmentation = null)
        : this(data, batchSize, shuffle, seed, new BatchOptions { Augmentation = augmentation ?? Augmentation.None })
    {
    }

    /// <summary>Batches for training.</summary>
    public ImageBatches(ImageSet data, int batchSize, bool shuffle, long seed, BatchOptions options)
    {
        (_data, _batchSize, _seed, _options) = (data, batchSize, seed, options);
        _changes = new ImageChanges(data, options.Augmentation);
        _order = new ImageOrder(data.Count, shuffle, seed, options.Repeats);
        Count = shuffle ? Math.Max(1, data.Count / batchSize) : (data.Count + batchSize - 1) / batchSize;
    }

    /// <summary>Batches an epoch. When shuffling, images that don't fill a batch are left out (others each epoch), else the last batch is smaller.</summary>
    public int Count { get; }

    /// <summary>The batches of an epoch, beginning at <paramref name="start"/>.</summary>
    public IEnumerable<ImageBatch> Epoch(int epoch, int start = 0)
    {
        for (var batch = start; batch < Count; batch++)
            yield return Finish(Prepare((long)epoch * Count + batch));
    }

    /// <summary>A batch by its number over all epochs; on any thread.</summary>
    internal PreparedBatch Prepare(long number)
    {
        var (epoch, batch) = ((int)(number / Count), (int)(number % Count));
        var from = batch * _batchSize;
        var labels = new long[Math.Min(_batchSize, _data.Count - from)];
        var pixels = _memory.Rent(labels.Length * _data.ImageSize);
        for (var i = 0; i < labels.Length; i++)
        {
            var index = _order.At(epoch, from + i);
            labels[i] = _data.Labels[index];
            _changes.Write(index, pixels.AsSpan(i * _data.ImageSize, _data.ImageSize), Draws.For(_seed, DrawPurpose.Image, epoch, from + i));
        }

        var draws = Draws.For(_seed, DrawPurpose.Mix, epoch, batch);
        var mix = _options.TokenMix > 0 ? Mixing.DrawTokens(_options.TokenMix, _data.Height, _data.Width, ref draws) : _options.Mixing.Draw(_data.Height, _data.Width, ref draws);
        mix.Apply(pixels, labels.Length, _data.Channels, _data.Height, _data.Width);
        return new PreparedBatch(pixels, labels, mix);
    }

    /// <summary>A prepared batch as tensors; its memory goes back.</summary>
    internal ImageBatch Finish(PreparedBatch batch)
    {
        var made = new ImageBatch(tensor(batch.Pixels, [batch.Labels.Length, _data.Channels, _data.Height, _data.Width]), tensor(batch.Labels)) { Mix = batch.Mix };
        _memory.Return(batch);
        return made;
    }
}
