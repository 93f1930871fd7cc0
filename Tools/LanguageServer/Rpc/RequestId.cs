using System.Text.Json;

namespace ArchGen.LanguageServer.Rpc;

/// <summary>A request's id: a number or a text, given back as it came.</summary>
internal readonly record struct RequestId(string? Text, long Number)
{
    /// <summary>The id that a message has; null where it has none that may be one.</summary>
    public static RequestId? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => new RequestId(value.GetString(), 0),
        JsonValueKind.Number when value.TryGetInt64(out var number) => new RequestId(null, number),
        _ => null,
    };

    public void Write(Utf8JsonWriter json)
    {
        if (Text is not null)
            json.WriteString("id", Text);
        else
            json.WriteNumber("id", Number);
    }
}
