using System;
using System.Buffers.Binary;
using System.IO;
using System.Text;

namespace ArchGen.Runtime;

/// <summary>A message in protocol buffers' encoding, field by field; as much of it as events need.</summary>
internal sealed class ProtoMessage
{
    private const int Varint = 0, Fixed64 = 1, Counted = 2, Fixed32 = 5;

    private readonly MemoryStream _bytes = new();

    public ProtoMessage Whole(int field, long value)
    {
        Number((ulong)(field << 3 | Varint));
        Number(unchecked((ulong)value));
        return this;
    }

    public ProtoMessage Double(int field, double value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        Number((ulong)(field << 3 | Fixed64));
        _bytes.Write(bytes);
        return this;
    }

    public ProtoMessage Single(int field, float value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        Number((ulong)(field << 3 | Fixed32));
        _bytes.Write(bytes);
        return this;
    }

    public ProtoMessage Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtoMessage Message(int field, ProtoMessage value) => Bytes(field, value.ToArray());

    public byte[] ToArray() => _bytes.ToArray();

    /// <summary>The whole number in a field of a message; 0 where it has none.</summary>
    public static long FindWhole(ReadOnlySpan<byte> message, int field)
    {
        while (message.Length > 0 && TryTake(ref message, out var key))
        {
            switch (key & 7)
            {
                case Varint when TryTake(ref message, out var value):
                    if (key >> 3 == (ulong)field)
                        return unchecked((long)value);
                    break;
                case Fixed64 when message.Length >= 8:
                    message = message[8..];
                    break;
                case Fixed32 when message.Length >= 4:
                    message = message[4..];
                    break;
                case Counted when TryTake(ref message, out var length) && length <= (ulong)message.Length:
                    message = message[(int)length..];
                    break;
                default:
                    return 0;
            }
        }

        return 0;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> from, out ulong value)
    {
        value = 0;
        for (var i = 0; i < from.Length && i < 10; i++)
        {
            value |= (ulong)(from[i] & 0x7F) << (7 * i);
            if (from[i] >= 0x80)
                continue;
            from = from[(i + 1)..];
            return true;
        }

        return false;
    }

    private ProtoMessage Bytes(int field, byte[] value)
    {
        Number((ulong)(field << 3 | Counted));
        Number((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    private void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.WriteByte((byte)(value | 0x80));
        _bytes.WriteByte((byte)value);
    }
}
