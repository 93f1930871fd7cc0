using ArchGen.LanguageServer.Protocol;

namespace ArchGen.LanguageServer.Features;

/// <summary><c>textDocument/hover</c>.</summary>
internal static class Hovers
{
    public static void Register(ServerContext server) => server.OnModel(
        "textDocument/hover", LspJson.Default.TextDocumentPositionParams, LspJson.Default.HoverResult, p => p.TextDocument, (asked, p) =>
            asked.Model.Hover(asked.OffsetOf(p.Position)) is { } hover ? new HoverResult(new MarkupContent("markdown", hover.Markdown), asked.RangeOf(hover.Span)) : null);
}
