using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace ArchGen.Cli.Tests;

public sealed class CheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Sound_specs_pass_with_what_they_import_found_by_itself()
    {
        var run = Cli.Run("check", Cli.File("nested", "tiny.arch"));
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("no errors in 1 file, 2 variants", run.Output);
    }

    [Fact]
    public void Error_is_shown_with_its_line_a_caret_and_where_the_dims_came_from()
    {
        var run = Cli.Run("check", Cli.File("broken.arch"));
        Assert.Equal(1, run.Code);
        var lines = run.Output.Split('\n');
        var source = Array.FindIndex(lines, l => l.Contains("residual {"));
        Assert.Contains("error ARCH", lines[source - 1]);
        Assert.Contains("^^^^^^^^", lines[source + 1]);
        Assert.Equal(lines[source].IndexOf("residual", StringComparison.Ordinal), lines[source + 1].IndexOf('^'));
        Assert.Contains("note:", run.Output);
        Assert.Contains("1 error in 1 file", run.Output);
    }

    [Fact]
    public void Json_is_json()
    {
        var run = Cli.Run("check", Cli.File("broken.arch"), "--format", "json");
        Assert.Equal(1, run.Code);
        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal(1, report.RootElement.GetProperty("errors").GetInt32());
        var finding = report.RootElement.GetProperty("diagnostics").EnumerateArray().Single();
        Assert.StartsWith("ARCH", finding.GetProperty("code").GetString());
        Assert.Equal("error", finding.GetProperty("severity").GetString());
        var range = finding.GetProperty("range");
        Assert.Equal((5, 5, 5, 13), (Number("line"), Number("column"), Number("endLine"), Number("endColumn")));
        Assert.NotEmpty(finding.GetProperty("related").EnumerateArray());

        int Number(string name) => range.GetProperty(name).GetInt32();
    }

    [Fact]
    public void Json_of_sound_specs_is_json_too()
    {
        var run = Cli.Run("check", Cli.File("nested"), "--format", "json");
        Assert.Equal(0, run.Code);
        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal(0, report.RootElement.GetProperty("diagnostics").GetArrayLength());
    }

    [Fact]
    public void Github_gives_one_escaped_line_a_finding()
    {
        var run = Cli.Run("check", Cli.File("broken.arch"), "--format", "github");
        Assert.Equal(1, run.Code);
        var line = Assert.Single(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Matches(@"^::error file=.*broken\.arch,line=5,endLine=5,col=5,endColumn=13,title=ARCH\d{4}%3A [^:]+::.+%0A.+$", line);
    }

    [Fact]
    public void Colour_marks_the_span()
    {
        var output = new StringWriter();
        CliApp.Run(["check", Cli.File("broken.arch")], output, new StringWriter(), colour: true);
        Assert.Contains("\u001b[", output.ToString());
    }

    [Theory]
    [InlineData("brokn.arch", "Did you mean")]
    [InlineData("empty", "no .arch file")]
    public void What_is_not_there_is_told(string name, string expected)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "empty"));
        _folder.Write("broken.arch", "namespace A;\n");
        var run = Cli.Run("check", Path.Combine(_folder.Path, name));
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains(expected, run.Error);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("chekc")]
    [InlineData("check", "x.arch", "--format", "xml")]
    [InlineData("check")]
    [InlineData("verify", "x.arch")]
    [InlineData("summary", "x.arch", "--nonsense")]
    public void Wrong_use_says_so_and_exits_with_2(params string[] args)
    {
        var run = Cli.Run(args);
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains("archgen:", run.Error);
        Assert.Contains("--help", run.Error);
    }

    [Fact]
    public void Mistyped_command_gets_the_nearest() => Assert.Contains("Did you mean 'check'?", Cli.Run("chekc").Error);

    [Fact]
    public void Without_arguments_there_is_help()
    {
        var run = Cli.Run();
        Assert.Equal(0, run.Code);
        Assert.All(new[] { "check", "emit", "fmt", "summary", "verify" }, name => Assert.Contains(name, run.Output));
        Assert.Equal(0, Cli.Run("--version").Code);
    }

    [Fact]
    public void Unknown_import_is_the_compilers_error_at_the_import()
    {
        var path = _folder.Write("a.arch", "namespace A;\nimport Nowhere.AtAll;\n");
        var run = Cli.Run("check", path);
        Assert.Equal(1, run.Code);
        Assert.Contains("Nowhere.AtAll", run.Output);
    }

    [Fact]
    public void Import_is_found_up_to_the_repository_but_not_in_builds()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, ".git"));
        _folder.Write("lib/deep/shared.arch", File.ReadAllText(Cli.File("shared.arch")));
        _folder.Write("bin/shared.arch", "namespace Test.Shared;\nthis isn't a spec\n");
        var spec = _folder.Write("models/vision/tiny.arch", File.ReadAllText(Cli.File("nested", "tiny.arch")));
        Assert.Equal(0, Cli.Run("check", spec).Code);
    }

    [Fact]
    public void Files_of_the_same_namespace_are_read_only_where_they_are_needed()
    {
        _folder.Write("part.arch", "namespace A;\nblock Half(dim: int) : [N, dim] -> same { fc: linear(dim) }\n");
        var needs = _folder.Write("needs.arch", "namespace A;\nblock Both(dim: int) : [N, dim] -> same { half: Half(dim) }\n");
        Assert.Equal(0, Cli.Run("check", needs).Code);
        var alone = _folder.Write("alone.arch", "namespace A;\nblock Half(dim: int) : [N, dim] -> same { fc: linear(dim) }\n");
        Assert.Equal(0, Cli.Run("check", alone).Code);
    }

    public void Dispose() => _folder.Dispose();
}
