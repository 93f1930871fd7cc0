namespace ArchGen.LanguageServer.Protocol;

/// <summary>Asks for the drawing of a variant or model, by name or by a place in its definition.</summary>
internal sealed record GraphParams(TextDocumentIdentifier TextDocument, Position? Position = null, string? Name = null);

/// <summary>A drawing, or why there is none; and the variants and models of the file that could be drawn.</summary>
internal sealed record GraphResult(string[] Choices, string? Name = null, string? Model = null, string? At = null, GraphNode? Root = null, string? Problem = null);

internal sealed record GraphNode(
    string Id, string Name, string Kind, string Shape, string Parameters, string Macs, Location? Location, GraphNode[] Children, GraphEdge[] Edges);

internal sealed record GraphEdge(string From, string To, string Shape, bool IsShortcut);
