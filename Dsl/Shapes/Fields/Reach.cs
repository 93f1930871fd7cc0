using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Shapes.Fields;

/// <summary>A part of an axis's index: an axis that is <c>(h p)</c> has two, the last changing fastest. Told apart by identity.</summary>
internal sealed class Digit(Dim size)
{
    public Dim Size { get; } = size;

    /// <summary>The size where it is a number that patterns can be written out for.</summary>
    public int? Count => Size.Value is { } value and >= 1 and <= Reach.MostCells ? (int)value : null;
}

/// <summary>The step that made a reach what it is.</summary>
public sealed record FieldCause(string Name, string Path, TextSpan Span, string Why);

/// <summary>Positions from one to another, both included, of one axis of the input.</summary>
internal readonly record struct Interval(long From, long To)
{
    public static readonly Interval Empty = new(long.MaxValue, long.MinValue);

    /// <summary>Positions without a bound.</summary>
    public static readonly Interval All = new(long.MinValue, long.MaxValue);

    public bool IsEmpty => From > To;

    public long Width => IsEmpty ? 0 : this == All ? long.MaxValue : To - From + 1;

    public Interval Shift(long by) => IsEmpty || this == All ? this : new(From + by, To + by);

    public Interval Union(Interval other) => new(Math.Min(From, other.From), Math.Max(To, other.To));
}

/// <summary>What is known of a <see cref="Reach"/>.</summary>
internal enum ReachKind
{
    /// <summary>The tensor doesn't depend on the input.</summary>
    Nothing,

    /// <summary>Each element depends on a window.</summary>
    Window,

    /// <summary>Elements depend on positions without a bound.</summary>
    Global,

    /// <summary>It can't be told.</summary>
    Unknown,
}

/// <summary>
/// Which positions of one axis of the network's input each element of a tensor depends on, the input taken to have no border. Element by its digits: the
/// interval of its cell, moved by <see cref="Advance"/> for each <see cref="Period"/> of the digit <see cref="Moving"/>, which has no end. A cell is given by the moving digit
/// modulo the period, then by the digits in <see cref="Finite"/>: places in a window, or channels that came from different branches.
/// </summary>
internal sealed partial class Reach
{
    /// <summary>Patterns with more cells aren't followed.</summary>
    public const int MostCells = 1 << 16;

    public static readonly Reach Nothing = new() { Kind = ReachKind.Nothing };

    public ReachKind Kind { get; private init; }

    public Digit? Moving { get; private init; }

    public int Period { get; private init; } = 1;

    public long Advance { get; private init; }

    public IReadOnlyList<Digit> Finite { get; private init; } = [];

    /// <summary>Digits whose steps are as far as the input is large: <c>g</c> of <c>(g h)</c>, where g is a number.</summary>
    public IReadOnlyList<Digit> Far { get; private init; } = [];

    public IReadOnlyList<Interval> Cells { get; private init; } = [];

    /// <summary>Which step made it global or unknown.</summary>
    public FieldCause? Cause { get; private init; }

    /// <summary>Where it is unknown how elements along a digit differ, and known that all of them together depend on everything: that digit.</summary>
    private Digit? Blurred { get; init; }

    public static Reach Of(Digit axis) => new() { Kind = ReachKind.Window, Moving = axis, Advance = 1, Cells = [new Interval(0, 0)] };

    public static Reach GlobalBy(FieldCause cause) => new() { Kind = ReachKind.Global, Cause = cause };

    public static Reach UnknownBy(FieldCause cause) => new() { Kind = ReachKind.Unknown, Cause = cause };

    /// <summary>Joined along an axis of positions: of single elements nothing can be told, of all together everything.</summary>
    public static Reach BlurredBy(FieldCause cause, Digit over) => new() { Kind = ReachKind.Unknown, Cause = cause, Blurred = over };

    /// <summary>True where elements differ along the digit.</summary>
    public bool DependsOn(Digit digit) => digit == Moving || digit == Blurred || Finite.Contains(digit) || Far.Contains(digit);

