using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace ArchGen.LanguageServer.Tests;

/// <summary>Documents and files: which text counts, what an edit reaches, and what comes and goes on the disk.</summary>
public class WorkspaceTests
{
    private const string Blocks = "namespace Demo.Blocks;\n\nblock Wide(dim: int) : [N, C] -> [N, 2 * dim] {\n    fc: linear(2 * dim)\n}\n";
    private const string Net = "namespace Demo.Net;\n\nimport Demo.Blocks;\n\nmodel Net : [N, 3] -> [N, 16] {\n    wide: Wide(8)\n}\n";

    private static readonly string s_broken = Blocks.Replace("linear(2 * dim)", "linear(3 * dim)");
    private static readonly string s_narrow = Blocks.Replace("2 * dim", "dim");

    [Fact]
    public async Task An_import_is_found_on_the_disk_and_unsaved_text_wins_over_it()
    {
        using var folder = new TemporaryFolder();
        var blocks = ScriptedClient.Uri(folder.Write("blocks.arch", s_narrow));
        var net = ScriptedClient.Uri(folder.Write("nets/net.arch", Net));
        await using var client = await ScriptedClient.ConnectedAsync(folder.Path);
        await client.OpenAsync(net, Net);
        Assert.Equal("ARCH0204", Code(Assert.Single(await client.FindingsAsync(net, 1))));
        await client.OpenAsync(blocks, Blocks);
        Assert.Empty(await client.FindingsAsync(net, 1));
        await client.CloseAsync(blocks);
        Assert.Single(await client.FindingsAsync(net, 1));
    }

    [Fact]
    public async Task An_edit_refreshes_the_open_files_that_import_the_file()
    {
        using var folder = new TemporaryFolder();
        var blocks = ScriptedClient.Uri(folder.Write("blocks.arch", Blocks));
        var net = ScriptedClient.Uri(folder.Write("net.arch", Net));
        await using var client = await ScriptedClient.ConnectedAsync(folder.Path);
        await client.OpenAsync(net, Net);
        await client.OpenAsync(blocks, Blocks);
        Assert.Empty(await client.FindingsAsync(net, 1));
        Assert.Empty(await client.FindingsAsync(blocks, 1));
        await client.ReplaceAsync(blocks, 2, s_narrow);
        Assert.Empty(await client.FindingsAsync(blocks, 2));
        Assert.Single(await client.FindingsAsync(net, 1));
    }

