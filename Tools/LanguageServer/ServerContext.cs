using System;
using System.Linq;
using System.Text.Json.Serialization.Metadata;
using System.Threading;
using System.Threading.Tasks;
using ArchGen.Dsl.Semantics;
using ArchGen.Dsl.Text;
using ArchGen.LanguageServer.Compiling;
using ArchGen.LanguageServer.Documents;
using ArchGen.LanguageServer.Protocol;
using ArchGen.LanguageServer.Rpc;

namespace ArchGen.LanguageServer;

/// <summary>What features have in common: how they are asked, and how the compiler's places become the client's.</summary>
internal sealed class ServerContext(Handlers handlers, DocumentStore documents, CompileService compiler, Action<string> tell)
{
    /// <summary>Shows the author a message.</summary>
    public void Tell(string message) => tell(message);

    public CompileService Compiler => compiler;

    public PositionEncoding Encoding => documents.Encoding;

    /// <summary>A request about a document that needs it compiled. Answered with null where there is no such document.</summary>
    public void OnModel<TParams, TResult>(
        string method, JsonTypeInfo<TParams> takes, JsonTypeInfo<TResult> gives, Func<TParams, TextDocumentIdentifier> of, Func<Asked, TParams, TResult?> answer)
        where TResult : class =>
        On(method, takes, gives, async (parameters, snapshot, cancellation) =>
        {
            var path = snapshot.PathOf(of(parameters).Uri);
            if (await compiler.CompileAsync(snapshot, path, cancellation).ConfigureAwait(false) is not { } group || SemanticModel.Of(group.Result, path) is not { } model)
                return null;
            cancellation.ThrowIfCancellationRequested();
            return answer(new Asked(snapshot, group, model, this, cancellation), parameters);
        });

    /// <summary>A request about a document's text alone.</summary>
    public void OnText<TParams, TResult>(
        string method, JsonTypeInfo<TParams> takes, JsonTypeInfo<TResult> gives, Func<TParams, TextDocumentIdentifier> of, Func<SourceText, TParams, CancellationToken, TResult?> answer)
        where TResult : class =>
        On(method, takes, gives, (parameters, snapshot, cancellation) =>
            Task.FromResult(snapshot.Files.TryRead(snapshot.PathOf(of(parameters).Uri), cancellation, out _) is { } file ? answer(file.Source, parameters, cancellation) : null));

    /// <summary>A request. It is answered on a thread of its own, with the documents as they are when it arrives.</summary>
    public void On<TParams, TResult>(
        string method, JsonTypeInfo<TParams> takes, JsonTypeInfo<TResult> gives, Func<TParams, Snapshot, CancellationToken, Task<TResult?>> answer)
        where TResult : class =>
        handlers.Request<TParams, TResult?>(method, takes, gives!, (parameters, cancellation) =>
        {
            var snapshot = documents.Current;
            return Task.Run(() => answer(parameters, snapshot, cancellation), cancellation);
        });
}

/// <summary>A question about a document, and all that answers it.</summary>
internal sealed record Asked(Snapshot Snapshot, CompiledGroup Group, SemanticModel Model, ServerContext Server, CancellationToken Cancellation)
{
    public SourceText Source => Model.Source;

    public int OffsetOf(Position position) => Server.Encoding.OffsetOf(Source, position);

    public TextSpan SpanOf(Protocol.Range range) => Server.Encoding.SpanOf(Source, range);

    public Protocol.Range RangeOf(TextSpan span) => Server.Encoding.RangeOf(Source, span);

    /// <summary>A place in any file of the compilation or of the standard library; null where it has no address.</summary>
    public Location? LocationOf(string path, TextSpan span)
    {
        if (Group.TextOf(path) is not { } source)
            return null;
        var onDisk = Group.Result.Files.Any(f => f.Source.Path == path) ? path : LibraryFiles.PathOf(source);
        return onDisk is null ? null : new Location(Snapshot.UriOf(onDisk), Server.Encoding.RangeOf(source, span));
    }
}
