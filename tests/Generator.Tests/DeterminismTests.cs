using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Xunit;

namespace ArchGen.Generator.Tests;

/// <summary>The same specs give the same bytes.</summary>
public class DeterminismTests
{
    private static readonly (string, string)[] s_specs =
    [
        ("/project/Encoder.arch", Specs.Encoder), ("/project/Net.arch", Specs.Net), ("/project/a/Same.arch", "namespace A; const x = 0.5"),
        ("/project/b/same.arch", "namespace B; const x = 1_000_000.25"),
    ];

    private static Dictionary<string, string> Generate(params (string, string)[] specs) => new(new Harness(specs).Run().Generated);

    [Fact]
    public void Two_runs_agree() => Assert.Equal(Generate(s_specs), Generate(s_specs));

    [Fact]
    public void The_order_of_files_does_not_matter()
    {
        var expected = Generate(s_specs);
        Assert.Equal(expected, Generate([.. s_specs.Reverse()]));
        Assert.Equal(expected, Generate([s_specs[2], s_specs[0], s_specs[3], s_specs[1]]));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    public void Cultures_do_not_matter(string culture)
    {
        var expected = Generate(s_specs);
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(culture);
            Assert.Equal(expected, Generate(s_specs));
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void Lines_end_in_a_line_feed_alone() => Assert.All(Generate(s_specs).Values, text => Assert.DoesNotContain('\r', text));

    [Fact]
    public void Line_breaks_of_the_spec_do_not_matter() =>
        Assert.Equal(Generate(("/project/Net.arch", Specs.Net)), Generate(("/project/Net.arch", Specs.Net.Replace("\n", "\r\n"))));
}
