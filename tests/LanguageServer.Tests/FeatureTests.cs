using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace ArchGen.LanguageServer.Tests;

/// <summary>Each feature asked for as an editor does; what the answers should say is tested where the compiler gives them.</summary>
public class FeatureTests
{
    private const string Document = "untitled:features";

    private const string Text = """
        namespace Demo.Features;

        import std;

        /// Depthwise, then a gate.
        mixer Local(kernel: int = 3) : [N, C, H, W] -> same
            where kernel % 2 == 1
        {
            dw: conv2d(C, kernel, padding: (kernel - 1) / 2, groups: C)
            gelu
        }

        model Net(dim: int = 16, classes: int = 10) : image [N, 3, H, W] -> logits [N, classes]
            where H % 4 == 0, W % 4 == 0
        {
            stem: conv2d(dim, 4, stride: 4)
            residual { local: Local(5) }
            mean(dims: [2, 3])
            head: linear(classes)
        }

        variant Small = Net() expect params 1_370

        """;

    private static async Task<ScriptedClient> OpenedAsync(string text = Text)
    {
        var client = await ScriptedClient.ConnectedAsync();
        await client.OpenAsync(Document, text);
        return client;
    }

    private static JsonObject At(string mark, int within = 0) => ScriptedClient.At(Document, Text, mark, within);

    private static JsonObject Whole(string text) => new() { ["textDocument"] = new JsonObject { ["uri"] = Document }, ["range"] = ScriptedClient.Range(text, 0, text.Length) };

    [Fact]
    public async Task Inlay_hints()
    {
        await using var client = await OpenedAsync();
        var hints = (JsonArray)(await client.AskAsync("textDocument/inlayHint", Whole(Text)))!;
        var line = Text[..Text.IndexOf("stem:", StringComparison.Ordinal)].Count(c => c == '\n');
        var stem = hints.First(h => (int)h!["position"]!["line"]! == line)!;
        Assert.Contains("[N, dim, H / 4, W / 4]", (string?)stem["label"]);
        Assert.True((bool)stem["paddingLeft"]!);
    }

    [Fact]
    public async Task Hover()
    {
        await using var client = await OpenedAsync();
        var hover = (await client.AskAsync("textDocument/hover", At("Local(5)")))!;
        Assert.Equal("markdown", (string?)hover["contents"]!["kind"]);
        Assert.Contains("Depthwise, then a gate.", (string?)hover["contents"]!["value"]);
        Assert.Equal("Local", ScriptedClient.Words(Text, hover["range"]!));
        Assert.Null(await client.AskAsync("textDocument/hover", At("\n\nimport", 1)));
    }

    [Fact]
    public async Task Completion()
    {
        var text = Text.Replace("        gelu\n", "        ge\n").Replace("    gelu\n", "    ge\n");
        await using var client = await OpenedAsync(text);
        var list = (await client.AskAsync("textDocument/completion", ScriptedClient.At(Document, text, "    ge\n", 6)))!;
        Assert.False((bool)list["isIncomplete"]!);
        var gelu = ((JsonArray)list["items"]!).Single(i => (string?)i!["label"] == "gelu")!;
        Assert.Equal("ge", ScriptedClient.Words(text, gelu["textEdit"]!["range"]!));
        Assert.Equal("gelu", (string?)gelu["textEdit"]!["newText"]);
        var order = ((JsonArray)list["items"]!).Select(i => (string?)i!["sortText"]).ToList();
        Assert.Equal(order.Order(StringComparer.Ordinal), order);
    }

    [Fact]
    public async Task Completion_of_a_step_s_path()
    {
        var text = Text + "ablation Study of Small { axis norm: plain = (), bare = remove local. }\n";
        await using var client = await OpenedAsync(text);
        var list = (await client.AskAsync("textDocument/completion", ScriptedClient.At(Document, text, "remove local.", "remove local.".Length)))!;
        Assert.Equal(["dw", "**"], ((JsonArray)list["items"]!).Select(i => (string?)i!["label"]));
    }

    [Fact]
    public async Task Signature_help()
    {
        await using var client = await OpenedAsync();
        var help = (await client.AskAsync("textDocument/signatureHelp", At("(dim, 4, stride: 4)", "(dim, ".Length)))!;
        var signature = Assert.Single((JsonArray)help["signatures"]!)!;
        var label = (string)signature["label"]!;
        Assert.StartsWith("conv2d(", label);
        var active = signature["parameters"]![(int)help["activeParameter"]!]!["label"]!;
        Assert.StartsWith("kernel_size", label[(int)active[0]!..(int)active[1]!]);
    }

