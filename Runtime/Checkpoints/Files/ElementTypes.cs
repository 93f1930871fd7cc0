using System;
using static TorchSharp.torch;

namespace ArchGen.Runtime;

/// <summary>An element type as files name it.</summary>
/// <param name="Name">Its name in a safetensors file, where it has one.</param>
/// <param name="Torch">PyTorch's name.</param>
/// <param name="Storage">The class of PyTorch's storages of it.</param>
/// <param name="Type">What a tensor holds; null where none can.</param>
/// <param name="Size">An element's bytes.</param>
internal sealed record ElementType(string? Name, string Torch, string? Storage, ScalarType? Type, int Size);

/// <summary>The element types of all formats, in one table.</summary>
internal static class ElementTypes
{
    private static readonly ElementType[] s_all =
    [
        new("F32", "float32", "FloatStorage", ScalarType.Float32, 4),
        new("F64", "float64", "DoubleStorage", ScalarType.Float64, 8),
        new("F16", "float16", "HalfStorage", ScalarType.Float16, 2),
        new("BF16", "bfloat16", "BFloat16Storage", ScalarType.BFloat16, 2),
        new("I64", "int64", "LongStorage", ScalarType.Int64, 8),
        new("I32", "int32", "IntStorage", ScalarType.Int32, 4),
        new("I16", "int16", "ShortStorage", ScalarType.Int16, 2),
        new("I8", "int8", "CharStorage", ScalarType.Int8, 1),
        new("U8", "uint8", "ByteStorage", ScalarType.Byte, 1),
        new("BOOL", "bool", "BoolStorage", ScalarType.Bool, 1),
        new("C64", "complex64", "ComplexFloatStorage", ScalarType.ComplexFloat32, 8),
        new(null, "complex128", "ComplexDoubleStorage", ScalarType.ComplexFloat64, 16),
        new("U16", "uint16", null, null, 2),
        new("U32", "uint32", null, null, 4),
        new("U64", "uint64", null, null, 8),
        new("F8_E4M3", "float8_e4m3fn", null, null, 1),
        new("F8_E5M2", "float8_e5m2", null, null, 1),
    ];

    private static readonly ElementType s_untyped = new(null, "uint8", null, ScalarType.Byte, 1);

    public static ElementType? ByName(string? name) => name is null ? null : Array.Find(s_all, t => t.Name == name);

    public static ElementType? ByType(ScalarType type) => Array.Find(s_all, t => t.Type == type);

    /// <summary>By PyTorch's name without <c>torch.</c>.</summary>
    public static ElementType? ByTorchName(string name) => Array.Find(s_all, t => t.Torch == name);

    /// <summary>By a storage's class without its module; bytes without a type count as <c>uint8</c>.</summary>
    public static ElementType? ByStorage(string name) => name is "UntypedStorage" or "_UntypedStorage" ? s_untyped : Array.Find(s_all, t => t.Storage == name);

    /// <summary>The swapped unit when bytes are of the other order: a complex number is two.</summary>
    public static int SwappedUnit(this ElementType type) => type.Torch.StartsWith("complex", StringComparison.Ordinal) ? type.Size / 2 : type.Size;
}