    /// <summary>The widest window.</summary>
    public long Width => Cells.Select(c => c.Width).DefaultIfEmpty(0).Max();

    public Reach Rename(IReadOnlyDictionary<Digit, Digit> names)
    {
        Digit To(Digit digit) => names.TryGetValue(digit, out var other) ? other : digit;
        return Kind is ReachKind.Nothing or ReachKind.Global ? this : new Reach
        {
            Kind = Kind,
            Moving = Moving is null ? null : To(Moving),
            Period = Period,
            Advance = Advance,
            Finite = [.. Finite.Select(To)],
            Far = [.. Far.Select(To)],
            Cells = Cells,
            Cause = Cause,
            Blurred = Blurred is null ? null : To(Blurred),
        };
    }

    /// <summary>Every element depends on what all elements along the digits do.</summary>
    public Reach Mix(IReadOnlyList<Digit> digits, FieldCause cause)
    {
        if (!digits.Any(DependsOn))
            return this;
        if (Kind == ReachKind.Unknown)
            return GlobalBy(cause);
        if ((Moving is { } moving && digits.Contains(moving)) || Far.Any(digits.Contains))
            return GlobalBy(cause);
        var kept = Finite.Where(d => !digits.Contains(d)).ToArray();
        var gone = Finite.Where(digits.Contains).ToArray();
        return Build(Moving, Period, Advance, kept, Far, Cause ?? cause, (phase, at) =>
        {
            var union = Interval.Empty;
            foreach (var indices in Indices(gone))
                union = union.Union(At(phase, d => Array.IndexOf(gone, d) is >= 0 and var g ? indices[g] : at(d)));
            return union;
        });
    }

    /// <summary>Both together, their digits aligned.</summary>
    public Reach Union(Reach other, FieldCause cause)
    {
        if (Kind == ReachKind.Nothing || ReferenceEquals(this, other))
            return other;
        if (other.Kind == ReachKind.Nothing)
            return this;
        // What is global stays so, whatever is added.
        if (Kind == ReachKind.Global || other.Kind == ReachKind.Global)
            return Kind == ReachKind.Global ? this : other;
        if (Kind == ReachKind.Unknown || other.Kind == ReachKind.Unknown)
        {
            return Kind == ReachKind.Unknown && (Blurred is not null || other.Blurred is null) ? this : other.Kind == ReachKind.Unknown ? other : this;
        }
        // Two positions that move apart have no bound between them.
        if (Moving != other.Moving || !Far.SequenceEqual(other.Far))
            return GlobalBy(cause with { Why = "puts positions together that are any distance apart" });
        if (Join(Period, other.Period) is not { } period)
            return TooLarge(cause);
        var advance = Advance * (period / Period);
        if (advance != other.Advance * (period / other.Period))
            return GlobalBy(cause with { Why = "puts together positions of different strides" });
        return Build(Moving, period, advance, [.. Finite.Union(other.Finite)], Far, Cause ?? other.Cause ?? cause, (phase, at) => At(phase, at).Union(other.At(phase, at)));
    }

    /// <summary>Several along a new digit, their other digits aligned; each for one value of it.</summary>
    public static Reach Stack(IReadOnlyList<Reach> items, Digit digit, FieldCause cause)
    {
        var first = items[0];
        if (items.All(i => ReferenceEquals(i, first) || (i.Kind == ReachKind.Nothing && first.Kind == ReachKind.Nothing)))
            return first;
        if (items.FirstOrDefault(i => i.Kind == ReachKind.Unknown) is { } unknown)
            return UnknownBy(unknown.Cause!);
        var wide = items.FirstOrDefault(i => i.Kind == ReachKind.Global)?.Cause;
        var union = items.Where(i => i.Kind != ReachKind.Global).Aggregate(Nothing, (all, item) => all.Union(item, wide ?? cause));
        return union.Kind is ReachKind.Global or ReachKind.Unknown ? union : Build(
            union.Moving, union.Period, union.Advance, [.. union.Finite, digit], union.Far, wide ?? union.Cause ?? cause, (phase, at) => items[at(digit)].At(phase, at));
    }

