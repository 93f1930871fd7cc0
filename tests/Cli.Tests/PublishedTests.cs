using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.Versioning;
using Xunit;

namespace ArchGen.Cli.Tests;

/// <summary>What docs say of the models' and the ablations' costs is what the specs cost.</summary>
[SupportedOSPlatform("linux")]
public sealed class PublishedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Docs_are_as_their_script_writes_them()
    {
        var script = Path.Combine(Cli.Root, "docs", "models.sh");
        var start = new ProcessStartInfo(script, [_folder.Path]) { RedirectStandardError = true };
        start.Environment["ARCHGEN"] = $"dotnet {typeof(CliApp).Assembly.Location}";
        using var run = Process.Start(start)!;
        var error = run.StandardError.ReadToEnd();
        run.WaitForExit();
        Assert.Equal((0, ""), (run.ExitCode, error));
        foreach (var page in new[] { "models.md", "studies.md" })
        {
            Assert.Equal(File.ReadAllText(Path.Combine(_folder.Path, page)), File.ReadAllText(Path.Combine(Cli.Root, "docs", page)));
        }
    }

    public void Dispose() => _folder.Dispose();
}
