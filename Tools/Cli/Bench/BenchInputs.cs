using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Cli.Specs;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Text;
using ArchGen.Workspace;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Cli.Bench;

/// <summary>What a variant is measured with: shapes that its signature allows, and tensors of them.</summary>
internal static class BenchInputs
{
    /// <summary>The shapes: the batch, then the numbers of the signature, then the size asked for, or else the one that the spec expects.</summary>
    public static IReadOnlyList<IReadOnlyList<long>> Shapes(LoadedSpecs specs, ElaboratedVariant variant, long batch, IReadOnlyList<long>? size, out ElaboratedVariant at)
    {
        _ = Costs.At(specs.Result, variant, [], out var expected, out _);
        var shapes = variant.Inputs.Select((input, i) => Shape(variant, input.Name, input.Shape, batch, size, expected?[i])).ToList();
        at = Costs.At(specs.Result, variant, shapes, out _, out var problem);
        if (problem is not null)
            throw new CliException($"{variant.Name} can't take {string.Join(", ", shapes.Select(NumberText.Sizes))}: {problem}. Legal are: {variant.LegalInput}.");
        return shapes;
    }

    /// <summary>Tensors of the shapes, of values by chance; of zeros, which every table has, where the model looks up by them.</summary>
    public static Tensor[] Tensors(LoadedSpecs specs, ElaboratedVariant variant, IReadOnlyList<IReadOnlyList<long>> shapes)
    {
        var inputs = specs.Result.Files.SelectMany(f => f.Model.Classes).FirstOrDefault(c => c.Name == variant.Model)?.Inputs;
        return [.. shapes.Select((shape, i) => inputs?[i].IsIndex == true ? zeros([.. shape], ScalarType.Int64) : rand([.. shape]))];
    }

    private static List<long> Shape(ElaboratedVariant variant, string name, Dsl.Shapes.Shape signature, long batch, IReadOnlyList<long>? size, IReadOnlyList<long>? expected)
    {
        var open = Enumerable.Range(1, Math.Max(0, signature.Rank - 1)).Where(i => signature[i].Size.Value is null).ToList();
        if (size is { Count: > 1 } && size.Count != open.Count)
            throw new CliException($"{variant.Name}'s input '{name}' is {signature}, which leaves {open.Count} sizes open, and --size gives {size.Count}.");
        if (size is null && expected is null && open.Count > 0)
            throw new CliException($"{variant.Name}'s input '{name}' is {signature}, and its spec expects no size. Give one: --size 224.");
        return [.. Enumerable.Range(0, signature.Rank).Select(i =>
            signature[i].Size.Value is { } known ? known
            : i == 0 ? batch
            : size is null ? expected![i]
            : size.Count == 1 ? size[0] : size[open.IndexOf(i)])];
    }
}
