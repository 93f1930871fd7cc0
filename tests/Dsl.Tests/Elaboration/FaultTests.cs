using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Elaboration;

/// <summary>
/// Slips of the pen in the specs that ship, one at a time (<c>Faults/*.faults</c>): each gives one finding, of the code and at the very words that are wrong, whatever
/// follows from it elsewhere; where it has a fix, that mends the file. A fault is a title, the file, what stands there (<c>-</c>), what is written instead (<c>+</c>), the code with the words that it is found at
/// (in <c>[| |]</c> within the new text, or as they stand elsewhere in the file), and the message. <c>ARCHGEN_UPDATE_BASELINES=1</c> writes the messages anew.
/// </summary>
public class FaultTests
{
    private static readonly string s_folder = Spec.PathOf("tests", "Dsl.Tests", "Elaboration", "Faults");

    private static readonly Dictionary<string, Fault[]> s_faults = Directory.GetFiles(s_folder, "*.faults").Order(StringComparer.Ordinal)
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), Load);

    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (file, faults) in s_faults)
            {
                foreach (var fault in faults)
                    data.Add(file, fault.Title);
            }
            return data;
        }
    }

    [Fact]
    public void There_are_sixty_of_many_kinds()
    {
        var all = s_faults.Values.SelectMany(f => f).ToArray();
        Assert.True(all.Length >= 60, $"{all.Length} faults");
        Assert.True(all.Select(f => f.Code).Distinct().Count() >= 30, "too few codes");
        Assert.Equal(all.Length, all.Select(f => (f.Path, f.Before, f.After)).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Is_found_once_and_where_it_is(string file, string title)
    {
        var fault = s_faults[file].Single(f => f.Title == title);
        var (source, at) = fault.Apply();
        var diagnostics = Compile(fault.Path, source);
        var shown = string.Concat(diagnostics.Select(d => $"\n  {d.Code} at {d.Path}, {Words(source, d)}: {d.Message}" + string.Concat(d.Related.Select(r => $"\n      {r.Path}: {r.Message}"))));
        Assert.True(diagnostics.Count == 1, $"{diagnostics.Count} findings:{shown}");
        var found = diagnostics[0];
        Assert.True(found.Code == fault.Code && found.Path == fault.Path && found.Span == at, $"Expected {fault.Code} at [{at.Start}..{at.End}) {source.Substring(at.Start, at.Length)}:{shown}");
        if (found.Fix is { } fix)
            Assert.Empty(Compile(fault.Path, source[..fix.Span.Start] + fix.NewText + source[fix.Span.End..]).Select(d => $"after '{fix.Title}': {d.Code}: {d.Message}"));
        if (Environment.GetEnvironmentVariable("ARCHGEN_UPDATE_BASELINES") == "1")
            Update(file, fault with { Message = found.Message });
        else
            Assert.Equal(fault.Message, found.Message);
    }

    private static string Words(string source, Diagnostic d) =>
        d.Span.End > source.Length ? "?" : $"[{d.Span.Start}..{d.Span.End}) '{source.Substring(d.Span.Start, d.Span.Length)}'";

    /// <summary>The findings of a shipped file with another text, compiled with all files of the folders that its namespace and imports are in.</summary>
    private static IReadOnlyList<Diagnostic> Compile(string path, string text)
    {
        var folder = Path.GetDirectoryName(Spec.PathOf(path))!;
        var space = ArchCompiler.Header(new SourceText(path, text)).Namespace;
        var others = Directory.GetFiles(folder, "*.arch").Order(StringComparer.Ordinal)
            .Select(p => new SourceText(Path.GetRelativePath(Spec.Repository, p).Replace('\\', '/'), File.ReadAllText(p).ReplaceLineEndings("\n")))
            .Where(s => s.Path != path && ArchCompiler.Header(s).Namespace == space);
        var result = ArchCompiler.Compile([new SourceText(path, text), .. others]);
        return [.. result.Files.SelectMany(f => f.Diagnostics)];
    }

    private static Fault[] Load(string path) =>
        [.. ("\n" + File.ReadAllText(path).ReplaceLineEndings("\n").TrimEnd('\n')).Split("\n=== ").Skip(1).Select(Fault.Parse)];

    private static void Update(string file, Fault changed)
    {
        lock (s_faults)
        {
            var path = Path.Combine(s_folder, file + ".faults");
            var head = File.ReadAllText(path).ReplaceLineEndings("\n").Split("=== ")[0];
            File.WriteAllText(path, head + string.Join("\n", Load(path).Select(f => f.Title == changed.Title ? changed : f)));
        }
    }

    private sealed record Fault(string Title, string Path, string Before, string After, string Code, string Elsewhere, string Message)
    {
        public static Fault Parse(string text)
        {
            var lines = text.TrimEnd('\n').Split('\n');
            var expected = lines.First(l => l.StartsWith("ARCH", StringComparison.Ordinal));
            return new Fault(
                lines[0].Trim(), lines[1].Trim(), Marked(lines, "- "), Marked(lines, "+ "), expected[..8], expected.Length > 10 ? expected[10..].Replace("\\n", "\n") : "",
                lines[^1].StartsWith("  ", StringComparison.Ordinal) ? lines[^1].Trim() : "");
        }

        /// <summary>The text with the fault in it, and where the finding belongs.</summary>
        public (string Text, TextSpan At) Apply()
        {
            var original = Spec.Read(Path);
            var at = original.IndexOf(Before, StringComparison.Ordinal);
            Assert.True(at >= 0, $"'{Before}' isn't in {Path}");
            Assert.True(original.IndexOf(Before, at + 1, StringComparison.Ordinal) < 0, $"'{Before}' is more than once in {Path}");
            var after = Markup.Parse(After);
            var text = original[..at] + after.Text + original[(at + Before.Length)..];
            if (after.Expected.Count == 1)
                return (text, new TextSpan(at + after.Expected[0].Span.Start, after.Expected[0].Span.Length));
            var elsewhere = Markup.Parse(Elsewhere);
            var place = text.IndexOf(elsewhere.Text, StringComparison.Ordinal);
            Assert.True(place >= 0, $"'{elsewhere.Text}' isn't in {Path}");
            return (text, new TextSpan(place + elsewhere.Expected[0].Span.Start, elsewhere.Expected[0].Span.Length));
        }

        public override string ToString() =>
            $"=== {Title}\n{Path}\n{Lines("- ", Before)}{Lines("+ ", After)}{Code}{(Elsewhere.Length > 0 ? ": " + Elsewhere.Replace("\n", "\\n") : "")}\n  {Message}\n";

        private static string Marked(string[] lines, string mark) =>
            string.Join("\n", lines.Skip(2).Where(l => l.StartsWith(mark, StringComparison.Ordinal) || l == mark.TrimEnd()).Select(l => l.Length > 2 ? l[2..] : ""));

        private static string Lines(string mark, string text) => string.Concat(text.Split('\n').Select(l => (mark + l).TrimEnd() + "\n"));
    }
}
