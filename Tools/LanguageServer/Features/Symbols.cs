using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ArchGen.Dsl.Semantics;
using ArchGen.Dsl.Text;
using ArchGen.LanguageServer.Protocol;

namespace ArchGen.LanguageServer.Features;

/// <summary>The outline of a document, and definitions anywhere in the workspace by parts of their names.</summary>
internal static class Symbols
{
    private const int Most = 500;

    public static void Register(ServerContext server)
    {
        server.OnText(
            "textDocument/documentSymbol", LspJson.Default.DocumentParams, LspJson.Default.DocumentSymbolArray, p => p.TextDocument,
            (source, _, _) => [.. SemanticModel.Of(source).Outline().Select(item => SymbolOf(server, source, item))]);
        server.On("workspace/symbol", LspJson.Default.WorkspaceSymbolParams, LspJson.Default.SymbolInformationArray, (p, snapshot, cancellation) =>
        {
            var found = new List<SymbolInformation>();
            foreach (var path in snapshot.AllPaths)
            {
                cancellation.ThrowIfCancellationRequested();
                if (snapshot.Files.TryRead(path, cancellation, out _) is not var (source, header))
                    continue;
                found.AddRange(Definitions(SemanticModel.Of(source).Outline()).Where(item => IsLike(p.Query, item.Name)).Select(item =>
                    new SymbolInformation(item.Name, KindOf(item.Kind), new Location(snapshot.UriOf(path), server.Encoding.RangeOf(source, item.NameSpan)), header.Namespace)));
                if (found.Count >= Most)
                    break;
            }

            return Task.FromResult<SymbolInformation[]?>([.. found.Take(Most)]);
        });
    }

    private static DocumentSymbol SymbolOf(ServerContext server, SourceText source, OutlineItem item) => new(
        item.Name.Length == 0 ? "?" : item.Name,
        item.Detail.Length == 0 ? null : item.Detail,
        KindOf(item.Kind),
        server.Encoding.RangeOf(source, item.Full),
        server.Encoding.RangeOf(source, item.NameSpan),
        [.. item.Children.Select(child => SymbolOf(server, source, child))]);

    private static IEnumerable<OutlineItem> Definitions(IEnumerable<OutlineItem> items) =>
        items.SelectMany(item => item.Kind == OutlineKind.Namespace ? Definitions(item.Children) : [item]);

    /// <summary>True where a name has the query's characters in their order.</summary>
    private static bool IsLike(string query, string name)
    {
        var at = 0;
        foreach (var c in query)
        {
            at = name.IndexOf(c.ToString(), at, StringComparison.OrdinalIgnoreCase) + 1;
            if (at == 0)
                return false;
        }

        return true;
    }

    private static int KindOf(OutlineKind kind) => kind switch
    {
        OutlineKind.Namespace => 3,
        OutlineKind.Block => 5,
        OutlineKind.Model => 23,
        OutlineKind.Variant => 19,
        OutlineKind.Ablation => 10,
        OutlineKind.Axis => 22,
        OutlineKind.Keys => 20,
        OutlineKind.Recipe => 19,
        OutlineKind.Constant => 14,
        OutlineKind.Function => 12,
        OutlineKind.Parameter => 26,
        OutlineKind.Tensor => 8,
        _ => 7,
    };
}
