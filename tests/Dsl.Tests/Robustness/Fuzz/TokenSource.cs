using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Tests.Robustness;

/// <summary>Specs whose tokens were dropped, doubled, swapped and taken from elsewhere; and heaps of tokens.</summary>
public sealed class TokenSource(Corpus corpus) : IFuzzSource
{
    private readonly string[] _words =
    [
        .. corpus.Texts.SelectMany(text => Pieces(text)).Select(p => p.Token).Where(t => t.Length is > 0 and < 40).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        "0", "1", "-1", "9223372036854775807", "4611686018427387904", "3.5", "1e308", "1e-320", "\"\"", "\"a.**\"", "_", "it", "same", "..",
    ];

    /// <inheritdoc/>
    public string Name => "tokens";

    /// <inheritdoc/>
    public string Make(Random random)
    {
        if (random.Next(15) == 0)
            return "namespace T\n" + string.Join(random.Next(3) == 0 ? "\n" : " ", Enumerable.Range(0, random.Next(120)).Select(_ => Word(random)));
        var pieces = Pieces(corpus.Any(random));
        for (var changes = 1 + random.Next(1 + random.Next(6)); changes > 0 && pieces.Count > 0; changes--)
            Change(pieces, random);
        return pieces.Aggregate(new StringBuilder(), (text, p) => text.Append(p.Before).Append(p.Token)).ToString();
    }

    private string Word(Random random) => _words[random.Next(_words.Length)];

    private void Change(List<(string Before, string Token)> pieces, Random random)
    {
        var at = random.Next(pieces.Count);
        var run = Math.Min(random.Next(4) == 0 ? random.Next(1, 20) : 1, pieces.Count - at);
        switch (random.Next(8))
        {
            case 0:
                pieces.RemoveRange(at, run);
                break;
            case 1:
                pieces.InsertRange(at, pieces.GetRange(at, run).Select(p => (p.Before.Length == 0 ? " " : p.Before, p.Token)).ToList());
                break;
            case 2:
                var other = random.Next(pieces.Count);
                (pieces[at], pieces[other]) = (pieces[at] with { Token = pieces[other].Token }, pieces[other] with { Token = pieces[at].Token });
                break;
            case 3:
                pieces[at] = pieces[at] with { Token = pieces[random.Next(pieces.Count)].Token };
                break;
            case 4:
                pieces[at] = pieces[at] with { Token = Word(random) };
                break;
            case 5:
                pieces.Insert(at, (" ", Word(random)));
                break;
            case 6:
                pieces[at] = pieces[at] with { Before = random.Next(2) == 0 ? "\n" : "" };
                break;
            default:
                // A run of another spec's.
                var from = Pieces(corpus.Any(random));
                if (from.Count > 0)
                {
                    var start = random.Next(from.Count);
                    pieces.InsertRange(at, from.GetRange(start, Math.Min(random.Next(1, 30), from.Count - start)));
                }
                break;
        }
    }

    private static List<(string Before, string Token)> Pieces(string text) =>
        [.. Lexer.Lex(new SourceText("", text)).Tokens.Select(t => (string.Concat(t.Leading.Select(l => text.Substring(l.Span.Start, l.Span.Length))), t.Text))];
}
