using System;
using System.Collections.Generic;
using System.Globalization;
using System.Security.Cryptography;

namespace ArchGen.Runtime;

/// <summary>
/// Images of one size with a class each, wherever they are: in memory (<see cref="ImageDataset"/>), or in files that are decoded when their batch is made (<see cref="StreamedImages"/>).
/// </summary>
/// <param name="Labels">The images' classes.</param>
/// <param name="Channels">1 or 3.</param>
/// <param name="Height">Rows that a model is given.</param>
/// <param name="Width">Columns that a model is given.</param>
/// <param name="ClassNames">The classes' names.</param>
public abstract record ImageSet(int[] Labels, int Channels, int Height, int Width, IReadOnlyList<string> ClassNames)
{
    /// <summary>The shape of one image in words: <c>3×32×32</c>.</summary>
    public string Size => string.Create(CultureInfo.InvariantCulture, $"{Channels}×{Height}×{Width}");

    /// <summary>The number of images.</summary>
    public int Count => Labels.Length;

    /// <summary>Numbers an image, as a model is given it.</summary>
    public int ImageSize => Channels * Height * Width;

    /// <summary>Adds to a hash what tells these images from others.</summary>
    public abstract void AddTo(IncrementalHash hash);

    /// <summary>Whether images are stored as a model is given them; else <see cref="Fit"/> makes them so.</summary>
    internal abstract bool IsFitted { get; }

    /// <summary>An image as it is stored; on any thread.</summary>
    internal abstract StoredImage Stored(int index);

    /// <summary>Makes a stored image what a model is given where nothing is random.</summary>
    internal abstract void Fit(StoredImage stored, PixelImage to);

    /// <summary>What a channel is normalised by, in 0…1.</summary>
    internal abstract (double Mean, double Deviation) Statistics(int channel);
}

/// <summary>An image as it is stored: bytes, channel after channel, row after row.</summary>
internal readonly ref struct StoredImage(ReadOnlySpan<byte> pixels, int height, int width)
{
    public ReadOnlySpan<byte> Pixels { get; } = pixels;

    public int Height => height;

    public int Width => width;
}
