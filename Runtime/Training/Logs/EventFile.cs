using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using ArchGen.Runtime.Events;
using Google.Protobuf;

namespace ArchGen.Runtime;

/// <summary>
/// A file of events as TensorBoard reads them: records of a length, its checksum, that many bytes and their checksum (TFRecord), each an <c>Event</c> message of protocol buffers.
/// </summary>
internal sealed class EventFile : IDisposable
{
    private const string Prefix = "events.out.tfevents.", Version = "brain.Event:2";
    private const int HeadLength = 12, TailLength = 4, Longest = 1 << 20;

    private readonly FileStream _file;

    private EventFile(FileStream file) => _file = file;

    /// <summary>
    /// Goes on with the last file of a folder, without what is of steps beyond <paramref name="step"/>, or of that step under tags that begin with <paramref name="retold"/>; begins one where there is none.
    /// </summary>
    public static EventFile Open(string folder, long step, string? retold = null)
    {
        var last = Directory.EnumerateFiles(folder, Prefix + "*").Order(StringComparer.Ordinal).LastOrDefault();
        var now = DateTimeOffset.UtcNow;
        var path = last ?? Path.Combine(folder, FormattableString.Invariant($"{Prefix}{now.ToUnixTimeSeconds():0000000000}.{Environment.MachineName}"));
        if (last is not null && step == 0)
            File.Delete(path);
        else if (last is not null)
            CutOff(path, step, retold);
        // Without a buffer: a record is one write, and whoever reads meanwhile sees whole ones.
        var events = new EventFile(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, 0));
        if (events._file.Length == 0)
            events.Write(new Event { WallTime = Seconds(now), FileVersion = Version });
        return events;
    }

    /// <summary>Adds numbers of a step.</summary>
    public void Add(long step, IEnumerable<(string Tag, double Value)> numbers)
    {
        var summary = new Summary();
        summary.Value.Add(numbers.Select(n => new Summary.Types.Value { Tag = n.Tag, SimpleValue = (float)n.Value }));
        Write(new Event { WallTime = Seconds(DateTimeOffset.UtcNow), Step = step, Summary = summary });
    }

    public void Dispose() => _file.Dispose();

    /// <summary>The checksum that stands in the file: CRC-32C, turned and moved so that it isn't one of itself.</summary>
    internal static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
            crc = BitOperations.Crc32C(crc, one);
        crc = ~crc;
        return unchecked(BitOperations.RotateRight(crc, 15) + 0xA282EAD8u);
    }

    private void Write(Event message)
    {
        var content = message.ToByteArray();
        var record = new byte[HeadLength + content.Length + TailLength];
        BinaryPrimitives.WriteUInt64LittleEndian(record, (ulong)content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), Checksum(record.AsSpan(0, 8)));
        content.CopyTo(record, HeadLength);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(HeadLength + content.Length), Checksum(content));
        _file.Write(record);
    }

    // Up to the first record of a later step, or one that isn't whole.
    private static void CutOff(string path, long step, string? retold)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        var head = new byte[HeadLength];
        long sound = 0;
        while (file.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false) == HeadLength)
        {
            var length = BinaryPrimitives.ReadUInt64LittleEndian(head);
            if (length > Longest || BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(8)) != Checksum(head.AsSpan(0, 8)))
                break;
            var content = new byte[(int)length + TailLength];
            if (file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) < content.Length
                || BinaryPrimitives.ReadUInt32LittleEndian(content.AsSpan((int)length)) != Checksum(content.AsSpan(0, (int)length))
                || Parsed(content.AsSpan(0, (int)length)) is not { } kept
                || kept.Step > step
                || (kept.Step == step && retold is not null && kept.Summary?.Value.Any(v => v.Tag.StartsWith(retold, StringComparison.Ordinal)) == true))
                break;
            sound = file.Position;
        }

        file.SetLength(sound);
    }

    private static Event? Parsed(ReadOnlySpan<byte> content)
    {
        try
        {
            return Event.Parser.ParseFrom(content);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;
}
