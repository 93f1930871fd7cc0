using System.Text.Json;

namespace ArchGen.LanguageServer.Protocol;

internal sealed record CodeDescription(string Href);

internal sealed record RelatedInformation(Location Location, string Message);

internal sealed record LspDiagnostic(
    Range Range, int Severity, string Code, CodeDescription CodeDescription, string Source, string Message,
    RelatedInformation[]? RelatedInformation = null, int[]? Tags = null, DiagnosticData? Data = null);

/// <summary>What a finding's fix would do, for clients that keep it with the finding.</summary>
internal sealed record DiagnosticData(string Title, TextEdit Edit);

internal sealed record PublishDiagnosticsParams(string Uri, int? Version, LspDiagnostic[] Diagnostics);

internal sealed record DocumentDiagnosticParams(TextDocumentIdentifier TextDocument, string? PreviousResultId = null);

internal sealed record DocumentDiagnosticReport(string Kind, string ResultId, LspDiagnostic[]? Items = null);

/// <summary>A finding as a client sends it back. Clients differ in what they keep; only its place and code are asked for.</summary>
internal sealed record SentDiagnostic(Range Range, JsonElement? Code = null);

internal sealed record CodeActionContext(SentDiagnostic[] Diagnostics, string[]? Only = null);

internal sealed record CodeActionParams(TextDocumentIdentifier TextDocument, Range Range, CodeActionContext Context);

internal sealed record LspCodeAction(string Title, string Kind, WorkspaceEdit Edit, LspDiagnostic[]? Diagnostics = null, bool? IsPreferred = null);
