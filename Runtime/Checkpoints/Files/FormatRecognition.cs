using System;
using System.Buffers.Binary;
using System.Text;

namespace ArchGen.Runtime;

/// <summary>Says from its first bytes how a file of weights is written; its name says nothing.</summary>
internal static class FormatRecognition
{
    private const int Looked = 512;

    /// <summary>The format. Throws <see cref="FormatException"/> with what the file seems to be, where it is none.</summary>
    public static CheckpointFormat Of(WeightBytes file)
    {
        var head = file.Read(0, Math.Min(file.Length, Looked)).AsSpan();
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8))
            return CheckpointFormat.TorchZip;
        if (head.Length >= 10 && head[8] == '{' && BinaryPrimitives.ReadUInt64LittleEndian(head) <= (ulong)long.MaxValue && head[0] != '{')
            return CheckpointFormat.Safetensors;
        // A pickle begins with its protocol; one of protocol 0 or 1 with the magic number itself.
        if (head is [0x80, <= 5, ..] || head.StartsWith("L119547037146038801333356L"u8))
            return CheckpointFormat.TorchLegacy;
        if (Encoding.UTF8.GetString(head).AsSpan().TrimStart('\ufeff').TrimStart().StartsWith("{"))
            return CheckpointFormat.ShardedSafetensors;
        throw new FormatException($"{What(head)}. Known are safetensors, an index of several (.safetensors.index.json), and what torch.save writes");
    }

    private static string What(ReadOnlySpan<byte> head) =>
        head.Length == 0 ? "it is empty"
        : head.StartsWith("version https://git-lfs"u8) ? "it only says where Git LFS keeps the file: run `git lfs pull` where it comes from"
        : head.TrimStart(" \t\r\n"u8).StartsWith("<"u8) ? "it is a web page, as a download that failed leaves"
        : head.Length > 262 && head[257..].StartsWith("ustar"u8) ? "it is a tar archive, as PyTorch wrote before 0.1.10; load it there and save it again"
        : head is [0x1f, 0x8b, ..] ? "it is compressed by gzip; unpack it"
        : head is [0x89, (byte)'H', (byte)'D', (byte)'F', ..] ? "it is an HDF5 file"
        : $"it isn't a file of weights: it begins with the bytes {Convert.ToHexStringLower(head[..Math.Min(8, head.Length)])}";
}
