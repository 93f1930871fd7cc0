using System;
using System.Linq;
using ArchGen.Runtime.Generated;
using ArchGen.Runtime.Inference.Operations;
using TorchSharp;

namespace ArchGen.Runtime.Inference.Rewriting;

/// <summary>
/// Channels on the last axis throughout: convolutions become operations on [N, H, W, C] between two permutations, and permutations are moved behind whatever
/// doesn't mind, until they meet and cancel.
/// </summary>
internal static class Layout
{
    public static Graph Apply(Graph graph) => graph.Rewrite(FromInput, FromGroups, Convolution, AcrossOne, AcrossPair, AcrossConcatenation, AcrossParts, AcrossReduction, AcrossReshape);

    /// <summary>Two permutations are one, or none.</summary>
    public static GraphTensor? Joined(Site site) => site.Operation is Permute next && site.Inputs[0] is { Operation: Permute, Value: null } x ? Permuted(x, next.Axes) : null;

    /// <summary>A permutation, joined with the one before it.</summary>
    public static GraphTensor Permuted(GraphTensor x, int[] axes) => x.Operation is Permute first && x.Value is null
        ? x.Inputs[0].Permuted(Permute.Compose(first.Axes, axes))
        : x.Permuted(axes);

    /// <summary>Images come with their channels on axis 1; what is done to them is done with the channels last.</summary>
    private static GraphTensor? FromInput(Site site) => site.Operation is Input && site.Before.Rank is 4 or 5 && torch.is_floating_point(site.Before.dtype) ? LastAndBack(site.Before) : null;

    /// <summary>A group norm gives its channels on axis 1, as it takes them; what is done to them is done with the channels last.</summary>
    private static GraphTensor? FromGroups(Site site) => site.Operation is NormalizeGroups && site.Before.Rank is 4 or 5
        ? LastAndBack(GraphTensor.Shaped(site.Operation, site.Before.shape, site.Inputs)) : null;

    private static GraphTensor LastAndBack(GraphTensor x) => x.Permuted(Permute.ToLast(x.Rank)).Permuted(Permute.ToFirst(x.Rank));

    private static GraphTensor? Convolution(Site site)
    {
        if (site.Operation is not Convolve convolution || site.Inputs[0].Value is not null)
            return null;
        var x = site.Inputs[0];
        var (toLast, toFirst) = (Permute.ToLast(x.Rank), Permute.ToFirst(x.Rank));
        var last = Permuted(x, toLast);
        long[] shape = [.. toLast.Select(a => site.Before.size(a))];
        if (convolution.IsPointwise)
            return GraphTensor.Shaped(new LinearRows(Folding.New(() => convolution.Weight.flatten(1)), convolution.Bias), shape, last).Permuted(toFirst);
        if (convolution.IsPatches && x.Rank == 4 && x.size(2) % convolution.Stride[0] == 0 && x.size(3) % convolution.Stride[1] == 0)
        {
            var weight = Folding.New(() => convolution.Weight.permute(0, 2, 3, 1).flatten(1));
            var patches = GraphTensor.Make(new GatherPatches(convolution.Stride[0], convolution.Stride[1]), last);
            return GraphTensor.Shaped(new LinearRows(weight, convolution.Bias), shape, patches).Permuted(toFirst);
        }
        Operation operation = convolution.IsDepthwise && x.Rank == 4 ? new DepthwiseRows(convolution) : new ChannelsLast(convolution);
        return GraphTensor.Shaped(operation, shape, last).Permuted(toFirst);
    }

    private static GraphTensor? AcrossOne(Site site)
    {
        if (site.Inputs is not [{ Operation: Permute permute, Value: null } x])
            return null;
        var source = x.Inputs[0];
        return site.Operation switch
        {
            Permute next => Permuted(x, next.Axes),
            Elementwise or Activate or Scaled => GraphTensor.Shaped(site.Operation, source.shape, source).Permuted(permute.Axes),
            Spatial when permute.Is(Permute.ToFirst(x.Rank)) && site.Before.Rank == x.Rank => GraphTensor.Shaped(
                new ChannelsLast(site.Operation), [.. Permute.ToLast(x.Rank).Select(a => site.Before.size(a))], source).Permuted(permute.Axes),
            _ => null,
        };
    }

