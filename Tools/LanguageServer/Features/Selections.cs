using System.Linq;
using ArchGen.Dsl.Semantics;
using ArchGen.LanguageServer.Protocol;

namespace ArchGen.LanguageServer.Features;

/// <summary><c>textDocument/selectionRange</c>: from a word to all around it.</summary>
internal static class Selections
{
    public static void Register(ServerContext server) => server.OnText(
        "textDocument/selectionRange", LspJson.Default.SelectionRangeParams, LspJson.Default.SelectionRangeArray, p => p.TextDocument, (source, p, _) =>
        {
            var model = SemanticModel.Of(source);
            return
            [
                .. p.Positions.Select(position =>
                {
                    var spans = model.SelectionRanges(server.Encoding.OffsetOf(source, position));
                    var around = spans.Reverse().Aggregate((SelectionRange?)null, (outer, span) => new SelectionRange(server.Encoding.RangeOf(source, span), outer));
                    return around ?? new SelectionRange(new Range(position, position), null);
                }),
            ];
        });
}
