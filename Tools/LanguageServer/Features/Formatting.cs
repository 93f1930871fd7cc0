using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Formatting;
using ArchGen.Dsl.Text;
using ArchGen.LanguageServer.Protocol;

namespace ArchGen.LanguageServer.Features;

/// <summary>The formatter: of a document, of a selection, and of the line that was just ended.</summary>
internal static class Formatting
{
    public static void Register(ServerContext server)
    {
        server.OnText(
            "textDocument/formatting", LspJson.Default.DocumentParams, LspJson.Default.TextEditArray, p => p.TextDocument,
            (source, _, cancellation) => Map(server, source, Formatter.Run(source, cancellation).Edits));
        server.OnText(
            "textDocument/rangeFormatting", LspJson.Default.RangeParams, LspJson.Default.TextEditArray, p => p.TextDocument,
            (source, p, cancellation) => Map(server, source, Formatter.EditsIn(source, server.Encoding.SpanOf(source, p.Range), cancellation)));
        server.OnText(
            "textDocument/onTypeFormatting", LspJson.Default.OnTypeFormattingParams, LspJson.Default.TextEditArray, p => p.TextDocument, (source, p, cancellation) =>
            {
                var offset = server.Encoding.OffsetOf(source, p.Position);
                var line = source.PositionOf(offset).Line;
                if (p.Ch != "\n")
                    return Map(server, source, Formatter.EditsIn(source, new TextSpan(offset, 0), cancellation));
                // The line that was ended. The new one is where the author writes: it stays as the editor indented it.
                return line == 0 ? [] : Map(server, source, Formatter.EditsIn(source, new TextSpan(source.LineStart(line - 1), 0), cancellation));
            });
    }

    private static Protocol.TextEdit[] Map(ServerContext server, SourceText source, IReadOnlyList<Dsl.Formatting.TextEdit> edits) =>
        [.. edits.Select(e => new Protocol.TextEdit(server.Encoding.RangeOf(source, e.Span), e.NewText))];
}
