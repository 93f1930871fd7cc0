using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace ArchGen.Cli.Tests;

/// <summary>The scripts at the root, on machines that lack something: folders with stand-ins for the commands that they call.</summary>
[SupportedOSPlatform("linux")]
public sealed partial class ScriptTests : IDisposable
{
    private static readonly string Root = Cli.Root;
    private readonly TemporaryFolder _folder = new();

    public ScriptTests()
    {
        foreach (var tool in new[] { "bash", "dirname", "readlink", "mkdir", "cat", "grep", "cut", "paste", "timeout", "tail", "ls", "rm", "find", "sed", "awk" })
            Link(tool);
        Stub("id", "echo 1000");
        Stub("dotnet", "case $1 in --list-sdks) echo '10.0.100 [/x]';; *) echo 'error NU1101: Unable to find package TorchSharp'; exit 1;; esac");
    }

    [Fact]
    public void Missing_sdk_is_told_with_where_to_get_it()
    {
        File.Delete(Path.Combine(_folder.Path, "bin", "dotnet"));
        AssertOneError(Run("run.sh"), "the .NET SDK 10 isn't installed", "https://dotnet.microsoft.com");
    }

    [Fact]
    public void Old_sdk_is_told()
    {
        Stub("dotnet", "echo '8.0.100 [/x]'");
        AssertOneError(Run("run.sh"), "only these are installed: 8.0.100");
    }

    [Fact]
    public void Missing_torch_without_root_is_told_with_the_command()
    {
        Stub("apt-get", "exit 0");
        var run = Run("run.sh");
        Assert.Contains("the packages can't be restored (NU1101): taking Debian's libtorch", run.Output);
        AssertOneError(run, "sudo apt-get install libtorch-dev libopenblas0-pthread g++ cmake");
    }

    [Fact]
    public void Missing_torch_without_apt_is_told() => AssertOneError(Run("run.sh"), "needs the Debian packages libtorch-dev", "there is no apt-get here");

    [Fact]
    public void Package_that_cannot_be_installed_is_told()
    {
        Stub("id", "echo 0");
        Stub("apt-get", "case $1 in update) exit 0;; *) echo 'E: Unable to locate package libtorch-dev'; exit 100;; esac");
        var run = Run("run.sh");
        Assert.Contains("E: Unable to locate package libtorch-dev", run.Error);
        AssertOneError(run, "apt-get couldn't install libtorch-dev", "Mend the package sources");
    }

    [Fact]
    public void Test_script_counts_a_machine_that_lacks_something_as_a_failure()
    {
        var run = Run("test.sh");
        Assert.Equal(1, run.Code);
        Assert.Equal("0 passed, 1 failed", run.Output.TrimEnd('\n').Split('\n')[^1]);
        Assert.Contains("libtorch-dev", run.Error);
    }

    [Fact]
    public void Missing_browser_is_told_with_the_command()
    {
        _folder.Write(Path.Combine("include", "ATen", "core", "dispatch", "Dispatcher.h"), "");
        foreach (var tool in new[] { "cmake", "g++", "make", "node", "npm", "slurmctld", "munged" })
            Stub(tool, "exit 0");
        Stub("apt-get", "exit 0");
        AssertOneError(Run("test.sh", "Cli.Tests"), "sudo apt-get install chromium nodejs npm");
    }

    [Theory]
    [InlineData("--epochs", "none")]
    [InlineData("--epochs")]
    [InlineData("--data", "/does/not/exist")]
    [InlineData("--nonsense")]
    public void Wrong_options_are_told_before_anything_is_done(params string[] args)
    {
        var run = Run("run.sh", args);
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.NotEmpty(run.Error);
    }

    [Theory]
    [InlineData("--threads", "none")]
    [InlineData("--rounds", "0")]
    [InlineData("--models")]
    [InlineData("--nonsense")]
    public void Wrong_options_of_the_comparison_are_told_before_anything_is_done(params string[] args)
    {
        var run = Run(Path.Combine("bench", "compare"), args);
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.NotEmpty(run.Error);
    }

    [Fact]
    public void Help_needs_nothing()
    {
        Assert.Contains("--epochs", Run("run.sh", "--help").Output);
        Assert.Contains("--official DIR", Run(Path.Combine("bench", "compare"), "--help").Output);
    }

    [Fact]
    public void Launcher_says_how_to_build_where_nothing_is_built() =>
        Assert.Contains("run.sh", Run("archgen", "--version") is { Code: 2 } run ? run.Error : "");

    [Fact]
    public void Solution_lists_every_project()
    {
        var listed = ProjectPath().Matches(File.ReadAllText(Path.Combine(Root, "ArchGen.sln"))).Select(m => m.Groups[1].Value.Replace('\\', '/'));
        var there = Directory.EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories).Select(p => Path.GetRelativePath(Root, p).Replace('\\', '/'))
            .Where(p => !p.Split('/').Any(part => part is "artifacts" or "bin" or "obj" or "Baselines" or "Data" || part.StartsWith('.')));
        Assert.Equal(there.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    [GeneratedRegex("\"([^\"]+\\.csproj)\"")]
    private static partial Regex ProjectPath();

    private static void AssertOneError(Cli run, params string[] expected)
    {
        Assert.Equal(1, run.Code);
        var error = Assert.Single(run.Error.Split('\n'), l => l.StartsWith("error:", StringComparison.Ordinal));
        Assert.All(expected, text => Assert.Contains(text, error));
    }

    private Cli Run(string script, params string[] args)
    {
        var start = new ProcessStartInfo(Path.Combine(_folder.Path, "bin", "bash")) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Path.Combine(Root, script), .. args])
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        start.Environment["PATH"] = Path.Combine(_folder.Path, "bin");
        start.Environment["ArtifactsPath"] = Path.Combine(_folder.Path, "artifacts");
        start.Environment["ARCHGEN_INCLUDE"] = Path.Combine(_folder.Path, "include");
        using var process = Process.Start(start)!;
        var error = Task.Run(process.StandardError.ReadToEnd);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Cli(process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    private void Link(string tool)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "bin"));
        var found = new[] { "/usr/bin", "/bin" }.Select(f => Path.Combine(f, tool)).FirstOrDefault(File.Exists);
        if (found is not null)
            File.CreateSymbolicLink(Path.Combine(_folder.Path, "bin", tool), found);
    }

    private void Stub(string name, string body)
    {
        var path = _folder.Write(Path.Combine("bin", name), $"#!{_folder.Path}/bin/bash\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
