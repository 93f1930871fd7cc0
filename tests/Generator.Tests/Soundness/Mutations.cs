using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Syntax;
using ArchGen.Generator.Tests.Soundness.Specs;

namespace ArchGen.Generator.Tests.Soundness;

/// <summary>Changes a spec as a slip of the hand would: a number, an argument, a step, a name, a condition.</summary>
internal static class Mutations
{
    public static string Mutated(string text, Choice choice)
    {
        for (var tries = 0; tries < 20; tries++)
        {
            var nodes = new List<SyntaxNode>();
            Shrinker.Collect(Judge.Parse(text), nodes);
            if (Edit(nodes, choice, text) is var (start, length, replacement) && text.Remove(start, length).Insert(start, replacement) is var edited && edited != text)
                return edited;
        }
        return text;
    }

    private static (int, int, string)? Edit(List<SyntaxNode> nodes, Choice choice, string text)
    {
        string Of(SyntaxNode node) => text.Substring(node.Span.Start, node.Span.Length);
        (int, int, string)? Instead<T>(Func<T, bool> which, Func<T, string> by)
            where T : SyntaxNode
        {
            var places = nodes.OfType<T>().Where(which).ToList();
            return places.Count == 0 ? null : choice.Of(places) is var place ? (place.Span.Start, place.Span.Length, by(place)) : null;
        }

        switch (choice.Below(9))
        {
            case 0 or 1 or 2:
                return Instead<IntSyntax>(_ => true, n => choice.Of(n.Value + 1, n.Value - 1, n.Value * 2, n.Value / 2, 0L, 1L, 3L).ToString(CultureInfo.InvariantCulture));
            case 3:
                return Instead<StepSyntax>(_ => true, _ => "");
            case 4:
                return Instead<StepSyntax>(s => s.Expression is not LabeledSyntax, s => Of(s) + "\n" + Of(s));
            case 5:
                return Instead<CallSyntax>(c => c.Arguments.Count > 0, c =>
                {
                    var dropped = choice.Below(c.Arguments.Count);
                    return $"{Of(c.Callee)}({string.Join(", ", c.Arguments.Where((_, i) => i != dropped).Select(Of))})";
                });
            case 6:
                return Instead<CallSyntax>(c => c.Callee is NameExpressionSyntax { Name: var n } && n.StartsWith("conv", StringComparison.Ordinal), c => $"{Of(c)[..^1]}, {choice.Of("stride: 2", "groups: 2", "padding: 1", "dilation: 2", "padding: same", "groups: 3")})");
            case 7:
            {
                var blocks = nodes.OfType<BlockSyntax>().Where(b => b.Where.Count > 0).ToList();
                if (blocks.Count == 0)
                    return null;
                var where = choice.Of(choice.Of(blocks).Where);
                return (where.Span.Start, where.Span.Length, "1 == 1");
            }
            default:
            {
                // One name's use for another's: a tensor for a tensor, a size for a size.
                var names = nodes.OfType<NameExpressionSyntax>().Where(n => n.Name.Length <= 12).ToList();
                if (names.Count < 2)
                    return null;
                var (from, to) = (choice.Of(names), choice.Of(names));
                return (from.Span.Start, from.Span.Length, to.Name);
            }
        }
    }
}
