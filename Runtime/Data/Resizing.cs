using System;

namespace ArchGen.Runtime;

/// <summary>Images made another size or of another number of channels: the same numbers on every machine.</summary>
internal static class Resizing
{
    /// <summary>Images of another size: linear between pixels where they grow, their mean over what comes to lie on a pixel where they shrink (a triangle as wide as that).</summary>
    public static ImageDataset Resized(this ImageDataset images, int height, int width)
    {
        if ((height, width) == (images.Height, images.Width))
            return images;
        var planes = images.Count * images.Channels;
        if ((long)planes * height * width > Array.MaxLength)
            throw new DatasetException($"{images.Count} images of {images.Channels}×{height}×{width} are more than fits in memory at once: take fewer (train_images, test_images) or a smaller image_size.");
        var (rows, columns) = (Taps.For(images.Height, height, isCubic: false), Taps.For(images.Width, width, isCubic: false));
        var pixels = new byte[planes * height * width];
        var between = new float[height * images.Width];
        for (var plane = 0; plane < planes; plane++)
        {
            var from = images.Pixels.AsSpan(plane * images.Height * images.Width, images.Height * images.Width);
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < images.Width; x++)
                {
                    var sum = 0f;
                    for (var t = 0; t < rows.Count(y); t++)
                        sum += rows.Weight(y, t) * from[(rows.First(y) + t) * images.Width + x];
                    between[y * images.Width + x] = sum;
                }
            }

            var to = pixels.AsSpan(plane * height * width, height * width);
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    var sum = 0f;
                    for (var t = 0; t < columns.Count(x); t++)
                        sum += columns.Weight(x, t) * between[y * images.Width + columns.First(x) + t];
                    to[y * width + x] = (byte)Math.Clamp((int)(sum + 0.5f), 0, 255);
                }
            }
        }

        return images with { Pixels = pixels, Height = height, Width = width };
    }

    /// <summary>Images with one channel or three: grey by the eye's weights, or grey repeated.</summary>
    public static ImageDataset WithChannels(this ImageDataset images, int channels)
    {
        if (channels == images.Channels)
            return images;
        var size = images.Height * images.Width;
        if ((long)images.Count * channels * size > Array.MaxLength)
            throw new DatasetException($"{images.Count} images of {channels}×{images.Height}×{images.Width} are more than fits in memory at once: take fewer (train_images, test_images).");
        var pixels = new byte[images.Count * channels * size];
        for (var image = 0; image < images.Count; image++)
        {
            var from = images.Pixels.AsSpan(image * images.ImageSize, images.ImageSize);
            var to = pixels.AsSpan(image * channels * size, channels * size);
            if (channels == 1)
            {
                for (var i = 0; i < size; i++)
                    to[i] = (byte)((299 * from[i] + 587 * from[size + i] + 114 * from[2 * size + i] + 500) / 1000);
                continue;
            }

            for (var channel = 0; channel < channels; channel++)
                from.CopyTo(to[(channel * size)..]);
        }

        return images with { Pixels = pixels, Channels = channels };
    }
}
