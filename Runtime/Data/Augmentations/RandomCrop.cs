using System;

namespace ArchGen.Runtime;

/// <summary>A rectangle of an image.</summary>
internal readonly record struct Rectangle(int Top, int Left, int Height, int Width);

/// <summary>The part of an image that training sees: of random area and aspect ("random resized crop"), or the middle.</summary>
internal static class RandomCrop
{
    private const double LeastAspect = 3.0 / 4, MostAspect = 4.0 / 3;
    private const int Attempts = 10;

    /// <summary>A part with at least <paramref name="least"/> of the area; after ten that don't fit, the largest middle part of an aspect in range.</summary>
    public static Rectangle Draw(int height, int width, double least, ref Draws draws)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var area = draws.Uniform(least, 1) * height * width;
            var aspect = Math.Exp(draws.Uniform(Math.Log(LeastAspect), Math.Log(MostAspect)));
            var (w, h) = ((int)Math.Round(Math.Sqrt(area * aspect)), (int)Math.Round(Math.Sqrt(area / aspect)));
            if (w >= 1 && h >= 1 && w <= width && h <= height)
            {
                var top = draws.Int(0, height - h);
                return new Rectangle(top, draws.Int(0, width - w), h, w);
            }
        }

        var own = (double)width / height;
        return own < LeastAspect ? Middle(height, width, (int)Math.Round(width / LeastAspect), width)
            : own > MostAspect ? Middle(height, width, height, (int)Math.Round(height * MostAspect))
            : new Rectangle(0, 0, height, width);
    }

    /// <summary>The middle part of a size.</summary>
    public static Rectangle Middle(int height, int width, int partHeight, int partWidth) => new((height - partHeight) / 2, (width - partWidth) / 2, partHeight, partWidth);

    /// <summary>Makes a part of an image another size: across first, then down, with whole-number weights, as Pillow does.</summary>
    public static void Resize(StoredImage from, Rectangle part, bool isCubic, PixelImage to) => Resize(from, part, to.Height, to.Width, isCubic, 0, 0, to);

    /// <summary>What of the part, made so many rows and columns, begins at a place and is as large as <paramref name="to"/>; no more than that is computed.</summary>
    public static void Resize(StoredImage from, Rectangle part, int newHeight, int newWidth, bool isCubic, int top, int left, PixelImage to)
    {
        var (columns, rows) = (Taps.For(part.Width, newWidth, isCubic, left, to.Width), Taps.For(part.Height, newHeight, isCubic, top, to.Height));
        var (first, height, width) = (rows.First(0), from.Height, from.Width);
        var between = new byte[(rows.First(to.Height - 1) + rows.Count(to.Height - 1) - first) * to.Width];
        for (var channel = 0; channel < to.Channels; channel++)
        {
            var plane = from.Pixels.Slice(channel * height * width, height * width);
            for (var y = 0; y < between.Length / to.Width; y++)
            {
                var row = plane.Slice((part.Top + first + y) * width + part.Left, part.Width);
                for (var x = 0; x < to.Width; x++)
                {
                    var weights = columns.Whole(x);
                    var taken = row.Slice(columns.First(x), weights.Length);
                    var sum = 1 << (Taps.WholeBits - 1);
                    for (var t = 0; t < weights.Length; t++)
                        sum += weights[t] * taken[t];
                    between[y * to.Width + x] = (byte)Math.Clamp(sum >> Taps.WholeBits, 0, 255);
                }
            }

            Down(between, rows, first, to.Plane(channel), to.Height, to.Width);
        }
    }

    private static void Down(ReadOnlySpan<byte> between, Taps rows, int first, Span<byte> to, int height, int width)
    {
        var sums = new int[width];
        for (var y = 0; y < height; y++)
        {
            Array.Fill(sums, 1 << (Taps.WholeBits - 1));
            var weights = rows.Whole(y);
            for (var t = 0; t < weights.Length; t++)
            {
                var weight = weights[t];
                var row = between.Slice((rows.First(y) - first + t) * width, width);
                for (var x = 0; x < row.Length; x++)
                    sums[x] += weight * row[x];
            }

            for (var x = 0; x < width; x++)
                to[y * width + x] = (byte)Math.Clamp(sums[x] >> Taps.WholeBits, 0, 255);
        }
    }
}
