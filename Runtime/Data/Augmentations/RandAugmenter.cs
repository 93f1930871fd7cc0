using System;

namespace ArchGen.Runtime;

/// <summary>
/// RandAugment (arXiv 1909.13719) as timm has it: for each image, some of fifteen operations are drawn, with repetition; each is done with a probability, at the magnitude with a little noise.
/// </summary>
internal sealed class RandAugmenter(Augmentation options, byte[] fill)
{
    // What magnitudes are a part of, and the most that noise makes them.
    private const double Full = 10;

    /// <summary>All operations, in timm's order.</summary>
    internal static readonly string[] Operations =
    [
        "AutoContrast", "Equalize", "Invert", "Rotate", "Posterize", "Solarize", "SolarizeAdd", "Color", "Contrast", "Brightness", "Sharpness", "ShearX", "ShearY", "TranslateX", "TranslateY",
    ];

    /// <summary>Changes an image.</summary>
    public void Apply(PixelImage image, ref Draws draws)
    {
        Span<int> drawn = stackalloc int[options.RandAugmentOperations];
        foreach (ref var operation in drawn)
            operation = draws.Int(0, Operations.Length - 1);
        foreach (var operation in drawn)
        {
            if (!draws.Happens(options.RandAugmentProbability))
                continue;
            var magnitude = options.RandAugmentNoise > 0 ? draws.Gauss(options.RandAugment!.Value, options.RandAugmentNoise) : options.RandAugment!.Value;
            Apply(image, Operations[operation], Math.Clamp(magnitude, 0, Full) / Full, ref draws);
        }
    }

    /// <summary>One operation, at a part of the full magnitude.</summary>
    internal void Apply(PixelImage image, string operation, double level, ref Draws draws)
    {
        var isIncreasing = options.RandAugmentIncreasing;
        switch (operation)
        {
            case "AutoContrast":
                ColourOps.AutoContrast(image);
                break;
            case "Equalize":
                ColourOps.Equalize(image);
                break;
            case "Invert":
                ColourOps.Invert(image);
                break;
            case "Rotate":
                AffineOps.Rotate(image, Either(30 * level, ref draws), IsCubic(ref draws), fill);
                break;
            case "Posterize":
                ColourOps.Posterize(image, isIncreasing ? 4 - (int)(level * 4) : (int)(level * 4));
                break;
            case "Solarize":
                ColourOps.Solarize(image, isIncreasing ? 256 - Math.Min(256, (int)(level * 256)) : Math.Min(256, (int)(level * 256)));
                break;
            case "SolarizeAdd":
                ColourOps.SolarizeAdd(image, Math.Min(128, (int)(level * 110)));
                break;
            case "Color":
                ColourOps.Colour(image, Factor(level, ref draws));
                break;
            case "Contrast":
                ColourOps.Contrast(image, Factor(level, ref draws));
                break;
            case "Brightness":
                ColourOps.Brightness(image, Factor(level, ref draws));
                break;
            case "Sharpness":
                ColourOps.Sharpness(image, Factor(level, ref draws));
                break;
            case "ShearX":
                AffineOps.ShearX(image, Either(0.3 * level, ref draws), IsCubic(ref draws), fill);
                break;
            case "ShearY":
                AffineOps.ShearY(image, Either(0.3 * level, ref draws), IsCubic(ref draws), fill);
                break;
            case "TranslateX":
                AffineOps.Translate(image, Either(0.45 * level, ref draws) * image.Width, 0, IsCubic(ref draws), fill);
                break;
            case "TranslateY":
                AffineOps.Translate(image, 0, Either(0.45 * level, ref draws) * image.Height, IsCubic(ref draws), fill);
                break;
            default:
                throw new ArgumentException($"RandAugment has no operation '{operation}'.");
        }
    }

    private bool IsCubic(ref Draws draws) => Interpolating.IsCubic(options.Interpolation, ref draws);

    private static double Either(double value, ref Draws draws) => draws.Happens(0.5) ? value : -value;

    // What is blended with a changed image: 1 is no change.
    private double Factor(double level, ref Draws draws) =>
        options.RandAugmentIncreasing ? Math.Max(0.1, 1 + Either(0.9 * level, ref draws)) : 1.8 * level + 0.1;
}

/// <summary>Which of the two interpolations is meant.</summary>
internal static class Interpolating
{
    public static bool IsCubic(Interpolation interpolation, ref Draws draws) => interpolation switch
    {
        Interpolation.Bicubic => true,
        Interpolation.Bilinear => false,
        _ => draws.Happens(0.5),
    };
}
