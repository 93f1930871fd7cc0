using System;
using TorchSharp.Native;

namespace TorchSharp;

/// <summary>A number of any type, as operators take it.</summary>
public class Scalar : IDisposable
{
    internal readonly Tag Tag;
    internal readonly long Bits;

    private Scalar(torch.ScalarType type, Tag tag, long bits)
    {
        Type = type;
        Tag = tag;
        Bits = bits;
    }

    /// <summary>The type that the number had.</summary>
    public torch.ScalarType Type { get; }

    internal double AsDouble => Tag == Tag.Double ? BitConverter.Int64BitsToDouble(Bits) : Bits;

    internal long AsLong => Tag == Tag.Double ? checked((long)AsDouble) : Bits;

    public static implicit operator Scalar(byte value) => Integer(torch.ScalarType.Byte, value);
    public static implicit operator Scalar(sbyte value) => Integer(torch.ScalarType.Int8, value);
    public static implicit operator Scalar(short value) => Integer(torch.ScalarType.Int16, value);
    public static implicit operator Scalar(int value) => Integer(torch.ScalarType.Int32, value);
    public static implicit operator Scalar(long value) => Integer(torch.ScalarType.Int64, value);
    public static implicit operator Scalar(bool value) => new(torch.ScalarType.Bool, Tag.Bool, value ? 1 : 0);
    public static implicit operator Scalar(float value) => Real(torch.ScalarType.Float32, value);
    public static implicit operator Scalar(double value) => Real(torch.ScalarType.Float64, value);
    public static implicit operator Scalar(Half value) => Real(torch.ScalarType.Float16, (double)value);

    /// <summary>Nothing to free: the number lives in the object. There because the official type is disposable.</summary>
    public void Dispose() => GC.SuppressFinalize(this);

    private static Scalar Integer(torch.ScalarType type, long value) => new(type, Tag.Int, value);

    private static Scalar Real(torch.ScalarType type, double value) => new(type, Tag.Double, BitConverter.DoubleToInt64Bits(value));
}

/// <summary>Conversions between numbers and <see cref="Scalar"/>.</summary>
public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this byte value) => value;
    public static Scalar ToScalar(this sbyte value) => value;
    public static Scalar ToScalar(this short value) => value;
    public static Scalar ToScalar(this int value) => value;
    public static Scalar ToScalar(this long value) => value;
    public static Scalar ToScalar(this bool value) => value;
    public static Scalar ToScalar(this float value) => value;
    public static Scalar ToScalar(this double value) => value;
    public static Scalar ToScalar(this Half value) => value;

    public static bool ToBoolean(this Scalar value) => value.AsDouble != 0;
    public static byte ToByte(this Scalar value) => checked((byte)value.AsLong);
    public static sbyte ToSByte(this Scalar value) => checked((sbyte)value.AsLong);
    public static short ToInt16(this Scalar value) => checked((short)value.AsLong);
    public static int ToInt32(this Scalar value) => checked((int)value.AsLong);
    public static long ToInt64(this Scalar value) => value.AsLong;
    public static float ToSingle(this Scalar value) => (float)value.AsDouble;
    public static double ToDouble(this Scalar value) => value.AsDouble;
    public static Half ToHalf(this Scalar value) => (Half)value.AsDouble;
}
