using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Incremental;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Tests.Elaboration;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Incremental;

/// <summary>
/// Specs edited by chance, compiled after each edit by the incremental compiler and anew: both must say the same. More of them by <c>ARCHGEN_EDITS=1000</c> (a file) and
/// <c>ARCHGEN_EDITS_SEED</c>.
/// </summary>
public class EditTests
{
    public static TheoryData<string> Folders => [.. Directory.GetDirectories(Spec.PathOf("specs")).Append(Spec.PathOf("samples", "Hybrids")).Select(f => Path.GetRelativePath(Spec.PathOf(), f)).Where(f => Files(f).Length > 0).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Edits_are_checked_as_the_whole_is(string folder)
    {
        foreach (var file in Files(folder))
            Edit(file, ChanceEdits.Count(14), ChanceEdits.Seed);
    }

    [Fact]
    public void An_edit_is_looked_at_where_it_is_seen()
    {
        const string spec = """
            namespace A
            block Inner(k: int) : [N, C, H, W] -> same { conv: conv2d(C, k, padding: same) }
            block Outer() : [N, C, H, W] -> same { a: Inner(3); b: Inner(5) }
            block Other() : [N, C, H, W] -> same { relu }
            model Net(dim: int = 8) : [N, dim, H, W] -> same { a: Outer(); Other() }
            model Far(dim: int = 8) : [N, dim, H, W] -> same { Other() }
            variant NetA = Net()
            variant FarA = Far()

            """;
        var compiler = new IncrementalCompiler();
        int Made(string text)
        {
            Assert.False(compiler.Compile([new SourceText("a.arch", text)]).HasErrors);
            return compiler.Work.Made;
        }
        Assert.Equal(5 + 2 + 2 + 2, Made(spec));
        Assert.Equal(0, Made(spec));
        // What moves is as it was.
        Assert.Equal(0, Made(spec.Replace("namespace A\n", "namespace A\n// one line more\n")));
        // The block, NetA with its fingerprint and expectations, and Far, which nothing settles any more; nobody else who uses the block can tell.
        Assert.Equal(1 + 3 + 1, Made(spec.Replace("{ relu }", "{ relu; relu }").Replace("variant FarA = Far()", "")));
        // Costs are seen by those who use it.
        Assert.Equal(3 + 3, Made(spec.Replace("conv2d(C, k, padding: same)", "conv2d(C, k, padding: same, bias: false)")));
    }

    [Fact]
    public void What_an_ablation_changes_is_checked_as_the_whole_is()
    {
        const string spec = """
            namespace A
            block Feed(k: int = 2) : [N, C, H, W] -> same { up: conv2d(k * C, 1); down: conv2d(C, 1) }
            block Layer(dim: int) : [N, dim, H, W] -> same { residual { conv: conv2d(dim, 1); mlp: Feed(); wide: conv2d(dim, 3, padding: 1) } }
            model Net(dims: int[2] = [4, 8]) : [N, 3, H, W] -> [N, 5] {
                for i in 0..2 { down[i]: conv2d(dims[i], 1); layers[i]: Layer(dims[i]) }
                mean(dims: [2, 3])
                head: linear(5)
            }
            variant NetA = Net()
            ablation Study of NetA {
                axis conv: with = (), without = remove layers.*.conv, first = remove layers.0.conv
                axis mlp: feed = (), wide = replace **.mlp by Feed(3), none = remove **.mlp
                mode: cross
                where not (conv == first and mlp == none)
            }

            """;
        var random = new Random(3);
        var compiler = new IncrementalCompiler();
        var texts = new[] { spec, spec.Replace("namespace A\n", "namespace A\n\n// more\n"), spec.Replace("layers.0.conv", "layers.1.conv"), spec.Replace("Feed(3)", "Feed(4)"), spec.Replace("k * C, 1", "k * C, 3, padding: 1"), spec.Replace("remove **.mlp", "remove **.down") }
            .Concat(Enumerable.Range(0, 90).Select(_ => ChanceEdits.Edited(spec, random))).ToArray();
        for (var i = 0; i < texts.Length; i++)
        {
            SourceText[] sources = [new SourceText("a.arch", texts[i])];
            var (expected, actual) = (Show(ArchCompiler.Compile(sources)), Show(compiler.Compile(sources)));
            Assert.True(expected == actual, $"edit {i}:\n{FirstDifference(expected, actual)}");
        }
    }

    /// <summary>No name in sight leads from a variant to a key map.</summary>
    [Fact]
    public void A_contract_is_checked_again_when_its_map_changes()
    {
        const string spec = """
            namespace A
            const Official = ["stem.weight [8, 3, 1, 1]", "stem.bias [8]"]
            model Net() : [N, 3, H, W] -> [N, 8, H, W] { conv: conv2d(8, 1) }
            keys Map of Net { "conv.**" = "stem.**" }
            variant NetA = Net() expect tensors Official through Map

            """;
        var compiler = new IncrementalCompiler();
        string[] texts =
        [
            spec, spec.Replace("= \"stem", "= \"trunk"), spec, spec.Replace("[8]\"]", "[9]\"]"), spec.Replace("namespace A\n", "namespace A\n// one line more\n"), spec.Replace("keys Map", "keys Other"),
            spec.Replace("conv2d(8, 1)", "conv2d(8, 3, padding: 1)"), spec.Replace("conv2d(8, 1)", "conv2d(8, 3, padding: 1)").Replace("model Net", "\nmodel Net"),
        ];
        var failing = new List<bool>();
        foreach (var text in texts)
        {
            SourceText[] sources = [new SourceText("a.arch", text)];
            var (expected, actual) = (ArchCompiler.Compile(sources), compiler.Compile(sources));
            Assert.Equal(Show(expected), Show(actual));
            failing.Add(actual.HasErrors);
        }
        Assert.Equal([false, true, false, true, false, true, true, true], failing);
    }

    /// <summary>What stands beside a definition, before it or after, isn't what it is.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_stands_beside_a_definition_leaves_it_as_it_is(bool forCode)
    {
        const string spec = "namespace A\n\n/// One.\nblock Inner() : [N, C, H, W] -> same { relu }\n\n/// Two.\nmodel Net() : [N, 3, H, W] -> same { Inner() }\n\n/// Three.\nvariant NetA = Net()\n";
        var compiler = new IncrementalCompiler(forCode);
        (int Made, FileModel Model) Compile(string text)
        {
            var result = compiler.Compile([new SourceText("a.arch", text)]);
            Assert.False(result.HasErrors);
            return (compiler.Work.Made, result.Files[0].Model);
        }
        Compile(spec);
        var (made, model) = Compile(spec.Replace("One", "1").Replace("Two", "2").Replace("/// Three.\n", ""));
        Assert.Equal(0, made);
        if (forCode)
            Assert.Equal(["1.", "2.", null], model.Classes.Select(c => c.Doc).Append(model.Variants.Single().Doc));
        // A constant, its code and nothing else, between two definitions and behind the last.
        Assert.InRange(Compile(spec.Replace("/// Two.", "const A = 1\n\n/// Two.")).Made, 0, 2);
        Assert.InRange(Compile(spec + "\n// the last\nconst B = 1\n").Made, 0, 2);
        Assert.Equal(0, Compile(spec + "// the last\n").Made);
    }

    [Fact]
    public void A_finding_moves_with_its_definition()
    {
        var compiler = new IncrementalCompiler();
        const string spec = "namespace A\nblock B() : [N, C, H, W] -> same {\n    a: conv2d(2 * C, 1)\n    relu\n}\n";
        var first = compiler.Compile([new SourceText("a.arch", spec)]).Files[0].Diagnostics.Single();
        var moved = compiler.Compile([new SourceText("a.arch", spec.Replace("namespace A\n", "namespace A\n\n\n"))]).Files[0].Diagnostics.Single();
        Assert.Equal(0, compiler.Work.Made);
        Assert.Equal(first.Span.Start + 2, moved.Span.Start);
        Assert.Contains("line 3", first.Message);
        Assert.Contains("line 5", moved.Message);
    }

    // Found by such edits: the place of what is put there was looked up in the model's file.
    [Fact]
    public void What_does_not_fit_is_shown_at_the_step_of_the_model_s_file()
    {
        var model = new SourceText("b.arch", "namespace B\nblock Feed(k: int) : [N, C, H, W] -> same where k >= 2 { up: conv2d(C, k); down: conv2d(C, 1) }\nmodel Net(dim: int = 4) : [N, dim, H, W] -> same { step: conv2d(dim, 1) }\nvariant NetB = Net()\n");
        var study = new SourceText("a.arch", "namespace A\nimport B;\nablation S of NetB { axis s: same = (), bad = replace step by Feed(1) }\n");
        foreach (var result in new[] { ArchCompiler.Compile([model, study]), new IncrementalCompiler().Compile([model, study]) })
        {
            var problem = result.Files.SelectMany(f => f.Diagnostics).Single(d => d.Code == "ARCH0410");
            var where = problem.Related.Single(r => r.Message == "where it fails");
            Assert.Equal(("b.arch", "step: conv2d(dim, 1)"), (where.Path, model.Slice(where.Span)));
        }
    }

    // Found by such edits: words that the parser had given up on made a file of another namespace be looked at.
    [Fact]
    public void What_could_not_be_parsed_refers_to_nothing()
    {
        var far = new SourceText("b.arch", "namespace B\nblock Far() : [N, C, H, W] -> same { conv: conv2d(Wrong, 1) }\n") { IsContext = true };
        const string spec = "namespace A\nimport B;\nmodel Net() : [N, 3, H, W] -> same { if true the\nn { far: Far } }\n";
        var compiler = new IncrementalCompiler();
        foreach (var text in new[] { spec.Replace("the\nn ", ""), spec })
        {
            SourceText[] sources = [new("a.arch", text), far];
            Assert.Equal(Show(ArchCompiler.Compile(sources)), Show(compiler.Compile(sources)));
        }
    }

    private static string[] Files(string folder) => [.. Directory.GetFiles(Spec.PathOf(folder), "*.arch").Order(StringComparer.Ordinal)];

    private static void Edit(string file, int edits, int seed)
    {
        var random = new Random(seed);
        var originals = Needed(file).ToDictionary(p => p, File.ReadAllText);
        var texts = new Dictionary<string, string>(originals);
        var compiler = new IncrementalCompiler();
        for (var i = 0; i < edits; i++)
        {
            // Mostly the file itself, at times another that it needs.
            var edited = random.Next(6) > 0 ? file : texts.Keys.ElementAt(random.Next(texts.Count));
            var before = texts[edited];
            texts[edited] = random.Next(5) == 0 ? originals[edited] : ChanceEdits.Edited(before, random);
            SourceText[] sources = [.. texts.Select(t => new SourceText(t.Key, t.Value) { IsContext = t.Key != file })];
            var (expected, actual) = (Show(ArchCompiler.Compile(sources)), Show(compiler.Compile(sources)));
            Assert.True(expected == actual, $"seed {seed}, edit {i} of {Path.GetFileName(edited)} in {Path.GetFileName(file)}:\n{FirstDifference(expected, actual)}");
            if (random.Next(2) == 0)
                texts[edited] = originals[edited];
        }
    }

    /// <summary>A file and all that it needs, near or far.</summary>
    private static string[] Needed(string file)
    {
        var all = new[] { "specs", "samples" }.SelectMany(f => Directory.GetFiles(Spec.PathOf(f), "*.arch", SearchOption.AllDirectories)).Order(StringComparer.Ordinal)
            .Select(p => (Path: p, Header: ArchCompiler.Header(new SourceText(p, File.ReadAllText(p))))).ToArray();
        var open = new Queue<string>(all.First(a => a.Path == file).Header is var own ? own.Imports.Append(own.Namespace) : []);
        var (namespaces, needed) = (new HashSet<string>(), new HashSet<string> { file });
        while (open.TryDequeue(out var name))
        {
            if (!namespaces.Add(name))
                continue;
            foreach (var (path, header) in all.Where(a => a.Header.Namespace == name))
            {
                needed.Add(path);
                header.Imports.ToList().ForEach(open.Enqueue);
            }
        }
        return [.. needed];
    }

    // Names that are made up are other ones each time.
    private static string Show(CompilationResult result) => Regex.Replace(ShowAll(result), "#[0-9]+", "#");

    private static string ShowAll(CompilationResult result) => string.Join("\n", [
        .. result.Files.SelectMany(f => f.Diagnostics).Select(d =>
            $"{Path.GetFileName(d.Path)}{d.Span} {d.Code} {d.Message} | {string.Join("; ", d.Related.Select(r => $"{r.Path}{r.Span} {r.Message}"))} | {d.Fix}"),
        .. result.Variants.Select(v => $"{v.Name} {v.Path}{v.Place} {v.Root.Parameters} {v.Root.Macs} {v.LegalInput} {string.Join(" ", v.Inputs)} {string.Join(" ", v.Outputs)} {string.Join(" ", v.Features)} {Places(result, v.Root)}"),
        .. result.Ablations.SelectMany(a => a.Members.Select(m => $"{a.Path}{a.Place} {m.Variant.Name} {m.Facts.Parameters} {m.Facts.Macs}"))]);

    private static string Places(CompilationResult result, GraphNode node) =>
        $" {node.Name}:{node.Kind}{result.Locate(node.Path, node.Place)}" + string.Concat(node.Children.Select(child => Places(result, child)));

    private static string FirstDifference(string expected, string actual)
    {
        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        var at = Enumerable.Range(0, Math.Min(left.Length, right.Length)).FirstOrDefault(i => left[i] != right[i], Math.Min(left.Length, right.Length));
        return $"anew:        {left.ElementAtOrDefault(at)}\nincremental: {right.ElementAtOrDefault(at)}";
    }
}
