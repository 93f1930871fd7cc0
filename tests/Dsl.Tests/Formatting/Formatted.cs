using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ArchGen.Dsl.Formatting;
using ArchGen.Dsl.Syntax;
using ArchGen.Dsl.Tests.Documentation;
using ArchGen.Dsl.Tests.Elaboration;
using ArchGen.Dsl.Tests.Syntax;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Formatting;

/// <summary>What holds of every formatted text.</summary>
internal static class Formatted
{
    /// <summary>Every spec and sample of the repository, by its path from the root.</summary>
    public static IReadOnlyList<string> Specs { get; } =
    [
        .. new[] { "specs", "samples" }.SelectMany(folder => Directory.GetFiles(Spec.PathOf(folder), "*.arch", SearchOption.AllDirectories))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Select(path => Path.GetRelativePath(Spec.Repository, path)).Order(StringComparer.Ordinal),
    ];

    /// <summary>Every page of the documentation that has examples, by its path from the root.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        .. Directory.GetFiles(Spec.PathOf("docs"), "*.md", SearchOption.AllDirectories).Append(Spec.PathOf("README.md"))
            .Where(path => Page.Fences(File.ReadAllText(path)).Any(IsSpec)).Select(path => Path.GetRelativePath(Spec.Repository, path)).Order(StringComparer.Ordinal),
    ];

    /// <summary>True for examples in the language.</summary>
    public static bool IsSpec(Fence fence) => fence.Info.Split(' ')[0] == "arch";

    /// <summary>A text as it is formatted, which has the same tokens, comments and tree, and stays as it is when formatted again.</summary>
    public static string Check(string text)
    {
        var result = Formatter.Format(new SourceText("", text));
        var seen = $"of:\n{text}\nwhich became:\n{result}";
        Assert.True(Essence(text) == Essence(result), $"Something was lost or moved {seen}");
        // A missing last line break is added, and a cut-off line may have more wrong with it once it ends.
        var (before, after) = (Source.Parse(text + "\n"), Source.Parse(result));
        Assert.True(Meaning(before) == Meaning(after), $"The meaning changed {seen}\n{Meaning(before)}\n{Meaning(after)}");
        Assert.True(!result.Contains('\r', StringComparison.Ordinal) && (result.Length == 0 || result.EndsWith('\n')), $"Line ends {seen}");
        var again = Formatter.Format(new SourceText("", result));
        Assert.True(result == again, $"Not the same again:\n{again}\n{seen}");
        return result;
    }

    /// <summary>Checks that a text is formatted so.</summary>
    public static void Check(string text, string expected) => Assert.Equal(expected + "\n", Check(text));

    // All tokens and comments in order, and which comments end a line.
    private static string Essence(string text) => string.Join('\n', Lexer.Lex(new SourceText("", text)).Tokens.SelectMany(token =>
        token.Leading.Where(t => t.Kind is not (TriviaKind.Whitespace or TriviaKind.LineBreak))
            .Select(t => t.Kind + " " + text.Substring(t.Span.Start, t.Span.Length).ReplaceLineEndings("\n").Replace('\r', '\n').TrimEnd())
            .Append(token.Kind + " " + token.Text)));

    // The tree, what is documented, and what is wrong.
    private static string Meaning(ParseResult parsed) =>
        SyntaxPrinter.Print(parsed.File) + string.Concat(parsed.File.Definitions.Select(d => "\ndoc " + d.Doc)) + string.Concat(parsed.Diagnostics.Select(d => $"\n{d.Code} {d.Message}"));
}
