using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Dsl.Shapes.Fields;

/// <content>What takes elements together: products, sums, norms, joins.</content>
internal static partial class FieldRules
{
    private static Field LayerNorm(FieldCall call)
    {
        var rank = call.Shape.Rank;
        return call.Field.Mix(call.Has("axes") ? call.AxisList("axes", rank) : [call.Axis("axis", rank)], call.Cause);
    }

    private static Field? GroupNorm(FieldCall call)
    {
        var groups = call.Int("num_groups") ?? 1;
        if (call.Axes.Split(call.Field, call.Field.Axes[1], [Dim.Constant(groups), Dim.Quotient(call.Shape[1].Size, groups)]) is not var (field, parts))
            return null;
        return field.With(1, [.. parts[0], .. parts[1]]).Mix([.. parts[1], .. field.Axes.Skip(2).SelectMany(a => a)], call.Cause);
    }

    private static Field Broadcast(FieldCall call)
    {
        var (left, right, axes) = call.Axes.Align(call.FieldOf(0), call.ShapeOf(0), call.FieldOf(1), call.ShapeOf(1));
        return new Field(axes, Field.Merge(left, right, call.Cause));
    }

    private static Field Matmul(FieldCall call)
    {
        var (left, right) = (call.ShapeOf(0), call.ShapeOf(1));
        var inner = System.Math.Max(right.Rank - 2, 0);
        var one = new Axis(Dim.One);
        // [.., m, k] and [.., k, n] as [.., m, 1] and [.., 1, n].
        var a = call.FieldOf(0).Mix([left.Rank - 1], call.Cause).Without([left.Rank - 1], keep: true);
        var b = call.FieldOf(1).Mix([inner], call.Cause).Without([inner], keep: true);
        var (leftShape, rightShape) = (left.With(left.Rank - 1, one), right.With(inner, one));
        if (left.Rank == 1)
            (a, leftShape) = (a.With(a.Axes.Prepend([])), new Shape([one, .. leftShape.Axes]));
        if (right.Rank == 1)
            (b, rightShape) = (b.With(b.Axes.Append([])), new Shape([.. rightShape.Axes, one]));
        (a, b, var axes) = call.Axes.Align(a, leftShape, b, rightShape);
        var rank = axes.Count;
        return new Field(
            [.. axes.Where((_, i) => (i != rank - 2 || left.Rank > 1) && (i != rank - 1 || right.Rank > 1))],
            Field.Merge(a, b, call.Cause));
    }

    private static Field Linear(FieldCall call)
    {
        var last = call.Shape.Rank - 1;
        return call.Field.Mix([last], call.Cause).With(last, Field.Fresh(call.Output[last]));
    }

    private static Field Reduce(FieldCall call)
    {
        var rank = call.Shape.Rank;
        IReadOnlyList<int> axes = call.Has("dims") ? call.AxisList("dims", rank) : call.Has("dim") ? [call.Axis("dim", rank)] : [];
        if (axes.Count == 0)
            axes = [.. Enumerable.Range(0, rank)];
        return call.Field.Mix(axes, call.Cause).Without([.. axes], call.Truth("keep"));
    }

    private static Field? Stack(FieldCall call)
    {
        var axis = call.Axis("dim", call.Output.Rank);
        var fields = Alike(call, -1);
        var digit = new Digit(Dim.Constant(fields.Count));
        var axes = fields[0].Axes.ToList();
        axes.Insert(axis, [digit]);
        return new Field(axes, Together(fields, digit, call.Cause));
    }

