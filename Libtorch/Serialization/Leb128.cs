using System;
using System.IO;

namespace TorchSharp.Serialization;

/// <summary>The variable-length whole numbers of the file format: seven bits a byte, lowest first.</summary>
internal static class Leb128
{
    internal static void WriteCount(this BinaryWriter writer, long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        for (; value > 0x7f; value >>= 7) writer.Write((byte)(value | 0x80));
        writer.Write((byte)value);
    }

    internal static long ReadCount(this BinaryReader reader)
    {
        long value = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            var next = reader.ReadByte();
            value |= (long)(next & 0x7f) << shift;
            if ((next & 0x80) == 0) return value;
        }

        throw new InvalidDataException("A count in the file is longer than 63 bits: this is no TorchSharp file, or it is damaged.");
    }
}
