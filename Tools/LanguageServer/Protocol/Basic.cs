using System.Text.Json;
using System.Text.Json.Serialization;

namespace ArchGen.LanguageServer.Protocol;

// The protocol's own words; what they mean is in its specification.
#pragma warning disable CA1716 // a type is called as the protocol calls it

internal readonly record struct Position(uint Line, uint Character);

internal readonly record struct Range(Position Start, Position End);

internal sealed record Location(string Uri, Range Range);


internal sealed record TextDocumentIdentifier(string Uri);

internal sealed record TextDocumentPositionParams(TextDocumentIdentifier TextDocument, Position Position);

internal sealed record DocumentParams(TextDocumentIdentifier TextDocument);

internal sealed record RangeParams(TextDocumentIdentifier TextDocument, Range Range);

internal sealed record MarkupContent(string Kind, string Value)
{
    public static MarkupContent? Markdown(string text) => text.Length == 0 ? null : new("markdown", text);
}

internal sealed record TextEdit(Range Range, string NewText);

internal sealed record OptionalVersionedTextDocumentIdentifier(string Uri, int? Version = null);

internal sealed record TextDocumentEdit(OptionalVersionedTextDocumentIdentifier TextDocument, TextEdit[] Edits);

internal sealed record WorkspaceEdit(TextDocumentEdit[] DocumentChanges);

internal sealed record Command(string Title, [property: JsonPropertyName("command")] string Name, JsonElement[]? Arguments = null);

internal sealed record CancelParams(JsonElement Id);

internal sealed record LogMessageParams(int Type, string Message);

/// <summary>The kinds of messages to a log or a person.</summary>
internal static class MessageType
{
    public const int Error = 1;
    public const int Warning = 2;
    public const int Info = 3;
}
