using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace ArchGen.Runtime.Tests;

/// <summary>
/// Files cut short, with bytes changed, or with heads that lie, in every format: they are read, or refused by a <see cref="CheckpointException"/>, in bounded time and memory. More, from
/// another seed: <c>ARCHGEN_FUZZ=100000 ARCHGEN_FUZZ_SEED=7</c>; what fails is kept in the folder that <c>ARCHGEN_FUZZ_KEEP</c> names.
/// </summary>
public sealed class CheckpointFuzzTests(ITestOutputHelper output) : IDisposable
{
    // For one file; the largest of the fixtures has fourteen kilobytes.
    private const long MostBytes = 64 << 20;
    private static readonly TimeSpan s_mostTime = TimeSpan.FromSeconds(5);

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("safetensors")]
    [InlineData("index")]
    [InlineData("zip")]
    [InlineData("legacy")]
    [InlineData("pickle")]
    public void Any_file_is_read_or_refused(string format)
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("ARCHGEN_FUZZ") ?? "1000");
        var seed = int.Parse(Environment.GetEnvironmentVariable("ARCHGEN_FUZZ_SEED") ?? "1");
        var random = new Random(seed);
        var bases = Bases(format);
        var (read, refused, mostBytes, mostTime) = (0, 0, 0L, TimeSpan.Zero);
        var reasons = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var bytes = Changed(random, bases[random.Next(bases.Length)], format);
            var path = _folder.File(format == "index" ? "model.safetensors.index.json" : "fuzzed");
            File.WriteAllBytes(path, bytes);
            var (before, watch) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
            try
            {
                ReadAll(path);
                read++;
            }
            catch (CheckpointException e)
            {
                Assert.Contains(path, e.Message);
                Assert.InRange(e.Message.Length, path.Length + 10, 8000);
                Assert.DoesNotContain("Exception", e.Message);
                refused++;
                var reason = new string([.. e.Message[(e.Message.IndexOf(path, StringComparison.Ordinal) + path.Length)..].Where(c => !char.IsDigit(c)).Take(110)]);
                reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
            }
            catch (Exception e)
            {
                Keep(format, seed, i, bytes);
                Assert.Fail($"{format}, seed {seed}, file {i}: {e}");
            }

            var (allocated, time) = (GC.GetAllocatedBytesForCurrentThread() - before, watch.Elapsed);
            (mostBytes, mostTime) = (Math.Max(mostBytes, allocated), time > mostTime ? time : mostTime);
            if (allocated > MostBytes || time > s_mostTime)
            {
                Keep(format, seed, i, bytes);
                Assert.Fail($"{format}, seed {seed}, file {i}: {allocated} bytes, {time}");
            }
        }

        output.WriteLine($"{format}: {count} files from seed {seed}: {read} read, {refused} refused for {reasons.Count} reasons; at most {mostBytes / 1e6:0.0} MB and {mostTime.TotalMilliseconds:0} ms for one");
        foreach (var (reason, times) in reasons.OrderByDescending(r => r.Value).Take(12))
            output.WriteLine($"  {times} ×{reason}");
        Assert.True(refused > count / 4 && reasons.Count > 5, "Changes that change nothing show nothing.");
    }

    public void Dispose() => _folder.Dispose();

    private static void ReadAll(string path)
    {
        using var file = CheckpointFile.Open(path, new CheckpointOptions { Ignore = ["argparse.Namespace"] });
        file.RequireUndamaged();
        foreach (var entry in file.Entries)
            file.Read(entry.Key).Dispose();
    }

    private byte[][] Bases(string format)
    {
        using var net = new SmallNet();
        using var scope = NewDisposeScope();
        var plain = _folder.File("plain.safetensors");
        Safetensors.Write(plain, net.state_dict());
        // As other programs write it: without a checksum, which would tell any change in the data.
        var bytes = File.ReadAllBytes(plain);
        var text = Encoding.UTF8.GetString(bytes, 8, (int)BitConverter.ToInt64(bytes)).TrimEnd();
        text = "{" + text[(text.IndexOf("},", StringComparison.Ordinal) + 2)..];
        byte[] bare = [.. BitConverter.GetBytes((long)text.Length), .. Encoding.UTF8.GetBytes(text), .. bytes[(8 + (int)BitConverter.ToInt64(bytes))..]];
        switch (format)
        {
            case "safetensors":
                return [bytes, bare];
            case "index":
                File.WriteAllBytes(_folder.File("a.safetensors"), bare);
                var map = string.Join(", ", net.state_dict().Keys.Select(k => $"\"{k}\": \"a.safetensors\""));
                return [Encoding.UTF8.GetBytes($"{{\"metadata\": {{\"total_size\": 1}}, \"weight_map\": {{{map}}}}}")];
            case "pickle":
                // Made of a pickle's own steps, in any order.
                return [HostilePickleTests.Legacy()];
            default:
                return [.. Fixture.Files.Where(f => f.Contains(format, StringComparison.Ordinal) || (format == "legacy" ? f == "old.pth" : f is "big.pth" or "little.pth" or "compressed.pth")).Select(f => File.ReadAllBytes(Fixture.PathOf(f)))];
        }
    }

    private static byte[] Changed(Random random, byte[] from, string format)
    {
        if (format == "pickle")
            return [.. from, .. Steps(random)];
        var bytes = (byte[])from.Clone();
        switch (random.Next(6))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                return [.. bytes, .. Noise(random, random.Next(1, 100))];
            case 2:
                // A length that lies: any four or eight bytes, small, large or negative.
                var value = random.Next(5) switch { 0 => -1L, 1 => long.MaxValue, 2 => 1L << random.Next(63), 3 => random.Next(256), _ => bytes.Length + random.Next(-9, 9) };
                Span<byte> number = stackalloc byte[8];
                BinaryPrimitives.WriteInt64LittleEndian(number, value);
                var length = random.Next(2) == 0 ? 4 : 8;
                var at = random.Next(3) == 0 ? 0 : random.Next(Math.Max(1, bytes.Length - 8));
                number[..Math.Min(length, bytes.Length - at)].CopyTo(bytes.AsSpan(at));
                return bytes;
            case 3:
                // A stretch of it again, or gone.
                var (start, end) = (random.Next(bytes.Length), random.Next(bytes.Length));
                return [.. bytes[..start], .. bytes[Math.Min(start, end)..Math.Max(start, end)], .. bytes[end..]];
            case 4:
                // A digit or letter of a text head, or a size of a pickle.
                var text = Enumerable.Range(0, bytes.Length).Where(i => char.IsAsciiLetterOrDigit((char)bytes[i])).ToArray();
                for (var i = random.Next(1, 4); i > 0; i--)
                    bytes[text[random.Next(text.Length)]] = (byte)"0123456789-eE\"\\{}[],:."[random.Next(22)];
                return bytes;
            default:
                for (var i = random.Next(1, 9); i > 0; i--)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                return bytes;
        }
    }

    private static byte[] Noise(Random random, int count)
    {
        var noise = new byte[count];
        random.NextBytes(noise);
        return noise;
    }

    private static readonly string[] s_steps =
    [
        "(", "0", "1", "2", ")", "t", "\u0085", "\u0086", "\u0087", "]", "l", "a", "e", "}", "d", "s", "u", "\u008f", "\u0090", "\u0091", "N", "\u0088", "\u0089", "K\u0001", "K\u0000", "M\u0001\u0002",
        "J\u00ff\u00ff\u00ff\u00ff", "I7\n", "L9L\n", "F1.5\n", "G\u0040\u0009\u0021\u00fb\u0054\u0044\u002d\u0018", "S'a'\n", "Vb\\u0041\n", "U\u0001c", "X\u0001\u0000\u0000\u0000d", "\u008c\u0001e", "C\u0001f",
        "\u008a\u0001\u0009", "\u008b\u0002\u0000\u0000\u0000ab", "q\u0000", "q\u0001", "h\u0000", "h\u0001", "p2\n", "g2\n", "\u0094", "ctorch\nFloatStorage\n", "ctorch._utils\n_rebuild_tensor_v2\n",
        "ctorch._utils\n_rebuild_parameter\n", "ctorch\nSize\n", "ccollections\nOrderedDict\n", "R", "\u0081", "b", "Q", "o", "\u0093", "S'storage'\n", "S'0'\n", "\u0080\u0002", "\u0095\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0000",
        // Whole tensors, so that not all ends at once.
        "ctorch._utils\n_rebuild_tensor\n((S'storage'\nctorch\nFloatStorage\nS'0'\nS'cpu'\nL4L\nNtQL0L\n(L4L\nt(L1L\nttR", "S'weight'\nctorch._utils\n_rebuild_tensor\n((S'storage'\nctorch\nFloatStorage\nS'0'\nS'cpu'\nL4L\nNtQL1L\n(L3L\nt(L1L\nttRs",
    ];

    private static byte[] Steps(Random random)
    {
        var pickle = new StringBuilder(random.Next(2) == 0 ? "}" : "");
        // Some are nearly sound: one step in twenty is any; in the others, two in three.
        var (any, of) = random.Next(2) == 0 ? (1, 20) : (2, 3);
        for (var i = random.Next(1, 30); i > 0; i--)
            pickle.Append(s_steps[random.Next(of) < any ? random.Next(s_steps.Length) : s_steps.Length - 1]);
        return [.. Encoding.Latin1.GetBytes(pickle + ".(S'0'\nl."), .. BitConverter.GetBytes(4L), .. new byte[16]];
    }

    private static void Keep(string format, int seed, int number, byte[] bytes)
    {
        if (Environment.GetEnvironmentVariable("ARCHGEN_FUZZ_KEEP") is not { Length: > 0 } folder)
            return;
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, $"{format}-{seed}-{number}"), bytes);
    }
}
