using System;
using System.Collections.Immutable;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using ArchGen.LanguageServer.Compiling;
using ArchGen.LanguageServer.Documents;
using ArchGen.LanguageServer.Features;
using ArchGen.LanguageServer.Protocol;
using ArchGen.LanguageServer.Rpc;

namespace ArchGen.LanguageServer;

/// <summary>
/// The server: its life from <c>initialize</c> to <c>exit</c>, and what keeps documents. It knows nothing of the language; each feature asks the compiler.
/// </summary>
public sealed class Server
{
    private const string Initialize = "initialize", Initialized = "initialized", Shutdown = "shutdown", Exit = "exit";

    private readonly Handlers _handlers = new();
    private readonly DocumentStore _documents = new();
    private readonly CompileService _compiler = new();
    private readonly Connection _connection;
    private DiagnosticsPublisher? _publisher;
    private InitializeParams _client = new();
    private State _state = State.New;

    private Server(Stream input, Stream output)
    {
        _connection = new Connection(input, output, _handlers) { Admit = Admit, Faulted = (what, e) => Log(MessageType.Error, $"{what}: {e}") };
        _handlers.Request(Initialize, LspJson.Default.InitializeParams, LspJson.Default.InitializeResult, (parameters, _) => Task.FromResult(Begin(parameters)));
        _handlers.Notification(Initialized, Watch);
        _handlers.Request(Shutdown, () => _state = State.ShutDown);
        _handlers.Notification(Exit, _connection.Stop);
        _handlers.Notification("$/cancelRequest", LspJson.Default.CancelParams, p =>
        {
            if (RequestId.Of(p.Id) is { } id)
                _connection.Cancel(id);
        });
        KeepDocuments();

        var context = new ServerContext(
            _handlers, _documents, _compiler, warning => _connection.Notify("window/showMessage", new LogMessageParams(MessageType.Warning, warning), LspJson.Default.LogMessageParams));
        PulledDiagnostics.Register(context);
        CodeActions.Register(context);
        CodeLenses.Register(context);
        Completion.Register(context);
        Folding.Register(context);
        Formatting.Register(context);
        Graph.Register(context);
        Hovers.Register(context);
        InlayHints.Register(context);
        Navigation.Register(context);
        Renaming.Register(context);
        Selections.Register(context);
        SemanticTokens.Register(context);
        Signatures.Register(context);
        Symbols.Register(context);
    }

    private enum State
    {
        New,
        Running,
        ShutDown,
    }

    /// <summary>Serves the client at the process's standard input and output.</summary>
    public static async Task<int> RunOnStandardStreamsAsync()
    {
        // Messages alone go to the output; whatever else would be written there goes to the error stream.
        using var output = new BufferedStream(Console.OpenStandardOutput());
        Console.SetOut(Console.Error);
        using var input = Console.OpenStandardInput();
        return await RunAsync(input, output).ConfigureAwait(false);
    }

    /// <summary>Serves one client until it says <c>exit</c> or its stream ends. What the process returns: 0 after a proper farewell, 1 without.</summary>
    public static async Task<int> RunAsync(Stream input, Stream output)
    {
        var server = new Server(input, output);
        var isWhole = await server._connection.RunAsync().ConfigureAwait(false);
        return isWhole && server._state == State.ShutDown ? 0 : 1;
    }

    private RpcException? Admit(string method) => _state switch
    {
        State.New when method is not (Initialize or Exit) => new RpcException(ErrorCode.ServerNotInitialized, "The first request is 'initialize'."),
        State.Running when method == Initialize => new RpcException(ErrorCode.InvalidRequest, "The server is initialized already."),
        State.ShutDown when method != Exit => new RpcException(ErrorCode.InvalidRequest, "The server is shut down."),
        _ => null,
    };

