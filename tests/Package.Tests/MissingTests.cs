using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace ArchGen.Package.Tests;

/// <summary>What can't be had is told in one message that names the remedy: at build time for libtorch, cmake and the packages.</summary>
public sealed class MissingTests : IDisposable
{
    private const string Apt = "apt-get install libtorch-dev libopenblas0-pthread g++ cmake";
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Libtorch_without_headers()
    {
        var empty = Directory.CreateDirectory(Path.Combine(_workspace.Folder, "empty")).FullName;
        var outcome = await BuildAsync("Libtorch/Libtorch.csproj", "System", ("LIBTORCH", empty));
        AssertOneError(outcome, "ARCHTORCH2", $"LIBTORCH='{empty}'", Apt, "set LIBTORCH to the folder of a libtorch", "-p:TorchBackend=TorchSharp");
    }

    [Fact]
    public async Task Cmake()
    {
        var tools = Directory.CreateDirectory(Path.Combine(_workspace.Folder, "tools")).FullName;
        foreach (var tool in new[] { "sh", "g++", "make" })
            File.CreateSymbolicLink(Path.Combine(tools, tool), Find(tool));
        var outcome = await BuildAsync("Libtorch/Libtorch.csproj", "System", ("PATH", tools));
        AssertOneError(outcome, "ARCHTORCH1", "there is no cmake", Apt, "-p:TorchBackend=TorchSharp");
    }

    [Theory]
    [InlineData("Runtime/Runtime.csproj")]
    [InlineData("ArchGen.sln")]
    public async Task Packages_that_no_source_has(string project) =>
        AssertOneError(await BuildAsync(project, "TorchSharp"), "ARCHTORCH5",
            "TorchSharp-cpu can't be restored", "make the package registry reachable", Apt, "-p:TorchBackend=System", "NuGet said: NU1101");

    [Fact]
    public async Task Packages_behind_a_registry_that_does_not_answer()
    {
        WriteSource("http://127.0.0.1:9/index.json");
        AssertOneError(await BuildAsync("Runtime/Runtime.csproj", "TorchSharp"), "ARCHTORCH5",
            "make the package registry reachable", Apt, "-p:TorchBackend=System", "NuGet said: NU1301");
    }

    [Fact]
    public async Task Packages_of_a_build_that_does_not_restore() =>
        AssertOneError(await BuildAsync("Runtime/Runtime.csproj", "TorchSharp", restore: false), "ARCHTORCH5", "restore again", Apt, "-p:TorchBackend=System");

    [Theory]
    [InlineData("Runtime/Runtime.csproj")]
    [InlineData("Tools/Cli/Cli.csproj")]
    [InlineData("ArchGen.sln")]
    public async Task A_backend_that_there_is_not(string project) =>
        AssertOneError(await BuildAsync(project, "Nonsense"), "ARCHTORCH4", "TorchBackend is 'Nonsense'", "System", "TorchSharp");

    private Task<Outcome> BuildAsync(string project, string backend, params (string Name, string? Value)[] environment) =>
        BuildAsync(project, backend, restore: true, environment);

    // In artifacts of their own: nothing that is built or restored already helps.
    private Task<Outcome> BuildAsync(string project, string backend, bool restore, params (string Name, string? Value)[] environment)
    {
        var source = Path.Combine(_workspace.Folder, "sources.config");
        if (!File.Exists(source))
            WriteSource(Directory.CreateDirectory(Path.Combine(_workspace.Folder, "feed")).FullName);
        string[] arguments =
        [
            "build", Path.Combine(Build.Repository, project), "-v", "q", $"-p:ArtifactsPath={Path.Combine(_workspace.Folder, "artifacts")}",
            $"-p:TorchBackend={backend}", $"-p:RestoreConfigFile={source}", .. restore ? Array.Empty<string>() : ["--no-restore"],
        ];
        return _workspace.RunAsync(Find("dotnet"), arguments, environment);
    }

    private void WriteSource(string source) => _workspace.Write("sources.config",
        $"""<configuration><packageSources><clear /><add key="only" value="{source}" allowInsecureConnections="true" /></packageSources></configuration>""");

    private static void AssertOneError(Outcome outcome, string code, params string[] expected)
    {
        Assert.NotEqual(0, outcome.ExitCode);
        // The summary says each a second time.
        var errors = outcome.Output.Split('\n').Where(l => l.Contains("error ", StringComparison.Ordinal)).Select(l => l.Trim()).Distinct().ToArray();
        Assert.True(errors.Length == 1 && errors[0].Contains($"error {code}: ", StringComparison.Ordinal), outcome.Output);
        Assert.All(expected, text => Assert.Contains(text, errors[0]));
    }

    private static string Find(string tool) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(f => Path.Combine(f, tool)).First(File.Exists);
}