    private static Field? Concat(FieldCall call)
    {
        var axis = call.Axis("dim", call.Output.Rank);
        if (call.Count == 1)
            return call.Field;
        var fields = Alike(call, axis);
        var count = fields.Max(f => f.Reaches.Count);
        var sizes = Enumerable.Range(0, call.Count).Select(i => call.ShapeOf(i)[axis].Size.Value).ToArray();
        var block = sizes.All(s => s is <= Reach.MostCells) ? sizes.Aggregate(0L, (gcd, s) => Gcd(s!.Value, gcd)) : 0;
        var digit = new Digit(block > 0 ? Dim.Constant(sizes.Sum(s => s!.Value) / block) : call.Output[axis].Size);
        var inner = new Digit(Dim.Constant(block));
        var reaches = new Reach[count];
        for (var k = 0; k < count; k++)
        {
            if (fields.Any(f => f.Axes[axis].Any(d => d == f.At(k).Moving || f.At(k).Far.Contains(d) || (f.At(k).Kind == ReachKind.Unknown && f.At(k).DependsOn(d)))))
                reaches[k] = Reach.BlurredBy(call.Because("joins other entries to positions, one behind another"), digit);
            else if (block == 0)
                reaches[k] = Reach.Stack([.. fields.Select(f => f.At(k))], digit, call.Because("joins parts of unknown sizes"));
            else
                reaches[k] = Reach.Stack([.. fields.SelectMany((f, i) => Blocks(call, f, k, axis, sizes[i]!.Value / block, block, inner))], digit, call.Cause);
        }
        var joined = new Field([.. fields[0].Axes.Select((a, i) => i == axis ? block > 1 ? [digit, inner] : [digit] : a)], reaches);
        return joined.IsUsed(axis) ? joined : joined.With(axis, Field.Fresh(call.Output[axis]));
    }

    /// <summary>One tensor's reach along the axis that it is joined by, block by block.</summary>
    private static IEnumerable<Reach> Blocks(FieldCall call, Field field, int k, int axis, long count, long block, Digit inner)
    {
        var reach = field.At(k);
        if (!field.Axes[axis].Any(reach.DependsOn))
            return Enumerable.Repeat(reach, (int)count);
        var whole = new Digit(call.Known.Simplify(Dim.Constant(count * block)));
        var outer = new Digit(Dim.Constant(count));
        reach = reach.Sample(field.Axes[axis], Sampling.Identity, whole, call.Cause);
        if (block > 1)
            reach = reach.Split(whole, outer, inner, call.Cause);
        return Enumerable.Range(0, (int)count).Select(b => reach.Select([block > 1 ? outer : whole], b, call.Cause));
    }

    private static Reach[] Together(IReadOnlyList<Field> fields, Digit digit, FieldCause cause) =>
        [.. Enumerable.Range(0, fields.Max(f => f.Reaches.Count)).Select(k => Reach.Stack([.. fields.Select(f => f.At(k))], digit, cause))];

    /// <summary>The fields of tensors that are joined, with one set of digits for all axes but one.</summary>
    private static IReadOnlyList<Field> Alike(FieldCall call, int except)
    {
        var fields = Enumerable.Range(0, call.Count).Select(i => i == 0 ? call.FieldOf(i) : call.FieldOf(i).Renew()).ToArray();
        for (var axis = 0; axis < call.Shape.Rank; axis++)
        {
            if (axis == except)
                continue;
            var used = Enumerable.Range(0, fields.Length).Where(i => fields[i].IsUsed(axis)).ToArray();
            var model = used.Length == 0 ? fields[0].Axes[axis] : fields[used[0]].Axes[axis];
            if (used.Any(i => !IsAs(call, fields[i].Axes[axis], model)))
            {
                foreach (var i in used)
                    fields[i] = call.Axes.Whole(fields[i], axis, call.ShapeOf(i)[axis]);
                model = fields[used[0]].Axes[axis];
            }
            for (var i = 0; i < fields.Length; i++)
            {
                fields[i] = used.Contains(i)
                    ? fields[i].Rename(fields[i].Axes[axis].Zip(model, (from, to) => (from, to)).Where(p => p.from != p.to).ToDictionary(p => p.from, p => p.to))
                    : fields[i].With(axis, model);
            }
        }
        return fields;
    }

    private static bool IsAs(FieldCall call, IReadOnlyList<Digit> digits, IReadOnlyList<Digit> model) =>
        digits.Count == model.Count && digits.Zip(model, (a, b) => call.Known.Equal(a.Size, b.Size)).All(p => p == Proof.True);
}
