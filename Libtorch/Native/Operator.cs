using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text;

namespace TorchSharp.Native;

/// <summary>
/// One operator of libtorch, found by its schema's name at its first call. Arguments are packed on the stack; a native
/// error becomes an <see cref="System.Runtime.InteropServices.ExternalException"/> with libtorch's message.
/// </summary>
internal sealed unsafe class Operator(string name, string overload = "")
{
    private const int ScratchLength = 48;
    private nint _handle;

    internal torch.Tensor Call(ReadOnlySpan<Arg> arguments)
    {
        NativeValue result;
        Run(arguments, &result, 1);
        return Wrap(result);
    }

    /// <summary>Calls for its effect on <paramref name="self"/>, which it returns.</summary>
    internal torch.Tensor InPlace(torch.Tensor self, ReadOnlySpan<Arg> arguments)
    {
        Run(arguments, null, 0);
        return self;
    }

    internal (torch.Tensor, torch.Tensor) Call2(ReadOnlySpan<Arg> arguments)
    {
        var results = stackalloc NativeValue[2];
        Run(arguments, results, 2);
        return (Wrap(results[0]), Wrap(results[1]));
    }

    internal (torch.Tensor, torch.Tensor, torch.Tensor) Call3(ReadOnlySpan<Arg> arguments)
    {
        var results = stackalloc NativeValue[3];
        Run(arguments, results, 3);
        return (Wrap(results[0]), Wrap(results[1]), Wrap(results[2]));
    }

    internal torch.Tensor[] CallList(ReadOnlySpan<Arg> arguments)
    {
        NativeValue result;
        Run(arguments, &result, 1);
        var handles = (nint*)result.Payload;
        var tensors = new torch.Tensor[result.Extra];
        for (var i = 0; i < tensors.Length; i++) tensors[i] = new torch.Tensor(handles[i]);
        return tensors;
    }

    internal long CallLong(ReadOnlySpan<Arg> arguments)
    {
        NativeValue result;
        Run(arguments, &result, 1);
        return result.Payload;
    }

    internal double CallDouble(ReadOnlySpan<Arg> arguments)
    {
        NativeValue result;
        Run(arguments, &result, 1);
        return result.Tag == Tag.Double ? BitConverter.Int64BitsToDouble(result.Payload) : result.Payload;
    }

    internal bool CallBool(ReadOnlySpan<Arg> arguments) => CallLong(arguments) != 0;

    private static torch.Tensor Wrap(in NativeValue value) => new((nint)value.Payload);

    [SkipLocalsInit]
    private void Run(ReadOnlySpan<Arg> arguments, NativeValue* results, int capacity)
    {
        if (_handle == 0) Find();
        var values = stackalloc NativeValue[arguments.Length];
        var scratch = stackalloc long[ScratchLength];
        var used = 0;
        List<long[]>? overflow = null;
        for (var i = 0; i < arguments.Length; i++)
        {
            ref readonly var argument = ref arguments[i];
            ref var value = ref values[i];
            value.Tag = argument.Tag;
            value.Extra = argument.Extra;
            switch (argument.Tag)
            {
                case Tag.Tensor:
                    value.Payload = Unsafe.As<torch.Tensor>(argument.Reference!).Handle;
                    break;
                case Tag.Generator:
                    value.Payload = Unsafe.As<torch.Generator>(argument.Reference!).Handle;
                    break;
                case Tag.Ints or Tag.Doubles or Tag.Tensors or Tag.String:
                    PackList(argument, ref value, scratch, ref used, ref overflow);
                    break;
                default:
                    value.Payload = argument.Bits;
                    break;
            }
        }

        var returned = Bindings.atg_call(_handle, values, arguments.Length, results, capacity);
        GC.KeepAlive(overflow);
        if (returned < 0) throw Bindings.LastError();
    }

    /// <summary>Copies a list to the stack; one too long for it goes to a pinned array that outlives the call.</summary>
    private static void PackList(in Arg argument, ref NativeValue value, long* scratch, ref int used, ref List<long[]>? overflow)
    {
        var count = argument.Reference switch
        {
            string text => Encoding.UTF8.GetByteCount(text),
            Array array => array.Length,
            _ => 0,
        };
        var words = argument.Tag == Tag.String ? count / 8 + 1 : count;
        long* target;
        if (used + words <= ScratchLength)
        {
            target = scratch + used;
            used += words;
        }
        else
        {
            var pinned = GC.AllocateUninitializedArray<long>(words, pinned: true);
            (overflow ??= []).Add(pinned);
            target = (long*)Unsafe.AsPointer(ref pinned[0]);
        }

        switch (argument.Tag)
        {
            case Tag.Ints:
                ((long[])argument.Reference!).AsSpan().CopyTo(new Span<long>(target, count));
                break;
            case Tag.Doubles:
                ((double[])argument.Reference!).AsSpan().CopyTo(new Span<double>(target, count));
                break;
            case Tag.Tensors:
                var tensors = (torch.Tensor?[])argument.Reference!;
                for (var i = 0; i < count; i++) target[i] = tensors[i]?.Handle ?? 0;
                break;
            default:
                Encoding.UTF8.GetBytes((string)argument.Reference!, new Span<byte>(target, words * 8));
                break;
        }

        value.Payload = (long)target;
        value.Extra = count;
    }

    private void Find()
    {
        fixed (byte* nameBytes = Encoding.UTF8.GetBytes(name + "\0"), overloadBytes = Encoding.UTF8.GetBytes(overload + "\0"))
            _handle = Bindings.atg_find(nameBytes, overloadBytes);
        if (_handle == 0) throw Bindings.LastError();
    }
}
