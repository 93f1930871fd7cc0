using System.Text.Json;
using System.Text.Json.Serialization;

namespace ArchGen.LanguageServer.Protocol;

internal sealed record WorkspaceFolder(string Uri, string Name = "");

internal sealed record InitializeParams(
    ClientCapabilities? Capabilities = null, string? RootUri = null, string? RootPath = null, WorkspaceFolder[]? WorkspaceFolders = null, ServerOptions? InitializationOptions = null);

/// <summary>What a client may set for this server.</summary>
/// <param name="Timings">Send <c>archgen/timings</c> after each publication: for measurements.</param>
internal sealed record ServerOptions(bool Timings = false);

internal sealed record ClientCapabilities(GeneralCapabilities? General = null, WorkspaceCapabilities? Workspace = null, TextDocumentCapabilities? TextDocument = null);

internal sealed record GeneralCapabilities(string[]? PositionEncodings = null);

internal sealed record WorkspaceCapabilities(
    DynamicCapability? DidChangeWatchedFiles = null, RefreshCapability? InlayHint = null, RefreshCapability? SemanticTokens = null, RefreshCapability? CodeLens = null);

internal sealed record DynamicCapability(bool DynamicRegistration = false);

internal sealed record RefreshCapability(bool RefreshSupport = false);

/// <summary>Parts of which only it matters that they are there are left as they came.</summary>
internal sealed record TextDocumentCapabilities(JsonElement? PublishDiagnostics = null, JsonElement? Diagnostic = null, DefinitionCapability? Definition = null);

internal sealed record DefinitionCapability(bool LinkSupport = false);

internal sealed record InitializeResult(ServerCapabilities Capabilities, ServerInfo ServerInfo);

internal sealed record ServerInfo(string Name, string Version);

internal sealed record ServerCapabilities
{
    public required string PositionEncoding { get; init; }

    public TextDocumentSyncOptions TextDocumentSync { get; } = new(OpenClose: true, Change: 2, Save: new SaveOptions());

    public DiagnosticOptions? DiagnosticProvider { get; init; }

    public bool HoverProvider => true;

    public CompletionOptions CompletionProvider { get; } = new(["(", "[", "."]);

    public SignatureHelpOptions SignatureHelpProvider { get; } = new(["(", ","], [":"]);

    public bool DefinitionProvider => true;

    public bool ReferencesProvider => true;

    public bool DocumentHighlightProvider => true;

    public RenameOptions RenameProvider { get; } = new(PrepareProvider: true);

    public bool DocumentFormattingProvider => true;

    public bool DocumentRangeFormattingProvider => true;

    public OnTypeFormattingOptions DocumentOnTypeFormattingProvider { get; } = new("}", ["\n", ";"]);

    public CodeActionOptions CodeActionProvider { get; } = new(["quickfix", "source.fixAll"]);

    public SemanticTokensOptions SemanticTokensProvider { get; } = new(SemanticTokensLegend.Ours, Full: true, Range: true);

    public bool DocumentSymbolProvider => true;

    public bool WorkspaceSymbolProvider => true;

    public bool FoldingRangeProvider => true;

    public bool SelectionRangeProvider => true;

    public CodeLensOptions CodeLensProvider { get; } = new();

    public bool InlayHintProvider => true;

    public WorkspaceServerCapabilities Workspace { get; } = new(new WorkspaceFoldersServerCapabilities(Supported: true, ChangeNotifications: true));
}

internal sealed record TextDocumentSyncOptions(bool OpenClose, int Change, SaveOptions Save);

internal sealed record SaveOptions(bool IncludeText = false);

internal sealed record DiagnosticOptions(bool InterFileDependencies, bool WorkspaceDiagnostics);

internal sealed record CompletionOptions(string[] TriggerCharacters);

internal sealed record SignatureHelpOptions(string[] TriggerCharacters, string[] RetriggerCharacters);

internal sealed record RenameOptions(bool PrepareProvider);

internal sealed record OnTypeFormattingOptions(string FirstTriggerCharacter, string[] MoreTriggerCharacter);

internal sealed record CodeActionOptions(string[] CodeActionKinds);

internal sealed record SemanticTokensOptions(SemanticTokensLegend Legend, bool Full, bool Range);

internal sealed record CodeLensOptions(bool ResolveProvider = false);

internal sealed record WorkspaceServerCapabilities(WorkspaceFoldersServerCapabilities WorkspaceFolders);

internal sealed record WorkspaceFoldersServerCapabilities(bool Supported, bool ChangeNotifications);

internal sealed record RegistrationParams(Registration[] Registrations);

internal sealed record Registration(string Id, string Method, WatchOptions RegisterOptions);

internal sealed record WatchOptions(WatchedFiles[] Watchers);

internal sealed record WatchedFiles(string GlobPattern);

/// <summary>What the steps from a change to its findings took, in milliseconds.</summary>
/// <param name="Uri">The changed document.</param>
/// <param name="Version">The document's version.</param>
/// <param name="Edit">Making the changed text.</param>
/// <param name="Parse">Reading what the changed file declares, and finding what it needs.</param>
/// <param name="Compile">Binding and checking.</param>
/// <param name="Publish">Turning findings into messages, and writing them.</param>
/// <param name="Compilations">How many groups of documents were compiled for it.</param>
internal sealed record Timings(string Uri, int Version, double Edit, double Parse, double Compile, double Publish, int Compilations);
