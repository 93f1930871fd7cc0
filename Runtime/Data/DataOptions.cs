using System;
using System.Globalization;

namespace ArchGen.Runtime;

/// <summary>Which images a classifier is trained and tested on, and how they are made ready. A recipe of a spec gives one.</summary>
public sealed record DataOptions
{
    /// <summary>The data set of this name is found by itself: <see cref="FashionMnist"/>.</summary>
    public const string FashionMnistName = "fashion-mnist";

    /// <summary><c>fashion-mnist</c>, or the path of a folder or file: see <see cref="DataSource"/>.</summary>
    public string Name { get; init; } = FashionMnistName;

    /// <summary>The part of the sides that is kept of a folder's test images, unless another is given.</summary>
    public const double DefaultCropPart = 0.875;

    /// <summary>Rows and columns that images are resized to; null for those that they have.</summary>
    public int? ImageSize { get; init; }

    /// <summary>
    /// Of a folder's test images, how much of the sides is kept where they are made <see cref="ImageSize"/>: the shorter side is resized to that over this, and the middle cut out. Null for <see cref="DefaultCropPart"/>.
    /// </summary>
    public double? CropPart { get; init; }

    /// <summary>What images are normalised by, in 0…1: null for the training images' mean, or ImageNet's where they are a folder's.</summary>
    public double? Mean { get; init; }

    /// <summary>What they are divided by then: null for the training images' standard deviation, or ImageNet's where they are a folder's.</summary>
    public double? Deviation { get; init; }

    /// <summary>1: images are made grey; 3: grey images are repeated; null for what they are.</summary>
    public int? Channels { get; init; }

    /// <summary>How many training images are taken, the first ones; null for all.</summary>
    public int? TrainImages { get; init; }

    /// <summary>How many test images are taken, the first ones; null for all.</summary>
    public int? TestImages { get; init; }

    /// <summary>The part of all images that is kept for testing, where the data set has no test part of its own.</summary>
    public double TestPart { get; init; } = 0.2;

    /// <summary>
    /// Reads the images, or lists those of a folder, which are read as they are wanted. A path that isn't rooted begins at <paramref name="folder"/>, or where the process is. Throws <see cref="DatasetException"/> with what was found, where, and what to do.
    /// </summary>
    public (ImageSet Train, ImageSet Test) Load(string? folder = null)
    {
        Require(ImageSize is null or >= 1, nameof(ImageSize), ImageSize, "at least 1");
        Require(Channels is null or 1 or 3, nameof(Channels), Channels, "1 or 3");
        Require(TrainImages is null or >= 1, nameof(TrainImages), TrainImages, "at least 1");
        Require(TestImages is null or >= 1, nameof(TestImages), TestImages, "at least 1");
        Require(TestPart is > 0 and < 1, nameof(TestPart), TestPart, "between 0 and 1");
        Require(CropPart is null or (> 0 and <= 1), nameof(CropPart), CropPart, "above 0 and at most 1");
        Require(Mean is null or (>= 0 and <= 1), nameof(Mean), Mean, "in 0 to 1");
        Require(Deviation is null or (> 0 and < double.PositiveInfinity), nameof(Deviation), Deviation, "above 0");
        var read = DataSource.Read(this, folder);
        return read is (ImageDataset train, ImageDataset test) ? InMemory(train, test) : read;
    }

    private (ImageSet Train, ImageSet Test) InMemory(ImageDataset train, ImageDataset test)
    {
        if (CropPart is not null)
            throw new DatasetException($"crop_pct (CropPart) is for folders of images, and the data set '{Name}' is none: leave it out.");
        (train, test) = (Prepared(Taken(train, TrainImages)), Prepared(Taken(test, TestImages)));
        train = train.Measured();
        train = train with { Mean = Mean ?? train.Mean, Deviation = Deviation ?? train.Deviation };
        return (train, test.NormalisedAs(train));
    }

    private static ImageDataset Taken(ImageDataset images, int? count) => count is { } some ? images.Take(some) : images;

    private ImageDataset Prepared(ImageDataset images)
    {
        if (Channels is { } channels)
            images = images.WithChannels(channels);
        return ImageSize is { } size ? images.Resized(size, size) : images;
    }

    private static void Require(bool holds, string name, object? value, string range)
    {
        if (!holds)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be {range}."));
    }
}
