using System;
using System.Linq;
using System.Threading;

namespace ArchGen.Runtime;

/// <summary>Makes one image of a data set what a model is given: changed as an <see cref="Augmentation"/> says, and normalised.</summary>
internal sealed class ImageChanges
{
    private readonly ImageSet _data;
    private readonly Augmentation _options;
    private readonly RandAugmenter? _randAugment;
    private readonly ThreadLocal<PixelImage> _image;
    private readonly (float Scale, float Offset)[] _channels;

    public ImageChanges(ImageSet data, Augmentation options)
    {
        (_data, _options) = (data, options);
        var statistics = Enumerable.Range(0, data.Channels).Select(data.Statistics).ToArray();
        _channels = [.. statistics.Select(s => ((float)(1 / (255 * s.Deviation)), (float)(-s.Mean / s.Deviation)))];
        _randAugment = options.RandAugment is null ? null : new RandAugmenter(options, [.. statistics.Select(s => (byte)Math.Clamp(Math.Round(255 * s.Mean), 0, 255))]);
        _image = new ThreadLocal<PixelImage>(() => new PixelImage(data.Channels, data.Height, data.Width));
    }

    /// <summary>Writes an image; every random number comes from <paramref name="draws"/>.</summary>
    public void Write(int index, Span<float> to, Draws draws)
    {
        var stored = _data.Stored(index);
        var from = stored.Pixels;
        if (_options.Crop is not null || _randAugment is not null || !_data.IsFitted)
        {
            Cut(stored, _image.Value!, ref draws);
            from = _image.Value!.Pixels;
        }

        var isMirrored = _options.Flip && draws.Happens(0.5);
        if (_randAugment is not null)
        {
            var image = _image.Value!;
            if (isMirrored)
                image.Mirror();
            isMirrored = false;
            _randAugment.Apply(image, ref draws);
            from = image.Pixels;
        }

        Normalise(from, to, isMirrored, ref draws);
        if (_options.Erase > 0)
            RandomErasing.Apply(to, _data.Channels, _data.Height, _data.Width, _options, ref draws);
    }

    private void Cut(StoredImage stored, PixelImage image, ref Draws draws)
    {
        if (_options.Crop is not { } least)
        {
            _data.Fit(stored, image);
            return;
        }

        var part = RandomCrop.Draw(stored.Height, stored.Width, least, ref draws);
        RandomCrop.Resize(stored, part, Interpolating.IsCubic(_options.Interpolation, ref draws), image);
    }

    private void Normalise(ReadOnlySpan<byte> from, Span<float> to, bool isMirrored, ref Draws draws)
    {
        var (down, right) = _options.Shift == 0 ? (0, 0) : (draws.Int(-_options.Shift, _options.Shift), draws.Int(-_options.Shift, _options.Shift));
        var (height, width, at) = (_data.Height, _data.Width, 0);
        for (var channel = 0; channel < _data.Channels; channel++)
        {
            var (scale, offset) = _channels[channel];
            var plane = from.Slice(channel * height * width, height * width);
            if (_options.Shift == 0 && !isMirrored)
            {
                foreach (var pixel in plane)
                    to[at++] = pixel * scale + offset;
                continue;
            }

            for (var row = 0; row < height; row++)
            {
                for (var column = 0; column < width; column++)
                {
                    var (y, x) = (row - down, (isMirrored ? width - 1 - column : column) - right);
                    var isInside = (uint)y < (uint)height && (uint)x < (uint)width;
                    to[at++] = (isInside ? plane[y * width + x] : 0) * scale + offset;
                }
            }
        }
    }
}
