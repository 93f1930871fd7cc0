using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>What an entry of the outline is.</summary>
public enum OutlineKind
{
    /// <summary>The namespace.</summary>
    Namespace,

    /// <summary>A block or mixer.</summary>
    Block,

    /// <summary>A model.</summary>
    Model,

    /// <summary>A variant.</summary>
    Variant,

    /// <summary>An ablation.</summary>
    Ablation,

    /// <summary>An axis of an ablation.</summary>
    Axis,

    /// <summary>A key map.</summary>
    Keys,

    /// <summary>A recipe.</summary>
    Recipe,

    /// <summary>A constant.</summary>
    Constant,

    /// <summary>A function.</summary>
    Function,

    /// <summary>A parameter.</summary>
    Parameter,

    /// <summary>A named layer or group.</summary>
    Layer,

    /// <summary>A raw tensor.</summary>
    Tensor,
}

/// <summary>An entry: what it is called, what else is to be said, all that it covers and its name in that, and what is in it.</summary>
public sealed record OutlineItem(string Name, string Detail, OutlineKind Kind, TextSpan Full, TextSpan NameSpan, IReadOnlyList<OutlineItem> Children);

/// <summary>Lists a file's definitions.</summary>
internal static class Outliner
{
    public static IReadOnlyList<OutlineItem> Of(SemanticModel model) =>
        [.. model.Syntax.Definitions.Where(d => !d.Name.IsMissing).Select(d => Of(model.Source, d))];

    private static OutlineItem Of(SourceText source, DefinitionSyntax definition)
    {
        string Text(SyntaxNode node) => string.Join(" ", source.Slice(node.Span).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        OutlineItem Parameter(ParameterSyntax p) => new(p.Name.Text, Text(p.Type), OutlineKind.Parameter, p.Span, p.Name.Span, []);
        var (kind, detail, children) = definition switch
        {
            BlockSyntax block => (
                block.Kind == BlockKind.Model ? OutlineKind.Model : OutlineKind.Block, Text(block.Signature),
                block.Parameters.Where(p => !p.Name.IsMissing).Select(Parameter).Concat(block.Body is null ? [] : Layers(block.Body))),
            FunctionSyntax function => (OutlineKind.Function, Text(function.Value), function.Parameters.Where(p => !p.Name.IsMissing).Select(Parameter)),
            ConstSyntax constant => (OutlineKind.Constant, Text(constant.Value), []),
            VariantSyntax variant => (OutlineKind.Variant, variant.Target.Text, []),
            AblationSyntax ablation => (OutlineKind.Ablation, ablation.Target.Text, ablation.Axes.Where(a => !a.Name.IsMissing)
                .Select(a => new OutlineItem(a.Name.Text, string.Join(", ", a.Options.Select(o => o.Name.Text)), OutlineKind.Axis, a.Span, a.Name.Span, []))),
            RecipeSyntax recipe => (OutlineKind.Recipe, string.Join(", ", recipe.Values.Select(Text)), []),
            KeysSyntax keys => (OutlineKind.Keys, string.Join(", ", keys.Targets.Select(t => t.Text)), []),
            _ => (OutlineKind.Constant, "", Enumerable.Empty<OutlineItem>()),
        };
        return new OutlineItem(definition.Name.Text, detail, kind, TextSpan.Cover(definition.Span, definition.Name.Span), definition.Name.Span, [.. children]);

        // What a body names: a group's entries are within the group's.
        IEnumerable<OutlineItem> Layers(SyntaxNode node) => SyntaxParts.Of(node).SelectMany<SyntaxNode, OutlineItem>(part => part switch
        {
            LabeledSyntax labeled => [Named(labeled, labeled.Label, labeled.Value)],
            LayerSyntax layer => [Named(layer, layer.Label, layer.Value)],
            TensorDeclarationSyntax { Name.IsMissing: false } tensor => [new(tensor.Name.Text, Text(tensor.Shape), OutlineKind.Tensor, tensor.Span, tensor.Name.Span, [])],
            _ => Layers(part),
        });

        OutlineItem Named(SyntaxNode all, LabelSyntax label, ExpressionSyntax value) =>
            new(Text(label), value is GroupSyntax ? "" : Text(value), OutlineKind.Layer, all.Span, label.Span, [.. Layers(value)]);
    }
}
