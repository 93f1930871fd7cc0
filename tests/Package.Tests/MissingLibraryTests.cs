using System;
using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace ArchGen.Package.Tests;

/// <summary>A built program whose native library, or the libtorch behind it, is gone says so with the remedy.</summary>
public class MissingLibraryTests(MissingLibraryTests.BuiltProgram program) : IClassFixture<MissingLibraryTests.BuiltProgram>
{
    private const string Library = "libarchgen_torch.so";

    [SystemBackendFact]
    public async Task Whole_program_runs() => Assert.Contains("zeros 2", (await program.RunAsync(_ => Task.CompletedTask)).MustSucceed().Output);

    [SystemBackendFact]
    public async Task Native_library_that_is_gone() => AssertUnavailable(
        await program.RunAsync(folder =>
        {
            File.Delete(Path.Combine(folder, Library));
            return Task.CompletedTask;
        }),
        $"{Library} is missing from ", "Rebuild the project", "TorchBackend=TorchSharp");

    [SystemBackendFact]
    public async Task Native_library_that_is_no_library() => AssertUnavailable(
        await program.RunAsync(folder => File.WriteAllTextAsync(Path.Combine(folder, Library), new string('x', 10_000))),
        $"{Library} can't be loaded", "Install libtorch-dev and libopenblas0-pthread", "LIBTORCH", "TorchBackend=TorchSharp", "The loader said: ");

    [SystemBackendFact]
    public async Task Libtorch_that_is_gone() => AssertUnavailable(
        await program.RunAsync(async folder =>
        {
            // Stands for a library that was linked to a libtorch which was uninstalled since.
            var source = Path.Combine(folder, "empty.cpp");
            var gone = Path.Combine(folder, "libtorch_gone.so");
            await File.WriteAllTextAsync(source, "");
            (await program.Workspace.RunAsync("g++", ["-shared", "-fPIC", "-o", gone, source])).MustSucceed();
            (await program.Workspace.RunAsync("g++", ["-shared", "-fPIC", "-Wl,--no-as-needed", "-o", Path.Combine(folder, Library), source, $"-L{folder}", "-ltorch_gone"])).MustSucceed();
            File.Delete(gone);
        }),
        $"{Library} can't be loaded", "Install libtorch-dev and libopenblas0-pthread", "TorchBackend=TorchSharp",
        "The loader said: libtorch_gone.so: cannot open shared object file");

    // One line that carries all; what .NET itself says of it comes, if at all, as the inner exception.
    private static void AssertUnavailable(Outcome outcome, params string[] expected)
    {
        Assert.NotEqual(0, outcome.ExitCode);
        var line = Assert.Single(outcome.Output.Split('\n'), l => l.StartsWith("Unhandled exception. ", StringComparison.Ordinal));
        Assert.StartsWith("Unhandled exception. ArchGen.Libtorch.LibtorchUnavailableException: ", line);
        Assert.All(expected, text => Assert.Contains(text, line));
    }

    private sealed class SystemBackendFactAttribute : FactAttribute
    {
        public SystemBackendFactAttribute()
        {
            if (Build.TorchBackend != "System")
                Skip = "TorchSharp loads its own library.";
        }
    }

    /// <summary>A program of one native call, built once; each run gets a copy of its folder.</summary>
    public sealed class BuiltProgram : IAsyncLifetime
    {
        private int _runs;

        internal Workspace Workspace { get; } = new();

        public async Task InitializeAsync()
        {
            if (Build.TorchBackend != "System")
                return;
            Workspace.Write("Tiny.csproj", Consumer.Project($"""<ItemGroup><ProjectReference Include="{Path.Combine(Build.Repository, "Libtorch/Libtorch.csproj")}" /></ItemGroup>"""));
            Workspace.Write("Program.cs", """System.Console.WriteLine($"zeros {TorchSharp.torch.zeros(2).shape[0]}");""");
            (await Workspace.DotnetAsync(["build", "Tiny.csproj", "-v", "q", .. Build.Same, "-p:BuildProjectReferences=false"])).MustSucceed();
        }

        public Task DisposeAsync()
        {
            Workspace.Dispose();
            return Task.CompletedTask;
        }

        internal async Task<Outcome> RunAsync(Func<string, Task> spoil)
        {
            var folder = Directory.CreateDirectory(Path.Combine(Workspace.Folder, $"run{_runs++}")).FullName;
            foreach (var file in Directory.GetFiles(Path.Combine(Workspace.Folder, "bin", Build.Configuration, "net10.0")))
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            await spoil(folder);
            return await Workspace.DotnetAsync(Path.Combine(folder, "Tiny.dll"));
        }
    }
}