    private InitializeResult Begin(InitializeParams parameters)
    {
        _client = parameters;
        _state = State.Running;
        _documents.Encoding = PositionEncoding.Agree(parameters.Capabilities?.General?.PositionEncodings);
        var folders = parameters.WorkspaceFolders?.Select(f => Uris.FileOf(f.Uri)) ?? [Uris.FileOf(parameters.RootUri) ?? parameters.RootPath];
        _documents.SetFolders([.. folders.OfType<string>().Where(f => f.Length > 0)]);
        // A client that shows what it pulls would show what is pushed a second time.
        var text = parameters.Capabilities?.TextDocument;
        var isPulled = text is { Diagnostic: not null, PublishDiagnostics: null };
        if (!isPulled)
        {
            _publisher = new DiagnosticsPublisher(
                _compiler,
                found => _connection.Notify("textDocument/publishDiagnostics", found, LspJson.Default.PublishDiagnosticsParams),
                parameters.InitializationOptions?.Timings == true ? timings => _connection.Notify("archgen/timings", timings, LspJson.Default.Timings) : null,
                e => Log(MessageType.Error, $"publishing diagnostics: {e}"));
        }

        return new InitializeResult(
            new ServerCapabilities { PositionEncoding = _documents.Encoding.Name, DiagnosticProvider = isPulled ? new DiagnosticOptions(InterFileDependencies: true, WorkspaceDiagnostics: false) : null },
            new ServerInfo("archgen", typeof(Server).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? ""));
    }

    /// <summary>Asks to be told of changes of specs on the disk, where the client can.</summary>
    private void Watch()
    {
        if (_client.Capabilities?.Workspace?.DidChangeWatchedFiles?.DynamicRegistration != true)
            return;
        _documents.IsDiskWatched = true;
        var watch = new Registration("archgen-specs", "workspace/didChangeWatchedFiles", new WatchOptions([new WatchedFiles("**/*.arch")]));
        _ = _connection.AskAsync("client/registerCapability", new RegistrationParams([watch]), LspJson.Default.RegistrationParams).ContinueWith(
            asked =>
            {
                _documents.IsDiskWatched = false;
                Log(MessageType.Warning, $"Files aren't watched: {asked.Exception?.InnerException?.Message}");
            },
            default, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private void KeepDocuments()
    {
        _handlers.Notification("textDocument/didOpen", LspJson.Default.DidOpenParams, p =>
        {
            _documents.Open(p.TextDocument);
            Refresh(p.TextDocument.Uri);
        });
        _handlers.Notification("textDocument/didChange", LspJson.Default.DidChangeParams, p =>
        {
            var start = Stopwatch.GetTimestamp();
            if (_documents.Change(p))
                Refresh(p.TextDocument.Uri, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            else
                Log(MessageType.Error, $"'{p.TextDocument.Uri}' was changed, but it isn't open.");
        });
        _handlers.Notification("textDocument/didClose", LspJson.Default.DocumentParams, p =>
        {
            _documents.Close(p.TextDocument.Uri);
            Refresh();
        });
        _handlers.Notification("textDocument/didSave", LspJson.Default.DocumentParams, p =>
        {
            _documents.Save(p.TextDocument.Uri);
            Refresh();
        });
        _handlers.Notification("workspace/didChangeWatchedFiles", LspJson.Default.DidChangeWatchedFilesParams, p =>
        {
            _documents.DiskChanged(p.Changes);
            Refresh();
        });
        _handlers.Notification("workspace/didChangeWorkspaceFolders", LspJson.Default.DidChangeWorkspaceFoldersParams, p =>
        {
            var gone = p.Event.Removed.Select(f => Uris.FileOf(f.Uri)).ToHashSet();
            var folders = _documents.Current.Folders.Where(f => !gone.Contains(f)).Concat(p.Event.Added.Select(f => Uris.FileOf(f.Uri)).OfType<string>());
            _documents.SetFolders([.. folders.Distinct(StringComparer.Ordinal)]);
            Refresh();
        });
    }

    private void Refresh(string? changed = null, double editMilliseconds = 0)
    {
        var snapshot = _documents.Current;
        _publisher?.Refresh(snapshot, new DiagnosticMapping(_documents.Encoding), changed is null ? null : snapshot.PathOf(changed), editMilliseconds);
    }

    private void Log(int type, string message) => _connection.Notify("window/logMessage", new LogMessageParams(type, message), LspJson.Default.LogMessageParams);
}
