using System;
using System.IO;
using System.Linq;
using TorchSharp.Serialization;

namespace TorchSharp;

// A tensor in TorchSharp's format: dtype, number of axes and sizes as LEB128, and then the bytes.
public static partial class TensorExtensionMethods
{
    /// <summary>Writes dtype, shape and elements.</summary>
    public static void Save(this torch.Tensor tensor, BinaryWriter writer)
    {
        writer.WriteCount((int)tensor.dtype);
        writer.WriteCount(tensor.ndim);
        foreach (var size in tensor.shape) writer.WriteCount(size);
        writer.Flush();
        tensor.WriteBytesToStream(writer.BaseStream);
    }

    public static void Save(this torch.Tensor tensor, Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        tensor.Save(writer);
    }

    public static void Save(this torch.Tensor tensor, string location)
    {
        using var file = File.Create(location);
        tensor.Save(file);
    }

    /// <summary>Reads what <see cref="Save(torch.Tensor, BinaryWriter)"/> wrote into a tensor of the same shape.</summary>
    public static void Load(this torch.Tensor tensor, BinaryReader reader, bool skip = false)
    {
        var (dtype, shape) = ReadHeader(reader);
        if (skip)
        {
            Skip(reader, dtype, shape);
            return;
        }

        if (!shape.SequenceEqual(tensor.shape))
            throw new ArgumentException($"The file's tensor has the shape [{string.Join(", ", shape)}], and the target [{string.Join(", ", tensor.shape)}].");
        using var read = Read(reader, dtype, shape);
        using var _ = torch.no_grad();
        tensor.copy_(read);
    }

    /// <summary>Reads a tensor into one that exists, or into a new one.</summary>
    public static void Load(ref torch.Tensor? tensor, BinaryReader reader, bool skip = false)
    {
        if (tensor is not null) tensor.Load(reader, skip);
        else tensor = Load(reader, skip);
    }

    /// <summary>Reads a tensor into a new one; skipping, the elements are passed over.</summary>
    public static torch.Tensor Load(BinaryReader reader, bool skip = false)
    {
        var (dtype, shape) = ReadHeader(reader);
        if (!skip) return Read(reader, dtype, shape);
        Skip(reader, dtype, shape);
        return torch.zeros(shape, dtype);
    }

    private static (torch.ScalarType DType, long[] Shape) ReadHeader(BinaryReader reader)
    {
        var dtype = reader.ReadCount();
        if (dtype is < 0 or > 15 or 8) throw new InvalidDataException($"No dtype has the number {dtype}: this is no TorchSharp file, or it is damaged.");
        var rank = reader.ReadCount();
        if (rank > 64) throw new InvalidDataException($"A tensor of {rank} axes: this is no TorchSharp file, or it is damaged.");
        var shape = new long[rank];
        for (var i = 0; i < rank; i++) shape[i] = reader.ReadCount();
        return ((torch.ScalarType)dtype, shape);
    }

    private static torch.Tensor Read(BinaryReader reader, torch.ScalarType dtype, long[] shape)
    {
        var tensor = torch.empty(shape, dtype);
        reader.BaseStream.ReadExactly(tensor.bytes);
        return tensor;
    }

    private static void Skip(BinaryReader reader, torch.ScalarType dtype, long[] shape)
    {
        for (var left = shape.TotalSize() * torch.SizeOf(dtype); left > 0;)
        {
            var read = reader.ReadBytes((int)Math.Min(left, 1 << 16)).Length;
            if (read == 0) throw new EndOfStreamException();
            left -= read;
        }
    }
}

public static partial class torch
{
    /// <summary>Writes a tensor to a file.</summary>
    public static void save(Tensor t, string location) => t.save(location);

    /// <summary>Reads a tensor from a file.</summary>
    public static Tensor load(string location) => Tensor.load(location);

    public partial class Tensor
    {
        public void save(string location) => this.Save(location);

        public static Tensor load(string location) => Load(location);

        public static Tensor Load(string location)
        {
            using var file = File.OpenRead(location);
            return Load(file);
        }

        public static Tensor Load(Stream stream)
        {
            using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
            return Load(reader);
        }

        public static Tensor Load(BinaryReader reader) => TensorExtensionMethods.Load(reader);
    }
}
