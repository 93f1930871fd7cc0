using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace ArchGen.LanguageServer.Tests;

/// <summary>From initialize to exit, and what lies outside of it.</summary>
public class LifecycleTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_session_that_is_ended_properly_returns_0()
    {
        await using var client = await ScriptedClient.ConnectedAsync();
        Assert.Null(await client.AskAsync("shutdown", null));
        await client.NotifyAsync("exit", null);
        Assert.Equal(0, await client.Server.WaitAsync(s_patience));
    }

    [Fact]
    public async Task One_that_isn_t_returns_1()
    {
        await using var client = await ScriptedClient.ConnectedAsync();
        await client.NotifyAsync("exit", null);
        Assert.Equal(1, await client.Server.WaitAsync(s_patience));
    }

    [Fact]
    public async Task A_client_that_is_gone_ends_it()
    {
        await using var client = await ScriptedClient.ConnectedAsync();
        client.EndInput();
        Assert.Equal(1, await client.Server.WaitAsync(s_patience));
    }

    [Fact]
    public async Task Nothing_is_done_before_initialize()
    {
        await using var client = ScriptedClient.InProcess();
        Assert.Equal(-32002, (await client.FailAsync("textDocument/hover", ScriptedClient.At("file:///a.arch", "a", "a"))).Code);
        await client.HandshakeAsync();
        Assert.Equal(-32600, (await client.FailAsync("initialize", new JsonObject { ["capabilities"] = new JsonObject() })).Code);
    }

    [Fact]
    public async Task Nothing_is_done_after_shutdown()
    {
        await using var client = await ScriptedClient.ConnectedAsync();
        await client.AskAsync("shutdown", null);
        Assert.Equal(-32600, (await client.FailAsync("textDocument/hover", ScriptedClient.At("file:///a.arch", "a", "a"))).Code);
    }

    [Fact]
    public async Task Unknown_requests_are_answered_so_and_unknown_notifications_passed_over()
    {
        await using var client = await ScriptedClient.ConnectedAsync();
        await client.NotifyAsync("$/setTrace", new JsonObject { ["value"] = "off" });
        await client.NotifyAsync("no/such", null);
        Assert.Equal((-32601, "There is no method 'no/such'."), await client.FailAsync("no/such", null));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"textDocument":{"uri":5},"position":{"line":0,"character":0}}""")]
    [InlineData("""{"textDocument":{"uri":"file:///a.arch"},"position":{"line":-1,"character":0}}""")]
    [InlineData("""{"textDocument":{"uri":"file:///a.arch"},"position":"here"}""")]
    [InlineData("[1]")]
    public async Task Parameters_that_can_t_be_read_are_said_to_be_wrong(string parameters)
    {
        await using var client = await ScriptedClient.ConnectedAsync();
        Assert.Equal(-32602, (await client.FailAsync("textDocument/hover", JsonNode.Parse(parameters))).Code);
        await client.NotifyAsync("textDocument/didOpen", JsonNode.Parse(parameters));
        Assert.Null(await client.AskAsync("shutdown", null));
    }

    [Fact]
    public async Task What_isn_t_open_or_there_is_answered_with_nothing()
    {
        await using var client = await ScriptedClient.ConnectedAsync();
        Assert.Null(await client.AskAsync("textDocument/hover", ScriptedClient.At("file:///no/such.arch", "a", "a")));
        Assert.Null(await client.AskAsync("textDocument/documentSymbol", ScriptedClient.Of("file:///no/such.arch")));
        await client.ChangeAsync("file:///no/such.arch", 2, new JsonObject { ["text"] = "x" });
        Assert.Contains("isn't open", (string?)(await client.TakeAsync(m => (string?)m["method"] == "window/logMessage"))["params"]!["message"]);
    }

    [Fact]
    public async Task A_request_that_is_cancelled_is_answered_so_or_with_its_result()
    {
        await using var client = await ScriptedClient.ConnectedAsync();
        var text = File.ReadAllText(Path.Combine(Repository.Root, "specs", "uninext", "uninext.arch"));
        await client.OpenAsync("untitled:slow", text);
        var id = await client.BeginAsync("textDocument/codeLens", ScriptedClient.Of("untitled:slow"));
        await client.NotifyAsync("$/cancelRequest", new JsonObject { ["id"] = id });
        var answer = await client.AnswerAsync(id);
        Assert.True(answer["error"] is null || (int)answer["error"]!["code"]! == -32800, answer.ToString());
        Assert.NotEmpty((JsonArray)(await client.AskAsync("textDocument/documentSymbol", ScriptedClient.Of("untitled:slow")))!);
    }

    [Theory]
    [InlineData(null, "utf-16")]
    [InlineData("utf-16,utf-8", "utf-16")]
    [InlineData("utf-8", "utf-8")]
    [InlineData("utf-32,utf-8", "utf-32")]
    [InlineData("utf-7", "utf-16")]
    public async Task How_columns_are_counted_is_agreed_on(string? offered, string expected)
    {
        await using var client = ScriptedClient.InProcess();
        var general = new JsonObject { ["positionEncodings"] = offered is null ? null : new JsonArray([.. offered.Split(',').Select(o => (JsonNode)o)]) };
        var answer = await client.HandshakeAsync(capabilities: new JsonObject { ["general"] = general });
        Assert.Equal(expected, (string?)answer["capabilities"]!["positionEncoding"]);
    }

    [Fact]
    public async Task What_it_can_do_is_said()
    {
        await using var client = ScriptedClient.InProcess();
        var can = (JsonObject)(await client.HandshakeAsync())["capabilities"]!;
        string[] expected =
        [
            "codeActionProvider", "codeLensProvider", "completionProvider", "definitionProvider", "documentFormattingProvider", "documentHighlightProvider",
            "documentOnTypeFormattingProvider", "documentRangeFormattingProvider", "documentSymbolProvider", "foldingRangeProvider", "hoverProvider", "inlayHintProvider", "positionEncoding",
            "referencesProvider", "renameProvider", "selectionRangeProvider", "semanticTokensProvider", "signatureHelpProvider", "textDocumentSync", "workspace", "workspaceSymbolProvider",
        ];
        Assert.Equal(expected, can.Select(c => c.Key).Order(StringComparer.Ordinal));
    }
}
