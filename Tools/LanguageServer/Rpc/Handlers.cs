using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading;
using System.Threading.Tasks;

namespace ArchGen.LanguageServer.Rpc;

/// <summary>
/// What is done for each method. A handler begins on the thread that reads messages, in their order: what it takes of the server's state there is the state as
/// of its message. Long work goes on elsewhere.
/// </summary>
internal sealed class Handlers
{
    private readonly Dictionary<string, Func<JsonElement, CancellationToken, Task<Action<Utf8JsonWriter>>>> _requests = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Action<JsonElement>> _notifications = new(StringComparer.Ordinal);

    public IEnumerable<string> Methods => [.. _requests.Keys, .. _notifications.Keys];

    public void Request<TParams, TResult>(
        string method, JsonTypeInfo<TParams> takes, JsonTypeInfo<TResult> gives, Func<TParams, CancellationToken, Task<TResult>> handle) =>
        _requests.Add(method, async (parameters, cancellation) =>
        {
            var result = await handle(Read(method, parameters, takes), cancellation).ConfigureAwait(false);
            return json =>
            {
                json.WritePropertyName("result");
                if (result is null)
                    json.WriteNullValue();
                else
                    JsonSerializer.Serialize(json, result, gives);
            };
        });

    public void Notification<TParams>(string method, JsonTypeInfo<TParams> takes, Action<TParams> handle) =>
        _notifications.Add(method, parameters => handle(Read(method, parameters, takes)));

    /// <summary>A method without parameters, or whose parameters don't matter.</summary>
    public void Notification(string method, Action handle) => _notifications.Add(method, _ => handle());

    /// <summary>A request without parameters that is answered with null.</summary>
    public void Request(string method, Action handle) =>
        _requests.Add(method, (_, _) =>
        {
            handle();
            return Task.FromResult<Action<Utf8JsonWriter>>(json => json.WriteNull("result"));
        });

    public Func<JsonElement, CancellationToken, Task<Action<Utf8JsonWriter>>>? RequestOf(string method) => _requests.GetValueOrDefault(method);

    public Action<JsonElement>? NotificationOf(string method) => _notifications.GetValueOrDefault(method);

    private static T Read<T>(string method, JsonElement parameters, JsonTypeInfo<T> type)
    {
        try
        {
            return parameters.ValueKind == JsonValueKind.Undefined
                ? throw new RpcException(ErrorCode.InvalidParams, $"'{method}' needs parameters.")
                : parameters.Deserialize(type) ?? throw new RpcException(ErrorCode.InvalidParams, $"'{method}' needs parameters.");
        }
        catch (JsonException e)
        {
            throw new RpcException(ErrorCode.InvalidParams, $"The parameters of '{method}' can't be read: {e.Message}");
        }
    }
}
