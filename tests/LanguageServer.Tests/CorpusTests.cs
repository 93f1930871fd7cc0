using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using ArchGen.Cli;
using ArchGen.Dsl.Tests;
using ArchGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace ArchGen.LanguageServer.Tests;

/// <summary>One corpus, three fronts: what a build, the command line and the editor say of a spec is the same, place by place and word by word.</summary>
public class CorpusTests
{
    public static TheoryData<string> Sources => ["pages", "cases", "faults", "specs", "samples"];

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Build_command_line_and_editor_say_the_same(string source)
    {
        var projects = ProjectsOf(source).ToList();
        Assert.NotEmpty(projects);
        var withFindings = 0;
        foreach (var (name, files) in projects)
        {
            using var folder = new TemporaryFolder();
            var paths = files.Select(f => folder.Write(f.Path, f.Text)).ToArray();
            var checkedByHand = Checked(folder.Path, paths);
            var built = Built(paths);
            Assert.True(checkedByHand.SequenceEqual(built), Difference(name, "the command line", checkedByHand, "the build", built));
            var shown = await ShownAsync(folder.Path, paths);
            Assert.True(checkedByHand.SequenceEqual(shown), Difference(name, "the command line", checkedByHand, "the editor", shown));
            withFindings += checkedByHand.Count > 0 ? 1 : 0;
        }

        if (source is "pages" or "cases" or "faults")
            Assert.True(withFindings > 50, $"{withFindings} of {projects.Count} have findings");
        else
            Assert.Equal(0, withFindings);
    }

    private static IEnumerable<(string Name, (string Path, string Text)[] Files)> ProjectsOf(string source) => source switch
    {
        "pages" => Directory.GetFiles(At("docs", "diagnostics"), "ARCH*.md").Order(StringComparer.Ordinal).SelectMany(page => Regex
            .Matches(File.ReadAllText(page).ReplaceLineEndings("\n"), "^```arch\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)
            .Select((fence, i) => ($"{Path.GetFileName(page)}, example {i + 1}", One(fence.Groups[1].Value)))),
        "cases" => Directory.GetFiles(At("tests", "Dsl.Tests", "Elaboration", "Cases"), "*.cases").Order(StringComparer.Ordinal).SelectMany(file => Entries(file)
            .Select(entry => (entry.Split('\n')[0], One(Whole(Markup.Parse(entry[(entry.IndexOf('\n') + 1)..].Split("\n---")[0].Trim('\n') + "\n").Text))))),
        "faults" => Directory.GetFiles(At("tests", "Dsl.Tests", "Elaboration", "Faults"), "*.faults").Order(StringComparer.Ordinal).SelectMany(Entries).Select(Faulty),
        "specs" => [("specs", Below("specs").Where(f => !f.Path.StartsWith("std", StringComparison.Ordinal)).ToArray())],
        _ => [("samples", Below("samples").Concat(Below("specs").Where(f => !f.Path.StartsWith("std", StringComparison.Ordinal))).ToArray())],
    };

    private static string At(params string[] parts) => Path.Combine([Repository.Root, .. parts]);

    private static (string, string)[] One(string text) => [("spec.arch", text)];

    private static string Whole(string text) => text.StartsWith("namespace ", StringComparison.Ordinal) ? text : "namespace Test\n" + text;

    private static IEnumerable<string> Entries(string file) => ("\n" + File.ReadAllText(file).ReplaceLineEndings("\n").TrimEnd('\n')).Split("\n=== ").Skip(1);

    private static IEnumerable<(string Path, string Text)> Below(string folder) => Directory.EnumerateFiles(At(folder), "*.arch", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).Select(path => (Path.GetRelativePath(At(folder), path), File.ReadAllText(path)));

    /// <summary>A shipped spec with one thing changed, and the other files of its folder.</summary>
    private static (string, (string, string)[]) Faulty(string entry)
    {
        var lines = entry.Split('\n');
        string Marked(string mark) => string.Join("\n", lines.Skip(2).Where(l => l.StartsWith(mark, StringComparison.Ordinal) || l == mark.TrimEnd()).Select(l => l.Length > 2 ? l[2..] : ""));
        var path = At(lines[1].Trim().Split('/'));
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        Assert.Contains(Marked("- "), text);
        var own = (Path.GetFileName(path), text.Replace(Marked("- "), Markup.Parse(Marked("+ ")).Text));
        var isAlone = path.Contains("families", StringComparison.Ordinal);
        var others = isAlone ? [] : Directory.GetFiles(Path.GetDirectoryName(path)!, "*.arch").Where(p => p != path).Select(p => (Path.GetFileName(p), File.ReadAllText(p)));
        return (lines[0], [own, .. others]);
    }

    private static List<Finding> Checked(string folder, string[] paths)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        CliApp.Run(["check", folder, "--format", "json"], output, error, colour: false);
        Assert.Equal("", error.ToString());
        return Sorted(((JsonArray)JsonNode.Parse(output.ToString())!["diagnostics"]!).Select(d => new Finding(
            Path.GetFullPath((string)d!["path"]!),
            (string)d["code"]!, (string)d["severity"]!, (string)d["message"]!,
            (int)d["range"]!["line"]!, (int)d["range"]!["column"]!, (int)d["range"]!["endLine"]!, (int)d["range"]!["endColumn"]!)));
    }

