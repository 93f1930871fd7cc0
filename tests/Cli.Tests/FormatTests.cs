using System;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;

namespace ArchGen.Cli.Tests;

public sealed class FormatTests : IDisposable
{
    private const string Ugly = "namespace A\nconst  B=1\n", Neat = "namespace A\nconst B = 1\n", Broken = "namespace A\nconst  B=\nconst  C=1\nconst  D=)\n";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Files_and_folders_are_written_and_only_changed_ones_are_listed()
    {
        var (ugly, neat) = (_folder.Write("a/ugly.arch", Ugly), _folder.Write("a/neat.arch", Neat));
        var before = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(neat, before);
        var run = Cli.Run("fmt", _folder.Path);
        Assert.Equal((0, ugly + "\n", "1 of 2 files changed\n"), (run.Code, run.Output, run.Error));
        Assert.Equal(Neat, File.ReadAllText(ugly));
        Assert.Equal(before, File.GetLastWriteTimeUtc(neat));
        Assert.Equal(["neat.arch", "ugly.arch"], Directory.EnumerateFiles(Path.Combine(_folder.Path, "a")).Select(p => Path.GetFileName(p)).Order());
        Assert.Equal((0, "", "0 of 2 files changed\n"), Cli.Run("fmt", ugly, neat) is var again ? (again.Code, again.Output, again.Error) : default);
    }

    [Fact]
    public void Check_shows_a_diff_and_writes_nothing()
    {
        var ugly = _folder.Write("ugly.arch", Ugly);
        _folder.Write("neat.arch", Neat);
        var run = Cli.Run("fmt", "--check", _folder.Path);
        Assert.Equal((1, "1 of 2 files would change\n"), (run.Code, run.Error));
        Assert.Equal($"--- {ugly}\n+++ {ugly}\n@@ -1,2 +1,2 @@\n namespace A\n-const  B=1\n+const B = 1\n", run.Output);
        Assert.Equal(Ugly, File.ReadAllText(ugly));
        Assert.Equal(0, Cli.Run("fmt", "--check", _folder.Write("b/neat.arch", Neat)).Code);
    }

    [Fact]
    public void A_diff_has_hunks_with_context_and_shows_line_ends()
    {
        var lines = Enumerable.Range(0, 30).Select(i => i is 4 or 25 ? $"const  C{i}=1" : i == 15 ? "const C15 = 1\r" : $"const C{i} = 1");
        var run = Cli.Run("fmt", "--check", _folder.Write("long.arch", string.Join("\n", lines)));
        var output = run.Output.Split('\n');
        Assert.Equal(["@@ -2,7 +2,7 @@", "@@ -13,7 +13,7 @@", "@@ -23,8 +23,8 @@"], output.Where(l => l.StartsWith("@@", StringComparison.Ordinal)));
        Assert.Contains("-const C15 = 1\\r", output);
        Assert.Contains("-const C29 = 1\\ (no line break)", output);
        Assert.Equal(8, output.Count(l => l.Length > 1 && l[0] is '+' or '-' && l[1] == 'c'));
    }

    [Fact]
    public void A_diff_of_nothing_but_line_ends_is_one_change()
    {
        var text = string.Concat(Enumerable.Range(0, 3000).Select(i => $"const C{i} = 1\n"));
        var run = Cli.Run("fmt", "--check", _folder.Write("long.arch", text.ReplaceLineEndings("\r\n")));
        Assert.Contains("@@ -1,3000 +1,3000 @@", run.Output);
        Assert.Equal(6000, run.Output.Split('\n').Count(l => l.StartsWith("-const", StringComparison.Ordinal) || l.StartsWith("+const", StringComparison.Ordinal)));
    }

    [Fact]
    public void Pipes_are_formatted()
    {
        Assert.Equal((0, Neat, ""), Piped(Encoding.UTF8.GetBytes(Ugly), "fmt", "--stdin"));
        Assert.Equal((0, Neat, ""), Piped([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Neat)], "fmt", "--stdin"));
        Assert.Equal((0, "", ""), Piped([], "fmt", "--stdin"));
        Assert.Equal((0, "", ""), Piped(Encoding.UTF8.GetBytes(Neat), "fmt", "--stdin", "--check"));
        var (code, output, _) = Piped(Encoding.UTF8.GetBytes(Ugly), "fmt", "--stdin", "--check");
        Assert.Equal(1, code);
        Assert.Contains("-const  B=1\n+const B = 1\n", output);
    }

    [Fact]
    public void What_has_mistakes_stays_and_is_told_of()
    {
        var path = _folder.Write("broken.arch", Broken);
        var run = Cli.Run("fmt", path);
        Assert.Equal(0, run.Code);
        Assert.Contains($"{path}(2): left as it is, because of a mistake in its syntax (see `archgen check`); and 1 more in this file\n", run.Error);
        Assert.Contains("const  B=\n", File.ReadAllText(path));
        Assert.Contains("const  D=)\n", File.ReadAllText(path));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_left_alone_and_so_is_all_else()
    {
        var ugly = _folder.Write("a.arch", Ugly);
        var path = Path.Combine(_folder.Path, "b.arch");
        File.WriteAllBytes(path, [.. Encoding.UTF8.GetBytes(Ugly), 0xFF, 0xFE]);
        var run = Cli.Run("fmt", _folder.Path);
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains("b.arch' isn't UTF-8 text", run.Error);
        Assert.Equal(Ugly, File.ReadAllText(ugly));
        Assert.Equal((2, ""), Piped([0xFF], "fmt", "--stdin") is var piped ? (piped.Code, piped.Output) : default);
    }

    [Fact]
    public void Missing_files_and_wrong_use_are_told()
    {
        _folder.Write("net.arch", Neat);
        var missing = Cli.Run("fmt", Path.Combine(_folder.Path, "ent.arch"));
        Assert.Equal((2, ""), (missing.Code, missing.Output));
        Assert.Contains("There is no file or folder", missing.Error);
        Assert.Contains("Did you mean", missing.Error);
        var both = Cli.Run("fmt", "--stdin", _folder.Path);
        Assert.Equal(2, both.Code);
        Assert.Contains("it takes no paths", both.Error);
        Assert.Contains("There is no option '--chek'", Cli.Run("fmt", "--chek").Error);
    }

    [Fact]
    public void A_link_stays_one_and_a_file_keeps_its_mode()
    {
        var target = _folder.Write("there/ugly.arch", Ugly);
        var link = Path.Combine(_folder.Path, "link.arch");
        File.CreateSymbolicLink(link, target);
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(target, mode);
        Assert.Equal(0, Cli.Run("fmt", link).Code);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(target) == mode);
        Assert.Equal((Neat, target), (File.ReadAllText(target), new FileInfo(link).LinkTarget));
    }

    [Fact]
    public void A_byte_order_mark_goes()
    {
        var path = Path.Combine(_folder.Path, "mark.arch");
        File.WriteAllText(path, Neat, new UTF8Encoding(true));
        Assert.Equal(1, Cli.Run("fmt", "--check", path).Code);
        Assert.Equal(0, Cli.Run("fmt", path).Code);
        Assert.Equal(Encoding.UTF8.GetBytes(Neat), File.ReadAllBytes(path));
    }

    public void Dispose() => _folder.Dispose();

    private static (int Code, string Output, string Error) Piped(byte[] input, params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = CliApp.Run(args, output, error, colour: false, new MemoryStream(input));
        return (code, output.ToString(), error.ToString());
    }
}
