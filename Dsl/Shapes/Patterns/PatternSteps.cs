using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Dsl.Shapes.Patterns;

/// <summary>Turns a pattern whose sizes are settled into steps, leaving out those that do nothing.</summary>
internal sealed class PatternSteps(
    PatternSide left, IReadOnlyList<PatternLetter> letters, IReadOnlyList<IReadOnlyList<PatternLetter>> result, Assumptions known)
{
    private readonly IReadOnlyList<PatternLetter> _order = [.. result.SelectMany(axis => axis)];

    public PatternPlan Plan(PatternReduction reduction)
    {
        int[] reduced = [.. Enumerable.Range(0, letters.Count).Where(i => !_order.Any(l => ReferenceEquals(l, letters[i])))];
        var kept = letters.Where((_, i) => !reduced.Contains(i)).ToList();
        int[] permutation = [.. _order.Select(l => IndexIn(kept, l)).Where(i => i >= 0)];
        var isIdentity = permutation.SequenceEqual(Enumerable.Range(0, permutation.Length));
        int[] added = [.. Enumerable.Range(0, _order.Count).Where(i => IndexIn(kept, _order[i]) < 0)];
        var isExpanded = added.Any(i => !IsOne(_order[i]));
        var isSplit = left.Axes.Any(axis => axis.Count != 1 || axis[0].IsOne);
        var isMerged = result.Any(axis => axis.Count != 1);
        if (reduced.Length == 0 && isIdentity && !isExpanded && (isSplit || isMerged))
            return new PatternPlan(Output(), null, null, reduction, null, null, null, Reshape(Merged()));
        var isInserted = added.Length > 0 && (isExpanded || !isMerged);
        return new PatternPlan(
            Output(),
            isSplit ? Reshape([.. letters.Select(l => l.Size)]) : null,
            reduced.Length > 0 ? reduced : null,
            reduction,
            isIdentity ? null : permutation,
            isInserted ? added : null,
            isExpanded ? [.. _order.Select((l, i) => added.Contains(i) && !IsOne(l) ? l.Size : null)] : null,
            isMerged ? Reshape(Merged()) : null);
    }

    private Shape Output() => new([.. result.Select(axis => axis.Count == 1
        ? axis[0].Axis
        : new Axis(known.Simplify(axis.Aggregate(Dim.One, (product, letter) => product * letter.Axis.Size))))]);

    /// <summary>The sizes of the result's axes, as the forward pass computes them.</summary>
    private List<PatternSize> Merged() =>
        [.. result.Select(axis => axis.Select(l => l.Size).Aggregate((product, size) => product * size))];

    /// <summary>Leaves the size that is most to compute to the reshape.</summary>
    private static IReadOnlyList<PatternSize> Reshape(List<PatternSize> sizes)
    {
        var composite = sizes.Where(s => !s.IsSimple).OrderByDescending(s => s.InputAxes.Count).FirstOrDefault();
        if (composite is not null)
            sizes[sizes.FindIndex(s => ReferenceEquals(s, composite))] = PatternSize.Open;
        return sizes;
    }

    private static bool IsOne(PatternLetter letter) => letter.Axis.Size.Value == 1;

    private static int IndexIn(List<PatternLetter> list, PatternLetter letter) => list.FindIndex(l => ReferenceEquals(l, letter));
}
