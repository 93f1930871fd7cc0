using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Dsl.Elaboration;

/// <summary>How a part of one network stands to those of another.</summary>
public enum PartChange
{
    /// <summary>Only the second has it.</summary>
    Added,

    /// <summary>Only the first has it.</summary>
    Removed,

    /// <summary>Both have it, and it is of another kind, makes another shape or has other tensors or costs of its own.</summary>
    Changed,
}

/// <summary>A part that differs. What is in a part that is added or removed isn't listed for itself.</summary>
/// <param name="Path">Its key.</param>
/// <param name="Change">How it differs.</param>
/// <param name="Before">The first network's part; null where it is added.</param>
/// <param name="After">The second network's part; null where it is removed.</param>
public sealed record PartDifference(string Path, PartChange Change, GraphNode? Before, GraphNode? After);

/// <summary>A tensor of the second network: carried over from the first, or new, and why.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Was">The shape of the first network's tensor of that key; null where there is none.</param>
public sealed record TensorPlan(string Key, Shape Shape, Shape? Was)
{
    /// <summary>True where the first network's values can be taken: the key and every size are the same.</summary>
    public bool IsCarried => Was is not null && StepPaths.SameSizes(Shape, Was);

    /// <summary>What becomes of it, in the runtime's words (<c>TensorFate</c>): carried, new or changed.</summary>
    public string Fate => IsCarried ? "carried" : Was is null ? "new" : "changed";
}

/// <summary>What tells one network from another, part by part, and which of its tensors can begin with the other's values.</summary>
/// <param name="Parts">The parts that differ, the first network's in its order, then those that are added.</param>
/// <param name="Tensors">Every tensor of the second network.</param>
/// <param name="Dropped">The keys of the first network's tensors that the second has nothing of.</param>
public sealed record StructuralDiff(IReadOnlyList<PartDifference> Parts, IReadOnlyList<TensorPlan> Tensors, IReadOnlyList<string> Dropped)
{
    /// <summary>Compares two networks; at sizes that are the same for both, costs are numbers.</summary>
    public static StructuralDiff Of(GraphNode before, GraphNode after)
    {
        var (old, now) = (StepPaths.Of(before), StepPaths.Of(after));
        var parts = new List<PartDifference>();
        foreach (var path in old.All)
        {
            var (was, isNow) = (old.At(path)!, now.At(path));
            if (isNow is null && !IsWithin(path, parts, PartChange.Removed))
                parts.Add(new PartDifference(path, PartChange.Removed, was, null));
            else if (isNow is not null && Differ(was, isNow))
                parts.Add(new PartDifference(path, PartChange.Changed, was, isNow));
        }
        foreach (var path in now.All.Where(p => old.At(p) is null))
        {
            if (!IsWithin(path, parts, PartChange.Added))
                parts.Add(new PartDifference(path, PartChange.Added, null, now.At(path)));
        }
        var tensors = before.StateDict().GroupBy(t => t.Key).ToDictionary(t => t.Key, t => t.First().Tensor.Shape);
        var plan = after.StateDict().GroupBy(t => t.Key).Select(t => new TensorPlan(t.Key, t.First().Tensor.Shape, tensors.TryGetValue(t.Key, out var was) ? was : null)).ToArray();
        return new StructuralDiff(parts, plan, [.. tensors.Keys.Except(plan.Select(t => t.Key))]);
    }

    private static bool IsWithin(string path, List<PartDifference> parts, PartChange change) =>
        parts.Any(p => p.Change == change && path.StartsWith(p.Path + ".", StringComparison.Ordinal));

    // A block whose parts differ isn't another block for that; a copy that an ablation made is its original, changed.
    private static bool Differ(GraphNode a, GraphNode b)
    {
        if (KindOf(a) != KindOf(b) || !Same(a.Output, b.Output))
            return true;
        var (x, y) = (Own(a), Own(b));
        return x.Macs != y.Macs || x.Tensors.Count != y.Tensors.Count || x.Tensors.Zip(y.Tensors, (s, t) => s.Name == t.Name && StepPaths.SameSizes(s.Shape, t.Shape)).Any(same => !same);
    }

    /// <summary>What a part is, as its author calls it.</summary>
    public static string KindOf(GraphNode part) => (part.Block?.Original ?? part.Block)?.Name ?? part.Kind;

    // With the raw tensors and nameless steps that stand in it.
    private static (Dim Macs, IReadOnlyList<OwnedTensor> Tensors) Own(GraphNode part)
    {
        var (macs, tensors) = (part.OwnMacs, part.Owned.ToList());
        foreach (var child in part.Children.Where(c => c.Name.Length == 0))
        {
            var below = Own(child);
            macs += below.Macs;
            tensors.AddRange(below.Tensors);
        }
        return (macs, tensors);
    }

    private static bool Same(Shape? a, Shape? b) => a is null || b is null ? a is null && b is null : StepPaths.SameSizes(a, b);
}
