using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

// What the overloads of creation come down to.
public static partial class torch
{
    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Grad(Op.arange.Call([stop, dtype, Arg.None, device]), requires_grad);

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Grad(Op.arange_start.Call([start, stop, dtype, Arg.None, device]), requires_grad);

    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Grad(Op.arange_start_step.Call([start, stop, step, dtype, Arg.None, device]), requires_grad);

    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Grad(Op.linspace.Call([start, end, steps, dtype, Arg.None, device]), requires_grad);

    public static Tensor logspace(double start, double end, long steps, double @base = 10, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Grad(Op.logspace.Call([start, end, steps, @base, dtype, Arg.None, device]), requires_grad);

    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        RefuseNames(names);
        return Grad(Op.eye_m.Call([rows, columns < 0 ? rows : columns, dtype, Arg.None, device]), requires_grad);
    }

    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Grad(Op.randperm_generator.Call([n, generator, dtype ?? ScalarType.Int64, Arg.None, device]), requires_grad);

    public static Tensor normal(Tensor mean, Tensor std, Generator? generator = null) => Op.normal_Tensor_Tensor.Call([mean, std, generator]);

    public static Tensor normal(double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Grad(empty(size, dtype, device, false, names).normal_(mean, std, generator), requires_grad);

    /// <summary>Whether an object is a tensor.</summary>
    public static bool is_tensor(object obj) => obj is Tensor;

    private static Tensor Create(Operator op, long[] size, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        RefuseNames(names);
        return Grad(op.Call([size, dtype, Arg.None, device]), requires_grad);
    }

    private static Tensor CreateFull(long[] size, Scalar value, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        RefuseNames(names);
        return Grad(Op.full.Call([size, value, dtype, Arg.None, device]), requires_grad);
    }

    private static Tensor CreateRandom(Operator op, long[] size, ScalarType? dtype, Device? device, bool requires_grad, Generator? generator, string[]? names)
    {
        RefuseNames(names);
        return Grad(op.Call([size, generator, dtype, Arg.None, device]), requires_grad);
    }

    private static Tensor CreateRandint(long low, long high, long[] size, ScalarType? dtype, Device? device, bool requires_grad, Generator? generator, string[]? names)
    {
        RefuseNames(names);
        return Grad(Op.randint_low_generator.Call([low, high, size, generator, dtype ?? ScalarType.Int64, Arg.None, device]), requires_grad);
    }

    internal static Tensor FromSpan<T>(ReadOnlySpan<T> data, long[] dims, ScalarType? dtype, Device? device, bool requires_grad, string[]? names = null)
        where T : unmanaged
    {
        RefuseNames(names);
        if (dims.Aggregate(1L, (product, d) => product * d) != data.Length)
            throw new ArgumentException($"{data.Length} values for a shape of [{string.Join(", ", dims)}].");
        var own = TypeOf(typeof(T));
        var result = Op.empty_memory_format.Call([dims, own]);
        MemoryMarshal.AsBytes(data).CopyTo(result.bytes);
        if ((dtype is { } wanted && wanted != own) || device is { type: not DeviceType.CPU })
        {
            using var raw = result;
            result = raw.to(dtype ?? own, device ?? CPU);
        }

        return Grad(result, requires_grad);
    }

    internal static Tensor FromList<T>(IList<T> data, long[] dims, ScalarType? dtype, Device? device, bool requires_grad, string[]? names = null)
        where T : unmanaged =>
        FromSpan<T>(data as T[] ?? data.ToArray(), dims, dtype, device, requires_grad, names);

    internal static Tensor FromArray(Array rawArray, ScalarType? dtype, Device? device, bool requires_grad, string[]? names = null) => rawArray.GetType().GetElementType() switch
    {
        var t when t == typeof(float) => FromArray<float>(rawArray, dtype, device, requires_grad, names),
        var t when t == typeof(double) => FromArray<double>(rawArray, dtype, device, requires_grad, names),
        var t when t == typeof(long) => FromArray<long>(rawArray, dtype, device, requires_grad, names),
        var t when t == typeof(int) => FromArray<int>(rawArray, dtype, device, requires_grad, names),
        var t when t == typeof(short) => FromArray<short>(rawArray, dtype, device, requires_grad, names),
        var t when t == typeof(sbyte) => FromArray<sbyte>(rawArray, dtype, device, requires_grad, names),
        var t when t == typeof(byte) => FromArray<byte>(rawArray, dtype, device, requires_grad, names),
        var t when t == typeof(bool) => FromArray<bool>(rawArray, dtype, device, requires_grad, names),
        var t when t == typeof(Half) => FromArray<Half>(rawArray, dtype, device, requires_grad, names),
        var t => throw new NotSupportedException($"A tensor can't be made of an array of {t?.Name}."),
    };

    private static Tensor FromArray<T>(Array array, ScalarType? dtype, Device? device, bool requires_grad, string[]? names) where T : unmanaged
    {
        var dims = Enumerable.Range(0, array.Rank).Select(array.GetLongLength).ToArray();
        var data = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);
        return FromSpan(data, dims, dtype, device, requires_grad, names);
    }

    private static Tensor Grad(Tensor tensor, bool requires_grad)
    {
        if (requires_grad) tensor.requires_grad = true;
        return tensor;
    }

    private static void RefuseNames(string[]? names)
    {
        if (names is { Length: > 0 }) throw new NotSupportedException("Named axes aren't supported by this backend.");
    }
}
