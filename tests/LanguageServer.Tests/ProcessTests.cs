using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace ArchGen.LanguageServer.Tests;

/// <summary>The programs that editors start, spoken to as any editor would.</summary>
public class ProcessTests
{
    public static TheoryData<string[]> Programs =>
    [
        [Path.Combine(AppContext.BaseDirectory, "archgen.dll"), "lsp"],
        [Path.Combine(AppContext.BaseDirectory, "archgen.dll"), "lsp", "--stdio"],
        [Path.Combine(AppContext.BaseDirectory, "ArchGen.LanguageServer.dll")],
    ];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_session_from_beginning_to_end(string[] program)
    {
        const string document = "untitled:session";
        var text = "namespace Demo;\n\nblock B(dim: int) : [N, C] -> [N, dim] {\n    fc: linear(dim)\n    gelu\n}\n";
        await using var client = ScriptedClient.OfProgram(program);
        var answer = await client.HandshakeAsync();
        Assert.Equal("archgen", (string?)answer["serverInfo"]!["name"]);
        await client.OpenAsync(document, text);
        Assert.Empty(await client.FindingsAsync(document, 1));
        var at = text.IndexOf("gelu", StringComparison.Ordinal);
        await client.ChangeAsync(document, 2, new JsonObject { ["range"] = ScriptedClient.Range(text, at, at + 4), ["text"] = "gelo" });
        var found = Assert.Single(await client.FindingsAsync(document, 2))!;
        Assert.Equal("There is no 'gelo' here; did you mean 'gelu'?", (string?)found["message"]);
        var context = new JsonObject { ["diagnostics"] = new JsonArray(found.DeepClone()) };
        var asked = new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = document }, ["range"] = found["range"]!.DeepClone(), ["context"] = context };
        var action = Assert.Single((JsonArray)(await client.AskAsync("textDocument/codeAction", asked))!)!;
        Assert.Equal("gelu", (string?)action["edit"]!["documentChanges"]![0]!["edits"]![0]!["newText"]);
        Assert.Null(await client.AskAsync("shutdown", null));
        await client.NotifyAsync("exit", null);
        Assert.Equal(0, await client.Server.WaitAsync(TimeSpan.FromSeconds(60)));
    }
}
