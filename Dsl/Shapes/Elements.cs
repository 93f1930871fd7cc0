using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Dsl.Shapes;

/// <summary>What a tensor's entries are, as far as that is certain.</summary>
public enum ElementKind
{
    /// <summary>Ints by type: what an index is, and what no layer computes with.</summary>
    Index,

    /// <summary>Floating point by type, whole by value.</summary>
    Whole,

    /// <summary>Floating point.</summary>
    Real,
}

/// <summary>What is certain of a tensor's entries, and where that comes from.</summary>
/// <param name="Kind">What they are; null where a signature's inputs tell.</param>
/// <param name="From">Where that comes from, for messages: <c>the result of 'conv2d'</c>.</param>
public sealed record Elements(ElementKind? Kind, string From)
{
    /// <summary>The inputs of the body at hand that it was made of, as bits, where these tell.</summary>
    public ulong Inputs { get; init; }

    /// <summary>The entries of a body's input.</summary>
    public static Elements OfInput(int index, string name) => new(null, name) { Inputs = index < 64 ? 1UL << index : 0 };

    /// <summary>What two tensors computed with one another give.</summary>
    public static Elements? Join(Elements? a, Elements? b)
    {
        if (a is null || b is null)
            return a?.Kind == ElementKind.Real ? a : b?.Kind == ElementKind.Real ? b : null;
        if (a.Kind is { } x && b.Kind is { } y)
            return x >= y ? a : b;
        if ((a.Kind ?? b.Kind) == ElementKind.Real)
            return a.Kind is null ? b : a;
        return (a.Kind is null ? a : b) with { Inputs = a.Inputs | b.Inputs };
    }

    /// <summary>What is certain of one of two tensors.</summary>
    public static Elements? Either(Elements? a, Elements? b) =>
        a is null || b is null || a.Kind != b.Kind ? null : a with { Inputs = a.Inputs | b.Inputs };

    /// <summary>What is known of a tensor's entries; of a list's, where all are alike.</summary>
    public static Elements? Of(TensorValue value) => value switch
    {
        SingleTensor single => single.Elements,
        KnownTensors { Items: { Count: > 0 } items } => items.Skip(1).Aggregate(items[0].Elements, (all, item) => Join(all, item.Elements)),
        _ => null,
    };

    /// <summary>A tensor, or each of a list, with such entries.</summary>
    public static TensorValue With(TensorValue value, Elements? elements) => value switch
    {
        SingleTensor single => single with { Elements = elements },
        KnownTensors list => new KnownTensors([.. list.Items.Select(i => i with { Elements = elements })]),
        _ => value,
    };
}
