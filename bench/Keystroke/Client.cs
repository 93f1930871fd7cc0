using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Threading;

namespace ArchGen.Bench.Keystroke;

/// <summary>A client of the real server: a process, and messages over its pipes. What arrives is stamped when its last byte is there.</summary>
internal sealed class Client : IDisposable
{
    private readonly Process _process;
    private readonly BlockingCollection<(long At, JsonElement Message)> _arrived = [];
    private int _lastId;

    public Client(string program, string folder, Action<string> onError)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(program);
        start.ArgumentList.Add("lsp");
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, e) => onError(e.Data ?? "");
        _process.BeginErrorReadLine();
        new Thread(Read) { IsBackground = true }.Start();
        Ask("initialize", new { processId = Environment.ProcessId, rootUri = new Uri(folder).AbsoluteUri, capabilities = new { textDocument = new { publishDiagnostics = new { } } }, initializationOptions = new { timings = true } });
        Notify("initialized", new { });
    }

    public double ProcessorMilliseconds => _process.TotalProcessorTime.TotalMilliseconds;

    public double PeakMemory => _process.PeakWorkingSet64 / 1048576.0;

    public long Notify(string method, object parameters)
    {
        Send(new { jsonrpc = "2.0", method, @params = parameters });
        return Stopwatch.GetTimestamp();
    }

    public JsonElement Ask(string method, object? parameters)
    {
        var id = ++_lastId;
        Send(new { jsonrpc = "2.0", id, method, @params = parameters });
        return Wait(m => m.TryGetProperty("id", out var of) && of.ValueKind == JsonValueKind.Number && of.GetInt32() == id && !m.TryGetProperty("method", out _)).Message;
    }

    /// <summary>Waits for a message; those that came before it are dropped.</summary>
    public (long At, JsonElement Message) Wait(Predicate<JsonElement> isIt)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        foreach (var message in _arrived.GetConsumingEnumerable(timeout.Token))
        {
            if (isIt(message.Message))
                return message;
        }

        throw new InvalidOperationException("The server has ended.");
    }

    public (long At, JsonElement Parameters) WaitFor(string method, string uri, int version)
    {
        var (at, message) = Wait(m => m.TryGetProperty("method", out var named) && named.GetString() == method
            && m.GetProperty("params") is var p && p.GetProperty("uri").GetString() == uri && p.TryGetProperty("version", out var v) && v.GetInt32() == version);
        return (at, message.GetProperty("params"));
    }

    public void Dispose()
    {
        Ask("shutdown", null);
        Notify("exit", new { });
        if (!_process.WaitForExit(5000))
            _process.Kill();
        _process.Dispose();
    }

    private void Send(object message)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(message);
        var stream = _process.StandardInput.BaseStream;
        var header = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n"));
        stream.Write([.. header, .. body]);
        stream.Flush();
    }

    private void Read()
    {
        var stream = new BufferedStream(_process.StandardOutput.BaseStream, 1 << 16);
        var header = new List<byte>();
        while (true)
        {
            header.Clear();
            while (header.Count < 4 || header[^1] != '\n' || header[^3] != '\n')
            {
                var next = stream.ReadByte();
                if (next < 0)
                {
                    _arrived.CompleteAdding();
                    return;
                }

                header.Add((byte)next);
            }

            var text = Encoding.ASCII.GetString([.. header]);
            var body = new byte[int.Parse(text["Content-Length: ".Length..text.IndexOf('\r', StringComparison.Ordinal)], CultureInfo.InvariantCulture)];
            stream.ReadExactly(body);
            var at = Stopwatch.GetTimestamp();
            _arrived.Add((at, JsonDocument.Parse(body).RootElement));
        }
    }
}
