using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ArchGen.Dsl;
using ArchGen.Dsl.Tests.Incremental;
using ArchGen.Generator.Pipeline;
using Microsoft.CodeAnalysis;
using Xunit;

namespace ArchGen.Generator.Tests;

/// <summary>
/// Specs edited by chance in one driver, and compiled anew after each edit: both must generate the same and find the same. More of them by <c>ARCHGEN_EDITS=100</c> (a folder)
/// and <c>ARCHGEN_EDITS_SEED</c>.
/// </summary>
public class EditTests
{
    private static readonly string s_root = Path.Combine(References.Metadata("Repository"), "specs");

    public static TheoryData<string> Folders => [.. Directory.GetDirectories(s_root).Select(f => Path.GetFileName(f)!).Where(f => f != "std").Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Edits_give_what_the_whole_gives(string folder)
    {
        var random = new Random(ChanceEdits.Seed);
        var originals = Needed(folder);
        var own = originals.Keys.Where(p => Path.GetFileName(Path.GetDirectoryName(p)) == folder).ToArray();
        var texts = new Dictionary<string, string>(originals);
        var harness = new Harness(new ArchGenerator(WarmUnits.New()), [.. texts.Select(t => (t.Key, t.Value))]).Run();
        for (var i = 0; i < ChanceEdits.Count(24); i++)
        {
            // Mostly one of the folder, at times another that it needs.
            var path = random.Next(6) > 0 ? own[random.Next(own.Length)] : texts.Keys.ElementAt(random.Next(texts.Count));
            texts[path] = random.Next(4) == 0 ? originals[path] : ChanceEdits.Edited(texts[path], random);
            harness.EditSpec(path, texts[path]).Run();
            Same(new Harness(new ArchGenerator(new WarmUnits(ArchCompiler.Compile)), [.. texts.Select(t => (t.Key, t.Value))]).Run(), harness, $"edit {i}, of {Path.GetFileName(path)}");
            if (random.Next(2) == 0)
                harness.EditSpec(path, texts[path] = originals[path]);
        }
    }

    /// <summary>What generated code quotes of a spec besides its tokens.</summary>
    [Fact]
    public void A_comment_that_is_quoted_is_quoted_anew()
    {
        const string Path = "/project/A.arch";
        const string Spec = "namespace A\n\n/// One.\nblock Inner(\n    k: int\n) : [\n    N,\n    C, H, W\n] -> same\n    where\n        k\n            >= 1\n{\n    conv: conv2d(C, k, padding: same)\n}\n\n/// Two.\nvariant NetA = Net()\n\n/// Three.\nmodel Net(k: int = 3) : [N, 3, H, W] -> same { a: Inner(k) }\n\n/// Four.\nablation Study of NetA {\n    axis k: three = 3, five = 5\n}\n\n/// Five.\nconst K = 3\n";
        string[] texts =
        [
            Spec, Spec.Replace("One", "1"), Spec.Replace("One", "1").Replace("Two", "2"), Spec.Replace("/// Three.\n", ""), Spec.Replace("Four", "4").Replace("Five", "5"), Spec.Replace("    C, H", "    // why\n    C, H"),
            Spec.Replace("            >= 1", "            // why\n            >= 1"), Spec.Replace("    conv:", "\n    // why\n    conv:"), "// a line more\n" + Spec, Spec,
        ];
        var harness = new Harness(new ArchGenerator(WarmUnits.New()), (Path, Spec)).Run();
        for (var i = 0; i < texts.Length; i++)
        {
            Same(new Harness(new ArchGenerator(new WarmUnits(ArchCompiler.Compile)), (Path, texts[i])).Run(), harness.EditSpec(Path, texts[i]).Run(), $"text {i}");
            Assert.Empty(harness.Diagnostics);
        }
    }

    [Fact]
    public void Drivers_at_once_give_what_they_give_alone()
    {
        var units = WarmUnits.New();
        var texts = Enumerable.Range(1, 6).Select(n => Specs.Net.Replace("classes: int = 10", $"classes: int = {n}")).ToArray();
        var alone = texts.Select(t => new Harness(("/project/Encoder.arch", Specs.Encoder), ("/project/Net.arch", t)).Run()).ToArray();
        Parallel.For(0, 24, n =>
        {
            var harness = new Harness(new ArchGenerator(units), ("/project/Encoder.arch", Specs.Encoder), ("/project/Net.arch", texts[n % 6])).Run();
            Same(alone[n % 6], harness, $"{n}");
            Same(alone[(n + 1) % 6], harness.EditSpec("/project/Net.arch", texts[(n + 1) % 6]).Run(), $"{n}, edited");
        });
        // One for each namespace, whoever was last.
        Assert.Equal(2, units.Count);
    }

    [Fact]
    public void Of_many_units_those_used_last_are_kept()
    {
        var units = WarmUnits.New(room: 3);
        var files = Enumerable.Range(0, 8).Select(n => ($"/project/F{n}.arch", $"namespace F{n}\nconst x = {n}\n")).ToArray();
        var harness = new Harness(new ArchGenerator(units), files).Run();
        Assert.Equal(3, units.Count);
        Assert.Contains(" 9;", harness.EditSpec(files[0].Item1, files[0].Item2.Replace("0\n", "9\n").Replace("F9", "F0")).Run().Generated["F0.g.cs"]);
        Assert.Equal(3, units.Count);
    }

    private static void Same(Harness expected, Harness actual, string what)
    {
        Assert.True(actual.Result.Exception is null, $"{what}: {actual.Result.Exception}");
        Assert.Equal(string.Join("\n", expected.Diagnostics.Select(Show)), string.Join("\n", actual.Diagnostics.Select(Show)));
        Assert.Equal(expected.Generated.Keys.Order(StringComparer.Ordinal), actual.Generated.Keys.Order(StringComparer.Ordinal));
        var generated = actual.Generated;
        foreach (var (name, text) in expected.Generated)
        {
            if (text == generated[name])
                continue;
            var (left, right) = (text.Split('\n'), generated[name].Split('\n'));
            var at = Enumerable.Range(0, Math.Min(left.Length, right.Length)).FirstOrDefault(i => left[i] != right[i], Math.Min(left.Length, right.Length));
            Assert.Fail($"{what}, {name} line {at + 1}:\nanew:        {left.ElementAtOrDefault(at)}\nincremental: {right.ElementAtOrDefault(at)}");
        }
    }

    private static string Show(Diagnostic found) => $"{found.Location.GetLineSpan()} {found.Id} {found.Severity} {found.GetMessage()} | {string.Join("; ", found.AdditionalLocations.Select(l => l.GetLineSpan()))}";

    /// <summary>A folder's files and all that they need.</summary>
    private static Dictionary<string, string> Needed(string folder)
    {
        var all = Directory.GetFiles(s_root, "*.arch", SearchOption.AllDirectories).Where(p => Path.GetFileName(Path.GetDirectoryName(p)) != "std").Order(StringComparer.Ordinal)
            .Select(p => (Path: p, Text: File.ReadAllText(p), Header: ArchCompiler.Header(new Dsl.Text.SourceText(p, File.ReadAllText(p))))).ToArray();
        var open = new Queue<string>(all.Where(a => Path.GetFileName(Path.GetDirectoryName(a.Path)) == folder).Select(a => a.Header.Namespace));
        var needed = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (open.TryDequeue(out var name))
        {
            foreach (var (path, text, header) in all.Where(a => a.Header.Namespace == name && needed.TryAdd(a.Path, a.Text)))
                header.Imports.ToList().ForEach(open.Enqueue);
        }
        return new Dictionary<string, string>(needed);
    }
}
