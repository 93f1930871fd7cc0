using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.LanguageServer.Protocol;
using Edit = ArchGen.Dsl.Semantics.FileEdit;

namespace ArchGen.LanguageServer.Features;

/// <summary>Edits over files, for the client to make.</summary>
internal static class Edits
{
    /// <summary>The edits, by file; open documents with the versions that they are for.</summary>
    public static WorkspaceEdit Of(Asked asked, IEnumerable<Edit> edits) => new(
    [
        .. edits.GroupBy(e => e.Path, StringComparer.Ordinal).Select(file => new TextDocumentEdit(
            new OptionalVersionedTextDocumentIdentifier(asked.Snapshot.UriOf(file.Key), asked.Snapshot.Open.GetValueOrDefault(file.Key)?.Version),
            [.. file.OrderBy(e => e.Span.Start).Select(e => new TextEdit(asked.Server.Encoding.RangeOf(asked.Group.TextOf(file.Key)!, e.Span), e.NewText))])),
    ]);
}
