using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Text;

namespace ArchGen.Cli.Specs;

/// <summary>The sizes of a variant's inputs: what options ask for, held against the signature.</summary>
internal static class InputSizes
{
    /// <summary>The sizes that are settled, by their names: batches (axis 0) and positions (axes from 2 on, in order). Throws where the signature refuses them.</summary>
    public static Dictionary<string, long> Settle(CompilationResult specs, ElaboratedVariant variant, long? batch, long[]? size, bool isStatic)
    {
        var settled = new Dictionary<string, long>(StringComparer.Ordinal);
        var customary = isStatic ? ArchCompiler.Facts(specs, variant)?.InputShape : null;
        foreach (var (_, shape) in variant.Inputs)
        {
            var positions = Enumerable.Range(2, Math.Max(0, shape.Rank - 2)).ToArray();
            for (var axis = 0; axis < shape.Rank; axis++)
            {
                var given = axis == 0 ? batch ?? (isStatic ? 1 : null)
                    : Array.IndexOf(positions, axis) is var i and >= 0 && size is not null ? (i < size.Length ? size[i] : null)
                    : customary is not null && axis < customary.Count ? customary[axis] : null;
                if (given is not { } number)
                    continue;
                if (InputShapes.NameOf(shape[axis].Size) is { } named)
                    settled.TryAdd(named, number);
                else if (shape[axis].Size.Value is { } fixedSize && fixedSize != number)
                    throw new CliException($"'{variant.Name}' takes {shape} only: its axis {axis} is {fixedSize}, not {number}.");
            }
            if (size is not null && size.Length != positions.Length)
                throw new CliException($"'{variant.Name}' takes {shape}: --size wants {positions.Length} {(positions.Length == 1 ? "size" : "sizes")}, for the axes from 2 on, and {size.Length} {(size.Length == 1 ? "is" : "are")} given.");
        }
        if (isStatic && variant.Inputs.SelectMany(i => i.Shape.Axes).SelectMany(a => a.Size.Symbols).FirstOrDefault(s => !settled.ContainsKey(s.Name)) is { } left)
            throw new CliException($"'{variant.Name}' names no size to be settled at for {left.Name}: give --size.");
        if (settled.Count > 0)
            Require(specs, variant, settled);
        return settled;
    }

    private static void Require(CompilationResult specs, ElaboratedVariant variant, Dictionary<string, long> settled)
    {
        if (InputShapes.At(variant, settled) is not { } shapes)
        {
            if (ArchCompiler.LegalInputs(specs, variant, settled, 1).Count > 0)
                return;
            // Whatever stands for the rest, one of those settled is at fault: said with the compiler's words.
            var at = new Dictionary<string, long>(settled, StringComparer.Ordinal);
            foreach (var symbol in variant.Inputs.SelectMany(i => i.Shape.Axes).SelectMany(a => a.Size.Symbols))
                at.TryAdd(symbol.Name, 1);
            shapes = InputShapes.At(variant, at)!;
        }
        if (ArchCompiler.At(specs, variant, shapes, out var problem) is null)
            throw new CliException($"'{variant.Name}' doesn't take {string.Join(", ", shapes.Select(s => NumberText.Sizes(s)))}: {problem} (legal: {variant.LegalInput})", ExitCode.Findings);
    }
}
