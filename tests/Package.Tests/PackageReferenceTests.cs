using System.IO.Compression;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace ArchGen.Package.Tests;

/// <summary>One reference to the package is all that a project needs.</summary>
public class PackageReferenceTests(PackageFeed feed) : IClassFixture<PackageFeed>
{
    private Workspace NewConsumer()
    {
        var workspace = new Workspace();
        // The official torch packages come from the usual feed; with the machine's own libtorch all is in ours.
        var others = Build.TorchBackend == "System" ? "<clear />" : "";
        workspace.Write("nuget.config", $"""<configuration><packageSources>{others}<add key="archgen" value="{feed.Folder}" /></packageSources></configuration>""");
        workspace.Write("Consumer.csproj", Consumer.Project($"""<ItemGroup><PackageReference Include="ArchGen" Version="{Build.Version}" /></ItemGroup>"""));
        workspace.Write("Program.cs", Consumer.Program);
        workspace.Write("nets/Tiny.arch", Consumer.Spec);
        return workspace;
    }

    [Fact]
    public async Task A_project_builds_and_runs()
    {
        using var workspace = NewConsumer();
        var outcome = (await workspace.DotnetAsync("run", "-v", "q")).MustSucceed();
        Assert.All(Consumer.Printed, line => Assert.Contains(line, outcome.Output));
        Assert.True(System.IO.File.Exists(System.IO.Path.Combine(workspace.Folder, "bin/Debug/net10.0/Google.Protobuf.dll")));
    }

    [Fact]
    public async Task A_wrong_channel_count_is_an_error_at_its_line()
    {
        using var workspace = NewConsumer();
        workspace.Write("nets/Wrong.arch", Consumer.WrongSpec);
        var outcome = await workspace.DotnetAsync("build");
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Matches(@"Wrong\.arch\(5,\d+\): error ARCH\d{4}: ", outcome.Output);
        Assert.DoesNotContain("error CS", outcome.Output);
    }

    [Fact]
    public async Task Specs_may_be_listed_by_hand()
    {
        using var workspace = NewConsumer();
        workspace.Write("nets/Wrong.arch", Consumer.WrongSpec);
        workspace.Write("Consumer.csproj", Consumer.Project($"""
            <PropertyGroup><EnableDefaultArchItems>false</EnableDefaultArchItems></PropertyGroup>
            <ItemGroup><PackageReference Include="ArchGen" Version="{Build.Version}" /><AdditionalFiles Include="nets/Tiny.arch" /></ItemGroup>
            """));
        (await workspace.DotnetAsync("build", "-v", "q")).MustSucceed();
    }

    [Fact]
    public void The_runtime_brings_what_its_logs_are_written_with_and_nothing_that_only_builds_it()
    {
        string[] expected = Build.TorchBackend == "System" ? ["ArchGen.Libtorch", "Google.Protobuf"] : ["Google.Protobuf", "TorchSharp", "TorchSharp-cpu"];
        Assert.Equal(expected, feed.Dependencies("ArchGen.Runtime").Select(d => d.Id).Order(System.StringComparer.Ordinal));
    }

    [Fact]
    public void The_package_carries_what_the_compiler_loads()
    {
        using var package = ZipFile.OpenRead(System.IO.Path.Combine(feed.Folder, $"ArchGen.{Build.Version}.nupkg"));
        var files = package.Entries.Select(e => e.FullName).ToArray();
        Assert.Equal(
            ["analyzers/dotnet/cs/ArchGen.Dsl.dll", "analyzers/dotnet/cs/ArchGen.Generator.dll", "analyzers/dotnet/cs/Sprache.dll"],
            files.Where(f => f.StartsWith("analyzers/", System.StringComparison.Ordinal)).Order(System.StringComparer.Ordinal));
        Assert.Contains("build/ArchGen.props", files);
        Assert.Contains("build/ArchGen.targets", files);
        Assert.DoesNotContain(files, f => f.StartsWith("lib/", System.StringComparison.Ordinal));
    }
}
