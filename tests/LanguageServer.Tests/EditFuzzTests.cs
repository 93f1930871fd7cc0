using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using ArchGen.Dsl;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.LanguageServer.Tests;

/// <summary>Edits by chance: the server's text is the client's after each, and its findings are those of the text compiled anew.</summary>
public class EditFuzzTests
{
    private static readonly string[] s_pieces = ["\n", "\r\n", "\r", " ", "x", "(", ")", "{", "}", "1", "🙂", "é", "conv2d(dim, 3)", "// ", "/*", "\"", "relu\n", ": ", "|> ", "variant V = "];

    [Theory]
    [InlineData(1, "families/convnext.arch")]
    [InlineData(2, "std/tokens.arch")]
    [InlineData(3, "families/resnet.arch")]
    public async Task Texts_and_findings_stay_the_same_on_both_sides(int seed, string spec)
    {
        const string document = "untitled:fuzz";
        var random = new Random(seed);
        var text = File.ReadAllText(Path.Combine(Repository.Root, "specs", spec)).ReplaceLineEndings("\n").Replace("namespace std;", "namespace Fuzz;");
        var original = text;
        await using var client = await ScriptedClient.ConnectedAsync();
        await client.OpenAsync(document, text);
        for (var version = 2; version <= 60; version++)
        {
            // Now and then all is undone, so that findings are those of specs that nearly compile.
            var changes = new List<JsonObject>();
            if (random.Next(8) == 0)
            {
                changes.Add(new JsonObject { ["text"] = original });
                text = original;
            }

            for (var i = random.Next(3); i >= 0; i--)
            {
                var start = random.Next(text.Length + 1);
                var end = Math.Min(text.Length, start + (random.Next(3) == 0 ? random.Next(40) : 0));
                var piece = s_pieces[random.Next(s_pieces.Length)];
                var range = Lines.Range(text, ref start, ref end);
                changes.Add(new JsonObject { ["range"] = range, ["text"] = piece });
                text = text[..start] + piece + text[end..];
            }

            await client.ChangeAsync(document, version, [.. changes]);
            if (version % 3 != 0)
                continue;
            var found = (await client.FindingsAsync(document, version)).Select(d => ((string?)d!["code"], (string?)d["message"], d["range"]!.ToJsonString())).ToList();
            var source = new SourceText("fuzz.arch", text);
            var expected = ArchCompiler.Compile([source]).Files[0].Diagnostics.Select(d => ((string?)d.Code, (string?)d.Message, Lines.Range(source, d.Span).ToJsonString())).ToList();
            Assert.Equal(expected, found);
        }

        // What formatting would change is the same only where the texts are.
        var edits = (JsonArray)(await client.AskAsync("textDocument/formatting", ScriptedClient.Of(document)))!;
        Assert.Equal(Dsl.Formatting.Formatter.Run(new SourceText("fuzz.arch", text)).Edits.Select(e => e.NewText), edits.Select(e => (string?)e!["newText"]));
    }

    /// <summary>Lines as the protocol has them: ended by any of the three line ends.</summary>
    private static class Lines
    {
        public static JsonObject Range(SourceText source, TextSpan span) => new() { ["start"] = Position(source, span.Start), ["end"] = Position(source, span.End) };

        /// <summary>A range of a text; places within a line end move to where a position can be.</summary>
        public static JsonObject Range(string text, ref int start, ref int end)
        {
            var source = new SourceText("", text);
            while (start > 0 && start < text.Length && text[start] == '\n' && text[start - 1] == '\r')
                start--;
            end = Math.Max(start, end);
            while (end > start && end < text.Length && text[end] == '\n' && text[end - 1] == '\r')
                end--;
            return Range(source, TextSpan.FromBounds(start, end));
        }

        private static JsonObject Position(SourceText source, int offset)
        {
            var place = source.PositionOf(offset);
            return new JsonObject { ["line"] = place.Line, ["character"] = place.Column };
        }
    }
}
