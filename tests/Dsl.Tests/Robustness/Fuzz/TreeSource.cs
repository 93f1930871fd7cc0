using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Tests.Robustness;

/// <summary>
/// Specs that still parse, as a rule: whole expressions, statements, types and definitions swapped with others', doubled, put inside one another, and numbers grown out of
/// proportion.
/// </summary>
public sealed class TreeSource(Corpus corpus) : IFuzzSource
{
    private static readonly string[] s_numbers =
        ["0", "1", "2", "-1", "7", "63", "64", "65", "4097", "200001", "2147483647", "2147483648", "4611686018427387904", "9223372036854775807", "0.5", "-1e-3", "1e308", "1e-320", "true", "\"s\"", "[]", "[1, 2]", "[[1], [2, 3]]"];

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> s_properties = [];

    private readonly ConcurrentDictionary<string, IReadOnlyList<SyntaxNode>> _nodes = [];

    /// <inheritdoc/>
    public string Name => "trees";

    /// <inheritdoc/>
    public string Make(Random random)
    {
        var text = corpus.Any(random);
        for (var changes = 1 + random.Next(1 + random.Next(5)); changes > 0; changes--)
        {
            var nodes = NodesOf(text);
            var place = nodes[random.Next(nodes.Count)];
            if (place is FileSyntax || place.Span.Length == 0)
                continue;
            var changed = text.Remove(place.Span.Start, place.Span.Length).Insert(place.Span.Start, Instead(place, text, random));
            // Changes of changes would grow without end.
            if (changed.Length < 20_000)
                text = changed;
        }
        return text;
    }

    /// <summary>Every node of a text.</summary>
    public static IReadOnlyList<SyntaxNode> Nodes(string text)
    {
        var nodes = new List<SyntaxNode>();
        Collect(Parser.Parse(new SourceText("", text)).File, nodes);
        return nodes;
    }

    private IReadOnlyList<SyntaxNode> NodesOf(string text) => corpus.Texts.Contains(text) ? _nodes.GetOrAdd(text, Nodes) : Nodes(text);

    private static void Collect(SyntaxNode node, List<SyntaxNode> into)
    {
        into.Add(node);
        foreach (var property in s_properties.GetOrAdd(node.GetType(), type => [.. type.GetProperties().Where(p => typeof(SyntaxNode).IsAssignableFrom(p.PropertyType) || (typeof(IEnumerable).IsAssignableFrom(p.PropertyType) && p.PropertyType != typeof(string)))]))
        {
            if (property.GetValue(node) is SyntaxNode child)
                Collect(child, into);
            else if (property.GetValue(node) is IEnumerable children)
                children.OfType<SyntaxNode>().ToList().ForEach(c => Collect(c, into));
        }
    }

    private string Instead(SyntaxNode place, string text, Random random)
    {
        var own = Of(place, text);
        if (place is IntSyntax or FloatSyntax && random.Next(2) == 0)
            return s_numbers[random.Next(s_numbers.Length)];
        switch (random.Next(10))
        {
            case < 4:
                // Another of its kind, from this spec or another.
                var from = random.Next(3) == 0 ? text : corpus.Any(random);
                var others = NodesOf(from).Where(n => Kind(n) == Kind(place) && n.Span.Length is > 0 and < 4000).ToList();
                return others.Count == 0 ? own : Of(others[random.Next(others.Count)], from);
            case 4:
                return place is StatementSyntax or DefinitionSyntax ? own + "\n" + own : s_numbers[random.Next(s_numbers.Length)];
            case 5:
                return place is StatementSyntax ? "" : own;
            default:
                var levels = random.Next(20) == 0 ? random.Next(2, 90) : random.Next(1, 3);
                for (; levels > 0 && own.Length < 8000; levels--)
                    own = Around(place, own, random);
                return own;
        }
    }

    private static string Around(SyntaxNode place, string own, Random random) => place switch
    {
        StatementSyntax => random.Next(9) switch
        {
            0 => $"{{ {own} }}",
            1 => $"residual {{ {own} }}",
            2 => $"parallel(add) {{ {{ {own} }}; relu }}",
            3 => $"for q in 0..{s_numbers[random.Next(s_numbers.Length)]} {{ {own} }}",
            4 => $"if 1 == {random.Next(3)} {{ {own} }} else {{ {own} }}",
            5 => $"g: {{ {own} }}",
            6 => $"for q in [1, 2, 3] {{ [q]: {{ {own} }} }}",
            7 => $"let z = relu |> {own}",
            _ => $"{own}\n{own}",
        },
        TypeSyntax => random.Next(3) switch { 0 => own + "[]", 1 => own + "[2]", _ => $"({own})[]" },
        DefinitionSyntax => own,
        TensorSyntax => random.Next(3) switch { 0 => "[.., C]", 1 => "same", _ => "[N, 2 * C, H / 2]" },
        ExpressionSyntax => random.Next(14) switch
        {
            0 => $"({own})",
            1 => $"[{own}]",
            2 => $"-({own})",
            3 => $"[{own} for q in 0..3]",
            4 => $"(if true then {own} else {own})",
            5 => $"({own}) * ({own})",
            6 => $"floor_div({own}, 3)",
            7 => $"({own}) ** 3",
            8 => $"sum([{own}, {own}])",
            9 => $"({own})[0]",
            10 => $"max({own}, N)",
            11 => $"not ({own})",
            12 => $"({own}) % 7",
            _ => $"{own}({own})",
        },
        _ => own,
    };

    private static string Of(SyntaxNode node, string text) => text.Substring(node.Span.Start, node.Span.Length);

    private static Type Kind(SyntaxNode node) => node switch
    {
        ExpressionSyntax => typeof(ExpressionSyntax),
        StatementSyntax => typeof(StatementSyntax),
        TypeSyntax => typeof(TypeSyntax),
        DefinitionSyntax => typeof(DefinitionSyntax),
        _ => node.GetType(),
    };
}
