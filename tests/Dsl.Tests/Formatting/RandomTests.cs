using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Tests.Elaboration;
using ArchGen.Dsl.Tests.Syntax;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Formatting;

/// <summary>Specs with their trivia scattered, cut off and with tokens missing: nothing is lost, nothing means anything else.</summary>
public class RandomTests
{
    private static readonly string[] s_trivia =
        [" ", "   ", "\t", "\n", "\r\n", "\n\n\n", "\n      ", " // note\n", " /* note */ ", "/* a\n   b */", "\n// one\n\n\n// two  \n", "\n/// doc\n", "\r", " // x\r\n\r\n"];

    public static TheoryData<string, int> Texts
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var (path, i) in Formatted.Specs.Select((path, i) => (path, i)))
                data.Add(path, i);
            data.Add("tiny", 100);
            data.Add("everything", 101);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Blanks_and_line_ends_make_no_difference(string name, int seed)
    {
        var text = Formatted.Check(Read(name));
        var random = new Random(seed);
        for (var run = 0; run < 4; run++)
            Assert.Equal(text, Formatted.Check(Respaced(text, random)));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Scattered_trivia_change_nothing_else(string name, int seed)
    {
        var random = new Random(seed);
        foreach (var share in new[] { 0.003, 0.02, 0.1, 0.5 })
            Formatted.Check(Scattered(Read(name), random, share));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Lines_joined_and_broken_inside_brackets_mean_the_same(string name, int seed)
    {
        var random = new Random(seed);
        foreach (var share in new[] { 0.1, 0.5, 1 })
        {
            var text = Rewrapped(Read(name), random, share);
            Assert.Empty(Source.Parse(text).Diagnostics);
            Formatted.Check(text);
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Beginnings_and_gaps_lose_nothing(string name, int seed)
    {
        var text = Read(name);
        var random = new Random(seed);
        for (var run = 0; run < 6; run++)
            Formatted.Check(text[..random.Next(text.Length)]);
        var tokens = Lexer.Lex(new SourceText("", text)).Tokens;
        for (var run = 0; run < 12; run++)
        {
            var kept = new StringBuilder(text);
            foreach (var token in Enumerable.Range(0, random.Next(1, 4)).Select(_ => tokens[random.Next(tokens.Count)]).Distinct().OrderByDescending(t => t.Span.Start))
                kept.Remove(token.Span.Start, token.Span.Length);
            Formatted.Check(kept.ToString());
        }
    }

    [Fact]
    public void Every_beginning_of_a_small_file_is_kept()
    {
        for (var length = 0; length <= Samples.Everything.Length; length += 3)
            Formatted.Check(Samples.Everything[..length]);
    }

    [Fact]
    public void Heaps_of_tokens_are_kept()
    {
        var random = new Random(3);
        var tokens = Lexer.Lex(new SourceText("", Samples.Everything + "\n§ ' \" ) ] }")).Tokens.Select(t => t.Text).Append("\n").ToArray();
        for (var run = 0; run < 1500; run++)
            Formatted.Check(string.Join(' ', Enumerable.Range(0, random.Next(60)).Select(_ => tokens[random.Next(tokens.Length)])));
    }

    private static string Read(string name) => name switch { "tiny" => Samples.Tiny, "everything" => Samples.Everything, _ => Spec.Read(name) };

    // Other blanks and line ends where there are some, and empty lines where there is one.
    private static string Respaced(string text, Random random)
    {
        var result = new StringBuilder();
        foreach (var token in Lexer.Lex(new SourceText("", text)).Tokens)
        {
            foreach (var trivia in token.Leading)
            {
                result.Append(trivia.Kind switch
                {
                    TriviaKind.Whitespace => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Next(4) == 0 ? '\t' : ' ')),
                    TriviaKind.LineBreak => (random.Next(3) == 0 ? "   " : "") + (random.Next(2) == 0 ? "\r\n" : "\n"),
                    _ => text.Substring(trivia.Span.Start, trivia.Span.Length),
                });
            }
            if (token.StartsLine && token.Leading.Count(t => t.Kind == TriviaKind.LineBreak) > 1 && token.Leading.All(t => t.Kind is TriviaKind.Whitespace or TriviaKind.LineBreak))
                result.Append(new string('\n', random.Next(4)));
            result.Append(token.Kind is TokenKind.Comma or TokenKind.CloseParen or TokenKind.CloseBracket && random.Next(5) == 0 ? " " : "").Append(token.Text);
            result.Append(token.Kind is TokenKind.OpenParen or TokenKind.DotDot && random.Next(5) == 0 ? " " : "");
        }
        return result.ToString();
    }

    private static string Scattered(string text, Random random, double share)
    {
        var result = new StringBuilder();
        var tokens = Lexer.Lex(new SourceText("", text)).Tokens;
        for (var i = 0; i < tokens.Count; i++)
        {
            var written = string.Concat(tokens[i].Leading.Select(t => text.Substring(t.Span.Start, t.Span.Length)));
            result.Append(random.NextDouble() < share ? s_trivia[random.Next(s_trivia.Length)] : written).Append(tokens[i].Text);
        }
        return result.ToString();
    }

    // Line breaks where they mean nothing are added and taken away: inside parentheses and brackets, behind commas and around operators.
    private static string Rewrapped(string text, Random random, double share)
    {
        var tokens = Lexer.Lex(new SourceText("", text)).Tokens;
        var result = new StringBuilder();
        var open = new Stack<TokenKind>();
        for (var i = 0; i < tokens.Count; i++)
        {
            var written = string.Concat(tokens[i].Leading.Select(t => text.Substring(t.Span.Start, t.Span.Length)));
            if (SyntaxFacts.IsCloser(tokens[i].Kind))
                open.Pop();
            var before = i > 0 ? tokens[i - 1].Kind : TokenKind.EndOfFile;
            // A sign without a blank before it is part of a step's path.
            var isFree = (open.TryPeek(out var bracket) && bracket != TokenKind.OpenBrace && before is TokenKind.Comma or TokenKind.OpenParen)
                || (before == TokenKind.Comma && open.Count > 0) || (tokens[i].Kind is TokenKind.Pipe or TokenKind.Plus or TokenKind.Star && written.Length > 0);
            var isLabel = before == TokenKind.OpenParen && tokens[i].IsWord && SyntaxFacts.IsTopLevel(tokens[i].Text);
            if (isFree && !isLabel && !written.Contains('/', StringComparison.Ordinal) && random.NextDouble() < share)
                written = random.Next(2) == 0 ? (before == TokenKind.OpenParen ? "" : " ") : new string('\n', random.Next(1, 3)) + new string(' ', random.Next(9));
            result.Append(written).Append(tokens[i].Text);
            if (SyntaxFacts.IsOpener(tokens[i].Kind))
                open.Push(tokens[i].Kind);
        }
        return result.ToString();
    }
}
