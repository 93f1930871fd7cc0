namespace ArchGen.LanguageServer.Protocol;

internal sealed record HoverResult(MarkupContent Contents, Range Range);

internal sealed record CompletionResult(bool IsIncomplete, LspCompletionItem[] Items);

internal sealed record LspCompletionItem(
    string Label, int Kind, string? Detail, MarkupContent? Documentation, string SortText, string FilterText, TextEdit TextEdit, int InsertTextFormat = 1);

internal sealed record SignatureHelpResult(SignatureInformation[] Signatures, int ActiveSignature, int? ActiveParameter);

internal sealed record SignatureInformation(string Label, MarkupContent? Documentation, ParameterInformation[] Parameters);

internal sealed record ParameterInformation(int[] Label, MarkupContent? Documentation);

internal sealed record LspInlayHint(Position Position, string Label, int? Kind, MarkupContent? Tooltip, bool PaddingLeft);

internal sealed record SemanticTokensResult(int[] Data);

internal sealed record SemanticTokensLegend(string[] TokenTypes, string[] TokenModifiers)
{
    /// <summary>In the order of the compiler's kinds and modifiers.</summary>
    public static readonly SemanticTokensLegend Ours = new(
        ["keyword", "namespace", "class", "type", "parameter", "property", "function", "variable", "typeParameter", "enumMember", "number", "string", "comment", "operator"],
        ["declaration", "readonly", "defaultLibrary", "documentation"]);
}

internal sealed record ReferenceContext(bool IncludeDeclaration);

internal sealed record ReferenceParams(TextDocumentIdentifier TextDocument, Position Position, ReferenceContext Context);

internal sealed record DocumentHighlight(Range Range, int Kind);

internal sealed record RenameParams(TextDocumentIdentifier TextDocument, Position Position, string NewName);

internal sealed record PrepareRenameResult(Range Range, string Placeholder);

internal sealed record OnTypeFormattingParams(TextDocumentIdentifier TextDocument, Position Position, string Ch);

internal sealed record DocumentSymbol(string Name, string? Detail, int Kind, Range Range, Range SelectionRange, DocumentSymbol[] Children);

internal sealed record WorkspaceSymbolParams(string Query);

internal sealed record SymbolInformation(string Name, int Kind, Location Location, string? ContainerName);

internal sealed record LspFoldingRange(uint StartLine, uint EndLine, string? Kind);

internal sealed record SelectionRangeParams(TextDocumentIdentifier TextDocument, Position[] Positions);

internal sealed record SelectionRange(Range Range, SelectionRange? Parent);

internal sealed record LspCodeLens(Range Range, Command Command);
