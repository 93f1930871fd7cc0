using System;
using System.Collections.Concurrent;
using System.IO;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading;
using System.Threading.Tasks;

namespace ArchGen.LanguageServer.Rpc;

/// <summary>JSON-RPC over two streams: reads messages, calls handlers, writes answers. No fault of a handler ends it.</summary>
internal sealed class Connection(Stream input, Stream output, Handlers handlers)
{
    private readonly MessageReader _reader = new(input);
    private readonly MessageWriter _writer = new(output);
    private readonly ConcurrentDictionary<RequestId, CancellationTokenSource> _running = new();
    private readonly ConcurrentDictionary<long, TaskCompletionSource<JsonElement>> _asked = new();
    private readonly CancellationTokenSource _stop = new();
    private long _lastAsked;

    /// <summary>Says whether a message may be handled now: null, or the error that a request is answered with.</summary>
    public Func<string, RpcException?> Admit { get; set; } = _ => null;

    /// <summary>Told of faults: what failed, and how.</summary>
    public Action<string, Exception> Faulted { get; set; } = (_, _) => { };

    /// <summary>Handles messages until the stream ends or <see cref="Stop"/> is called; false where it was cut off amid a message.</summary>
    public async Task<bool> RunAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested && await _reader.ReadAsync(_stop.Token).ConfigureAwait(false) is { } body)
                Handle(body);
            return true;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception e) when (e is FramingException or IOException)
        {
            Faulted("reading messages", e);
            return false;
        }
        finally
        {
            foreach (var running in _running.Values)
                running.Cancel();
            foreach (var asked in _asked.Values)
                asked.TrySetCanceled();
        }
    }

    /// <summary>Ends <see cref="RunAsync"/> after the message at hand.</summary>
    public void Stop() => _stop.Cancel();

    public void Notify<T>(string method, T parameters, JsonTypeInfo<T> type) => _writer.Write(json =>
    {
        json.WriteString("method", method);
        json.WritePropertyName("params");
        JsonSerializer.Serialize(json, parameters, type);
    });

    /// <summary>Asks the client; its answer, or a fault where it has none.</summary>
    public Task<JsonElement> AskAsync<T>(string method, T parameters, JsonTypeInfo<T> type)
    {
        var id = Interlocked.Increment(ref _lastAsked);
        var answer = _asked[id] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _writer.Write(json =>
        {
            json.WriteNumber("id", id);
            json.WriteString("method", method);
            if (parameters is not null)
            {
                json.WritePropertyName("params");
                JsonSerializer.Serialize(json, parameters, type);
            }
        });
        return answer.Task;
    }

    /// <summary>Stops the work on a request that is still running; it is answered as cancelled.</summary>
    public void Cancel(RequestId id)
    {
        if (_running.TryGetValue(id, out var running))
            running.Cancel();
    }

    private void Handle(ReadOnlyMemory<byte> body)
    {
        JsonElement message;
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 256 });
            message = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            AnswerError(null, ErrorCode.ParseError, $"The message isn't JSON: {e.Message}");
            return;
        }

        if (message.ValueKind != JsonValueKind.Object || !message.TryGetProperty("jsonrpc", out var rpc) || rpc.ValueKind != JsonValueKind.String || rpc.GetString() != "2.0")
        {
            AnswerError(null, ErrorCode.InvalidRequest, "A message is an object of JSON-RPC 2.0.");
            return;
        }

        var hasId = message.TryGetProperty("id", out var idValue) && idValue.ValueKind != JsonValueKind.Null;
        var id = hasId ? RequestId.Of(idValue) : null;
        var parameters = message.TryGetProperty("params", out var given) ? given : default;
        var hasMethod = message.TryGetProperty("method", out var named);
        if (hasMethod && named.ValueKind == JsonValueKind.String && (!hasId || id is not null))
        {
            if (id is { } request)
                HandleRequest(request, named.GetString()!, parameters);
            else
                HandleNotification(named.GetString()!, parameters);
        }
        else if (!hasMethod && id is { Text: null, Number: var number } && _asked.TryRemove(number, out var asked))
        {
            if (message.TryGetProperty("error", out var error))
                asked.TrySetException(new RpcException(ErrorCode.RequestFailed, error.ToString()));
            else
                asked.TrySetResult(message.TryGetProperty("result", out var result) ? result : default);
        }
        else if (hasMethod || !hasId)
        {
            AnswerError(id, ErrorCode.InvalidRequest, "The message is neither a request nor a notification nor an answer.");
        }
    }

    private void HandleNotification(string method, JsonElement parameters)
    {
        // Notifications that begin with a dollar sign may be passed over.
        if (Admit(method) is not null || handlers.NotificationOf(method) is not { } handle)
            return;
        try
        {
            handle(parameters);
        }
        catch (Exception e)
        {
            Faulted(method, e);
        }
    }

    private void HandleRequest(RequestId id, string method, JsonElement parameters)
    {
        if (Admit(method) is { } refusal)
        {
            AnswerError(id, refusal.Code, refusal.Message);
        }
        else if (handlers.RequestOf(method) is not { } handle)
        {
            AnswerError(id, ErrorCode.MethodNotFound, $"There is no method '{method}'.");
        }
        else
        {
            var cancel = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            if (!_running.TryAdd(id, cancel))
            {
                AnswerError(id, ErrorCode.InvalidRequest, "A request with this id is still running.");
                return;
            }

            _ = AnswerAsync(id, method, handle, parameters, cancel);
        }
    }

    private async Task AnswerAsync(
        RequestId id, string method, Func<JsonElement, CancellationToken, Task<Action<Utf8JsonWriter>>> handle, JsonElement parameters, CancellationTokenSource cancel)
    {
        try
        {
            var result = await handle(parameters, cancel.Token).ConfigureAwait(false);
            Finish();
            _writer.Write(json =>
            {
                id.Write(json);
                result(json);
            });
        }
        catch (Exception e)
        {
            Finish();
            switch (e)
            {
                case RpcException known:
                    AnswerError(id, known.Code, known.Message);
                    break;
                case OperationCanceledException:
                    AnswerError(id, cancel.IsCancellationRequested ? ErrorCode.RequestCancelled : ErrorCode.ContentModified, "The work was stopped.");
                    break;
                default:
                    AnswerError(id, ErrorCode.InternalError, $"{e.GetType().Name}: {e.Message}");
                    Faulted(method, e);
                    break;
            }
        }
        finally
        {
            cancel.Dispose();
        }

        // An id may be used again as soon as its answer is on the way.
        void Finish() => _running.TryRemove(id, out _);
    }

    private void AnswerError(RequestId? id, int code, string message) => _writer.Write(json =>
    {
        if (id is { } known)
            known.Write(json);
        else
            json.WriteNull("id");
        json.WriteStartObject("error");
        json.WriteNumber("code", code);
        json.WriteString("message", message);
        json.WriteEndObject();
    });
}
