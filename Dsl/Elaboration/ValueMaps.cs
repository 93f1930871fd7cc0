using System;
using System.Linq;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Dsl.Elaboration;

/// <summary>Values looked at as a whole: every dim replaced, two merged, a list summarised.</summary>
internal static class Values
{
    public static Value? MapDims(Value? value, Func<Dim, Dim> map) => value switch
    {
        Flow flow => flow with { Tensor = MapDims(flow.Tensor, map) },
        Known { Static: IntValue number } => new Known(Changed(number, map(number.Value))),
        _ => value,
    };

    /// <summary>
    /// An int var with another value. Its code is its value's: a var's own name would mean another number in code that comes after the next assignment, which sizes
    /// that were made of it outlive.
    /// </summary>
    public static IntValue Changed(IntValue variable, Dim value) => variable with { Value = value, Code = value.ToCode() };

    public static Shape MapDims(Shape shape, Func<Dim, Dim> map) => new(shape.Axes.Select(a => a with { Size = map(a.Size) }).ToArray());

    private static TensorValue MapDims(TensorValue tensor, Func<Dim, Dim> map) => tensor switch
    {
        SingleTensor { Shape: { } shape } single => new SingleTensor(MapDims(shape, map)) { Elements = single.Elements },
        KnownTensors list => new KnownTensors(list.Items.Select(i => i.Shape is null ? i : new SingleTensor(MapDims(i.Shape, map)) { Elements = i.Elements }).ToArray()),
        SummarizedTensors list => list with
        {
            Count = map(list.Count),
            Common = list.Common.Select(c => c is null ? null : map(c)).ToArray(),
            Sums = list.Sums.Select(map).ToArray(),
        },
        _ => tensor,
    };

    /// <summary>What a variable is after one of two branches, by a condition that isn't known.</summary>
    public static Value? Merge(Value? then, Value? otherwise, Func<Dim, Dim, Dim> choose)
    {
        switch (then, otherwise)
        {
            case (Flow { Tensor: SingleTensor { Shape: { } a } first } flow, Flow { Tensor: SingleTensor { Shape: { } b } second }):
                return a.Rank != b.Rank
                    ? flow with { Tensor = new SingleTensor(null) }
                    : flow with
                    {
                        Tensor = new SingleTensor(new Shape(a.Axes.Zip(b.Axes, (x, y) => x.Size.Equals(y.Size) ? x : new Axis(choose(x.Size, y.Size))).ToArray()))
                        {
                            Elements = Elements.Either(first.Elements, second.Elements),
                        },
                    };
            case (Flow { Tensor: SingleTensor } flow, Flow { Tensor: SingleTensor }):
                return flow with { Tensor = new SingleTensor(null) };
            case (Flow { Tensor: KnownTensors a } flow, Flow { Tensor: KnownTensors b }) when a.Items.Count == b.Items.Count:
                return flow with
                {
                    Tensor = new KnownTensors(a.Items.Zip(b.Items, (x, y) => (SingleTensor)((Flow)Merge(new Flow(x, flow.Code), new Flow(y, flow.Code), choose)!).Tensor).ToArray()),
                };
            case (Flow flow, Flow other):
                return Summarize(flow.Tensor, null) is { } x && Summarize(other.Tensor, x) is { } y && x.Rank == y.Rank
                    ? flow with
                    {
                        Tensor = new SummarizedTensors(
                            choose(x.Count, y.Count), x.Rank,
                            x.Common.Zip(y.Common, (p, q) => p is not null && q is not null && p.Equals(q) ? p : null).ToArray(),
                            x.Sums.Zip(y.Sums, (p, q) => choose(p, q)).ToArray()),
                    }
                    : flow with { Tensor = new SingleTensor(null) };
            case (Known { Static: IntValue a }, Known { Static: IntValue b }):
                return a.Value.Equals(b.Value) ? then : new Known(Changed(a, choose(a.Value, b.Value)));
            case (Known { Static: FloatValue a }, Known { Static: FloatValue b }):
                return a.Value == b.Value ? then : new Known(a with { Value = null });
            case (Known { Static: BoolValue a }, Known { Static: BoolValue b }):
                return a.Value == b.Value ? then : new Known(a with { Value = null });
            default:
                return then;
        }
    }

    /// <summary>
    /// A list's summary; an empty one takes its rank and common sizes from <paramref name="like"/>. With <paramref name="known"/>, sizes are common that are equal by what is
    /// known, however they are written.
    /// </summary>
    public static SummarizedTensors? Summarize(TensorValue list, SummarizedTensors? like, Assumptions? known = null)
    {
        if (list is SummarizedTensors summary)
            return summary;
        if (list is not KnownTensors { Items: var items } || items.Any(i => i.Shape is null))
            return null;
        if (items.Count == 0)
            return like is null ? null : new SummarizedTensors(Dim.Zero, like.Rank, like.Common, like.Sums.Select(_ => Dim.Zero).ToArray());
        var first = items[0].Shape!;
        if (items.Any(i => i.Shape!.Rank != first.Rank))
            return null;
        return new SummarizedTensors(
            Dim.Constant(items.Count), first.Rank,
            Enumerable.Range(0, first.Rank).Select(a => items.All(i => i.Shape![a].Size.Equals(first[a].Size) || known?.Equal(i.Shape[a].Size, first[a].Size) == Proof.True) ? first[a].Size : null).ToArray(),
            Enumerable.Range(0, first.Rank).Select(a => items.Aggregate(Dim.Zero, (sum, i) => sum + i.Shape![a].Size)).ToArray());
    }
}
