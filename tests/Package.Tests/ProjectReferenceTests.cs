using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace ArchGen.Package.Tests;

/// <summary>References to the projects do what the package does.</summary>
public class ProjectReferenceTests
{
    private static string InRepository(string path) => Path.Combine(Build.Repository, path);

    private static Workspace NewConsumer(string items)
    {
        var workspace = new Workspace();
        workspace.Write("Consumer.csproj", Consumer.Project(items));
        workspace.Write("Program.cs", Consumer.Program);
        workspace.Write("nets/Tiny.arch", Consumer.Spec);
        return workspace;
    }

    private static string[] Arguments(string command) => [command, .. Build.Same, "-p:BuildProjectReferences=false", "-v", "m"];

    /// <summary>The generator and the runtime by reference alone, with specs listed as the C# compiler wants them.</summary>
    private static string References => $"""
        <ItemGroup>
          <ProjectReference Include="{InRepository("Generator/Generator.csproj")}" OutputItemType="Analyzer" ReferenceOutputAssembly="false" />
          <ProjectReference Include="{InRepository("Runtime/Runtime.csproj")}" />
          <AdditionalFiles Include="**/*.arch" />
        </ItemGroup>
        """;

    [Fact]
    public async Task References_alone_are_enough()
    {
        using var workspace = NewConsumer(References);
        (await workspace.DotnetAsync(Arguments("build"))).MustSucceed();
        var outcome = (await workspace.DotnetAsync("run", "--no-build", "-c", Build.Configuration)).MustSucceed();
        Assert.All(Consumer.Printed, line => Assert.Contains(line, outcome.Output));
    }

    [Fact]
    public async Task One_import_does_it_in_the_repository()
    {
        using var workspace = NewConsumer($"""<Import Project="{InRepository("build/ArchGen.InRepo.targets")}" />""");
        (await workspace.DotnetAsync(Arguments("build"))).MustSucceed();
        workspace.Write("nets/Wrong.arch", Consumer.WrongSpec);
        var outcome = await workspace.DotnetAsync(Arguments("build"));
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Matches(@"Wrong\.arch\(5,\d+\): error ARCH\d{4}: ", outcome.Output);
        Assert.DoesNotContain("error CS", outcome.Output);
    }
}
