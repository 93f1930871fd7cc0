using System;

namespace ArchGen.Runtime;

/// <summary>Random erasing (arXiv 1708.04896) of normalised images, as timm has it.</summary>
internal static class RandomErasing
{
    private const double LeastArea = 0.02, MostArea = 1.0 / 3, LeastAspect = 0.3;
    private const int Attempts = 10;

    /// <summary>Perhaps erases rectangles of an image, channel after channel.</summary>
    public static void Apply(Span<float> image, int channels, int height, int width, Augmentation options, ref Draws draws)
    {
        if (!draws.Happens(options.Erase))
            return;
        var count = draws.Int(1, options.EraseCount);
        for (var i = 0; i < count; i++)
        {
            if (Draw(height, width, count, ref draws) is { } part)
                Fill(image, channels, height, width, part, options.EraseMode, ref draws);
        }
    }

    /// <summary>A rectangle with its share of the area; null after ten that don't fit.</summary>
    internal static Rectangle? Draw(int height, int width, int count, ref Draws draws)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var area = draws.Uniform(LeastArea, MostArea) * height * width / count;
            var aspect = Math.Exp(draws.Uniform(Math.Log(LeastAspect), Math.Log(1 / LeastAspect)));
            var (h, w) = ((int)Math.Round(Math.Sqrt(area * aspect)), (int)Math.Round(Math.Sqrt(area / aspect)));
            if (w < width && h < height)
            {
                var top = draws.Int(0, height - h);
                return new Rectangle(top, draws.Int(0, width - w), h, w);
            }
        }

        return null;
    }

    private static void Fill(Span<float> image, int channels, int height, int width, Rectangle part, EraseMode mode, ref Draws draws)
    {
        for (var channel = 0; channel < channels; channel++)
        {
            var colour = mode == EraseMode.Rand ? (float)draws.Gauss() : 0;
            for (var row = part.Top; row < part.Top + part.Height; row++)
            {
                var pixels = image.Slice((channel * height + row) * width + part.Left, part.Width);
                if (mode != EraseMode.Pixel)
                {
                    pixels.Fill(colour);
                    continue;
                }

                foreach (ref var pixel in pixels)
                    pixel = (float)draws.Gauss();
            }
        }
    }
}
