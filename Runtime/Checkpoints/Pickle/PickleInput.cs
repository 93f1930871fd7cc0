using System;
using System.Buffers.Binary;
using System.Text;

namespace ArchGen.Runtime;

/// <summary>The bytes of pickles in a file, one after another. Every length is held against what is left.</summary>
/// <param name="file">The file.</param>
/// <param name="start">The first byte.</param>
/// <param name="end">The byte after the last.</param>
internal sealed class PickleInput(WeightBytes file, long start, long end)
{
    private const int LongestText = 16 << 20, LongestLine = 1 << 16;
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    private readonly byte[] _buffer = new byte[1 << 16];
    private long _bufferStart = start;
    private int _buffered;

    /// <summary>The next byte's place in the file.</summary>
    public long Position { get; private set; } = start;

    /// <summary>The next byte.</summary>
    public byte Byte()
    {
        if (Position >= end)
            throw Short(1);
        if (Position >= _bufferStart + _buffered)
        {
            _bufferStart = Position;
            _buffered = (int)Math.Min(_buffer.Length, end - Position);
            file.Read(_bufferStart, _buffer.AsSpan(0, _buffered));
        }

        return _buffer[Position++ - _bufferStart];
    }

    public ushort UInt16() => (ushort)(Byte() | (Byte() << 8));

    public int Int32() => Byte() | (Byte() << 8) | (Byte() << 16) | (Byte() << 24);

    public long Int64() => (uint)Int32() | ((long)Int32() << 32);

    /// <summary>A number of eight bytes, the highest first, as pickles write them.</summary>
    public double Double()
    {
        Span<byte> bytes = stackalloc byte[8];
        foreach (ref var b in bytes)
            b = Byte();
        return BinaryPrimitives.ReadDoubleBigEndian(bytes);
    }

    /// <summary>That many bytes.</summary>
    public byte[] Bytes(long count)
    {
        if (count < 0 || count > end - Position)
            throw Short(count);
        if (count > LongestText)
            throw new FormatException($"at byte {Position}, a text of {count} bytes is longer than any that a checkpoint needs");
        var bytes = file.Read(Position, count);
        Position += count;
        return bytes;
    }

    /// <summary>Text in UTF-8.</summary>
    public string Text(long count)
    {
        var at = Position;
        var bytes = Bytes(count);
        try
        {
            return s_strict.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new FormatException($"at byte {at}, what should be text isn't UTF-8", e);
        }
    }

    /// <summary>What Python 2 called text: bytes that are UTF-8, or else one character each.</summary>
    public string OldText(long count)
    {
        var bytes = Bytes(count);
        try
        {
            return s_strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    /// <summary>The rest of a line, one character a byte.</summary>
    public string Line()
    {
        var at = Position;
        var line = new StringBuilder();
        for (var next = Byte(); next != '\n'; next = Byte())
        {
            if (line.Length == LongestLine)
                throw new FormatException($"the line at byte {at} doesn't end");
            line.Append((char)next);
        }

        return line.ToString();
    }

    private FormatException Short(long count) => new($"it is cut short or damaged: its pickle has {end - Position} bytes left at byte {Position} where {count} should be");
}
