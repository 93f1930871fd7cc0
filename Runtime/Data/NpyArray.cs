using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace ArchGen.Runtime;

/// <summary>An array in numpy's format: its type as numpy writes it (<c>|u1</c>, <c>&lt;i8</c>), sizes, and elements in C's order.</summary>
internal sealed partial record NpyArray(string Type, int[] Sizes, byte[] Bytes)
{
    private const int LongestHeader = 1 << 16;

    /// <summary>Reads an array. Throws <see cref="FormatException"/> or <see cref="IOException"/>.</summary>
    public static NpyArray Read(Func<Stream> open)
    {
        using var stream = open();
        var start = new byte[8];
        stream.ReadExactly(start);
        if (!start.AsSpan(0, 6).SequenceEqual((ReadOnlySpan<byte>)[0x93, .. "NUMPY"u8]))
            throw new FormatException("an entry isn't an array of numpy's");
        var size = new byte[start[6] == 1 ? 2 : 4];
        stream.ReadExactly(size);
        var length = size.Length == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(size) : BinaryPrimitives.ReadUInt32LittleEndian(size);
        if (length > LongestHeader)
            throw new FormatException($"an array's header has {length} bytes");
        var text = new byte[length];
        stream.ReadExactly(text);
        var header = Encoding.UTF8.GetString(text);
        var (type, order, shape) = (TypePart().Match(header), OrderPart().Match(header), ShapePart().Match(header));
        if (!type.Success || !order.Success || !shape.Success)
            throw new FormatException($"an array's header isn't understood: {header.Trim()}");
        int[] sizes = [.. shape.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(s => int.Parse(s, NumberStyles.None, CultureInfo.InvariantCulture))];
        if (order.Groups[1].Value == "True" && sizes.Length > 1)
            throw new FormatException("an array is in Fortran's order: save it as numpy.ascontiguousarray gives it");
        var descr = type.Groups[1].Value;
        if (!int.TryParse(descr.AsSpan(descr.Length - 1), out var width) || width == 0)
            throw new FormatException($"an array has elements of the type {descr}");
        var bytes = sizes.Aggregate((long)width, (all, s) => checked(all * s));
        if (bytes > Array.MaxLength)
            throw new FormatException($"an array has {bytes} bytes, more than the {Array.MaxLength} that are read at once");
        var elements = ReadWhole(stream, (int)bytes);
        return new NpyArray(descr, sizes, elements);
    }

    /// <summary>The elements as whole numbers; null where they are none.</summary>
    public long[]? Integers()
    {
        Func<int, long>? at = Type switch
        {
            "|u1" => i => Bytes[i],
            "|i1" => i => (sbyte)Bytes[i],
            "<u2" => i => BinaryPrimitives.ReadUInt16LittleEndian(Bytes.AsSpan(2 * i)),
            "<i2" => i => BinaryPrimitives.ReadInt16LittleEndian(Bytes.AsSpan(2 * i)),
            "<u4" => i => BinaryPrimitives.ReadUInt32LittleEndian(Bytes.AsSpan(4 * i)),
            "<i4" => i => BinaryPrimitives.ReadInt32LittleEndian(Bytes.AsSpan(4 * i)),
            "<i8" or "<u8" => i => BinaryPrimitives.ReadInt64LittleEndian(Bytes.AsSpan(8 * i)),
            _ => null,
        };
        return at is null ? null : [.. Enumerable.Range(0, Sizes.Aggregate(1, (a, b) => a * b)).Select(at)];
    }

    // What a header claims isn't believed before it is there: memory grows with what is read.
    private static byte[] ReadWhole(Stream stream, int bytes)
    {
        const int Step = 1 << 24;
        var read = new byte[Math.Min(bytes, Step)];
        for (var at = 0; at < bytes;)
        {
            if (at == read.Length)
                Array.Resize(ref read, (int)Math.Min(bytes, 2L * read.Length));
            var count = stream.Read(read, at, read.Length - at);
            if (count == 0)
                throw new FormatException($"an array ends after {at} of {bytes} bytes");
            at += count;
        }

        return read;
    }

    [GeneratedRegex("'descr'\\s*:\\s*'([<>|=][a-zA-Z]\\d)'")]
    private static partial Regex TypePart();

    [GeneratedRegex("'fortran_order'\\s*:\\s*(True|False)")]
    private static partial Regex OrderPart();

    [GeneratedRegex("'shape'\\s*:\\s*\\(([\\d\\s,]{0,200})\\)")]
    private static partial Regex ShapePart();
}
