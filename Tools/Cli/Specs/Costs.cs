using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Cli.Specs;

/// <summary>A variant at an input size: the one asked for, or the one that its spec's <c>expect</c> names.</summary>
internal static class Costs
{
    /// <summary>
    /// The variant at those shapes; without shapes at the spec's own, and symbolic where it names none (<paramref name="inputs"/> is null then). Where the shape isn't legal,
    /// <paramref name="problem"/> says why and the variant comes back as it was.
    /// </summary>
    public static ElaboratedVariant At(
        CompilationResult result, ElaboratedVariant variant, IReadOnlyList<IReadOnlyList<long>> asked, out IReadOnlyList<IReadOnlyList<long>>? inputs, out string? problem)
    {
        problem = null;
        inputs = asked.Count > 0 ? asked : Facts(result, variant)?.InputShape is { } expected && variant.Inputs.Count == 1 ? [expected] : null;
        if (inputs is null)
            return variant;
        return ArchCompiler.At(result, variant, inputs, out problem) ?? variant;
    }

    private static VariantFacts? Facts(CompilationResult result, ElaboratedVariant variant) => result.Files
        .Where(f => f.Source.Path == variant.Path).SelectMany(f => f.Model.Variants).FirstOrDefault(v => v.Name == variant.Name)?.Facts
        ?? result.Ablations.SelectMany(a => a.Members).FirstOrDefault(m => m.Variant == variant)?.Facts;
}
