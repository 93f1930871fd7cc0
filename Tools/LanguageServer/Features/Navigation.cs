using System.Linq;
using ArchGen.LanguageServer.Protocol;

namespace ArchGen.LanguageServer.Features;

/// <summary>Where a name is defined, and where it is used: in the document, and in the workspace.</summary>
internal static class Navigation
{
    private const int Text = 1;

    public static void Register(ServerContext server)
    {
        server.OnModel(
            "textDocument/definition", LspJson.Default.TextDocumentPositionParams, LspJson.Default.LocationArray, p => p.TextDocument,
            (asked, p) => [.. asked.Model.Definition(asked.OffsetOf(p.Position)).Select(d => asked.LocationOf(d.Path, d.Name)).OfType<Location>()]);
        server.OnModel(
            "textDocument/documentHighlight", LspJson.Default.TextDocumentPositionParams, LspJson.Default.DocumentHighlightArray, p => p.TextDocument,
            (asked, p) =>
            [
                .. asked.Model.References(asked.OffsetOf(p.Position), includeDeclaration: true).Where(r => r.Path == asked.Source.Path)
                    .Select(r => new DocumentHighlight(asked.RangeOf(r.Span), Text)),
            ]);
        server.On("textDocument/references", LspJson.Default.ReferenceParams, LspJson.Default.LocationArray, async (p, snapshot, cancellation) =>
        {
            var asked = await Users.OfNameAsync(server, snapshot, snapshot.PathOf(p.TextDocument.Uri), a => a.OffsetOf(p.Position), cancellation).ConfigureAwait(false);
            return asked?.Model.References(asked.OffsetOf(p.Position), p.Context.IncludeDeclaration).Select(r => asked.LocationOf(r.Path, r.Span)).OfType<Location>().ToArray();
        });
    }
}
