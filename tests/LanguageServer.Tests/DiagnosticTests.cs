using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace ArchGen.LanguageServer.Tests;

/// <summary>What a finding tells the client.</summary>
public class DiagnosticTests
{
    private const string Document = "untitled:a";
    private const string Mistyped = "namespace Demo;\n\n/// 语言 🙂\nblock B(dim: int, spare: int) : [N, C] -> [N, dim] {\n    fc: liner(dim)\n}\n";

    [Fact]
    public async Task Its_place_code_page_severity_and_fix()
    {
        await using var client = await ScriptedClient.ConnectedAsync();
        await client.OpenAsync(Document, Mistyped);
        var found = (await client.FindingsAsync(Document, 1)).Single(d => (string?)d!["code"] == "ARCH0100")!;
        Assert.Equal("liner", ScriptedClient.Words(Mistyped, found["range"]!));
        Assert.Equal(1, (int)found["severity"]!);
        Assert.Equal("archgen", (string?)found["source"]);
        Assert.EndsWith("/ARCH0100.md", (string?)found["codeDescription"]!["href"]);
        Assert.Equal("linear", (string?)found["data"]!["edit"]!["newText"]);
        Assert.Null(found["tags"]);
    }

    [Fact]
    public async Task What_is_never_used_is_tagged_unnecessary()
    {
        await using var client = await ScriptedClient.ConnectedAsync();
        var text = Mistyped.Replace("liner", "linear");
        await client.OpenAsync(Document, text);
        var found = Assert.Single(await client.FindingsAsync(Document, 1))!;
        Assert.Equal(("ARCH0113", 2, 1), ((string?)found["code"], (int)found["severity"]!, (int)found["tags"]![0]!));
        Assert.Equal("spare", ScriptedClient.Words(text, found["range"]!));
    }

    [Fact]
    public async Task Places_that_it_speaks_of_come_along()
    {
        var text = "namespace Demo;\n\nmodel Net(dim: int = 10, heads: int = 4) : [N, L, 10] -> same {\n    a: Attend(heads)\n}\n\nmixer Attend(heads: int) : [N, L, C] -> same\n    where C % heads == 0\n{\n    fc: linear(C)\n}\n\nvariant NetA = Net()\n";
        await using var client = await ScriptedClient.ConnectedAsync();
        await client.OpenAsync(Document, text);
        var found = (await client.FindingsAsync(Document, 1)).First(d => (string?)d!["code"] == "ARCH0200")!;
        Assert.Contains("NetA", ((JsonArray)found["relatedInformation"]!).Select(r => ScriptedClient.Words(text, r!["location"]!["range"]!)));
    }

    [Fact]
    public async Task Each_version_is_answered_for_and_only_the_newest_where_they_come_fast()
    {
        await using var client = await ScriptedClient.ConnectedAsync();
        await client.OpenAsync(Document, Mistyped);
        for (var version = 2; version < 40; version++)
            await client.ReplaceAsync(Document, version, Mistyped.Replace("liner", version % 2 == 0 ? "linear" : "lin" + version));
        await client.ReplaceAsync(Document, 40, Mistyped.Replace("liner", "linear").Replace(", spare: int", ""));
        Assert.Empty(await client.FindingsAsync(Document, 40));
    }

    [Theory]
    [InlineData("utf-8", 4)]
    [InlineData("utf-16", 2)]
    [InlineData("utf-32", 1)]
    public async Task Columns_are_counted_as_agreed(string encoding, int smile)
    {
        await using var client = await ScriptedClient.ConnectedAsync(
            capabilities: new JsonObject { ["general"] = new JsonObject { ["positionEncodings"] = new JsonArray(encoding) } });
        var text = "namespace Demo;\nblock B : [N, C] -> same { /* 🙂 */ liner }\n";
        await client.OpenAsync(Document, text);
        var start = Assert.Single(await client.FindingsAsync(Document, 1))!["range"]!["start"]!;
        var before = "block B : [N, C] -> same { /* ".Length;
        Assert.Equal((1, before + smile + " */ ".Length), ((int)start["line"]!, (int)start["character"]!));
        // And the other way: the smile is taken out by a range in the client's columns.
        await client.ChangeAsync(Document, 2, new JsonObject
        {
            ["range"] = new JsonObject { ["start"] = new JsonObject { ["line"] = 1, ["character"] = before }, ["end"] = new JsonObject { ["line"] = 1, ["character"] = before + smile } },
            ["text"] = "",
        });
        Assert.Equal(before + " */ ".Length, (int)Assert.Single(await client.FindingsAsync(Document, 2))!["range"]!["start"]!["character"]!);
    }
}
