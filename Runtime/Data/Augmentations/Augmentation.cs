using System;
using System.Globalization;

namespace ArchGen.Runtime;

/// <summary>How pixels between pixels are made up where an image is cut, turned or moved.</summary>
public enum Interpolation
{
    /// <summary>A cubic through four.</summary>
    Bicubic,

    /// <summary>Linear between two.</summary>
    Bilinear,

    /// <summary>One of the two, drawn each time.</summary>
    Random,
}

/// <summary>What erased rectangles are filled with.</summary>
public enum EraseMode
{
    /// <summary>The data set's mean.</summary>
    Const,

    /// <summary>A colour, normally distributed.</summary>
    Rand,

    /// <summary>Each pixel normally distributed by itself.</summary>
    Pixel,
}

/// <summary>
/// Random changes to training images, each image by itself; all off unless set. They come in this order: crop, flip, RandAugment, shift, random erasing. What each does is timm's meaning of it
/// (docs/training.md has the sources).
/// </summary>
/// <param name="Flip">Mirror every second image, left to right.</param>
/// <param name="Shift">Move by up to so many pixels each way; what comes in is black.</param>
public sealed record Augmentation(bool Flip = false, int Shift = 0)
{
    /// <summary>No change.</summary>
    public static Augmentation None { get; } = new();

    /// <summary>Cut a part of each image, of random place, area and aspect (3∶4 to 4∶3), and make it the image's size: the part's least share of the area; null for no cutting.</summary>
    public double? Crop { get; init; }

    /// <summary>How pixels are made up.</summary>
    public Interpolation Interpolation { get; init; }

    /// <summary>RandAugment; its magnitude, 0 to 10, or null for none.</summary>
    public double? RandAugment { get; init; }

    /// <summary>The standard deviation of RandAugment's magnitude.</summary>
    public double RandAugmentNoise { get; init; } = 0.5;

    /// <summary>How many of RandAugment's operations are drawn for each image.</summary>
    public int RandAugmentOperations { get; init; } = 2;

    /// <summary>The probability with which a drawn operation is done.</summary>
    public double RandAugmentProbability { get; init; } = 0.5;

    /// <summary>Whether a larger magnitude changes more in every operation; in timm's first form it changes less in some.</summary>
    public bool RandAugmentIncreasing { get; init; } = true;

    /// <summary>The probability that rectangles of an image are erased.</summary>
    public double Erase { get; init; }

    /// <summary>What they are filled with.</summary>
    public EraseMode EraseMode { get; init; }

    /// <summary>The largest number of rectangles; together they have 2% to a third of the image.</summary>
    public int EraseCount { get; init; } = 1;

    internal string Text => string.Create(
        CultureInfo.InvariantCulture,
        $"flip {Flip}, shift {Shift}, crop {Crop}, interpolation {Interpolation}, RandAugment {RandAugment} {RandAugmentNoise} {RandAugmentOperations} {RandAugmentProbability} {RandAugmentIncreasing}, " +
        $"erase {Erase} {EraseMode} {EraseCount}");

    internal void Validate()
    {
        OptionCheck.Require(Shift >= 0, "Augmentation.Shift", Shift, "at least 0");
        OptionCheck.Require(Crop is null or (> 0 and <= 1), "Augmentation.Crop", Crop ?? 0, "above 0 and at most 1");
        OptionCheck.Require(RandAugment is null or (>= 0 and <= 10), "Augmentation.RandAugment", RandAugment ?? 0, "in 0 to 10");
        OptionCheck.Require(RandAugmentNoise >= 0, "Augmentation.RandAugmentNoise", RandAugmentNoise, "at least 0");
        OptionCheck.Require(RandAugmentOperations is >= 1 and <= 64, "Augmentation.RandAugmentOperations", RandAugmentOperations, "in 1 to 64");
        OptionCheck.Require(RandAugmentProbability is >= 0 and <= 1, "Augmentation.RandAugmentProbability", RandAugmentProbability, "in 0 to 1");
        OptionCheck.Require(Erase is >= 0 and <= 1, "Augmentation.Erase", Erase, "in 0 to 1");
        OptionCheck.Require(EraseCount >= 1, "Augmentation.EraseCount", EraseCount, "at least 1");
    }
}
