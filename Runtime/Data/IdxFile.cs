using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;

namespace ArchGen.Runtime;

/// <summary>
/// One array of bytes in the idx format of MNIST and its kin, gzipped where its name says so: two zero bytes, the element type (8: bytes), the number of axes, each axis's
/// size as a big-endian 32-bit number, the elements.
/// </summary>
internal sealed record IdxFile(int[] Sizes, byte[] Elements)
{
    private const byte Bytes = 8;

    /// <summary>Reads a file that must have <paramref name="axes"/> axes. Throws <see cref="FormatException"/> or <see cref="IOException"/>.</summary>
    public static IdxFile Read(string path, int axes)
    {
        using var file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        try
        {
            Span<byte> magic = stackalloc byte[4];
            stream.ReadExactly(magic);
            if (magic[0] != 0 || magic[1] != 0 || magic[2] != Bytes)
                throw new FormatException($"it begins with {Convert.ToHexString(magic)}, which isn't the magic number of an idx file of bytes");
            if (magic[3] != axes)
                throw new FormatException($"it has {magic[3]} axes, not {axes}: is it another of the set's files?");
            var sizes = new int[axes];
            long count = 1;
            Span<byte> number = stackalloc byte[4];
            for (var i = 0; i < axes; i++)
            {
                stream.ReadExactly(number);
                sizes[i] = BinaryPrimitives.ReadInt32BigEndian(number);
                count *= sizes[i];
                if (sizes[i] <= 0 || count > int.MaxValue)
                    throw new FormatException($"its sizes aren't sensible ({string.Join("×", sizes)})");
            }

            var elements = new byte[count];
            stream.ReadExactly(elements);
            if (stream.ReadByte() >= 0)
                throw new FormatException("bytes follow its last element");
            return new IdxFile(sizes, elements);
        }
        catch (EndOfStreamException e)
        {
            throw new FormatException("it is cut short", e);
        }
        catch (InvalidDataException e)
        {
            throw new FormatException("it isn't a sound gzip file", e);
        }
    }
}
