using System;
using System.Linq;

namespace ArchGen.Runtime;

internal abstract partial class TorchHost
{
    public object? Make(PickleName name, object?[] arguments, long at) => name.Name switch
    {
        "torch._utils._rebuild_tensor" or "torch._utils._rebuild_tensor_v2" => Tensor(arguments, null, at),
        "torch._utils._rebuild_tensor_v3" => Tensor(
            arguments, arguments.Length > 6 && arguments[6] is PickleName dtype ? DtypeOf(dtype.Name) ?? throw Wrong(name, at) : throw Wrong(name, at), at),
        "torch._utils._rebuild_parameter" or "torch._utils._rebuild_parameter_with_state" or "torch.nn.parameter.Parameter" or "torch.nn.parameter.Buffer" =>
            arguments is [TorchTensor tensor, ..] ? tensor : arguments is [PickleThing thing, ..] ? thing : throw Wrong(name, at),
        "torch._tensor._rebuild_from_type_v2" => OfType(name, arguments, at),
        "torch.Size" => arguments is [object?[] sizes] ? sizes : arguments is [PickleList list] ? list.Items.ToArray() : throw Wrong(name, at),
        "torch.device" => string.Join(':', arguments.Select(a => a is string or long ? a : throw Wrong(name, at))),
        "collections.OrderedDict" => Dictionary(name, arguments, at),
        _ => throw Wrong(name, at),
    };

    /// <summary>The element type and count of a storage that a pickle refers to, and what the file calls it.</summary>
    protected static TorchStorage Storage(object? type, object? key, object? count, long at)
    {
        if (type is not PickleName name || StorageElement(name.Name) is not { } element || count is not long elements || elements < 0 || KeyOf(key) is not { } text)
            throw new FormatException($"its pickle is damaged at byte {at}: no storage is of {PickleValues.Describe(type)} with {PickleValues.Describe(count)} of elements");
        if (elements > long.MaxValue / element.Size)
            throw new FormatException($"the storage at byte {at} claims {elements} elements");
        return new TorchStorage(text, element, elements);
    }

    /// <summary>The parts of what stands for a storage.</summary>
    protected static object?[] PartsOf(object? id) => id as object?[] ?? (id as PickleList)?.Items.ToArray() ?? [];

    /// <summary>A storage's key; numbers stand for themselves.</summary>
    protected static string? KeyOf(object? key) => key as string ?? (key is long number ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);

    // A tensor with a type or attributes of its own: the function that rebuilds it, the type, what the function takes.
    private object? OfType(PickleName name, object?[] arguments, long at)
    {
        if (arguments is not [PickleName function, _, object?[] inner, ..])
            throw Wrong(name, at);
        return !function.IsKnown ? new PickleThing(function.Name) : function.Name.StartsWith("torch._utils.", StringComparison.Ordinal) ? Make(function, inner, at) : throw Wrong(name, at);
    }

    private static TorchTensor Tensor(object?[] arguments, ElementType? element, long at)
    {
        if (arguments is not [TorchStorage storage, long offset, var size, var stride, ..])
            throw new FormatException($"its pickle is damaged at byte {at}: a tensor isn't made of {string.Join(", ", arguments.Take(4).Select(PickleValues.Describe))}");
        return TorchTensor.Of(storage, element ?? storage.Element, offset, Numbers(size, at), Numbers(stride, at), at);
    }

    private static long[] Numbers(object? values, long at)
    {
        if (values is not object?[] items || items.Any(i => i is not long))
            throw new FormatException($"its pickle is damaged at byte {at}: a tensor's sizes are {PickleValues.Describe(values)}");
        return [.. items.Select(i => (long)i!)];
    }

    private static PickleDict Dictionary(PickleName name, object?[] arguments, long at)
    {
        var dict = new PickleDict();
        if (arguments.Length > 1 || (arguments.Length == 1 && arguments[0] is not PickleList))
            throw Wrong(name, at);
        foreach (var item in arguments.Length == 1 ? ((PickleList)arguments[0]!).Items : [])
        {
            var pair = item as object?[] ?? (item as PickleList)?.Items.ToArray();
            if (pair is not { Length: 2 })
                throw Wrong(name, at);
            dict.Set(pair[0], pair[1]);
        }

        return dict;
    }

    private static FormatException Wrong(PickleName name, long at) => new($"its pickle is damaged at byte {at}: {name.Name} takes other arguments");
}