    [Fact]
    public async Task Errors_of_a_file_that_isn_t_open_are_told_and_taken_back()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("blocks.arch", s_broken);
        var net = ScriptedClient.Uri(folder.Write("net.arch", Net));
        await using var client = await ScriptedClient.ConnectedAsync(folder.Path, Watching());
        await client.TakeAsync(m => (string?)m["method"] == "client/registerCapability");
        await client.OpenAsync(net, Net);
        Assert.Single(await client.FindingsAsync(ScriptedClient.Uri(path)));
        File.WriteAllText(path, Blocks);
        await ChangedAsync(client, path, 2);
        Assert.Empty(await client.FindingsAsync(ScriptedClient.Uri(path)));
    }

    [Fact]
    public async Task A_file_that_is_made_renamed_or_deleted_counts_at_once()
    {
        using var folder = new TemporaryFolder();
        var net = ScriptedClient.Uri(folder.Write("net.arch", Net));
        await using var client = await ScriptedClient.ConnectedAsync(folder.Path, Watching());
        await client.OpenAsync(net, Net);
        Assert.Contains("ARCH0102", (await client.FindingsAsync(net, 1)).Select(d => Code(d)));
        var path = folder.Write("later/blocks.arch", Blocks);
        await ChangedAsync(client, path, 1);
        Assert.Empty(await client.FindingsAsync(net, 1));
        var renamed = Path.Combine(Path.GetDirectoryName(path)!, "other.arch");
        File.Move(path, renamed);
        File.AppendAllText(renamed, "\nconst UNUSED = 1\n");
        await client.NotifyAsync("workspace/didChangeWatchedFiles", new JsonObject { ["changes"] = new JsonArray(Change(path, 3), Change(renamed, 1)) });
        File.Delete(renamed);
        await ChangedAsync(client, renamed, 3);
        Assert.Contains("ARCH0102", (await client.FindingsAsync(net, 1)).Select(d => Code(d)));
    }

    [Fact]
    public async Task A_client_that_doesn_t_watch_is_served_when_it_saves()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("blocks.arch", s_narrow);
        var net = ScriptedClient.Uri(folder.Write("net.arch", Net));
        await using var client = await ScriptedClient.ConnectedAsync(folder.Path);
        await client.OpenAsync(net, Net);
        Assert.Single(await client.FindingsAsync(net, 1));
        File.WriteAllText(path, Blocks);
        await client.NotifyAsync("textDocument/didSave", ScriptedClient.Of(net));
        Assert.Empty(await client.FindingsAsync(net, 1));
    }

    [Theory]
    [InlineData("untitled:Untitled-1")]
    [InlineData("git:/somewhere/net.arch?ref=HEAD")]
    public async Task A_document_that_is_no_file_works_and_finds_imports_in_the_workspace(string uri)
    {
        using var folder = new TemporaryFolder();
        folder.Write("deep/blocks.arch", Blocks);
        await using var client = await ScriptedClient.ConnectedAsync(folder.Path);
        await client.OpenAsync(uri, Net);
        Assert.Empty(await client.FindingsAsync(uri, 1));
        await client.ReplaceAsync(uri, 2, Net.Replace("Wide(8)", "Wide(9)"));
        Assert.Single(await client.FindingsAsync(uri, 2));
        await client.CloseAsync(uri);
        Assert.Empty(await client.FindingsAsync(uri));
    }

    [Fact]
    public async Task A_file_outside_of_any_folder_works()
    {
        using var folder = new TemporaryFolder();
        folder.Write("blocks.arch", Blocks);
        var net = ScriptedClient.Uri(folder.Write("net.arch", Net));
        await using var client = await ScriptedClient.ConnectedAsync();
        await client.OpenAsync(net, Net);
        Assert.Empty(await client.FindingsAsync(net, 1));
    }

    [Fact]
    public async Task A_namespace_s_other_files_are_read_where_a_file_needs_them()
    {
        using var folder = new TemporaryFolder();
        folder.Write("blocks.arch", Blocks);
        var text = "namespace Demo.Blocks;\n\nmodel Net : [N, 3] -> [N, 16] {\n    wide: Wide(8)\n}\n";
        var net = ScriptedClient.Uri(folder.Write("net.arch", text));
        await using var client = await ScriptedClient.ConnectedAsync(folder.Path);
        await client.OpenAsync(net, text);
        Assert.Empty(await client.FindingsAsync(net, 1));
    }

    [Fact]
    public async Task Copies_in_two_folders_don_t_meet()
    {
        using var folder = new TemporaryFolder();
        var one = ScriptedClient.Uri(folder.Write("one/blocks.arch", Blocks));
        var two = ScriptedClient.Uri(folder.Write("two/blocks.arch", Blocks));
        await using var client = await ScriptedClient.ConnectedAsync(folder.Path);
        await client.OpenAsync(one, Blocks);
        await client.OpenAsync(two, Blocks);
        Assert.Empty(await client.FindingsAsync(one, 1));
        Assert.Empty(await client.FindingsAsync(two, 1));
    }

    [Fact]
    public async Task What_a_variant_causes_in_another_file_is_told_there_with_the_way()
    {
        using var folder = new TemporaryFolder();
        var model = "namespace Demo.Blocks;\n\nmodel Deep(size: int = 3) : [N, 3, H, W] -> [N, 3, H - size + 1, W - size + 1]\n    where H >= 4, W >= 4\n{\n    conv: conv2d(3, size)\n}\n";
        var variant = "namespace Demo.Net;\n\nimport Demo.Blocks;\n\nvariant Deeper = Deep(size: 9)\n";
        var blocks = ScriptedClient.Uri(folder.Write("blocks.arch", model));
        var net = ScriptedClient.Uri(folder.Write("net.arch", variant));
        await using var client = await ScriptedClient.ConnectedAsync(folder.Path);
        await client.OpenAsync(net, variant);
        await client.OpenAsync(blocks, model);
        var found = Assert.Single(await client.TakeAsync(m => (string?)m["method"] == "textDocument/publishDiagnostics"
            && (string?)m["params"]!["uri"] == blocks && ((JsonArray)m["params"]!["diagnostics"]!).Count > 0) is var message ? (JsonArray)message["params"]!["diagnostics"]! : []);
        Assert.Contains(net, ((JsonArray)found!["relatedInformation"]!).Select(r => (string?)r!["location"]!["uri"]));
    }

    [Fact]
    public async Task With_many_documents_open_an_edit_is_an_edit_of_one()
    {
        await using var client = await ScriptedClient.ConnectedAsync(areTimingsTold: true);
        var compiled = 0;
        for (var i = 0; i < 40; i++)
            await client.OpenAsync($"untitled:{i}", Blocks.Replace("Demo.Blocks", $"Demo.Blocks{i}"));
        await client.ReplaceAsync("untitled:39", 2, s_broken.Replace("Demo.Blocks", "Demo.Blocks39"));
        await client.TakeAsync(m => (string?)m["method"] == "archgen/timings" && (int?)m["params"]!["version"] == 2);
        for (var version = 3; version < 6; version++)
        {
            await client.ReplaceAsync("untitled:39", version, s_broken.Replace("Demo.Blocks", "Demo.Blocks39") + new string('\n', version));
            compiled += (int)(await client.TakeAsync(m => (string?)m["method"] == "archgen/timings" && (int?)m["params"]!["version"] == version))["params"]!["compilations"]!;
        }

        Assert.Equal(3, compiled);
    }

    [Fact]
    public async Task Diagnostics_may_be_pulled_where_they_can_t_be_pushed()
    {
        await using var client = ScriptedClient.InProcess();
        var answer = await client.HandshakeAsync(capabilities: new JsonObject { ["textDocument"] = new JsonObject { ["diagnostic"] = new JsonObject() } });
        Assert.NotNull(answer["capabilities"]!["diagnosticProvider"]);
        await client.OpenAsync("untitled:a", s_broken);
        var first = await client.AskAsync("textDocument/diagnostic", ScriptedClient.Of("untitled:a"));
        Assert.Single((JsonArray)first!["items"]!);
        var asked = ScriptedClient.Of("untitled:a");
        asked["previousResultId"] = (string?)first["resultId"];
        Assert.Equal("unchanged", (string?)(await client.AskAsync("textDocument/diagnostic", asked))!["kind"]);
    }

    private static JsonObject Watching() => new() { ["workspace"] = new JsonObject { ["didChangeWatchedFiles"] = new JsonObject { ["dynamicRegistration"] = true } } };

    private static Task ChangedAsync(ScriptedClient client, string path, int type) =>
        client.NotifyAsync("workspace/didChangeWatchedFiles", new JsonObject { ["changes"] = new JsonArray(Change(path, type)) });

    private static JsonObject Change(string path, int type) => new() { ["uri"] = ScriptedClient.Uri(path), ["type"] = type };

    private static string? Code(JsonNode? finding) => (string?)finding!["code"];
}
