using ArchGen.LanguageServer.Protocol;
using ArchGen.LanguageServer.Rpc;

namespace ArchGen.LanguageServer.Features;

/// <summary>Renames, through all files of the workspace that speak of the name.</summary>
internal static class Renaming
{
    public static void Register(ServerContext server)
    {
        server.OnModel(
            "textDocument/prepareRename", LspJson.Default.TextDocumentPositionParams, LspJson.Default.PrepareRenameResult, p => p.TextDocument, (asked, p) =>
                asked.Model.PrepareRename(asked.OffsetOf(p.Position)) switch
                {
                    null => null,
                    { Refusal: { } refusal } => throw new RpcException(ErrorCode.RequestFailed, refusal),
                    var target => new PrepareRenameResult(asked.RangeOf(target.Span), target.Name),
                });
        server.On("textDocument/rename", LspJson.Default.RenameParams, LspJson.Default.WorkspaceEdit, async (p, snapshot, cancellation) =>
        {
            var asked = await Users.OfNameAsync(server, snapshot, snapshot.PathOf(p.TextDocument.Uri), a => a.OffsetOf(p.Position), cancellation).ConfigureAwait(false);
            if (asked is null)
                return null;
            var result = asked.Model.Rename(asked.OffsetOf(p.Position), p.NewName);
            if (result.Refusal is { } refusal)
                throw new RpcException(ErrorCode.RequestFailed, refusal);
            if (result.Warning is { } warning)
                server.Tell(warning);
            return Edits.Of(asked, result.Edits);
        });
    }
}
