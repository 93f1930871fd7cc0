using System.Collections.Generic;
using System.Linq;
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
