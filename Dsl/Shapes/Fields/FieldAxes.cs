using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Dsl.Shapes.Fields;

/// <summary>Arranges and aligns the digits of axes, by what is known of their sizes.</summary>
internal sealed class FieldAxes(Assumptions known, FieldCause cause)
{
    /// <summary>
    /// Digits laid out anew as axes of other sizes with the same product; null where they can't be told apart so. Sizes are matched from the last.
    /// </summary>
    public (Field Field, IReadOnlyList<IReadOnlyList<Digit>> Parts)? Split(Field field, IReadOnlyList<Digit> digits, IReadOnlyList<Dim> sizes)
    {
        var left = digits.Where(d => d.Size.Value != 1 || field.IsUsed(d)).ToList();
        var parts = new IReadOnlyList<Digit>[sizes.Count];
        for (var k = sizes.Count - 1; k >= 0; k--)
        {
            var part = new List<Digit>();
            // An axis of 1 takes nothing, unless it is the first and something of size 1 is left.
            var size = sizes[k];
            while (size.Value != 1)
            {
                if (k == 0 || sizes.Take(k).All(s => s.Value == 1))
                {
                    part.InsertRange(0, left);
                    left.Clear();
                    break;
                }
                if (left.Count == 0)
                    return null;
                var digit = left[left.Count - 1];
                left.RemoveAt(left.Count - 1);
                if (known.Equal(digit.Size, size) == Proof.True)
                {
                    part.Insert(0, digit);
                    break;
                }
                if (digit.Size.Value == 1)
                {
                    part.Insert(0, digit);
                    continue;
                }
                if (known.Divides(size, digit.Size) == Proof.True)
                {
                    var (outer, inner) = (new Digit(known.Simplify(Dim.Quotient(digit.Size, size))), new Digit(size));
                    // What remains of an axis that is taken a known number of parts of has a known size only where the axis has.
                    if (inner.Count is null && outer.Count is null && field.IsUsed(digit))
                        return null;
                    field = new Field(field.Axes, [.. field.Reaches.Select(r => r.Split(digit, outer, inner, cause))]);
                    left.Add(outer);
                    part.Insert(0, inner);
                    break;
                }
                if (known.Divides(digit.Size, size) != Proof.True)
                    return null;
                part.Insert(0, digit);
                size = known.Simplify(Dim.Quotient(size, digit.Size));
            }
            parts[k] = part;
        }
        if (left.Count > 0)
            parts[0] = [.. left, .. parts[0]];
        return (field, parts);
    }

    /// <summary>Two tensors that are combined element by element: the second's digits become the first's where both have an axis.</summary>
    public (Field Left, Field Right, IReadOnlyList<IReadOnlyList<Digit>> Axes) Align(Field left, Shape leftShape, Field right, Shape rightShape)
    {
        var rank = System.Math.Max(leftShape.Rank, rightShape.Rank);
        // A digit that both have may be another axis's in each.
        if (leftShape.Rank != rightShape.Rank || !left.Axes.Zip(right.Axes, (a, b) => a.SequenceEqual(b)).All(same => same))
            right = right.Renew();
        var axes = new IReadOnlyList<Digit>[rank];
        for (var i = rank - 1; i >= 0; i--)
        {
            var (l, r) = (i - (rank - leftShape.Rank), i - (rank - rightShape.Rank));
            if (l < 0 || r < 0)
            {
                axes[i] = l < 0 ? right.Axes[r] : left.Axes[l];
                continue;
            }
            if (leftShape[l].Size.Value == 1 && rightShape[r].Size.Value != 1)
                left = left.Select(l, 0, cause);
            else if (rightShape[r].Size.Value == 1 && leftShape[l].Size.Value != 1)
                right = right.Select(r, 0, cause);
            (left, right) = Match(left, l, leftShape[l], right, r, rightShape[r]);
            axes[i] = left.Axes[l].Count > 0 ? left.Axes[l] : right.Axes[r];
        }
        return (left, right, axes);
    }

    /// <summary>One axis of two tensors, which is the same axis: its digits become the same.</summary>
    public (Field Left, Field Right) Match(Field left, int l, Axis leftAxis, Field right, int r, Axis rightAxis)
    {
        var (a, b) = (left.Axes[l], right.Axes[r]);
        if (a.SequenceEqual(b) || a.Count == 0 || b.Count == 0)
            return (left, right);
        if (!left.IsUsed(l))
            return (left.With(l, b), right);
        if (!right.IsUsed(r))
            return (left, right.With(r, a));
        if (a.Count != b.Count || a.Zip(b, (x, y) => known.Equal(x.Size, y.Size)).Any(p => p != Proof.True))
        {
            if (a.Count > 1)
                left = Whole(left, l, leftAxis);
            if (b.Count > 1)
                right = Whole(right, r, rightAxis);
            (a, b) = (left.Axes[l], right.Axes[r]);
        }
        return (left, right.Rename(b.Zip(a, (from, to) => (from, to)).Where(p => p.from != p.to).ToDictionary(p => p.from, p => p.to)));
    }

    /// <summary>An axis of one digit.</summary>
    public Field Whole(Field field, int axis, Axis size)
    {
        if (!field.IsUsed(axis))
            return field.With(axis, Field.Fresh(size));
        var digit = Field.Fresh(size);
        return new Field(
            [.. field.Axes.Select((a, i) => i == axis ? digit : a)], [.. field.Reaches.Select(r => r.Sample(field.Axes[axis], Sampling.Identity, digit[0], cause))]);
    }
}
