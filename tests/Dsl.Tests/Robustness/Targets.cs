using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Tests.Formatting;
using ArchGen.Dsl.Tests.Syntax;
using ArchGen.Dsl.Text;
using Xunit.Sdk;

namespace ArchGen.Dsl.Tests.Robustness;

/// <summary>All trivia and tokens one after the other are the text, whatever it is.</summary>
internal sealed class LexerTarget : IFuzzTarget
{
    public string Name => "lexer";

    public void Run(string text)
    {
        var result = Lexer.Lex(new SourceText("spec.arch", text));
        var at = 0;
        foreach (var span in result.Tokens.SelectMany(t => t.Leading.Select(l => l.Span).Append(t.Span)))
        {
            FuzzFault.Unless(span.Start == at && span.Length >= 0, () => "tokens and trivia don't follow one another");
            at = span.End;
        }
        FuzzFault.Unless(at == text.Length, () => "the text isn't read to its end");
        FuzzFault.Unless(result.Tokens[^1].Kind == TokenKind.EndOfFile && result.Tokens.Count(t => t.Kind == TokenKind.EndOfFile) == 1, () => "there isn't one end");
        Findings.MustBeSane(result.Diagnostics, new Dictionary<string, string> { ["spec.arch"] = text });
    }
}

/// <summary>Parses, says what is wrong in order of place, and has every node inside the one that it is a part of.</summary>
internal sealed class ParserTarget : IFuzzTarget
{
    public string Name => "parser";

    public void Run(string text)
    {
        var result = Parser.Parse(new SourceText("spec.arch", text));
        Findings.MustBeSane(result.Diagnostics, new Dictionary<string, string> { ["spec.arch"] = text });
        FuzzFault.Unless(result.Diagnostics.Zip(result.Diagnostics.Skip(1), (a, b) => a.Span.Start <= b.Span.Start).All(inOrder => inOrder), () => "findings out of order");
        SyntaxPrinter.Print(result.File);
        foreach (var node in TreeSource.Nodes(text))
            FuzzFault.Unless(node.Span.Start >= 0 && node.Span.Length >= 0 && node.Span.End <= text.Length, () => $"a {node.GetType().Name} outside the file");
    }
}

/// <summary>Compiles, alone and beside another file: findings at places of files, no internal error, and what is accepted is whole.</summary>
internal sealed class CheckerTarget : IFuzzTarget
{
    private const string Other = """
        namespace T;
        import Other.Things;
        import std;

        const WIDTH_OF_OTHERS = 8
        variant OtherVariant = OtherModel(WIDTH_OF_OTHERS)
        """;

    private const string Context = """
        namespace Other.Things;

        model OtherModel(dim: int) : image [N, 3, H, W] -> logits [N, 10] { conv: conv2d(dim, 1); mean(dims: [2, 3]); head: linear(10) }
        """;

    public string Name => "checker";

    public void Run(string text)
    {
        Check([new SourceText("spec.arch", text)]);
        // Where the files agree on a namespace, names of one are seen in the other.
        Check([new SourceText("a.arch", Other), new SourceText("b.arch", Context) { IsContext = true }, new SourceText("spec.arch", text) { IsContext = text.Length % 2 == 0 }]);
    }

    private static void Check(IReadOnlyList<SourceText> sources)
    {
        var result = ArchCompiler.Compile(sources);
        var texts = sources.Concat(ArchCompiler.Library).ToDictionary(s => s.Path, s => s.Text);
        foreach (var file in result.Files)
            Findings.MustBeSane(file.Diagnostics, texts);
        if (result.HasErrors)
            return;
        foreach (var variant in result.Variants)
        {
            var keys = variant.Root.StateDict().Select(entry => entry.Key).ToArray();
            FuzzFault.Unless(keys.Distinct().Count() == keys.Length, () => "one key twice");
            FuzzFault.Unless(variant.Root.Parameters.Value >= 0, () => "a number of parameters that is none");
        }
    }
}

/// <summary>Formats to what has the same tokens, tree and findings, and stays as it is when formatted again.</summary>
internal sealed class FormatterTarget : IFuzzTarget
{
    public string Name => "formatter";

    public void Run(string text)
    {
        string formatted;
        try
        {
            formatted = Formatted.Check(text);
        }
        catch (XunitException fault)
        {
            throw new FuzzFault(fault.Message.Split(" of:\n")[0]);
        }
        FuzzFault.Unless(Codes(text + "\n").SequenceEqual(Codes(formatted)), () => "other findings once it is formatted");
    }

    // A file of the library is known by its text.
    private static IEnumerable<string> Codes(string text) => ArchCompiler.Compile([new SourceText("spec.arch", text)]).Files[0].Diagnostics
        .Select(d => d.Code).Where(code => code != Catalog.ReservedNamespace.Code).Order(StringComparer.Ordinal);
}
