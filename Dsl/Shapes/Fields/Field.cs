using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Dsl.Shapes.Fields;

/// <summary>
/// What each element of a tensor depends on of the network's first input: the digits that each of its axes consists of (none for an axis of 1 that nothing came to), and a
/// reach for each axis of positions of that input.
/// </summary>
public sealed class Field
{
    internal Field(IReadOnlyList<IReadOnlyList<Digit>> axes, IReadOnlyList<Reach> reaches)
    {
        Axes = axes;
        Reaches = reaches;
    }

    internal IReadOnlyList<IReadOnlyList<Digit>> Axes { get; }

    internal IReadOnlyList<Reach> Reaches { get; }

    /// <summary>An input, whose axes from 2 on are positions.</summary>
    internal static Field Input(Shape shape)
    {
        var axes = Digits(shape);
        return new Field(axes, [.. axes.Skip(2).Select(a => Reach.Of(a[0]))]);
    }

    /// <summary>A tensor that doesn't depend on the input.</summary>
    internal static Field Constant(Shape shape) => new(Digits(shape), []);

    internal static Field Unknown(Shape shape, int count, FieldCause cause) =>
        new(Digits(shape), [.. Enumerable.Repeat(Reach.UnknownBy(cause), count)]);

    internal static Digit[] Fresh(Axis axis) => [new Digit(axis.Size)];

    internal bool IsUsed(Digit digit) => Reaches.Any(r => r.DependsOn(digit));

    internal bool IsUsed(int axis) => Axes[axis].Any(IsUsed);

    /// <summary>Every element depends on what all along an axis (or several together) do; the axes stay.</summary>
    internal Field Mix(IEnumerable<int> axes, FieldCause cause) => Mix([.. axes.SelectMany(a => Axes[a])], cause);

    internal Field Mix(IReadOnlyList<Digit> digits, FieldCause cause) => new(Axes, [.. Reaches.Select(r => r.Mix(digits, cause))]);

    /// <summary>The same elements with other axes.</summary>
    internal Field With(IEnumerable<IReadOnlyList<Digit>> axes) => new([.. axes], Reaches);

    internal Field With(int axis, IReadOnlyList<Digit> digits) => With(Axes.Select((a, i) => i == axis ? digits : a));

    internal Field Without(IReadOnlyCollection<int> axes, bool keep) =>
        With(Axes.Select((a, i) => (Digits: axes.Contains(i) ? [] : a, Stays: keep || !axes.Contains(i))).Where(a => a.Stays).Select(a => a.Digits));

    internal Field Sample(int axis, Sampling sampling, Axis result, FieldCause cause, Digit? tap = null)
    {
        if (sampling.IsIdentity && Axes[axis].Count == 1 && Axes[axis][0].Size.Equals(result.Size))
            return this;
        var digit = Fresh(result);
        return new Field([.. Axes.Select((a, i) => i == axis ? digit : a)], [.. Reaches.Select(r => r.Sample(Axes[axis], sampling, digit[0], cause, tap))]);
    }

    /// <summary>An axis of which nothing is known any more: what differs along it is unknown.</summary>
    internal Field Lose(int axis, Axis result, FieldCause cause) => new Field(
        Axes, [.. Reaches.Select(r => Axes[axis].Any(r.DependsOn) ? Reach.UnknownBy(r.Kind == ReachKind.Unknown ? r.Cause! : cause) : r)]).With(axis, Fresh(result));

    /// <summary>One entry of an axis; the axis becomes one of 1.</summary>
    internal Field Select(int axis, long index, FieldCause cause) =>
        new([.. Axes.Select((a, i) => i == axis ? [] : a)], [.. Reaches.Select(r => r.Select(Axes[axis], index, cause))]);

    internal Field Rename(IReadOnlyDictionary<Digit, Digit> names) => names.Count == 0 ? this : new(
        [.. Axes.Select(a => (IReadOnlyList<Digit>)[.. a.Select(d => names.TryGetValue(d, out var other) ? other : d)])], [.. Reaches.Select(r => r.Rename(names))]);

    /// <summary>The same with digits of its own.</summary>
    internal Field Renew() => Rename(Axes.SelectMany(a => a).Distinct().ToDictionary(d => d, d => new Digit(d.Size)));

    internal Reach At(int position) => position < Reaches.Count ? Reaches[position] : Reach.Nothing;

    internal static Reach[] Merge(Field left, Field right, FieldCause cause) =>
        [.. Enumerable.Range(0, System.Math.Max(left.Reaches.Count, right.Reaches.Count)).Select(k => left.At(k).Union(right.At(k), cause))];

    private static IReadOnlyList<Digit>[] Digits(Shape shape) => [.. shape.Axes.Select(Fresh)];
}
