using System;

namespace ArchGen.Runtime;

/// <summary>Changes to an image's colours and contrast, with Pillow's roundings.</summary>
internal static class ColourOps
{
    /// <summary>Each channel's darkest becomes black, its brightest white.</summary>
    public static void AutoContrast(PixelImage image)
    {
        Span<byte> table = stackalloc byte[256];
        Span<int> counts = stackalloc int[256];
        for (var channel = 0; channel < image.Channels; channel++)
        {
            var plane = image.Plane(channel);
            Count(plane, counts);
            var (low, high) = (counts.IndexOfAnyExcept(0), counts.LastIndexOfAnyExcept(0));
            if (high <= low)
                continue;
            var scale = 255.0 / (high - low);
            for (var i = 0; i < 256; i++)
                table[i] = (byte)Math.Clamp((int)(i * scale - low * scale), 0, 255);
            Apply(plane, table);
        }
    }

    /// <summary>Each channel's values become equally frequent, as far as whole steps go.</summary>
    public static void Equalize(PixelImage image)
    {
        Span<byte> table = stackalloc byte[256];
        Span<int> counts = stackalloc int[256];
        for (var channel = 0; channel < image.Channels; channel++)
        {
            var plane = image.Plane(channel);
            Count(plane, counts);
            var step = (plane.Length - counts[counts.LastIndexOfAnyExcept(0)]) / 255;
            if (step == 0)
                continue;
            var sum = step / 2;
            for (var i = 0; i < 256; i++)
            {
                table[i] = (byte)Math.Min(255, sum / step);
                sum += counts[i];
            }

            Apply(plane, table);
        }
    }

    /// <summary>Black becomes white.</summary>
    public static void Invert(PixelImage image) => Solarize(image, 0);

    /// <summary>What is at least so bright is inverted.</summary>
    public static void Solarize(PixelImage image, int threshold)
    {
        foreach (ref var pixel in image.Pixels)
            pixel = pixel < threshold ? pixel : (byte)(255 - pixel);
    }

    /// <summary>What is darker than the middle is made so much brighter.</summary>
    public static void SolarizeAdd(PixelImage image, int add)
    {
        foreach (ref var pixel in image.Pixels)
            pixel = pixel < 128 ? (byte)Math.Min(255, pixel + add) : pixel;
    }

    /// <summary>Only the highest bits are kept.</summary>
    public static void Posterize(PixelImage image, int bits)
    {
        if (bits >= 8)
            return;
        foreach (ref var pixel in image.Pixels)
            pixel &= (byte)~((1 << (8 - bits)) - 1);
    }

    /// <summary>0: black; 1: as it is; beyond: brighter.</summary>
    public static void Brightness(PixelImage image, double factor)
    {
        foreach (ref var pixel in image.Pixels)
            pixel = Blend(0, pixel, (float)factor);
    }

    /// <summary>0: all of the mean brightness; 1: as it is.</summary>
    public static void Contrast(PixelImage image, double factor)
    {
        long sum = 0;
        var size = image.Height * image.Width;
        for (var i = 0; i < size; i++)
            sum += image.GreyAt(i);
        var mean = (byte)((double)sum / size + 0.5);
        foreach (ref var pixel in image.Pixels)
            pixel = Blend(mean, pixel, (float)factor);
    }

    /// <summary>0: grey; 1: as it is. Does nothing to a grey image.</summary>
    public static void Colour(PixelImage image, double factor)
    {
        if (image.Channels == 1)
            return;
        var size = image.Height * image.Width;
        for (var i = 0; i < size; i++)
        {
            var grey = image.GreyAt(i);
            for (var channel = 0; channel < image.Channels; channel++)
                image.Plane(channel)[i] = Blend(grey, image.Plane(channel)[i], (float)factor);
        }
    }

    /// <summary>0: blurred; 1: as it is; beyond: sharper.</summary>
    public static void Sharpness(PixelImage image, double factor)
    {
        var (height, width) = (image.Height, image.Width);
        for (var channel = 0; channel < image.Channels; channel++)
        {
            var from = image.Plane(channel);
            var to = image.SparePlane(channel);
            from.CopyTo(to);
            for (var y = 1; y < height - 1; y++)
            {
                for (var x = 1; x < width - 1; x++)
                {
                    var at = y * width + x;
                    var sum = from[at - width - 1] + from[at - width] + from[at - width + 1] + from[at - 1] + 5 * from[at] + from[at + 1]
                        + from[at + width - 1] + from[at + width] + from[at + width + 1];
                    to[at] = Blend((byte)(sum / 13f + 0.5f), from[at], (float)factor);
                }
            }
        }

        image.Swap();
    }

    private static byte Blend(byte from, byte to, float part) => (byte)Math.Clamp(from + part * (to - from), 0, 255);

    private static void Count(ReadOnlySpan<byte> plane, Span<int> counts)
    {
        counts.Clear();
        foreach (var pixel in plane)
            counts[pixel]++;
    }

    private static void Apply(Span<byte> plane, ReadOnlySpan<byte> table)
    {
        foreach (ref var pixel in plane)
            pixel = table[pixel];
    }
}