    private static List<Finding> Built(string[] paths)
    {
        var parse = new CSharpParseOptions(LanguageVersion.Latest);
        var driver = CSharpGeneratorDriver.Create([new ArchGenerator().AsSourceGenerator()], paths.Select(p => new Spec(p)), parse)
            .RunGenerators(CSharpCompilation.Create("Corpus", [], [], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)));
        return Sorted(driver.GetRunResult().Diagnostics.Select(d => d.Location.GetLineSpan() is var place
            ? new Finding(
                place.Path, d.Id, d.Severity.ToString().ToLowerInvariant(), d.GetMessage(),
                place.StartLinePosition.Line + 1, place.StartLinePosition.Character + 1, place.EndLinePosition.Line + 1, place.EndLinePosition.Character + 1)
            : throw new InvalidOperationException()));
    }

    private static async Task<List<Finding>> ShownAsync(string folder, string[] paths)
    {
        await using var client = await ScriptedClient.ConnectedAsync(folder, areTimingsTold: true);
        var uris = paths.ToDictionary(ScriptedClient.Uri, p => p);
        foreach (var (uri, path) in uris)
            await client.OpenAsync(uri, File.ReadAllText(path));
        // What it took is told last, when all is published.
        var last = uris.Keys.Last();
        var found = new Dictionary<string, JsonArray>();
        while (true)
        {
            var message = await client.TakeAsync(m => (string?)m["method"] is "textDocument/publishDiagnostics" or "archgen/timings");
            if ((string?)message["method"] == "textDocument/publishDiagnostics")
                found[(string)message["params"]!["uri"]!] = (JsonArray)message["params"]!["diagnostics"]!;
            else if ((string?)message["params"]!["uri"] == last)
                break;
        }

        return Sorted(found.Where(f => uris.ContainsKey(f.Key)).SelectMany(f => f.Value.Select(d => new Finding(
            uris[f.Key], (string)d!["code"]!, (int)d["severity"]! switch { 1 => "error", 2 => "warning", _ => "info" }, (string)d["message"]!,
            (int)d["range"]!["start"]!["line"]! + 1, (int)d["range"]!["start"]!["character"]! + 1, (int)d["range"]!["end"]!["line"]! + 1, (int)d["range"]!["end"]!["character"]! + 1))));
    }

    private static List<Finding> Sorted(IEnumerable<Finding> findings) =>
        [.. findings.OrderBy(f => f.Path, StringComparer.Ordinal).ThenBy(f => f.Line).ThenBy(f => f.Column).ThenBy(f => f.Code, StringComparer.Ordinal).ThenBy(f => f.Message, StringComparer.Ordinal)];

    private static string Difference(string project, string one, List<Finding> first, string other, List<Finding> second) =>
        $"{project}:\nonly {one}:\n{string.Join("\n", first.Except(second))}\nonly {other}:\n{string.Join("\n", second.Except(first))}";

    private sealed record Finding(string Path, string Code, string Severity, string Message, int Line, int Column, int EndLine, int EndColumn);

    private sealed class Spec(string path) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(File.ReadAllText(path));
    }
}
