using System;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using System.Xml.Linq;
using Xunit;

namespace ArchGen.Package.Tests;

/// <summary>How this test project was built, which is how the packages are.</summary>
internal static class Build
{
    public static string Repository { get; } = Metadata("Repository");

    public static string ArtifactsPath { get; } = Metadata("ArtifactsPath");

    public static string Configuration { get; } = Metadata("Configuration");

    public static string TorchBackend { get; } = Metadata("TorchBackend");

    public static string Version { get; } = Metadata("Version");

    /// <summary>Where NuGet keeps the packages that the build took.</summary>
    public static string NuGetPackageRoot { get; } = Metadata("NuGetPackageRoot");

    /// <summary>The settings that make a build of the repository's projects find what is built already.</summary>
    public static string[] Same => [$"-p:ArtifactsPath={ArtifactsPath}", $"-p:TorchBackend={TorchBackend}", "-c", Configuration];

    private static string Metadata(string key) =>
        typeof(Build).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;
}

/// <summary>What a command printed and how it ended.</summary>
internal sealed record Outcome(int ExitCode, string Output)
{
    public Outcome MustSucceed()
    {
        Assert.True(ExitCode == 0, Output);
        return this;
    }
}

/// <summary>A folder outside the repository, with commands run in it; gone at the end.</summary>
internal sealed class Workspace : IDisposable
{
    public Workspace()
    {
        Folder = Directory.CreateTempSubdirectory("archgen-package-").FullName;
        // A consumer has none of the repository's settings, and its own output folder.
        Write("Directory.Build.props", "<Project><PropertyGroup><UseArtifactsOutput>false</UseArtifactsOutput></PropertyGroup></Project>");
        Write("Directory.Packages.props", "<Project />");
    }

    public string Folder { get; }

    public string Write(string file, string text)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public Task<Outcome> DotnetAsync(params string[] arguments) => RunAsync("dotnet", arguments);

    /// <summary>Runs a program with some of the environment set, or removed where the value is null.</summary>
    public async Task<Outcome> RunAsync(string program, string[] arguments, params (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in new[] { "MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly" })
            start.Environment.Remove(name);
        start.Environment["NUGET_PACKAGES"] = Path.Combine(Folder, "packages");
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new Outcome(process.ExitCode, $"{program} {string.Join(" ", arguments)}\n{string.Concat(output)}");
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (IOException)
        {
            // A build server may hold a file for a moment; the folder is temporary anyway.
        }
    }
}

/// <summary>The packages, made once into a folder of their own; with the machine's own libtorch, beside the few that they need, so that nothing comes from elsewhere.</summary>
public sealed class PackageFeed : IAsyncLifetime
{
    private readonly Workspace _workspace = new();

    public string Folder => Path.Combine(_workspace.Folder, "feed");

    public async Task InitializeAsync()
    {
        await PackAsync("Generator/Generator.csproj");
        await PackAsync("Runtime/Runtime.csproj");
        if (Build.TorchBackend != "System")
            return;
        await PackAsync("Libtorch/Libtorch.csproj");
        foreach (var (id, version) in Dependencies("ArchGen.Runtime").Where(d => !d.Id.StartsWith("ArchGen", StringComparison.Ordinal)))
        {
            var file = $"{id}.{version}.nupkg".ToLowerInvariant();
            File.Copy(Path.Combine(Build.NuGetPackageRoot, id.ToLowerInvariant(), version, file), Path.Combine(Folder, file));
        }
    }

    /// <summary>What a package of ours says that it needs.</summary>
    internal (string Id, string Version)[] Dependencies(string package)
    {
        using var archive = ZipFile.OpenRead(Path.Combine(Folder, $"{package}.{Build.Version}.nupkg"));
        using var description = archive.GetEntry(package + ".nuspec")!.Open();
        return [.. XDocument.Load(description).Descendants().Where(e => e.Name.LocalName == "dependency").Select(e => ((string)e.Attribute("id")!, (string)e.Attribute("version")!))];
    }

    private async Task PackAsync(string project, params string[] more) => (await _workspace.DotnetAsync(
        ["pack", Path.Combine(Build.Repository, project), "--no-build", "--no-restore", "-o", Folder, "-v", "q", .. Build.Same, .. more])).MustSucceed();

    public Task DisposeAsync()
    {
        _workspace.Dispose();
        return Task.CompletedTask;
    }
}
