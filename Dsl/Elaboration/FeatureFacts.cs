using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Shapes;

namespace ArchGen.Dsl.Elaboration;

/// <summary>What is known of a variant's feature maps: channels, and how many input pixels there are to a position.</summary>
internal static class FeatureFacts
{
    /// <summary>A size that every stride in use divides; a stride must hold at it and at its double.</summary>
    private const long Probe = 64 * 3 * 5 * 7;

    public static IReadOnlyList<FeatureFact> Of(ElaboratedVariant variant)
    {
        // A model that gives one tensor and exposes none has no Features.
        if (variant.Features.Count == 0 || (variant.Outputs.Count == 1 && variant.Features.Count == variant.Outputs.Count(o => o.Name.Length > 0)))
            return [];
        var input = variant.Inputs.Count > 0 ? variant.Inputs[0].Shape : null;
        return variant.Features.GroupBy(f => f.Name).Select(f => f.First()).Select(f => new FeatureFact(
            f.Name, f.Shape.ToString(), f.Shape.Rank > 2 ? f.Shape[1].Size.Value : null, StrideOf(input, f.Shape))).ToArray();
    }

    private static long? StrideOf(Shape? input, Shape feature)
    {
        if (input is null || input.Rank != feature.Rank || feature.Rank < 3)
            return null;
        var axes = feature.Rank == 3 ? [2] : new[] { feature.Rank - 2, feature.Rank - 1 };
        var strides = axes.SelectMany(a => new[] { Ratio(input[a].Size, feature[a].Size, Probe), Ratio(input[a].Size, feature[a].Size, 2 * Probe) }).Distinct().ToArray();
        return strides.Length == 1 ? strides[0] : null;
    }

    private static long? Ratio(Dim input, Dim feature, long size)
    {
        var at = feature.Symbols.Distinct().ToDictionary(s => s, _ => Dim.Constant(size));
        var pixels = input.Value ?? size;
        return feature.Substitute(at).Value is { } positions and > 0 && pixels % positions == 0 ? pixels / positions : null;
    }
}
