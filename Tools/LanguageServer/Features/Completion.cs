using System.Globalization;
using System.Linq;
using ArchGen.Dsl.Semantics;
using ArchGen.LanguageServer.Protocol;

namespace ArchGen.LanguageServer.Features;

/// <summary><c>textDocument/completion</c>: what could be written, best first.</summary>
internal static class Completion
{
    public static void Register(ServerContext server) => server.OnModel(
        "textDocument/completion", LspJson.Default.TextDocumentPositionParams, LspJson.Default.CompletionResult, p => p.TextDocument, (asked, p) =>
        {
            var list = asked.Model.Completions(asked.OffsetOf(p.Position));
            var range = asked.RangeOf(list.Replace);
            return new CompletionResult(false, [.. list.Items.Select((item, i) => new LspCompletionItem(
                item.Label,
                KindOf(item.Kind),
                item.Detail.Length == 0 ? null : item.Detail,
                MarkupContent.Markdown(item.Documentation),
                i.ToString("D5", CultureInfo.InvariantCulture),
                item.Label,
                new Protocol.TextEdit(range, item.InsertText)))]);
        });

    private static int KindOf(CompletionKind kind) => kind switch
    {
        CompletionKind.Operator or CompletionKind.Function => 3,
        CompletionKind.Layer => 4,
        CompletionKind.Block => 7,
        CompletionKind.Model => 22,
        CompletionKind.Variant => 20,
        CompletionKind.Component => 8,
        CompletionKind.Constant => 21,
        CompletionKind.Parameter or CompletionKind.Local => 6,
        CompletionKind.Dim or CompletionKind.Type => 25,
        CompletionKind.Argument => 10,
        CompletionKind.Option or CompletionKind.Initial => 12,
        CompletionKind.Namespace => 9,
        _ => 14,
    };
}
