using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace ArchGen.Package.Tests;

/// <summary>Two projects, one upon the other, each with the standard library's code of its own.</summary>
public class SharedLibraryTests
{
    private const string Lower = """
        namespace Lower;
        import std;

        block Body(dim: int) : [N, L, dim] -> same { mlp: Mlp(expand: 2); attn: Attention(2) }
        """;

    private const string Upper = """
        namespace Upper;
        import std;

        model Net() : [N, L, 8] -> same { block: TransformerBlock(2); mlp: Mlp(expand: 2) }
        variant NetA = Net()
        """;

    private const string Program = """
        using System;
        using System.Linq;
        using Upper;
        using static TorchSharp.torch;

        using var tokens = rand(2, 5, 8);
        var net = NetA.Create();
        var body = new Lower.Body(8);
        using var result = body.call(net.call(tokens));
        Console.WriteLine($"shape {string.Join("x", result.shape)}");
        Console.WriteLine($"lower {body.mlp.GetType().Assembly.GetName().Name} {body.mlp.GetType().FullName}");
        Console.WriteLine($"upper {net.mlp.GetType().Assembly.GetName().Name} {net.mlp.GetType().FullName}");
        """;

    [Fact]
    public async Task Both_build_without_a_warning_and_run()
    {
        var import = $"""<Import Project="{Path.Combine(Build.Repository, "build/ArchGen.InRepo.targets")}" />""";
        using var workspace = new Workspace();
        workspace.Write("lower/Lower.csproj", Consumer.Project(import).Replace("<OutputType>Exe</OutputType>", ""));
        workspace.Write("lower/Body.arch", Lower);
        workspace.Write("upper/Upper.csproj", Consumer.Project(import + """<ItemGroup><ProjectReference Include="../lower/Lower.csproj" /></ItemGroup>"""));
        workspace.Write("upper/Net.arch", Upper);
        workspace.Write("upper/Program.cs", Program);
        string[] same = [.. Build.Same, "-p:BuildProjectReferences=false", "-v", "m"];
        (await workspace.DotnetAsync(["build", "lower/Lower.csproj", .. same])).MustSucceed();
        (await workspace.DotnetAsync(["build", "upper/Upper.csproj", .. same])).MustSucceed();
        var outcome = (await workspace.DotnetAsync("run", "--project", "upper/Upper.csproj", "--no-build", "-c", Build.Configuration)).MustSucceed();
        Assert.Contains("shape 2x5x8", outcome.Output);
        Assert.Contains("lower Lower std.Mlp", outcome.Output);
        Assert.Contains("upper Upper std.Mlp", outcome.Output);
    }
}
