using System;
using System.IO;
using System.Linq;
using ArchGen.Dsl.Tests.Elaboration;
using Xunit;
using Xunit.Abstractions;

namespace ArchGen.Dsl.Tests.Robustness;

/// <summary>Nothing that anyone writes breaks the lexer, the parser, the checker or the formatter: no crash, no hang, no heap without end.</summary>
public class FuzzTests(ITestOutputHelper output)
{
    private static readonly IFuzzSource[] s_sources = [new ByteSource(Corpus.Repository), new TokenSource(Corpus.Repository), new TreeSource(Corpus.Repository)];

    private static readonly (IFuzzTarget Target, int Count)[] s_targets =
        [(new LexerTarget(), 400), (new ParserTarget(), 300), (new CheckerTarget(), 200), (new FormatterTarget(), 100)];

    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (target, _) in s_targets)
            {
                foreach (var source in s_sources)
                    data.Add(target.Name, source.Name);
            }
            return data;
        }
    }

    public static TheoryData<string> Regressions =>
        [.. Directory.GetFiles(Spec.PathOf("tests", "Dsl.Tests", "Robustness", "Regressions"), "*.arch").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    /// <summary>Counter-examples of earlier days, made small.</summary>
    [Theory]
    [MemberData(nameof(Regressions))]
    public void What_went_wrong_once_is_taken(string name)
    {
        var text = Spec.Read("tests", "Dsl.Tests", "Robustness", "Regressions", name + ".arch");
        using var watched = new Watched();
        Assert.All(s_targets, t => Assert.Null(watched.Problem(t.Target, text)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Any_text_is_taken(string target, string source)
    {
        var (taker, count) = s_targets.Single(t => t.Target.Name == target);
        var report = FuzzRun.Run(s_sources.Single(s => s.Name == source), taker, count, out var isFine);
        output.WriteLine(report);
        Assert.True(isFine, report);
    }
}