    /// <summary>The interval of an element; <paramref name="index"/> is that of the moving digit.</summary>
    private Interval At(long index, Func<Digit, int> at)
    {
        if (Kind != ReachKind.Window)
            return Kind == ReachKind.Nothing ? Interval.Empty : Interval.All;
        var turns = Math.DivRem(index, Period, out var phase);
        if (phase < 0)
            (phase, turns) = (phase + Period, turns - 1);
        var cell = (int)phase;
        foreach (var digit in Finite)
            cell = cell * digit.Count!.Value + at(digit);
        return Cells[cell].Shift(Advance * turns);
    }

    private static Reach Build(
        Digit? moving, int period, long advance, IReadOnlyList<Digit> finite, IReadOnlyList<Digit> far, FieldCause cause, Func<int, Func<Digit, int>, Interval> cell)
    {
        var count = finite.Aggregate((long)period, (product, d) => Math.Min(product * (d.Count ?? MostCells + 1), MostCells + 1));
        if (count > MostCells)
            return TooLarge(cause);
        var cells = new List<Interval>((int)count);
        for (var phase = 0; phase < period; phase++)
        {
            foreach (var indices in Indices(finite))
                cells.Add(cell(phase, d => indices[IndexOf(finite, d)]));
        }
        if (cells.All(c => c == Interval.All))
            return GlobalBy(cause);
        return new Reach
        {
            Kind = ReachKind.Window, Moving = moving, Period = period, Advance = advance, Finite = finite, Far = far, Cells = cells,
            Cause = cells.Contains(Interval.All) ? cause : null,
        }.Simplify();
    }

    /// <summary>Without digits that make no difference, and with the shortest period.</summary>
    private Reach Simplify()
    {
        if (Cells.All(c => c.IsEmpty))
            return Nothing;
        var inner = Cells.Count / Period;
        for (var shorter = 1; shorter < Period; shorter++)
        {
            if (Period % shorter != 0 || Advance % (Period / shorter) != 0)
                continue;
            var by = Advance / (Period / shorter);
            if (Enumerable.Range(0, Cells.Count - shorter * inner).All(i => Cells[i].Shift(by) == Cells[i + shorter * inner]))
                return With(shorter, by, Finite, [.. Cells.Take(shorter * inner)]).Simplify();
        }
        var stride = 1;
        for (var k = Finite.Count - 1; k >= 0; k--)
        {
            var size = Finite[k].Count!.Value;
            var (own, all) = (stride, stride * size);
            stride = all;
            if (Enumerable.Range(0, Cells.Count).All(i => Cells[i] == Cells[i - i % all + i % own]))
                return With(Period, Advance, [.. Finite.Where((_, i) => i != k)], [.. Cells.Where((_, i) => i % all < own)]).Simplify();
        }
        return this;
    }

    private Reach With(int period, long advance, IReadOnlyList<Digit> finite, IReadOnlyList<Interval> cells) =>
        new() { Kind = Kind, Moving = Moving, Period = period, Advance = advance, Finite = finite, Far = Far, Cells = cells, Cause = Cause };

    private static IEnumerable<int[]> Indices(IReadOnlyList<Digit> digits)
    {
        var indices = new int[digits.Count];
        while (true)
        {
            yield return indices;
            var k = digits.Count - 1;
            for (; k >= 0 && ++indices[k] == digits[k].Count; k--)
                indices[k] = 0;
            if (k < 0)
                yield break;
        }
    }

    private static int IndexOf(IReadOnlyList<Digit> digits, Digit digit)
    {
        for (var i = 0; i < digits.Count; i++)
        {
            if (digits[i] == digit)
                return i;
        }
        return -1;
    }

    private static Reach TooLarge(FieldCause cause) =>
        UnknownBy(cause with { Why = "makes a pattern of positions that repeats too late to be followed" });

    private static int? Join(int a, int b)
    {
        var joined = (long)a / Gcd(a, b) * b;
        return joined <= MostCells ? (int)joined : null;
    }

    private static long Gcd(long a, long b) => b == 0 ? Math.Abs(a) : Gcd(b, a % b);
}
