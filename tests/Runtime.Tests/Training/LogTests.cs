using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;

namespace ArchGen.Runtime.Tests;

/// <summary>Files of numbers. Events are read by a reader that shares nothing with the writer: a bit-by-bit checksum, and fields by their numbers in TensorBoard's definitions.</summary>
public sealed class LogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_checksum_is_that_of_TFRecord()
    {
        // CRC-32C of "123456789" is E3069283; turned right by 15 bits and A282EAD8 added.
        Assert.Equal(unchecked(((0xE3069283u >> 15) | (0xE3069283u << 17)) + 0xA282EAD8u), EventFile.Checksum("123456789"u8));
        Assert.Equal(EventReader.Masked(Enumerable.Range(0, 1000).Select(i => (byte)(i * 7)).ToArray()), EventFile.Checksum(Enumerable.Range(0, 1000).Select(i => (byte)(i * 7)).ToArray()));
    }

    [Fact]
    public void Events_are_what_TensorBoard_reads()
    {
        using (var file = EventFile.Open(_folder.Path, 0))
        {
            file.Add(1, [("train/loss", 2.5), ("größe", -1e-9)]);
            file.Add(70_000, [("train/loss", 0.25)]);
        }

        var all = EventReader.Read(Assert.Single(Directory.GetFiles(_folder.Path, "events.out.tfevents.*")));
        Assert.Equal("brain.Event:2", all[0].Version);
        Assert.All(all, e => Assert.InRange(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - e.Time, -1, 100));
        Assert.Equal([(1L, "train/loss", 2.5f), (1, "größe", -1e-9f), (70_000, "train/loss", 0.25f)], all.SelectMany(e => e.Values.Select(v => (e.Step, v.Tag, v.Value))));
    }

    [Fact]
    public void Events_are_these_bytes()
    {
        using (var file = EventFile.Open(_folder.Path, 0))
        {
            file.Add(0, [("train/loss", 0)]);
            file.Add(70_000, [("a", 2.5), ("größe", -1e-9)]);
        }

        // The fields' numbers and kinds are TensorBoard's; the eight bytes of the time, which come first, are left out.
        var contents = EventReader.Contents(Assert.Single(Directory.GetFiles(_folder.Path))).ToList();
        Assert.All(contents, c => Assert.Equal(0x09, c[0]));
        Assert.Equal(
            ["1A0D627261696E2E4576656E743A32", "10002A130A110A0A747261696E2F6C6F73731500000000", "10F0A2042A1A0A080A016115000020400A0E0A076772C3B6C39F65155F7089B0"],
            contents.Select(c => Convert.ToHexString(c.AsSpan(9))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(30)]
    public void A_resumed_file_has_no_torn_and_no_later_event(int torn)
    {
        string path;
        using (var file = EventFile.Open(_folder.Path, 0))
        {
            for (var step = 1; step <= 9; step++)
                file.Add(step, [("train/loss", step)]);
            path = Directory.GetFiles(_folder.Path).Single();
        }

        using (var cut = new FileStream(path, FileMode.Open))
            cut.SetLength(cut.Length - torn);
        using (var file = EventFile.Open(_folder.Path, 6))
            file.Add(7, [("train/loss", 70)]);
        Assert.Equal([1, 2, 3, 4, 5, 6, 70f], EventReader.Read(path).SelectMany(e => e.Values.Select(v => v.Value)));
        using (EventFile.Open(_folder.Path, 0))
            Assert.Single(EventReader.Read(Directory.GetFiles(_folder.Path).Single()));
    }

    [Fact]
    public void A_resumed_table_has_no_torn_and_no_later_row()
    {
        var path = _folder.File("t.csv");
        using (var log = new CsvLog(path, ["step", "loss", "norm"], 0))
        {
            for (var step = 1; step <= 5; step++)
                log.Add(step, step / 3.0, step == 2 ? null : step);
        }

        Assert.Equal("step,loss,norm\n1,0.3333333333333333,1\n2,0.6666666666666666,\n3,1,3\n4,1.3333333333333333,4\n5,1.6666666666666667,5\n", File.ReadAllText(path));
        File.WriteAllText(path, File.ReadAllText(path)[..^9]);
        using (var log = new CsvLog(path, ["step", "loss", "norm"], 3))
            log.Add(4, 9, 9);
        Assert.Equal("step,loss,norm\n1,0.3333333333333333,1\n2,0.6666666666666666,\n3,1,3\n4,9,9\n", File.ReadAllText(path));
        using (var log = new CsvLog(path, ["step", "loss", "norm"], 0))
            Assert.Equal("step,loss,norm\n", ReadShared(path));
    }

    public void Dispose() => _folder.Dispose();

    private static string ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}

/// <summary>An event of a file.</summary>
internal sealed record ReadEvent(double Time, long Step, string Version, List<(string Tag, float Value)> Values);

/// <summary>Reads files of events by the formats' definitions (tensorflow's record_writer, event.proto and summary.proto). Throws where one is broken.</summary>
internal static class EventReader
{
    public static List<ReadEvent> Read(string path)
    {
        var all = new List<ReadEvent>();
        foreach (var content in Contents(path))
        {
            var (time, step, version, values) = (0.0, 0L, "", new List<(string, float)>());
            foreach (var (field, value) in Fields(content))
            {
                switch (field)
                {
                    case 1: time = BitConverter.ToDouble(value); break;
                    case 2: step = BitConverter.ToInt64(value); break;
                    case 3: version = Encoding.UTF8.GetString(value); break;
                    case 5:
                        foreach (var (_, one) in Fields(value))
                        {
                            var parts = Fields(one).ToDictionary(f => f.Field, f => f.Value);
                            values.Add((Encoding.UTF8.GetString(parts[1]), BitConverter.ToSingle(parts[2])));
                        }

                        break;
                    default: throw new InvalidDataException($"field {field}");
                }
            }

            all.Add(new ReadEvent(time, step, version, values));
        }

        return all;
    }

    /// <summary>What is in each record, whose checksums hold.</summary>
    public static List<byte[]> Contents(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new BinaryReader(file);
        var all = new List<byte[]>();
        while (file.Position < file.Length)
        {
            var head = reader.ReadBytes(8);
            Assert.Equal(Masked(head), reader.ReadUInt32());
            all.Add(reader.ReadBytes((int)BitConverter.ToUInt64(head)));
            Assert.Equal(Masked(all[^1]), reader.ReadUInt32());
        }

        return all;
    }

    public static uint Masked(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0x82F63B78);
        }

        crc = ~crc;
        return unchecked(((crc >> 15) | (crc << 17)) + 0xA282EAD8);
    }

    private static List<(int Field, byte[] Value)> Fields(byte[] message)
    {
        var (all, at) = (new List<(int, byte[])>(), 0);
        ulong Varint()
        {
            for (var (value, shift) = (0UL, 0); ; shift += 7)
            {
                value |= (ulong)(message[at] & 127) << shift;
                if (message[at++] < 128)
                    return value;
            }
        }

        while (at < message.Length)
        {
            var key = Varint();
            if ((key & 7) == 0)
            {
                all.Add(((int)(key >> 3), BitConverter.GetBytes(Varint())));
                continue;
            }

            var length = (key & 7) switch { 1 => 8, 5 => 4, 2 => (int)Varint(), _ => throw new InvalidDataException() };
            all.Add(((int)(key >> 3), message[at..(at + length)]));
            at += length;
        }

        return all;
    }
}