    private static GraphTensor? AcrossPair(Site site)
    {
        if (site.Operation is not Binary || site.Inputs is not [var a, var b])
            return null;
        var lead = new[] { a, b }.Where(t => t is { Operation: Permute, Value: null } && t.Rank == site.Before.Rank)
            .OrderByDescending(t => ((Permute)t.Operation).Is(Permute.ToFirst(t.Rank))).FirstOrDefault();
        if (lead is null)
            return null;
        var axes = ((Permute)lead.Operation).Axes;
        var other = ReferenceEquals(lead, a) ? b : a;
        var isFree = other.Value is not null || (other.Operation is Permute same && same.Is(axes) && other.Rank == lead.Rank);
        var isToFirst = lead.Rank >= 3 && axes.AsSpan().SequenceEqual(Permute.ToFirst(lead.Rank));
        if (!isFree && !(isToFirst && other.Rank == lead.Rank))
            return null;
        var back = Permute.Inverse(axes);
        GraphTensor Before(GraphTensor t) => Permuted(t.Rank == lead.Rank ? t : t.Reshaped([.. Enumerable.Repeat(1L, lead.Rank - t.Rank), .. t.shape]), back);
        return GraphTensor.Shaped(site.Operation, [.. back.Select(i => site.Before.size(i))], Before(a), Before(b)).Permuted(axes);
    }

    private static GraphTensor? AcrossConcatenation(Site site)
    {
        if (site.Operation is not Concatenate concatenate)
            return null;
        var permutes = site.Inputs.Where(i => i.Value is null).Select(i => i.Operation as Permute).ToArray();
        if (permutes.OfType<Permute>().OrderByDescending(p => p.Is(Permute.ToFirst(site.Before.Rank))).FirstOrDefault() is not { } lead)
            return null;
        var isToFirst = site.Before.Rank >= 3 && lead.Is(Permute.ToFirst(site.Before.Rank));
        if (!isToFirst && !Array.TrueForAll(permutes, p => p is not null && p.Is(lead.Axes)))
            return null;
        var back = Permute.Inverse(lead.Axes);
        return GraphTensor.Shaped(
            new Concatenate(lead.Axes[concatenate.Axis]), [.. back.Select(i => site.Before.size(i))], [.. site.Inputs.Select(i => Permuted(i, back))]).Permuted(lead.Axes);
    }

    private static GraphTensor? AcrossParts(Site site)
    {
        if (site.Inputs is not [{ Operation: Permute permute, Value: null } x])
            return null;
        var source = x.Inputs[0];
        switch (site.Operation)
        {
            case Slice slice:
            {
                var sizes = source.shape;
                sizes[permute.Axes[slice.Axis]] = site.Before.size(slice.Axis);
                return GraphTensor.Shaped(slice with { Axis = permute.Axes[slice.Axis] }, sizes, source).Permuted(permute.Axes);
            }
            case Select select:
            {
                var axis = permute.Axes[select.Axis];
                var rest = permute.Axes.Where(a => a != axis).Select(a => a > axis ? a - 1 : a).ToArray();
                return GraphTensor.Shaped(select with { Axis = axis }, [.. source.shape.Where((_, i) => i != axis)], source).Permuted(rest);
            }
            default:
                return null;
        }
    }

    private static GraphTensor? AcrossReduction(Site site)
    {
        if (site.Operation is not ReduceAxes reduce || site.Inputs is not [{ Operation: Permute permute, Value: null } x])
            return null;
        var source = x.Inputs[0];
        var axes = reduce.Axes.Select(a => permute.Axes[a]).ToArray();
        var result = GraphTensor.Make(reduce with { Axes = axes }, source);
        if (reduce.Keeps)
            return result.Permuted(permute.Axes);
        var left = Enumerable.Range(0, x.Rank).Where(i => !axes.Contains(i)).ToList();
        return result.Permuted([.. permute.Axes.Where(a => !axes.Contains(a)).Select(a => left.IndexOf(a))]);
    }

    /// <summary>A reshape that joins and splits axes which lie in the same order before the permutation.</summary>
    private static GraphTensor? AcrossReshape(Site site)
    {
        if (site.Operation is not Reshape || site.Inputs is not [{ Operation: Permute permute, Value: null } x])
            return null;
        var groups = AxisGroups.Of(x.shape, site.Before.shape);
        if (groups is null)
            return null;
        // Each group of axes must be neighbours in the source, too; then the groups as wholes are what is permuted.
        foreach (var (from, _) in groups)
        {
            for (var i = 1; i < from.Length; i++)
            {
                if (permute.Axes[from[i]] != permute.Axes[from[i - 1]] + 1)
                    return null;
            }
        }
        var inSource = groups.Select((group, index) => (group, index)).OrderBy(g => g.group.From.Length == 0 ? -1 : permute.Axes[g.group.From[0]]).ToArray();
        var sizes = inSource.SelectMany(g => g.group.To.Select(a => site.Before.size(a))).ToArray();
        var places = inSource.SelectMany(g => g.group.To).ToArray();
        return x.Inputs[0].Reshaped(sizes).Permuted(Permute.Inverse(places));
    }
}
