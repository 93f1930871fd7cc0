using System.Linq;
using ArchGen.LanguageServer.Protocol;

namespace ArchGen.LanguageServer.Features;

/// <summary><c>textDocument/signatureHelp</c>.</summary>
internal static class Signatures
{
    public static void Register(ServerContext server) => server.OnModel(
        "textDocument/signatureHelp", LspJson.Default.TextDocumentPositionParams, LspJson.Default.SignatureHelpResult, p => p.TextDocument, (asked, p) =>
        {
            if (asked.Model.SignatureHelp(asked.OffsetOf(p.Position)) is not { } help)
                return null;
            // A place in a label is always counted in UTF-16 units. A number past the last parameter says that none is at hand.
            var parameters = help.Parameters.Select(q => new ParameterInformation([q.InLabel.Start, q.InLabel.End], MarkupContent.Markdown(q.Documentation))).ToArray();
            return new SignatureHelpResult([new SignatureInformation(help.Label, MarkupContent.Markdown(help.Documentation), parameters)], 0, help.Active < 0 ? parameters.Length : help.Active);
        });
}
