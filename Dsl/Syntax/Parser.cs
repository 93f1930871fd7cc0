using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Syntax;

/// <summary>A file's tree, and what was wrong with its text, in order of place.</summary>
public sealed record ParseResult(FileSyntax File, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>Text in, syntax tree out.</summary>
public static class Parser
{
    /// <summary>Parses a file. Never fails on any text: what can't be understood is reported and left out; cancellation escapes.</summary>
    public static ParseResult Parse(SourceText source, CancellationToken cancellation = default)
    {
        if (source.Text.Length > Limits.FileLength)
        {
            var length = string.Format(CultureInfo.InvariantCulture, "A file of {0:N0} characters is too long", source.Text.Length);
            var limit = string.Format(CultureInfo.InvariantCulture, "{0:N0} characters; spread its definitions over several files", Limits.FileLength);
            return new ParseResult(new FileSyntax(default, null, [], []), [Findings.Make(Catalog.BeyondLimit, source.Path, default, length, limit)]);
        }
        var lexed = Lexer.Lex(source, cancellation);
        var parsed = FileGrammar.File(new TokenInput(new TokenStream(source, lexed.Tokens, cancellation)));
        var diagnostics = new List<Diagnostic>();
        for (var findings = ((TokenInput)parsed.Remainder).Findings; findings is not null; findings = findings.Before)
            diagnostics.Add(findings.Last);
        diagnostics.Reverse();
        diagnostics.InsertRange(0, lexed.Diagnostics);
        // A stable sort, so that the same text gives the same list.
        return new ParseResult(parsed.Value, [.. diagnostics.OrderBy(diagnostic => diagnostic.Span.Start)]);
    }
}
