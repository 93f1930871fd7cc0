using System;

namespace ArchGen.Runtime;

/// <summary>An image turned, sheared or moved: each new pixel is looked up where it comes from; what lies outside is filled.</summary>
internal static class AffineOps
{
    /// <summary>Shears rows by so many of their distance from the top.</summary>
    public static void ShearX(PixelImage image, double factor, bool isCubic, byte[] fill) => Transform(image, [1, factor, 0, 0, 1, 0], isCubic, fill);

    /// <summary>Shears columns.</summary>
    public static void ShearY(PixelImage image, double factor, bool isCubic, byte[] fill) => Transform(image, [1, 0, 0, factor, 1, 0], isCubic, fill);

    /// <summary>Moves by pixels or parts of them.</summary>
    public static void Translate(PixelImage image, double x, double y, bool isCubic, byte[] fill) => Transform(image, [1, 0, x, 0, 1, y], isCubic, fill);

    /// <summary>Turns about the middle, against the clock.</summary>
    public static void Rotate(PixelImage image, double degrees, bool isCubic, byte[] fill)
    {
        if (degrees == 0)
            return;
        var angle = -degrees * Math.PI / 180;
        var (cos, sin) = (Math.Round(Math.Cos(angle), 15), Math.Round(Math.Sin(angle), 15));
        var (x, y) = (image.Width / 2.0, image.Height / 2.0);
        Transform(image, [cos, sin, x - cos * x - sin * y, -sin, cos, y + sin * x - cos * y], isCubic, fill);
    }

    private static void Transform(PixelImage image, ReadOnlySpan<double> m, bool isCubic, byte[] fill)
    {
        var (height, width) = (image.Height, image.Width);
        for (var channel = 0; channel < image.Channels; channel++)
        {
            var from = image.Plane(channel);
            var to = image.SparePlane(channel);
            for (var row = 0; row < height; row++)
            {
                for (var column = 0; column < width; column++)
                {
                    var x = m[0] * (column + 0.5) + m[1] * (row + 0.5) + m[2];
                    var y = m[3] * (column + 0.5) + m[4] * (row + 0.5) + m[5];
                    to[row * width + column] = x < 0 || x >= width || y < 0 || y >= height ? fill[channel]
                        : isCubic ? Cubic(from, height, width, x - 0.5, y - 0.5) : Linear(from, height, width, x - 0.5, y - 0.5);
                }
            }
        }

        image.Swap();
    }

    private static byte Linear(ReadOnlySpan<byte> from, int height, int width, double x, double y)
    {
        var (left, top) = ((int)Math.Floor(x), (int)Math.Floor(y));
        var (dx, dy) = (x - left, y - top);
        var (x0, x1) = (Math.Clamp(left, 0, width - 1), Math.Clamp(left + 1, 0, width - 1));
        var upper = from.Slice(Math.Clamp(top, 0, height - 1) * width, width);
        double value = upper[x0] + (upper[x1] - upper[x0]) * dx;
        if (top + 1 >= 0 && top + 1 < height)
        {
            var lower = from.Slice((top + 1) * width, width);
            value += (lower[x0] + (lower[x1] - lower[x0]) * dx - value) * dy;
        }

        return (byte)value;
    }

    private static byte Cubic(ReadOnlySpan<byte> from, int height, int width, double x, double y)
    {
        var (left, top) = ((int)Math.Floor(x), (int)Math.Floor(y));
        var (dx, dy) = (x - left, y - top);
        Span<double> rows = stackalloc double[4];
        for (var i = 0; i < 4; i++)
        {
            var row = from.Slice(Math.Clamp(top - 1 + i, 0, height - 1) * width, width);
            rows[i] = Through(row[Math.Clamp(left - 1, 0, width - 1)], row[Math.Clamp(left, 0, width - 1)], row[Math.Clamp(left + 1, 0, width - 1)], row[Math.Clamp(left + 2, 0, width - 1)], dx);
        }

        return (byte)Math.Clamp(Through(rows[0], rows[1], rows[2], rows[3], dy), 0, 255);
    }

    // The cubic whose slope at the two inner points is that between their neighbours.
    private static double Through(double a, double b, double c, double d, double at) =>
        b + at * (c - a + at * (2 * (a - b) + c - d + at * (b - a - c + d)));
}