    [Fact]
    public async Task Definition_in_the_file_and_in_the_library()
    {
        var text = Text.Replace("        mean(", "        squeeze: SqueezeExcite(4)\n        mean(").Replace("    mean(", "    weigh: SqueezeExcite(4)\n    mean(");
        await using var client = await OpenedAsync(text);
        var local = Assert.Single((JsonArray)(await client.AskAsync("textDocument/definition", ScriptedClient.At(Document, text, "Local(5)")))!)!;
        Assert.Equal(Document, (string?)local["uri"]);
        Assert.Equal("Local", ScriptedClient.Words(text, local["range"]!));
        var library = Assert.Single((JsonArray)(await client.AskAsync("textDocument/definition", ScriptedClient.At(Document, text, "SqueezeExcite(4)")))!)!;
        var path = new Uri((string)library["uri"]!).LocalPath;
        Assert.Equal("SqueezeExcite", ScriptedClient.Words(File.ReadAllText(path), library["range"]!));
        // The file that shows it is one that the server understands.
        var uri = ScriptedClient.Uri(path);
        await client.OpenAsync(uri, File.ReadAllText(path));
        Assert.Empty(await client.FindingsAsync(uri, 1));
    }

    [Fact]
    public async Task Highlights()
    {
        await using var client = await OpenedAsync();
        var marks = (JsonArray)(await client.AskAsync("textDocument/documentHighlight", At("kernel: int")))!;
        Assert.Equal(Text.Split("kernel").Length - 1, marks.Count);
        Assert.All(marks, m => Assert.Equal("kernel", ScriptedClient.Words(Text, m!["range"]!)));
    }

    [Fact]
    public async Task References_and_renames_reach_files_that_aren_t_open()
    {
        using var folder = new TemporaryFolder();
        const string blocks = "namespace Demo.Blocks;\n\nblock Wide(dim: int) : [N, C] -> [N, dim] {\n    fc: linear(dim)\n}\n";
        const string net = "namespace Demo.Net;\n\nimport Demo.Blocks;\n\nmodel Net : [N, 3] -> [N, 8] {\n    wide: Wide(8)\n    again: Wide(dim: 8)\n}\n\nvariant NetA = Net()\n";
        var blocksUri = ScriptedClient.Uri(folder.Write("blocks.arch", blocks));
        var netUri = ScriptedClient.Uri(folder.Write("far/away/net.arch", net));
        folder.Write("copy/blocks.arch", blocks);
        folder.Write("copy/net.arch", net);
        await using var client = await ScriptedClient.ConnectedAsync(folder.Path);
        await client.OpenAsync(blocksUri, blocks);
        var asked = ScriptedClient.At(blocksUri, blocks, "Wide");
        asked["context"] = new JsonObject { ["includeDeclaration"] = true };
        var references = (JsonArray)(await client.AskAsync("textDocument/references", asked))!;
        Assert.Equal([blocksUri, netUri, netUri], references.Select(r => (string?)r!["uri"]).Order(StringComparer.Ordinal));
        asked = ScriptedClient.At(blocksUri, blocks, "dim");
        asked["newName"] = "width";
        var edits = (JsonArray)(await client.AskAsync("textDocument/rename", asked))!["documentChanges"]!;
        var byFile = edits.ToDictionary(e => (string)e!["textDocument"]!["uri"]!, e => ((JsonArray)e!["edits"]!).Count);
        Assert.Equal(new Dictionary<string, int> { [blocksUri] = 3, [netUri] = 1 }, byFile);
        Assert.Equal(1, (int)edits.Single(e => (string?)e!["textDocument"]!["uri"] == blocksUri)!["textDocument"]!["version"]!);
        Assert.Null(edits.Single(e => (string?)e!["textDocument"]!["uri"] == netUri)!["textDocument"]!["version"]);
        var lenses = (JsonArray)(await client.AskAsync("textDocument/codeLens", ScriptedClient.Of(blocksUri)))!;
        Assert.Contains("2 uses", lenses.Select(l => (string?)l!["command"]!["title"]));
    }

    [Fact]
    public async Task A_name_that_can_t_be_renamed_or_given_is_refused()
    {
        await using var client = await OpenedAsync();
        var (code, message) = await client.FailAsync("textDocument/prepareRename", At("conv2d(dim"));
        Assert.Equal(-32803, code);
        Assert.NotEmpty(message);
        var prepared = (await client.AskAsync("textDocument/prepareRename", At("Local(5)")))!;
        Assert.Equal(("Local", "Local"), ((string?)prepared["placeholder"], ScriptedClient.Words(Text, prepared["range"]!)));
        var asked = At("Local(5)");
        asked["newName"] = "not a name";
        Assert.Equal(-32803, (await client.FailAsync("textDocument/rename", asked)).Code);
    }

