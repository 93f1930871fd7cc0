using System.Collections.Generic;
using ArchGen.Dsl.Text;
using ArchGen.LanguageServer.Protocol;

namespace ArchGen.LanguageServer.Features;

/// <summary><c>textDocument/semanticTokens</c>, whole and by range: five numbers a token, places relative to the token before.</summary>
internal static class SemanticTokens
{
    public static void Register(ServerContext server)
    {
        server.OnModel(
            "textDocument/semanticTokens/full", LspJson.Default.DocumentParams, LspJson.Default.SemanticTokensResult, p => p.TextDocument,
            (asked, _) => Of(asked, new TextSpan(0, asked.Source.Text.Length)));
        server.OnModel(
            "textDocument/semanticTokens/range", LspJson.Default.RangeParams, LspJson.Default.SemanticTokensResult, p => p.TextDocument,
            (asked, p) => Of(asked, asked.SpanOf(p.Range)));
    }

    private static SemanticTokensResult Of(Asked asked, TextSpan within)
    {
        var data = new List<int>();
        var last = default(Position);
        foreach (var token in asked.Model.SemanticTokens())
        {
            if (token.Span.End <= within.Start || token.Span.Start >= within.End)
                continue;
            var range = asked.RangeOf(token.Span);
            data.Add((int)(range.Start.Line - last.Line));
            data.Add((int)(range.Start.Line == last.Line ? range.Start.Character - last.Character : range.Start.Character));
            data.Add((int)(range.End.Character - range.Start.Character));
            data.Add((int)token.Kind);
            data.Add((int)token.Modifiers);
            last = range.Start;
        }

        return new SemanticTokensResult([.. data]);
    }
}
