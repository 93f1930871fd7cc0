using System;
using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Dsl.Shapes.Fields;

/// <content>What becomes of a reach when an axis is sampled, split or indexed.</content>
internal sealed partial class Reach
{
    /// <summary>
    /// The axis that consists of <paramref name="axis"/> is sampled and becomes <paramref name="result"/>. With <paramref name="tap"/>, the taps stay apart, as that digit.
    /// </summary>
    public Reach Sample(IReadOnlyList<Digit> axis, Sampling sampling, Digit result, FieldCause cause, Digit? tap = null)
    {
        if (!axis.Any(DependsOn))
            return this;
        if (Refuse(axis, cause, out var size) is { } refused)
            return refused;
        var moves = Moving is not null && axis.Contains(Moving);
        Digit[] finite = [.. Finite.Where(d => !axis.Contains(d)), .. tap is null ? Array.Empty<Digit>() : [tap], .. moves ? Array.Empty<Digit>() : [result]];

        Interval Taken(long phase, long output, Func<Digit, int> at)
        {
            var turn = Sampling.Floor(output, sampling.Outputs);
            var taps = sampling.Taps[(int)(output - turn * sampling.Outputs)];
            var union = Interval.Empty;
            for (var t = 0; t < taps.Count; t++)
            {
                var index = turn * sampling.Inputs + taps[t];
                if (tap is not null && at(tap) != t)
                    continue;
                if (moves)
                    union = union.Union(Entry(axis, Sampling.Floor(index, size), index - Sampling.Floor(index, size) * size, at));
                else if (sampling.Within(index, size) is { } place)
                    union = union.Union(Entry(axis, phase, place, at));
            }
            return union;
        }

        if (!moves)
            return Build(Moving, Period, Advance, finite, Far, Cause ?? cause, (phase, at) => Taken(phase, at(result), at));
        var whole = Period * size;
        var turns = whole / Gcd(sampling.Inputs, whole);
        return turns * sampling.Outputs > MostCells ? TooLarge(cause) : Build(
            result, (int)(turns * sampling.Outputs), Advance * (turns * sampling.Inputs / whole), finite, [], Cause ?? cause, (output, at) => Taken(0, output, at));
    }

    /// <summary>One entry of an axis.</summary>
    public Reach Select(IReadOnlyList<Digit> axis, long index, FieldCause cause)
    {
        if (!axis.Any(DependsOn))
            return this;
        if (Refuse(axis, cause, out var size) is { } refused)
            return refused;
        Digit[] finite = [.. Finite.Where(d => !axis.Contains(d))];
        return Moving is not null && axis.Contains(Moving)
            ? Build(null, 1, 0, finite, [], Cause ?? cause, (_, at) => Entry(axis, Sampling.Floor(index, size), index - Sampling.Floor(index, size) * size, at))
            : Build(Moving, Period, Advance, finite, Far, Cause ?? cause, (phase, at) => Entry(axis, phase, index, at));
    }

    /// <summary>
    /// A digit becomes two. <paramref name="inner"/> has a known size, or is what remains of an axis that <paramref name="outer"/> takes a known number of parts of.
    /// </summary>
    public Reach Split(Digit digit, Digit outer, Digit inner, FieldCause cause)
    {
        if (!DependsOn(digit))
            return this;
        if (Kind == ReachKind.Unknown)
            return UnknownBy(Cause!);
        Digit[] Both(IReadOnlyList<Digit> digits) => [.. digits.SelectMany(d => d == digit ? [outer, inner] : new[] { d })];
        if (digit != Moving)
        {
            return new Reach
            {
                Kind = Kind, Moving = Moving, Period = Period, Advance = Advance, Finite = Both(Finite), Far = Both(Far), Cells = Cells, Cause = Cause,
            }.Simplify();
        }
        if (inner.Count is not { } count)
            return new Reach { Kind = Kind, Moving = inner, Period = Period, Advance = Advance, Finite = Finite, Far = [.. Far, outer], Cells = Cells, Cause = Cause };
        return Join(Period, count) is not { } period ? TooLarge(cause) : Build(
            outer, period / count, Advance * (period / Period), [.. Finite, inner], Far, Cause ?? cause, (turn, at) => At((long)turn * count + at(inner), at));
    }

    /// <summary>Why an axis can't be indexed as one; null where it can. The size is that of the digits behind the moving one, or of all.</summary>
    private Reach? Refuse(IReadOnlyList<Digit> axis, FieldCause cause, out long size)
    {
        size = 1;
        if (Kind == ReachKind.Unknown)
            return UnknownBy(Cause!);
        var moving = Moving is null ? -1 : IndexOf(axis, Moving);
        var isWhole = moving < 0 ? !Far.Any(axis.Contains) : axis.Take(moving).All(Far.Contains) && Far.All(axis.Contains);
        if (!isWhole || axis.Skip(moving + 1).Any(d => d.Count is null))
            return UnknownBy(cause with { Why = "takes entries by their place along an axis that several axes of positions were joined to" });
        size = axis.Skip(moving + 1).Aggregate(1L, (product, d) => Math.Min(product * d.Count!.Value, MostCells + 1));
        return size > MostCells ? TooLarge(cause) : null;
    }

    /// <summary>What an axis has at a place in the digits behind the moving one (or in all).</summary>
    private Interval Entry(IReadOnlyList<Digit> axis, long turn, long place, Func<Digit, int> at)
    {
        var places = new Dictionary<Digit, int>();
        var first = Moving is null ? -1 : IndexOf(axis, Moving);
        for (var k = axis.Count - 1; k > first; k--)
        {
            var count = axis[k].Count!.Value;
            places[axis[k]] = (int)(place % count);
            place /= count;
        }
        return At(turn, d => places.TryGetValue(d, out var own) ? own : at(d));
    }
}
