using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using ArchGen.Dsl.Semantics;
using ArchGen.LanguageServer.Protocol;

namespace ArchGen.LanguageServer.Features;

/// <summary>
/// <c>textDocument/codeLens</c>: what a variant costs, and how often a block is used anywhere in the workspace. The commands are those of the VS Code extension; other editors show the text.
/// </summary>
internal static class CodeLenses
{
    public const string ShowGraph = "archgen.showGraph", ShowUses = "archgen.showUses";

    public static void Register(ServerContext server) => server.On(
        "textDocument/codeLens", LspJson.Default.DocumentParams, LspJson.Default.LspCodeLensArray, async (p, snapshot, cancellation) =>
        {
            if (await Users.OfFileAsync(server, snapshot, snapshot.PathOf(p.TextDocument.Uri), cancellation).ConfigureAwait(false) is not { } asked)
                return null;
            return asked.Model.CodeLenses().Select(lens => new LspCodeLens(asked.RangeOf(lens.Span), CommandOf(asked, p.TextDocument.Uri, lens))).ToArray();
        });

    private static Command CommandOf(Asked asked, string uri, CodeLens lens)
    {
        var document = JsonSerializer.SerializeToElement(uri, LspJson.Default.String);
        if (lens.Kind == CodeLensKind.Costs)
            return new Command(lens.Text, ShowGraph, [document, JsonSerializer.SerializeToElement(lens.Name, LspJson.Default.String)]);
        var uses = lens.Uses.Select(u => asked.LocationOf(u.Path, u.Span)).OfType<Location>().ToArray();
        return new Command(
            lens.Text, ShowUses,
            [document, JsonSerializer.SerializeToElement(asked.RangeOf(lens.Span).Start, LspJson.Default.Position), JsonSerializer.SerializeToElement(uses, LspJson.Default.LocationArray)]);
    }
}
