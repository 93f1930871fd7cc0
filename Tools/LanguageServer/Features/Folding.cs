using System.Linq;
using ArchGen.Dsl.Semantics;
using ArchGen.LanguageServer.Protocol;

namespace ArchGen.LanguageServer.Features;

/// <summary><c>textDocument/foldingRange</c>.</summary>
internal static class Folding
{
    public static void Register(ServerContext server) => server.OnText(
        "textDocument/foldingRange", LspJson.Default.DocumentParams, LspJson.Default.LspFoldingRangeArray, p => p.TextDocument, (source, _, _) =>
            [.. SemanticModel.Of(source).Folding().Select(fold =>
            {
                var (start, end) = (source.PositionOf(fold.Span.Start).Line, source.PositionOf(fold.Span.End).Line);
                // The line of what closes a bracket stays in sight.
                return new LspFoldingRange((uint)start, (uint)(fold.Kind == FoldingKind.Region ? end - 1 : end), KindOf(fold.Kind));
            }).Where(fold => fold.EndLine > fold.StartLine)]);

    private static string? KindOf(FoldingKind kind) => kind switch
    {
        FoldingKind.Comment => "comment",
        FoldingKind.Imports => "imports",
        _ => null,
    };
}
