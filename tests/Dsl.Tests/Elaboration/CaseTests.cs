using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using Xunit;

namespace ArchGen.Dsl.Tests.Elaboration;

/// <summary>
/// The specs of <c>Cases/*.cases</c>. Each has a title, a source whose markup says which finding belongs where (none: it has none), and, below <c>---</c>, what compiling it
/// gives: messages with the places that they speak of, variants with shapes, costs and keys. <c>ARCHGEN_UPDATE_BASELINES=1</c> writes that lower part anew; read the
/// difference before you keep it. The markup is never written: a failure shows it as it would be.
/// </summary>
public class CaseTests
{
    private static readonly string s_folder = Spec.PathOf("tests", "Dsl.Tests", "Elaboration", "Cases");

    private static readonly Dictionary<string, Case[]> s_cases = Directory.GetFiles(s_folder, "*.cases").Order(StringComparer.Ordinal)
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), Load);

    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (file, cases) in s_cases)
            {
                foreach (var one in cases)
                    data.Add(file, one.Title);
            }
            return data;
        }
    }

    /// <summary>Every case's source, without markup.</summary>
    internal static IEnumerable<string> Sources => s_cases.Values.SelectMany(cases => cases).Select(one => Markup.Parse(Spec.WholeFile(one.Source)).Text);

    [Theory]
    [MemberData(nameof(All))]
    public void Gives_what_it_should(string file, string title)
    {
        var one = s_cases[file].Single(c => c.Title == title);
        var markup = Markup.Parse(Spec.WholeFile(one.Source));
        var result = Spec.Compile(markup.Text);
        var problem = markup.Compare(result.Files[0].Diagnostics);
        Assert.True(problem is null, problem);
        if (Environment.GetEnvironmentVariable("ARCHGEN_UPDATE_BASELINES") == "1")
            Update(file, title, Spec.Show(result));
        else
            Assert.Equal(one.Result, Spec.Show(result));
    }

    /// <summary>A file without a namespace, or in the library's, is no case: the cases' files are given one.</summary>
    [Fact]
    public void Every_code_of_names_and_blocks_has_a_case()
    {
        var shown = s_cases.Values.SelectMany(cases => cases).SelectMany(one => Markup.Parse(one.Source).Expected).Select(e => e.Code).ToHashSet();
        var codes = typeof(Catalog).GetFields().Select(f => f.GetValue(null)).OfType<DiagnosticDescriptor>().Select(d => d.Code)
            .Where(code => code.StartsWith("ARCH01", StringComparison.Ordinal) || code.StartsWith("ARCH02", StringComparison.Ordinal));
        Assert.Equal([Catalog.MissingNamespace.Code, Catalog.ReservedNamespace.Code], codes.Where(code => !shown.Contains(code)));
    }

    private static Case[] Load(string path) =>
        [.. ("\n" + File.ReadAllText(path).ReplaceLineEndings("\n").TrimEnd('\n')).Split("\n=== ").Skip(1).Select(Case.Parse)];

    private static void Update(string file, string title, string result)
    {
        lock (s_cases)
        {
            var path = Path.Combine(s_folder, file + ".cases");
            var head = File.ReadAllText(path).ReplaceLineEndings("\n").Split("=== ")[0];
            var cases = Load(path).Select(c => c.Title == title ? c with { Result = result } : c);
            File.WriteAllText(path, head + string.Join("\n", cases));
        }
    }

    private sealed record Case(string Title, string Source, string Result)
    {
        public static Case Parse(string text)
        {
            var title = text.IndexOf('\n');
            var rule = text.IndexOf("\n---", StringComparison.Ordinal);
            var source = rule < 0 ? text[(title + 1)..] : text[(title + 1)..rule];
            var result = rule < 0 ? "" : text[(rule + 4)..].Trim('\n');
            return new Case(text[..title].Trim(), source.Trim('\n') + "\n", result.Length == 0 ? "" : result + "\n");
        }

        public override string ToString() => $"=== {Title}\n{Source}---\n{Result}";
    }
}
