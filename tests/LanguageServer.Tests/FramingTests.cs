using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using ArchGen.LanguageServer.Rpc;
using Xunit;

namespace ArchGen.LanguageServer.Tests;

/// <summary>How bytes become messages, however they arrive, and what is said of bytes that are none.</summary>
public class FramingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Messages_may_arrive_in_pieces_of_any_size(int size)
    {
        string[] bodies = ["{}", """{"a":"é — 语言 🙂"}""", new string(' ', 40_000) + "1", "", "[1,2]"];
        var bytes = bodies.SelectMany(b => Framed(b)).ToArray();
        var reader = new MessageReader(new Pieces(bytes, size));
        foreach (var body in bodies)
            Assert.Equal(body, Encoding.UTF8.GetString((await reader.ReadAsync(default))!.Value.Span));
        Assert.Null(await reader.ReadAsync(default));
    }

    [Theory]
    [InlineData("content-length: 2\r\n\r\n{}")]
    [InlineData("Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("Content-Length:2\r\nContent-Type: application/vscode-jsonrpc; charset=utf8\r\n\r\n{}")]
    public async Task Headers_may_be_written_so(string text) =>
        Assert.Equal("{}", Encoding.UTF8.GetString((await new MessageReader(new MemoryStream(Encoding.UTF8.GetBytes(text))).ReadAsync(default))!.Value.Span));

    [Theory]
    [InlineData("{}", "within a header")]
    [InlineData("hello\r\n\r\n", "no header")]
    [InlineData("\r\n", "no Content-Length")]
    [InlineData("Content-Length: 2\n\n{}", "carriage return")]
    [InlineData("Content-Length: two\r\n\r\n{}", "no length")]
    [InlineData("Content-Length: -2\r\n\r\n{}", "no length")]
    [InlineData("Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", "no length")]
    [InlineData("Content-Length: 99999999999\r\n\r\n{}", "no length")]
    [InlineData("Content-Length: 2000000000\r\n\r\n{}", "longer than")]
    [InlineData("Content-Length: 20\r\n\r\n{}", "2 of 20 bytes")]
    [InlineData("Content-Type: x; charset=latin1\r\nContent-Length: 2\r\n\r\n{}", "only UTF-8")]
    [InlineData("Host: example\r\nContent-Length: 2\r\n\r\n{}", "no header of the protocol")]
    public async Task Bytes_that_are_no_message_are_said_to_be_none(string text, string problem)
    {
        var fault = await Assert.ThrowsAsync<FramingException>(() => new MessageReader(new Pieces(Encoding.UTF8.GetBytes(text), 3)).ReadAsync(default));
        Assert.Contains(problem, fault.Message);
    }

    [Fact]
    public async Task A_header_without_an_end_isn_t_read_for_ever()
    {
        var reader = new MessageReader(new MemoryStream(Encoding.ASCII.GetBytes(new string('x', 100_000))));
        Assert.Contains("within", (await Assert.ThrowsAsync<FramingException>(() => reader.ReadAsync(default))).Message);
    }

    [Fact]
    public async Task Room_is_taken_for_bytes_that_arrive_not_for_those_announced()
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await Assert.ThrowsAsync<FramingException>(() => new MessageReader(new MemoryStream("Content-Length: 200000000\r\n\r\n{}"u8.ToArray())).ReadAsync(default));
        Assert.True(GC.GetTotalAllocatedBytes(precise: true) - before < 50_000_000);
    }

    [Fact]
    public async Task Bytes_by_chance_never_bring_it_down()
    {
        var random = new Random(4711);
        for (var round = 0; round < 500; round++)
        {
            var bytes = Framed("""{"jsonrpc":"2.0","id":1,"method":"x"}""").ToArray();
            for (var i = 0; i < 1 + round % 5; i++)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var reader = new MessageReader(new Pieces(bytes, 1 + random.Next(20)));
            try
            {
                while (await reader.ReadAsync(default) is not null)
                {
                }
            }
            catch (FramingException)
            {
                // What it is for.
            }
        }
    }

    [Fact]
    public async Task A_server_that_is_sent_garbage_says_why_and_ends()
    {
        await using var client = ScriptedClient.InProcess();
        await client.SendBytesAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray());
        Assert.Equal(1, await client.Server.WaitAsync(TimeSpan.FromSeconds(30)));
        var logged = await client.TakeAsync(m => (string?)m["method"] == "window/logMessage");
        Assert.Contains("no header", (string?)logged["params"]!["message"]);
    }

    [Theory]
    [InlineData("{", -32700)]
    [InlineData("[]", -32600)]
    [InlineData("7", -32600)]
    [InlineData("""{"id":1,"method":"shutdown"}""", -32600)]
    [InlineData("""{"jsonrpc":"1.0","id":1,"method":"shutdown"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":{},"method":"shutdown"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":5}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0"}""", -32600)]
    public async Task A_message_that_is_none_is_answered_and_the_next_one_works(string body, int code)
    {
        await using var client = await ScriptedClient.ConnectedAsync();
        await client.SendBytesAsync([.. Framed(body)]);
        Assert.Equal(code, (int)(await client.TakeAsync(m => m["error"] is not null))["error"]!["code"]!);
        Assert.Null(await client.AskAsync("shutdown", null));
    }

    [Fact]
    public async Task Ids_may_be_texts()
    {
        await using var client = await ScriptedClient.ConnectedAsync();
        await client.SendAsync(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = "a-1", ["method"] = "shutdown" });
        await client.TakeAsync(m => m["id"] is JsonValue id && id.TryGetValue<string>(out var text) && text == "a-1" && m.ContainsKey("result"));
    }

    private static IEnumerable<byte> Framed(string body) => [.. Encoding.ASCII.GetBytes($"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n"), .. Encoding.UTF8.GetBytes(body)];

    /// <summary>A stream that never gives more than so many bytes at a time.</summary>
    private sealed class Pieces(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer.Length > size ? buffer[..size] : buffer, cancellationToken);
    }
}
