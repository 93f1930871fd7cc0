using System;
using System.Threading;

namespace ArchGen.Runtime;

/// <summary>Makes one image of a data set what a model is given: changed as an <see cref="Augmentation"/> says, and normalised.</summary>
internal sealed class ImageChanges
{
    private readonly ImageDataset _data;
    private readonly Augmentation _options;
    private readonly RandAugmenter? _randAugment;
    private readonly ThreadLocal<PixelImage> _image;
    private readonly float _scale, _offset;

    public ImageChanges(ImageDataset data, Augmentation options)
    {
        (_data, _options) = (data, options);
        (_scale, _offset) = ((float)(1 / (255 * data.Deviation)), (float)(-data.Mean / data.Deviation));
        _randAugment = options.RandAugment is null ? null : new RandAugmenter(options, (byte)Math.Clamp(Math.Round(255 * data.Mean), 0, 255));
        _image = new ThreadLocal<PixelImage>(() => new PixelImage(data.Channels, data.Height, data.Width));
    }

    /// <summary>Writes an image; every random number comes from <paramref name="draws"/>.</summary>
    public void Write(int index, Span<float> to, Draws draws)
    {
        var from = (ReadOnlySpan<byte>)_data.Pixels.AsSpan(index * _data.ImageSize, _data.ImageSize);
        var isMirrored = false;
        if (_options.Crop is not null || _randAugment is not null)
        {
            var image = _image.Value!;
            Cut(from, image, ref draws);
            isMirrored = _options.Flip && draws.Happens(0.5);
            if (_randAugment is not null)
            {
                if (isMirrored)
                    image.Mirror();
                isMirrored = false;
                _randAugment.Apply(image, ref draws);
            }

            from = image.Pixels;
        }
        else
        {
            isMirrored = _options.Flip && draws.Happens(0.5);
        }

        Normalise(from, to, isMirrored, ref draws);
        if (_options.Erase > 0)
            RandomErasing.Apply(to, _data.Channels, _data.Height, _data.Width, _options, ref draws);
    }

    private void Cut(ReadOnlySpan<byte> from, PixelImage image, ref Draws draws)
    {
        if (_options.Crop is not { } least)
        {
            from.CopyTo(image.Pixels);
            return;
        }

        var part = RandomCrop.Draw(_data.Height, _data.Width, least, ref draws);
        RandomCrop.Resize(from, _data.Height, _data.Width, part, Interpolating.IsCubic(_options.Interpolation, ref draws), image);
    }

    private void Normalise(ReadOnlySpan<byte> from, Span<float> to, bool isMirrored, ref Draws draws)
    {
        if (_options.Shift == 0 && !isMirrored)
        {
            for (var i = 0; i < to.Length; i++)
                to[i] = from[i] * _scale + _offset;
            return;
        }

        var (down, right) = _options.Shift == 0 ? (0, 0) : (draws.Int(-_options.Shift, _options.Shift), draws.Int(-_options.Shift, _options.Shift));
        var (height, width, at) = (_data.Height, _data.Width, 0);
        for (var channel = 0; channel < _data.Channels; channel++)
        {
            var plane = from.Slice(channel * height * width, height * width);
            for (var row = 0; row < height; row++)
            {
                for (var column = 0; column < width; column++)
                {
                    var (y, x) = (row - down, (isMirrored ? width - 1 - column : column) - right);
                    var isInside = (uint)y < (uint)height && (uint)x < (uint)width;
                    to[at++] = (isInside ? plane[y * width + x] : 0) * _scale + _offset;
                }
            }
        }
    }
}
