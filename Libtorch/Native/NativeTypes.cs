using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>What a <see cref="NativeValue"/> holds; the numbers are those of <c>atg_tag</c>.</summary>
internal enum Tag
{
    None = 0,
    Tensor = 1,
    Int = 2,
    Double = 3,
    Bool = 4,
    Ints = 5,
    Doubles = 6,
    Tensors = 7,
    String = 8,
    Device = 9,
    Generator = 10,
    Default = 11,
}

/// <summary>One argument or result of an operator, as <c>atg_value</c> lays it out.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeValue
{
    internal long Payload;
    internal Tag Tag;
    internal int Extra;
}

/// <summary>A tensor's metadata, as <c>atg_meta</c> lays it out; sizes and strides are borrowed.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeMeta
{
    internal long* Sizes;
    internal long* Strides;
    internal void* Data;
    internal long Dim;
    internal long Numel;
    internal long StorageOffset;
    internal long ElementSize;
    internal int DType;
    internal int DeviceType;
    internal int DeviceIndex;
    internal NativeFlags Flags;
}

/// <summary>The bits of <c>atg_flag</c>.</summary>
[System.Flags]
internal enum NativeFlags
{
    RequiresGrad = 1,
    Leaf = 2,
    Contiguous = 4,
    Sparse = 8,
    Quantized = 16,
    Conj = 32,
    Neg = 64,
    Inference = 128,
}

/// <summary>The numbers of one Adam step, as <c>atg_adam_options</c> lays them out.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AdamOptions
{
    internal double LearningRate, Beta1, Beta2, Epsilon, WeightDecay;
    internal int Decoupled, Maximize;
}