    [Fact]
    public async Task Formatting_of_all_of_a_part_and_of_the_line_that_was_ended()
    {
        var text = Text.Replace("dw: conv2d(C,", "dw:conv2d( C,").Replace("head: linear(classes)", "head:   linear(classes)");
        await using var client = await OpenedAsync(text);
        var options = new JsonObject { ["tabSize"] = 4, ["insertSpaces"] = true };
        var asked = ScriptedClient.Of(Document);
        asked["options"] = options.DeepClone();
        Assert.Equal(Text, Apply(text, (JsonArray)(await client.AskAsync("textDocument/formatting", asked))!));
        asked = Whole(text);
        var start = text.IndexOf("dw:", StringComparison.Ordinal);
        asked["range"] = ScriptedClient.Range(text, start, start + 4);
        asked["options"] = options.DeepClone();
        Assert.Equal(Text.Replace("head: linear(classes)", "head:   linear(classes)"), Apply(text, (JsonArray)(await client.AskAsync("textDocument/rangeFormatting", asked))!));
        asked = ScriptedClient.At(Document, text, "    gelu");
        asked["ch"] = "\n";
        asked["options"] = options.DeepClone();
        Assert.Equal(Text.Replace("head: linear(classes)", "head:   linear(classes)"), Apply(text, (JsonArray)(await client.AskAsync("textDocument/onTypeFormatting", asked))!));
    }

    [Fact]
    public async Task Fixes_one_by_one_and_all_at_once()
    {
        var text = Text.Replace("gelu", "gelo").Replace("linear(classes)", "liner(classes)");
        await using var client = await OpenedAsync(text);
        var found = await client.FindingsAsync(Document, 1);
        Assert.Equal(2, found.Count);
        JsonObject Asked(JsonNode range, string? only) => new()
        {
            ["textDocument"] = new JsonObject { ["uri"] = Document },
            ["range"] = range.DeepClone(),
            ["context"] = new JsonObject { ["diagnostics"] = found.DeepClone(), ["only"] = only is null ? null : new JsonArray(only) },
        };
        var one = Assert.Single((JsonArray)(await client.AskAsync("textDocument/codeAction", Asked(found[0]!["range"]!, null)))!)!;
        Assert.Equal(("quickfix", true), ((string?)one["kind"], (bool)one["isPreferred"]!));
        Assert.Equal(text.Replace("gelo", "gelu"), Apply(text, EditsOf(one)));
        var all = Assert.Single((JsonArray)(await client.AskAsync("textDocument/codeAction", Asked(Whole(text)["range"]!, "source.fixAll")))!)!;
        Assert.Equal(Text, Apply(text, EditsOf(all)));
        Assert.Empty((JsonArray)(await client.AskAsync("textDocument/codeAction", Asked(Whole(text)["range"]!, "refactor")))!);
    }

    [Fact]
    public async Task Semantic_tokens_cover_words_and_the_range_asked_for()
    {
        await using var client = await OpenedAsync();
        var all = Tokens((await client.AskAsync("textDocument/semanticTokens/full", ScriptedClient.Of(Document)))!);
        Assert.Contains(("mixer", 0), all);
        Assert.Contains(("Local", 2), all);
        Assert.Contains(("kernel", 4), all);
        var asked = Whole(Text);
        var start = Text.IndexOf("model Net", StringComparison.Ordinal);
        asked["range"] = ScriptedClient.Range(Text, start, start + 9);
        Assert.Equal(["model", "Net"], Tokens((await client.AskAsync("textDocument/semanticTokens/range", asked))!).Select(t => t.Word));
    }

    [Fact]
    public async Task Symbols_of_a_document_and_of_the_workspace()
    {
        using var folder = new TemporaryFolder();
        folder.Write("deep/net.arch", Text);
        await using var client = await ScriptedClient.ConnectedAsync(folder.Path);
        var symbols = (JsonArray)(await client.AskAsync("workspace/symbol", new JsonObject { ["query"] = "sml" }))!;
        var small = Assert.Single(symbols)!;
        Assert.Equal(("Small", "Demo.Features"), ((string?)small["name"], (string?)small["containerName"]));
        Assert.Equal("Small", ScriptedClient.Words(Text, small["location"]!["range"]!));
        var outline = (JsonArray)(await client.AskAsync("textDocument/documentSymbol", ScriptedClient.Of((string)small["location"]!["uri"]!)))!;
        Assert.Contains("Net", Names(outline));
        Assert.Contains("stem", Names(outline));
    }

