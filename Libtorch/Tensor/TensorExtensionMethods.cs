using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp.Modules;

namespace TorchSharp;

/// <summary>Conversions between tensors, numbers, arrays and parameters.</summary>
public static partial class TensorExtensionMethods
{
    /// <summary>A parameter that takes the tensor over.</summary>
    public static Parameter AsParameter(this torch.Tensor tensor) => new(tensor);

    /// <summary>The product of the sizes.</summary>
    public static long TotalSize(this IEnumerable<long> shape) => shape.Aggregate(1L, (product, d) => product * d);

    /// <summary>The shape in ints.</summary>
    public static ReadOnlySpan<int> IntShape(this torch.Tensor tensor) => Array.ConvertAll(tensor.shape, d => checked((int)d));

    /// <summary>Bytes an element.</summary>
    public static int ElementSize(this torch.ScalarType type) => torch.SizeOf(type);

    public static bool ToBoolean(this torch.Tensor value) => value.ElementAsDouble() != 0;
    public static byte ToByte(this torch.Tensor value) => checked((byte)value.ElementAsLong());
    public static sbyte ToSByte(this torch.Tensor value) => checked((sbyte)value.ElementAsLong());
    public static short ToInt16(this torch.Tensor value) => checked((short)value.ElementAsLong());
    public static int ToInt32(this torch.Tensor value) => checked((int)value.ElementAsLong());
    public static long ToInt64(this torch.Tensor value) => value.ElementAsLong();
    public static double ToDouble(this torch.Tensor value) => value.ElementAsDouble();
    public static Half ToHalf(this torch.Tensor value) => (Half)value.ElementAsDouble();

    public static float ToSingle(this torch.Tensor value) =>
        value.dtype == torch.ScalarType.Float32 ? value.item<float>() : (float)value.ElementAsDouble();

    public static torch.Tensor ToTensor<T>(this T scalar, torch.Device? device = null, bool requires_grad = false) where T : struct =>
        torch.FromArray(new[] { scalar }, null, device, false).reshape().requires_grad_(requires_grad);

    public static torch.Tensor ToTensor<T>(this T[] rawArray, long[] dimensions, bool doCopy = false, bool requires_grad = false) =>
        torch.FromArray(rawArray, null, null, false).reshape(dimensions).requires_grad_(requires_grad);
}
