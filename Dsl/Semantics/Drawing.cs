using System.Collections.Generic;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>A network to be drawn. Plain data: the nodes hold each other.</summary>
/// <param name="Name">The variant's name, or the model's.</param>
/// <param name="Model">The model.</param>
/// <param name="At">The input sizes that shapes and costs are at (<c>1×3×224×224</c>); empty where they are symbolic.</param>
/// <param name="Root">The network.</param>
public sealed record Drawing(string Name, string Model, string At, DrawingNode Root);

/// <summary>
/// A part: an input, a layer or operator applied, or a block or group with what is in it. <see cref="Edges"/> join its children, and its own ports: its inputs and its
/// outputs are among its children, as nodes of the kinds <c>input</c> and <c>output</c>.
/// </summary>
/// <param name="Id">Its name in edges, unique in the drawing.</param>
/// <param name="Name">Its segment of the key (<c>stages.0</c>), or empty.</param>
/// <param name="Kind">The block's or operator's name; <c>group</c>, <c>input</c>, <c>output</c>, <c>param</c> or <c>buffer</c>.</param>
/// <param name="Shape">The shape of its result; empty where it has several, or none.</param>
/// <param name="Parameters">Learned parameters, its parts' included.</param>
/// <param name="Macs">Multiply-accumulates, its parts' included: a number, or a formula.</param>
/// <param name="Location">The step that makes it.</param>
/// <param name="Children">Its parts, in order of application.</param>
/// <param name="Edges">What flows among its children.</param>
public sealed record DrawingNode(
    string Id, string Name, string Kind, string Shape, string Parameters, string Macs, SourceLocation Location, IReadOnlyList<DrawingNode> Children, IReadOnlyList<DrawingEdge> Edges);

/// <summary>A tensor that flows from one child to another: its shape, and whether it goes round what stands between (a residual's shortcut).</summary>
public sealed record DrawingEdge(string From, string To, string Shape, bool IsShortcut);

/// <summary>Draws variants and models.</summary>
internal static class Drawings
{
    public static Drawing? Of(SemanticModel model, string name, out string? problem)
    {
        problem = null;
        if (model.Compilation is not { } compilation)
        {
            problem = "The file isn't compiled.";
            return null;
        }
        if (!model.File.Visible.TryGetValue(name, out var definition) || definition is not (VariantSymbol or BlockSymbol { Syntax.Kind: BlockKind.Model }))
        {
            problem = $"There is no variant and no model '{name}' here.";
            return null;
        }
        var symbol = definition as VariantSymbol ?? compilation.StandInFor((BlockSymbol)definition);
        if (symbol is null)
        {
            problem = $"'{name}' has parameters without defaults, and no variant sets them.";
            return null;
        }
        return compilation.Draw(symbol, out var shape, out problem) is { } root
            ? new Drawing(name, model.Table.ModelOf(symbol)?.Name ?? name, shape is null ? "" : NumberText.Sizes(shape), root) : null;
    }
}
