using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;

namespace ArchGen.Runtime;

/// <summary>Images of one size with a class each, in memory as bytes.</summary>
/// <param name="Pixels">All pixels, image after image, channel after channel, row after row.</param>
/// <param name="Labels">The images' classes.</param>
/// <param name="Channels">1 or 3.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="ClassNames">The classes' names.</param>
public sealed record ImageDataset(byte[] Pixels, int[] Labels, int Channels, int Height, int Width, IReadOnlyList<string> ClassNames)
    : ImageSet(Labels, Channels, Height, Width, ClassNames)
{
    /// <summary>More classes than this no data set has.</summary>
    internal const int MostClasses = 1 << 20;

    /// <summary>Classes that have no names.</summary>
    internal static IReadOnlyList<string> Numbered(int count) => [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];

    /// <summary>The mean of all pixels, in 0…1.</summary>
    public double Mean { get; init; }

    /// <summary>The standard deviation of all pixels, in 0…1.</summary>
    public double Deviation { get; init; } = 1;

    internal override bool IsFitted => true;

    /// <inheritdoc/>
    public override void AddTo(IncrementalHash hash) => hash.AppendData(Pixels);

    internal override StoredImage Stored(int index) => new(Pixels.AsSpan(index * ImageSize, ImageSize), Height, Width);

    internal override void Fit(StoredImage stored, PixelImage to) => stored.Pixels.CopyTo(to.Pixels);

    internal override (double Mean, double Deviation) Statistics(int channel) => (Mean, Deviation);

    /// <summary>The same images, to be normalised as <paramref name="other"/> is: a test set uses its training set's numbers.</summary>
    public ImageDataset NormalisedAs(ImageDataset other) => this with { Mean = other.Mean, Deviation = other.Deviation };

    /// <summary>The first <paramref name="count"/> images, for quick runs.</summary>
    public ImageDataset Take(int count)
    {
        count = Math.Clamp(count, 1, Count);
        return this with { Pixels = Pixels[..(count * ImageSize)], Labels = Labels[..count] };
    }

    /// <summary>The images at some places, in that order.</summary>
    public ImageDataset At(IReadOnlyList<int> places)
    {
        var (pixels, labels) = (new byte[(long)places.Count * ImageSize], new int[places.Count]);
        for (var i = 0; i < places.Count; i++)
        {
            Pixels.AsSpan(places[i] * ImageSize, ImageSize).CopyTo(pixels.AsSpan(i * ImageSize));
            labels[i] = Labels[places[i]];
        }

        return this with { Pixels = pixels, Labels = labels };
    }

    /// <summary>The same images with mean and deviation measured from them.</summary>
    public ImageDataset Measured()
    {
        double sum = 0, squares = 0;
        var counts = new long[256];
        foreach (var pixel in Pixels)
            counts[pixel]++;
        for (var value = 0; value < counts.Length; value++)
        {
            sum += counts[value] * (value / 255.0);
            squares += counts[value] * (value / 255.0) * (value / 255.0);
        }

        var mean = sum / Pixels.Length;
        var variance = squares / Pixels.Length - mean * mean;
        return this with { Mean = mean, Deviation = Math.Sqrt(Math.Max(variance, 1e-12)) };
    }
}
