using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Semantics;
using ArchGen.LanguageServer.Protocol;

namespace ArchGen.LanguageServer.Features;

/// <summary><c>archgen/graph</c>: a variant's network, or a model's, as nested boxes and what flows between them.</summary>
internal static class Graph
{
    public static void Register(ServerContext server) => server.OnModel(
        "archgen/graph", LspJson.Default.GraphParams, LspJson.Default.GraphResult, p => p.TextDocument, (asked, p) =>
        {
            var outline = Flat(asked.Model.Outline()).Where(item => item.Kind is OutlineKind.Variant or OutlineKind.Model).ToList();
            var choices = outline.Select(item => item.Name).ToArray();
            var offset = p.Position is { } position ? asked.OffsetOf(position) : -1;
            var name = p.Name ?? outline.Find(item => offset >= item.Full.Start && offset <= item.Full.End)?.Name;
            if (name is null)
                return new GraphResult(choices, Problem: choices.Length == 0 ? "There is no model or variant in this file." : "There is no model or variant here.");
            return asked.Model.Drawing(name, out var problem) is { } drawing
                ? new GraphResult(choices, drawing.Name, drawing.Model, drawing.At, NodeOf(asked, drawing.Root))
                : new GraphResult(choices, name, Problem: problem);
        });

    private static IEnumerable<OutlineItem> Flat(IEnumerable<OutlineItem> items) => items.SelectMany(item => item.Kind == OutlineKind.Namespace ? Flat(item.Children).Prepend(item) : [item]);

    private static GraphNode NodeOf(Asked asked, DrawingNode node) => new(
        node.Id, node.Name, node.Kind, node.Shape, node.Parameters, node.Macs, asked.LocationOf(node.Location.Path, node.Location.Span),
        [.. node.Children.Select(child => NodeOf(asked, child))],
        [.. node.Edges.Select(edge => new GraphEdge(edge.From, edge.To, edge.Shape, edge.IsShortcut))]);
}
