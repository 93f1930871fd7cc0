using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ArchGen.Dsl.Shapes.Fields;

/// <summary>How many positions of one axis of the input one position of a tensor depends on.</summary>
/// <param name="Size">How many, from the first to the last; null where there is no bound or it can't be told.</param>
/// <param name="IsGlobal">True where there is no bound: some step takes all positions together.</param>
/// <param name="Cause">That step, or the one behind which it can't be told.</param>
public sealed record FieldExtent(long? Size, bool IsGlobal, FieldCause? Cause)
{
    /// <summary><c>483</c>, <c>global</c> or <c>unknown</c>.</summary>
    public override string ToString() => IsGlobal ? "global" : Size is { } size ? size.ToString(CultureInfo.InvariantCulture) : "unknown";
}

/// <summary>A tensor's receptive field in positions of the network's first input, for each of its axes from 2 on, where windows differ at the widest place.</summary>
public sealed record ReceptiveField(EquatableArray<FieldExtent> Axes)
{
    /// <summary>That of a tensor.</summary>
    internal static ReceptiveField Of(Field field, int positions)
    {
        return new ReceptiveField(new EquatableArray<FieldExtent>(Enumerable.Range(0, positions).Select(field.At).Select(reach =>
        {
            // A position has all its channels: what tells those apart is taken together.
            var place = field.Axes.FirstOrDefault(a => reach.Moving is { } moving && a.Contains(moving));
            Digit[] others = [.. field.Axes.Where(a => a != place).SelectMany(a => a)];
            var whole = reach.Mix([.. others.Where(d => reach.Finite.Contains(d))], reach.Cause ?? new FieldCause("", "", default, ""));
            return whole.Kind switch
            {
                ReachKind.Unknown => new FieldExtent(null, false, whole.Cause),
                ReachKind.Nothing => new FieldExtent(0, false, null),
                _ when whole.Kind == ReachKind.Global || whole.Width == long.MaxValue => new FieldExtent(null, true, whole.Cause),
                _ => new FieldExtent(whole.Width, false, null),
            };
        })));
    }

    /// <summary>One number where all axes have the same: <c>483</c>, else <c>[3, 61, 61]</c>.</summary>
    public override string ToString()
    {
        var texts = Axes.Select(a => a.ToString()).ToArray();
        return texts.Distinct().Count() == 1 ? texts[0] : "[" + string.Join(", ", texts) + "]";
    }
}
