using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Semantics.Names;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>What a lens shows.</summary>
public enum CodeLensKind
{
    /// <summary>A variant's parameters and multiply-accumulates.</summary>
    Costs,

    /// <summary>How often a block or model is used.</summary>
    Uses,
}

/// <summary>A line above a definition, whose name is <paramref name="Span"/>; <paramref name="Uses"/> are the places that it counts.</summary>
public sealed record CodeLens(TextSpan Span, string Text, CodeLensKind Kind, string Name, IReadOnlyList<SourceLocation> Uses);

/// <summary>Costs and uses of definitions.</summary>
internal static class Lenses
{
    public static IReadOnlyList<CodeLens> Of(SemanticModel model)
    {
        var lenses = new List<CodeLens>();
        foreach (var definition in model.File.Definitions)
        {
            var name = definition.Definition.Name;
            switch (definition.Definition)
            {
                case VariantSyntax when FactsOf(model, definition) is { } facts:
                    lenses.Add(new CodeLens(name.Span, Costs(facts), CodeLensKind.Costs, name.Text, []));
                    break;
                case BlockSyntax:
                {
                    var uses = Navigation.References(model.Table, model.Table.Of(definition), includeDeclaration: false).ToArray();
                    lenses.Add(new CodeLens(name.Span, uses.Length == 1 ? "1 use" : $"{uses.Length} uses", CodeLensKind.Uses, name.Text, uses));
                    break;
                }
            }
        }
        return lenses;
    }

    /// <summary>What a variant comes to; null for one with errors, and for one of a file that is there for others.</summary>
    public static VariantFacts? FactsOf(SemanticModel model, DefinitionSymbol variant) =>
        model.Result?.Variants.FirstOrDefault(v => v.Path == variant.File.Source.Path && v.Name == variant.Name) is { } settled ? ArchCompiler.Facts(model.Result, settled) : null;

    public static string Costs(VariantFacts facts) =>
        NumberText.Short(facts.Parameters) + " parameters" + (facts is { Macs: { } macs, InputShape: { } shape } ? $" · {NumberText.Short(macs)} MACs at {At(shape)}" : "");

    /// <summary>An image's or a video's positions; other inputs whole.</summary>
    private static string At(IReadOnlyList<long> shape) => NumberText.Sizes(shape.Count > 3 ? shape.Skip(2) : shape);
}