    [Fact]
    public async Task Folding_and_selections()
    {
        await using var client = await OpenedAsync();
        var folds = (JsonArray)(await client.AskAsync("textDocument/foldingRange", ScriptedClient.Of(Document)))!;
        var lines = Text.Split('\n');
        Assert.Contains(folds, f => lines[(int)f!["endLine"]! + 1] == "}" && (int)f["startLine"]! < (int)f["endLine"]!);
        var asked = ScriptedClient.Of(Document);
        asked["positions"] = new JsonArray(ScriptedClient.Position(Text, Text.IndexOf("kernel, padding", StringComparison.Ordinal)));
        var words = new List<string>();
        for (var range = Assert.Single((JsonArray)(await client.AskAsync("textDocument/selectionRange", asked))!); range is not null; range = range["parent"])
            words.Add(ScriptedClient.Words(Text, range["range"]!));
        Assert.Equal("kernel", words[0]);
        Assert.Equal(Text, words[^1]);
        Assert.Equal(words.Select(w => w.Length).Order().Distinct(), words.Select(w => w.Length));
    }

    [Fact]
    public async Task Lenses_tell_costs_and_lead_to_the_graph()
    {
        await using var client = await OpenedAsync();
        var lenses = (JsonArray)(await client.AskAsync("textDocument/codeLens", ScriptedClient.Of(Document)))!;
        var costs = lenses.Single(l => (string?)l!["command"]!["command"] == "archgen.showGraph")!;
        Assert.Equal("Small", ScriptedClient.Words(Text, costs["range"]!));
        Assert.Equal([Document, "Small"], ((JsonArray)costs["command"]!["arguments"]!).Select(a => (string?)a));
        var uses = lenses.First(l => (string?)l!["command"]!["command"] == "archgen.showUses")!;
        Assert.Equal("1 use", (string?)uses["command"]!["title"]);
        Assert.Equal("Local", ScriptedClient.Words(Text, Assert.Single((JsonArray)uses["command"]!["arguments"]![2]!)!["range"]!));
    }

    [Fact]
    public async Task The_graph_of_what_is_named_or_stands_there()
    {
        await using var client = await OpenedAsync();
        var asked = At("residual");
        var graph = (await client.AskAsync("archgen/graph", asked))!;
        Assert.Equal(["Net", "Small"], ((JsonArray)graph["choices"]!).Select(c => (string?)c));
        Assert.Equal("Net", (string?)graph["model"]);
        asked = ScriptedClient.Of(Document);
        asked["name"] = "Small";
        graph = (await client.AskAsync("archgen/graph", asked))!;
        Assert.Equal("Small", (string?)graph["name"]);
        var nodes = Nodes(graph["root"]!).ToList();
        Assert.Equal(nodes.Count, nodes.Select(n => (string?)n["id"]).Distinct().Count());
        var stem = nodes.Single(n => (string?)n["name"] == "stem");
        Assert.Equal("conv2d(dim, 4, stride: 4)", ScriptedClient.Words(Text, stem["location"]!["range"]!));
        var ids = nodes.Select(n => (string?)n["id"]).ToHashSet();
        Assert.Contains(nodes.SelectMany(n => (JsonArray)n["edges"]!), e => (bool)e!["isShortcut"]!);
        Assert.All(nodes.SelectMany(n => (JsonArray)n["edges"]!).ToList(), e => Assert.True(ids.Contains((string?)e!["from"]) && ids.Contains((string?)e["to"])));
        asked = ScriptedClient.Of(Document);
        asked["name"] = "Nothing";
        Assert.NotNull((await client.AskAsync("archgen/graph", asked))!["problem"]);
    }

    private static IEnumerable<JsonNode> Nodes(JsonNode node) => ((JsonArray)node["children"]!).SelectMany(c => Nodes(c!)).Prepend(node);

    private static IEnumerable<string?> Names(JsonArray symbols) => symbols.SelectMany(s => Names((JsonArray)s!["children"]!).Prepend((string?)s["name"]));

    private static JsonArray EditsOf(JsonNode action) => (JsonArray)Assert.Single((JsonArray)action["edit"]!["documentChanges"]!)!["edits"]!;

    private static string Apply(string text, JsonArray edits)
    {
        foreach (var edit in edits.Reverse())
        {
            var words = ScriptedClient.Words(text, edit!["range"]!);
            var line = (int)edit["range"]!["start"]!["line"]!;
            var start = string.Join("\n", text.Split('\n')[..line]).Length + (line > 0 ? 1 : 0) + (int)edit["range"]!["start"]!["character"]!;
            text = text[..start] + (string?)edit["newText"] + text[(start + words.Length)..];
        }

        return text;
    }

    private static List<(string Word, int Kind)> Tokens(JsonNode result)
    {
        var data = ((JsonArray)result["data"]!).Select(n => (int)n!).ToArray();
        var lines = Text.Split('\n');
        var tokens = new List<(string, int)>();
        var (line, column) = (0, 0);
        for (var i = 0; i < data.Length; i += 5)
        {
            column = data[i] == 0 ? column + data[i + 1] : data[i + 1];
            line += data[i];
            tokens.Add((lines[line].Substring(column, data[i + 2]), data[i + 3]));
        }

        return tokens;
    }
}
