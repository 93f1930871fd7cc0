using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Generator.Tests.Soundness;

/// <summary>Makes a counter-example small: drops definitions, statements, conditions and arguments, takes a group for its body, and lowers numbers, while it stays one.</summary>
internal static class Shrinker
{
    private const int MostTries = 600;

    public static string Shrink(string text, Func<string, bool> isStillOne)
    {
        var tries = 0;
        for (var smaller = true; smaller && tries < MostTries;)
        {
            smaller = false;
            foreach (var (start, length, replacement) in Edits(text))
            {
                if (++tries > MostTries)
                    break;
                var edited = text.Remove(start, length).Insert(start, replacement);
                if (edited == text || !isStillOne(edited))
                    continue;
                text = edited;
                smaller = true;
                break;
            }
        }
        return string.Join("\n", text.Split('\n').Where(l => l.Trim().Length > 0)) + "\n";
    }

    /// <summary>What could be left out or made smaller, the largest parts first.</summary>
    public static IEnumerable<(int Start, int Length, string Text)> Edits(string text)
    {
        var nodes = new List<SyntaxNode>();
        Collect(Judge.Parse(text), nodes);
        var dropped = nodes.Where(n => n is DefinitionSyntax or StatementSyntax).OrderByDescending(n => n.Span.Length);
        foreach (var node in dropped)
            yield return (node.Span.Start, node.Span.Length, "");
        foreach (var (node, inner) in nodes.SelectMany(Bodies).OrderByDescending(p => p.Node.Span.Length))
            yield return (node.Start, node.Length, text.Substring(inner.Start + 1, Math.Max(0, inner.Length - 2)).Trim());
        foreach (var items in nodes.SelectMany(Lists))
        {
            for (var i = 0; i < items.Count; i++)
            {
                if (items.Count > 1)
                    yield return i == 0 ? (items[0].Start, items[1].Start - items[0].Start, "") : (items[i - 1].End, items[i].End - items[i - 1].End, "");
            }
        }
        foreach (var number in nodes.OfType<IntSyntax>().Where(n => n.Value > 1))
        {
            foreach (var smaller in new[] { 1, 2, number.Value / 2, number.Value - 1 }.Where(v => v < number.Value).Distinct())
                yield return (number.Span.Start, number.Span.Length, smaller.ToString(CultureInfo.InvariantCulture));
        }
        foreach (var node in nodes.OfType<BinarySyntax>())
        {
            yield return (node.Span.Start, node.Span.Length, Of(node.Left));
            yield return (node.Span.Start, node.Span.Length, Of(node.Right));
        }

        string Of(SyntaxNode node) => text.Substring(node.Span.Start, node.Span.Length);
    }

    /// <summary>Every node below one, itself included; a mutation looks for its places here, too.</summary>
    public static void Collect(SyntaxNode node, List<SyntaxNode> into)
    {
        into.Add(node);
        foreach (var property in node.GetType().GetProperties())
        {
            switch (property.GetValue(node))
            {
                case SyntaxNode child:
                    Collect(child, into);
                    break;
                case IEnumerable children and not string:
                    foreach (var child in children.OfType<SyntaxNode>())
                        Collect(child, into);
                    break;
            }
        }
    }

    private static IEnumerable<((int Start, int Length, TextSpan Span) Node, TextSpan Inner)> Bodies(SyntaxNode node) => node switch
    {
        ForSyntax loop => [((node.Span.Start, node.Span.Length, node.Span), loop.Body.Span)],
        IfSyntax choice => choice.Else is { } otherwise
            ? [((node.Span.Start, node.Span.Length, node.Span), choice.Then.Span), ((node.Span.Start, node.Span.Length, node.Span), otherwise.Span)]
            : [((node.Span.Start, node.Span.Length, node.Span), choice.Then.Span)],
        StepSyntax { Expression: ResidualSyntax { Body: var body } } => [((node.Span.Start, node.Span.Length, node.Span), body.Span)],
        StepSyntax { Expression: ParallelSyntax { Body: var body } } => [((node.Span.Start, node.Span.Length, node.Span), body.Span)],
        StepSyntax { Expression: LabeledSyntax { Value: GroupSyntax body } } => [((node.Span.Start, node.Span.Length, node.Span), body.Span)],
        StepSyntax { Expression: GroupSyntax body } => [((node.Span.Start, node.Span.Length, node.Span), body.Span)],
        _ => [],
    };

    private static IEnumerable<IReadOnlyList<TextSpan>> Lists(SyntaxNode node) => node switch
    {
        BlockSyntax block => [[.. block.Where.Select(w => w.Span)], [.. block.Parameters.Select(p => p.Span)]],
        CallSyntax call => [[.. call.Arguments.Select(a => a.Span)]],
        VariantSyntax variant => [[.. variant.Arguments.Select(a => a.Span)]],
        _ => [],
    };
}
