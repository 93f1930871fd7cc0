using System;

namespace ArchGen.Runtime;

/// <summary>An image while it is changed: bytes, channel after channel, and as much room again for what is made of them.</summary>
internal sealed class PixelImage(int channels, int height, int width)
{
    private byte[] _pixels = new byte[channels * height * width], _spare = new byte[channels * height * width];

    public int Channels => channels;

    public int Height => height;

    public int Width => width;

    /// <summary>All pixels.</summary>
    public Span<byte> Pixels => _pixels;

    /// <summary>Where the next form of the image is made; <see cref="Swap"/> puts it in place.</summary>
    public Span<byte> Spare => _spare;

    /// <summary>One channel.</summary>
    public Span<byte> Plane(int channel) => _pixels.AsSpan(channel * height * width, height * width);

    /// <summary>One channel of what is being made.</summary>
    public Span<byte> SparePlane(int channel) => _spare.AsSpan(channel * height * width, height * width);

    public void Swap() => (_pixels, _spare) = (_spare, _pixels);

    /// <summary>Left becomes right.</summary>
    public void Mirror()
    {
        for (var row = 0; row < channels * height; row++)
            _pixels.AsSpan(row * width, width).Reverse();
    }

    /// <summary>How bright each pixel is, as ITU-R 601 weighs colours.</summary>
    public byte GreyAt(int at)
    {
        var size = height * width;
        return channels == 1 ? _pixels[at] : (byte)((19595 * _pixels[at] + 38470 * _pixels[size + at] + 7471 * _pixels[2 * size + at] + 0x8000) >> 16);
    }
}
