using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ArchGen.Runtime;

/// <summary>One record of a zip archive: where its bytes lie in the file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offset">The first byte.</param>
/// <param name="Length">How many there are.</param>
/// <param name="Problem">Why they aren't the record's own as they stand; null where they are.</param>
internal sealed record ZipRecord(string Name, long Offset, long Length, string? Problem)
{
    /// <summary>The record, which is read as it stands. Throws <see cref="FormatException"/> where it can't be.</summary>
    public ZipRecord Plain() => Problem is null ? this : throw new FormatException($"the record '{TensorLimits.Shown(Name)}' is {Problem}");
}

/// <summary>
/// The records of a zip archive, which PyTorch stores and never compresses. Every place is held against the file, no two records share bytes,
/// and nothing is unpacked, so that no archive can be larger inside than outside.
/// </summary>
internal static class ZipRecords
{
    private const uint LocalSignature = 0x04034b50, CentralSignature = 0x02014b50, EndSignature = 0x06054b50, End64Signature = 0x06064b50, Locator64Signature = 0x07064b50;
    private const int LocalSize = 30, CentralSize = 46, EndSize = 22, End64Size = 56, LocatorSize = 20, LongestComment = ushort.MaxValue;
    private const long LongestDirectory = 256 << 20;

    public static IReadOnlyDictionary<string, ZipRecord> Read(WeightBytes file)
    {
        var (count, start, size) = Directory(file);
        if (size > LongestDirectory)
            throw new FormatException($"its list of records has {size} bytes");
        file.RequireWithin(start, size, "the list of its records");
        var bytes = file.Read(start, size);
        var records = new Dictionary<string, ZipRecord>(StringComparer.Ordinal);
        var at = 0;
        for (ulong i = 0; i < count; i++)
        {
            var record = Central(file, bytes, ref at, start);
            if (!records.TryAdd(record.Name, record))
                throw new FormatException($"the record '{TensorLimits.Shown(record.Name)}' is there twice");
        }

        RequireApart(records.Values);
        return records;
    }

    // Where the list of records is: told at the end, after which only a comment stands.
    private static (ulong Count, long Start, long Size) Directory(WeightBytes file)
    {
        var length = (int)Math.Min(file.Length, EndSize + LongestComment);
        var tail = file.Read(file.Length - length, length);
        for (var i = length - EndSize; i >= 0; i--)
        {
            var end = tail.AsSpan(i);
            if (U32(end, 0) != EndSignature || U16(end, 20) != end.Length - EndSize)
                continue;
            ulong count = U16(end, 10);
            long size = U32(end, 12), start = U32(end, 16);
            var at = file.Length - length + i;
            if (count != ushort.MaxValue && size != uint.MaxValue && start != uint.MaxValue)
                return (count, start, size);
            var locator = file.Read(at - LocatorSize, LocatorSize);
            var end64 = file.Read(checked((long)U64(locator, 8)), End64Size);
            if (U32(locator, 0) != Locator64Signature || U32(end64, 0) != End64Signature)
                throw new FormatException("it is cut short or damaged: the end of the archive isn't as it should be");
            return (U64(end64, 32), checked((long)U64(end64, 48)), checked((long)U64(end64, 40)));
        }

        throw new FormatException("it is cut short or damaged: an archive's list of records should stand at its end, and doesn't");
    }

    private static ZipRecord Central(WeightBytes file, byte[] bytes, ref int at, long directory)
    {
        if (bytes.Length - at < CentralSize || U32(bytes, at) != CentralSignature)
            throw new FormatException("it is cut short or damaged: the list of its records ends too early");
        var head = bytes.AsSpan(at);
        int nameLength = U16(head, 28), extraLength = U16(head, 30), commentLength = U16(head, 32);
        if (head.Length - CentralSize < nameLength + extraLength + commentLength)
            throw new FormatException("it is cut short or damaged: the list of its records ends too early");
        var name = Encoding.UTF8.GetString(head.Slice(CentralSize, nameLength));
        ulong packed = U32(head, 20), length = U32(head, 24), offset = U32(head, 42);
        Wide(head.Slice(CentralSize + nameLength, extraLength), ref length, ref packed, ref offset);
        at += CentralSize + nameLength + extraLength + commentLength;

        var shown = TensorLimits.Shown(name);
        var problem = (U16(head, 8) & 1) != 0 ? "encrypted"
            : U16(head, 10) != 0 || packed != length ? "compressed, which PyTorch never does to weights. Unpack the archive, and pack it without compression (zip -0)"
            : null;
        var local = file.Read(checked((long)offset), LocalSize);
        if (U32(local, 0) != LocalSignature)
            throw new FormatException($"it is damaged: the record '{shown}' doesn't begin at byte {offset}");
        var start = checked((long)offset + LocalSize + U16(local, 26) + U16(local, 28));
        file.RequireWithin(start, checked((long)packed), $"the record '{shown}'");
        if (start + (long)packed > directory)
            throw new FormatException($"it is damaged: the record '{shown}' reaches into the list of records");
        return new ZipRecord(name, start, (long)packed, problem);
    }

    // Sizes of eight bytes stand in a field of their own, each where the field of four is full.
    private static void Wide(ReadOnlySpan<byte> extra, ref ulong length, ref ulong packed, ref ulong offset)
    {
        while (extra.Length >= 4)
        {
            int id = U16(extra, 0), size = U16(extra, 2);
            if (size > extra.Length - 4)
                return;
            var field = extra.Slice(4, size);
            if (id == 1)
            {
                Take(ref field, ref length);
                Take(ref field, ref packed);
                Take(ref field, ref offset);
                return;
            }

            extra = extra[(4 + size)..];
        }

        static void Take(ref ReadOnlySpan<byte> field, ref ulong value)
        {
            if (value != uint.MaxValue)
                return;
            if (field.Length < 8)
                throw new FormatException("it is damaged: a record's size is missing");
            value = U64(field, 0);
            field = field[8..];
        }
    }

    private static void RequireApart(IEnumerable<ZipRecord> records)
    {
        long end = 0;
        foreach (var record in records.Where(r => r.Length > 0).OrderBy(r => r.Offset))
        {
            if (record.Offset < end)
                throw new FormatException($"it is damaged: the record '{TensorLimits.Shown(record.Name)}' shares bytes with another");
            end = record.Offset + record.Length;
        }
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static ulong U64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);
}
