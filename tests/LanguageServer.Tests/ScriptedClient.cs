using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.IO.Pipelines;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace ArchGen.LanguageServer.Tests;

/// <summary>A client that says what a test wants said, over streams: to a server in this process, or to one that was started as a program.</summary>
internal sealed class ScriptedClient : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private readonly Stream _toServer;
    private readonly Stream _fromServer;
    private readonly List<JsonObject> _inbox = [];
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly Task _reading;
    private int _lastId;

    private ScriptedClient(Stream toServer, Stream fromServer, Task<int> server)
    {
        (_toServer, _fromServer, Server) = (toServer, fromServer, server);
        _reading = Task.Run(ReadAsync);
    }

    /// <summary>Ends with what the server's process returns.</summary>
    public Task<int> Server { get; }

    public static ScriptedClient InProcess()
    {
        var (requests, answers) = (new Pipe(), new Pipe());
        var server = Task.Run(async () =>
        {
            var code = await LanguageServer.Server.RunAsync(requests.Reader.AsStream(), answers.Writer.AsStream());
            await answers.Writer.CompleteAsync();
            return code;
        });
        return new ScriptedClient(requests.Writer.AsStream(), answers.Reader.AsStream(), server);
    }

    public static ScriptedClient OfProgram(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = Path.GetTempPath() };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        var ended = Task.Run(async () =>
        {
            await process.WaitForExitAsync();
            return process.ExitCode;
        });
        return new ScriptedClient(process.StandardInput.BaseStream, process.StandardOutput.BaseStream, ended);
    }

    /// <summary>A client past its handshake, of a workspace.</summary>
    public static async Task<ScriptedClient> ConnectedAsync(string? folder = null, JsonObject? capabilities = null, bool areTimingsTold = false)
    {
        var client = InProcess();
        await client.HandshakeAsync(folder, capabilities, areTimingsTold);
        return client;
    }

    public async Task<JsonNode> HandshakeAsync(string? folder = null, JsonObject? capabilities = null, bool areTimingsTold = false)
    {
        var answer = await AskAsync("initialize", new JsonObject
        {
            ["processId"] = null,
            ["rootUri"] = folder is null ? null : Uri(folder),
            ["capabilities"] = capabilities ?? new JsonObject(),
            ["initializationOptions"] = new JsonObject { ["timings"] = areTimingsTold },
        });
        await NotifyAsync("initialized", new JsonObject());
        return answer!;
    }

    public static string Uri(string path) => new Uri(path).AbsoluteUri;

    public Task SendBytesAsync(byte[] bytes) => _toServer.WriteAsync(bytes).AsTask();

    public async Task SendAsync(JsonNode message)
    {
        var body = Encoding.UTF8.GetBytes(message.ToJsonString());
        await _toServer.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes($"Content-Length: {body.Length}\r\n\r\n"), .. body]);
        await _toServer.FlushAsync();
    }

    public void EndInput() => _toServer.Dispose();

    public Task NotifyAsync(string method, JsonNode? parameters) => SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = method, ["params"] = parameters });

    public async Task<int> BeginAsync(string method, JsonNode? parameters)
    {
        var id = ++_lastId;
        await SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters });
        return id;
    }

    public Task<JsonObject> AnswerAsync(int id) => TakeAsync(m => m["method"] is null && m["id"] is JsonValue value && value.TryGetValue<int>(out var of) && of == id);

    /// <summary>A request's result. An error fails the test.</summary>
    public async Task<JsonNode?> AskAsync(string method, JsonNode? parameters)
    {
        var answer = await AnswerAsync(await BeginAsync(method, parameters));
        Assert.True(answer["error"] is null, $"{method}: {answer["error"]}");
        return answer["result"];
    }

    /// <summary>A request's error. A result fails the test.</summary>
    public async Task<(int Code, string Message)> FailAsync(string method, JsonNode? parameters)
    {
        var answer = await AnswerAsync(await BeginAsync(method, parameters));
        Assert.True(answer["error"] is not null, $"{method} was answered: {answer}");
        return ((int)answer["error"]!["code"]!, (string)answer["error"]!["message"]!);
    }

    /// <summary>Takes the first message that is wanted, waiting for it where it must.</summary>
    public async Task<JsonObject> TakeAsync(Predicate<JsonObject> isWanted)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (true)
        {
            lock (_inbox)
            {
                var at = _inbox.FindIndex(isWanted);
                if (at >= 0)
                {
                    var message = _inbox[at];
                    _inbox.RemoveAt(at);
                    return message;
                }
            }

            Assert.False(_reading.IsCompleted && _arrived.CurrentCount == 0, "The server has ended, and the message didn't come.");
            await _arrived.WaitAsync(TimeSpan.FromMilliseconds(200), patience.Token);
        }
    }

    /// <summary>The findings that are published of a document's version.</summary>
    public async Task<JsonArray> FindingsAsync(string uri, int? version = null)
    {
        var message = await TakeAsync(m => (string?)m["method"] == "textDocument/publishDiagnostics" && (string?)m["params"]!["uri"] == uri
            && (version is null || (int?)m["params"]!["version"] == version));
        return (JsonArray)message["params"]!["diagnostics"]!;
    }

    public Task OpenAsync(string uri, string text, int version = 1) =>
        NotifyAsync("textDocument/didOpen", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = uri, ["languageId"] = "archgen", ["version"] = version, ["text"] = text } });

    public Task ReplaceAsync(string uri, int version, string text) => ChangeAsync(uri, version, new JsonObject { ["text"] = text });

    public Task ChangeAsync(string uri, int version, params JsonObject[] changes) =>
        NotifyAsync("textDocument/didChange", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = uri, ["version"] = version }, ["contentChanges"] = new JsonArray([.. changes]) });

    public Task CloseAsync(string uri) => NotifyAsync("textDocument/didClose", Of(uri));

    public static JsonObject Of(string uri) => new() { ["textDocument"] = new JsonObject { ["uri"] = uri } };

    public static JsonObject At(string uri, string text, string mark, int within = 0)
    {
        var offset = text.IndexOf(mark, StringComparison.Ordinal);
        Assert.True(offset >= 0, $"'{mark}' isn't in the text");
        return At(uri, Position(text, offset + within));
    }

    public static JsonObject At(string uri, JsonObject position) => new() { ["textDocument"] = new JsonObject { ["uri"] = uri }, ["position"] = position };

    public static JsonObject Position(string text, int offset)
    {
        var before = text[..offset];
        return new JsonObject { ["line"] = before.Count(c => c == '\n'), ["character"] = offset - (before.LastIndexOf('\n') + 1) };
    }

    public static JsonObject Range(string text, int start, int end) => new() { ["start"] = Position(text, start), ["end"] = Position(text, end) };

    /// <summary>The words of a text that a range covers.</summary>
    public static string Words(string text, JsonNode range)
    {
        int Offset(JsonNode position)
        {
            var at = 0;
            for (var line = 0; line < (int)position["line"]!; line++)
                at = text.IndexOf('\n', at) + 1;
            return at + (int)position["character"]!;
        }

        return text[Offset(range["start"]!)..Offset(range["end"]!)];
    }

    public async ValueTask DisposeAsync()
    {
        EndInput();
        await Server.WaitAsync(s_patience);
    }

    private async Task ReadAsync()
    {
        var reader = new Rpc.MessageReader(_fromServer);
        while (await reader.ReadAsync(default) is { } body)
        {
            var message = (JsonObject)JsonNode.Parse(body.Span)!;
            lock (_inbox)
                _inbox.Add(message);
            _arrived.Release();
        }
    }
}
