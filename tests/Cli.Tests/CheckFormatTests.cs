using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json;
using Xunit;

namespace ArchGen.Cli.Tests;

/// <summary>What <c>archgen check</c> writes, form by form; <c>docs/check.md</c> shows the same (<c>ARCHGEN_UPDATE_BASELINES=1</c> writes its examples anew).</summary>
public sealed class CheckFormatTests : IDisposable
{
    private static readonly string s_page = Path.Combine(
        typeof(CheckFormatTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Root").Value!, "docs", "check.md");

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("## Text", "text")]
    [InlineData("## JSON", "json")]
    [InlineData("## GitHub", "github")]
    public void Is_as_its_page_shows_it(string heading, string format)
    {
        var page = File.ReadAllText(s_page).ReplaceLineEndings("\n");
        var spec = page[(page.IndexOf("```\nnamespace", StringComparison.Ordinal) + 4)..];
        var output = Check(spec[..(spec.IndexOf("```", StringComparison.Ordinal))], format).TrimEnd('\n') + "\n";
        var at = page.IndexOf(heading + "\n", StringComparison.Ordinal);
        var start = page.IndexOf('\n', page.IndexOf("\n```", at, StringComparison.Ordinal) + 1) + 1;
        var end = page.IndexOf("```\n", start, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("ARCHGEN_UPDATE_BASELINES") == "1")
            File.WriteAllText(s_page, page[..start] + output + page[end..]);
        else
            Assert.Equal(page[start..end], output);
    }

    [Fact]
    public void A_fix_shows_the_line_as_it_would_be()
    {
        var lines = Check("namespace A;\nblock B() : [N, C, H, W] -> same { conv: conv2d(C, 3, padding: same, grops: C) }\n").Split('\n');
        var help = Array.IndexOf(lines, "  help: write 'groups'");
        Assert.EndsWith("conv2d(C, 3, padding: same, groups: C) }", lines[help + 1]);
        Assert.Equal(lines[help + 1].IndexOf("groups", StringComparison.Ordinal), lines[help + 2].IndexOf("++++++", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\t\t", 8)]
    [InlineData("/* 幅 */ ", 9)]
    [InlineData("/* 🙂 */ ", 9)]
    [InlineData("/* e\u0301 */ ", 8)]
    [InlineData("/* \u001b[31m */ ", 12)]
    public void Marks_stand_below_what_they_mark(string before, int cells)
    {
        var output = Check($"namespace A;\nblock B() : [N, C] -> same {{\n{before}gelo\n}}\n");
        var lines = output.Split('\n');
        Assert.Contains($"net.arch(3,{before.Length + 1}): error", lines[0]);
        Assert.Equal($"    | {new string(' ', cells)}^^^^", lines[2]);
        Assert.DoesNotContain('\u001b', output);
        Assert.DoesNotContain('\t', output);
    }

    [Fact]
    public void Long_lines_are_cut_around_the_mark()
    {
        var lines = Check($"namespace A;\nblock B() : [N, C] -> same {{ /* {new string('x', 300)} */ gelo /* {new string('y', 300)} */ }}\n").Split('\n');
        Assert.True(lines[1].Length < 140, lines[1]);
        Assert.Equal(lines[1].IndexOf("gelo", StringComparison.Ordinal), lines[2].IndexOf("^^^^", StringComparison.Ordinal));
        Assert.Contains("| …", lines[1]);
        Assert.EndsWith("…", lines[1]);
    }

    [Fact]
    public void A_span_of_many_lines_has_a_bar()
    {
        var items = string.Concat(Enumerable.Repeat("        it,\n", 12));
        var output = Check($"namespace A;\nblock B() : [N, C] -> same {{\n    concat(\n{items}        it)\n}}\n");
        Assert.StartsWith("   3 | /     concat(\n   4 | |         it,\n", output[(output.IndexOf('\n') + 1)..]);
        Assert.Contains("\n   … | | …\n  16 | |         it)\n     | |___________^\n", output);
    }

    [Fact]
    public void Github_escapes_what_would_end_a_property_or_a_line()
    {
        var path = _folder.Write("a,b%c:d.arch", "namespace A;\nblock B(heads: int) : [N, C] -> [N, C / heads] { relu\n}\n");
        var line = Cli.Run("check", path, "--format", "github").Output.Split('\n')[0];
        Assert.Contains("a%2Cb%25c%3Ad.arch,line=2,endLine=2,col=", line);
        Assert.Contains(",title=ARCH", line);
        Assert.Contains("C %25 heads == 0", line);
        Assert.DoesNotContain("title=ARCH0121:", line.Replace("%3A", "_"));
    }

    [Fact]
    public void Github_has_no_columns_where_lines_differ()
    {
        var line = Check("namespace A;\nblock B() : [N, C] -> same {\n    concat(\n        it,\n        it)\n}\n", "github").Split('\n')[0];
        Assert.Contains("line=3,endLine=5,title=", line);
        Assert.DoesNotContain("col", line);
    }

    [Theory]
    [InlineData(false, "", "xterm", true)]
    [InlineData(false, null, null, true)]
    [InlineData(true, null, "xterm", false)]
    [InlineData(false, "1", "xterm", false)]
    [InlineData(false, null, "dumb", false)]
    public void Colour_is_for_terminals_that_want_it(bool isRedirected, string? noColor, string? term, bool expected) =>
        Assert.Equal(expected, CliConsole.IsColoured(isRedirected, name => name == "NO_COLOR" ? noColor : term));

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("sarif")]
    [InlineData("github")]
    public void Warnings_alone_pass(string format)
    {
        var path = _folder.Write("net.arch", "namespace A;\nblock B(unused: int) : [N, C] -> same { relu }\n");
        var run = Cli.Run("check", path, "--format", format);
        Assert.Equal(0, run.Code);
        Assert.Contains("ARCH0113", run.Output);
        Assert.Contains("warning", run.Output);
    }

    [Fact]
    public void Json_has_the_members_of_its_page()
    {
        using var report = JsonDocument.Parse(Check("namespace A;\nblock B() : [N, C] -> same { gelo }\n", "json"));
        var page = File.ReadAllText(s_page);
        Assert.Equal(1, report.RootElement.GetProperty("version").GetInt32());
        Assert.All(report.RootElement.EnumerateObject().Concat(report.RootElement.GetProperty("diagnostics")[0].EnumerateObject()), m => Assert.Contains($"`{m.Name}", page));
    }

    /// <summary>What the command writes about one file, whose folder is left out.</summary>
    private string Check(string text, string format = "text") =>
        Cli.Run("check", _folder.Write("net.arch", text), "--format", format).Output.ReplaceLineEndings("\n").Replace(_folder.Path + "/", "");

    public void Dispose() => _folder.Dispose();
}
