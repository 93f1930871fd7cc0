using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Shapes.Fields;

namespace ArchGen.Cli.Commands;

/// <summary>One line of a summary.</summary>
internal sealed record SummaryRow(int Level, string Name, string Kind, string Output, Dim Parameters, Dim Macs, ReceptiveField? Field);

/// <summary>Lays a network's tree out as lines, down to a depth. Groups without a name give their place to their parts.</summary>
internal static class SummaryRows
{
    public static IEnumerable<SummaryRow> Of(GraphNode root, int depth) => Below(root, 0, depth);

    private static IEnumerable<SummaryRow> Below(GraphNode node, int level, int depth)
    {
        if (level == depth)
            yield break;
        foreach (var child in node.Children)
        {
            if (child.Name.Length == 0 && child.Children.Count > 0 && !child.Owned.Any())
            {
                foreach (var row in Below(child, level, depth))
                    yield return row;
                continue;
            }

            yield return new SummaryRow(
                level, child.Name.Length == 0 ? "·" : child.Name, child.Kind, child.Output?.ToString() ?? "", child.Parameters, child.Macs, child.FieldAfter);
            foreach (var row in Below(child, level + 1, depth))
                yield return row;
        }
    }
}
