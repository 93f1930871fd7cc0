using System.Linq;
using ArchGen.Dsl.Semantics;
using ArchGen.LanguageServer.Protocol;

namespace ArchGen.LanguageServer.Features;

/// <summary><c>textDocument/inlayHint</c>: shapes after steps, parameters after definitions.</summary>
internal static class InlayHints
{
    private const int Type = 1;

    public static void Register(ServerContext server) => server.OnModel(
        "textDocument/inlayHint", LspJson.Default.RangeParams, LspJson.Default.LspInlayHintArray, p => p.TextDocument, (asked, p) =>
            [.. asked.Model.InlayHints(asked.SpanOf(p.Range)).Select(hint => new LspInlayHint(
                server.Encoding.PositionOf(asked.Source, hint.Offset), hint.Text, hint.Kind == InlayKind.Shape ? Type : null, MarkupContent.Markdown(hint.Tooltip), PaddingLeft: true))]);
}
