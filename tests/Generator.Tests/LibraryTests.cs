using System.Linq;
using ArchGen.Dsl;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Generator.Tests;

/// <summary>The standard library's code is there once, however many files import it.</summary>
public class LibraryTests
{
    private const string Library = "namespace std;\nblock Scale(dim: int) : [.., dim] -> same {\n    param gamma: [dim] = 1\n    it * gamma\n}\n";

    /// <summary>A compiler whose library is the one above, used by every file that says so.</summary>
    private static ArchGenerator WithLibrary() => new(new Pipeline.WarmUnits((sources, cancellation) =>
    {
        var result = ArchCompiler.Compile(sources, cancellation);
        var uses = sources.Any(s => s.Text.Contains("// uses the library"));
        return uses ? result with { Library = [ArchCompiler.Compile([new SourceText("std/scale.arch", Library)], cancellation).Files[0].Model] } : result;
    }));

    private static string Using(string name) => $"namespace Demo.{name};\n// uses the library\nconst x = 1\n";

    [Fact]
    public void One_copy_is_generated()
    {
        var harness = new Harness(WithLibrary(), ("/project/A.arch", Using("A")), ("/project/B.arch", Using("B")), ("/project/Encoder.arch", Specs.Encoder)).Run();
        Assert.Null(harness.Result.Exception);
        Assert.Equal(["A.g.cs", "ArchGen+scale.g.cs", "B.g.cs", "Encoder.g.cs"], harness.Generated.Keys.Order());
        Assert.Contains("namespace std;", harness.Generated["ArchGen+scale.g.cs"]);
        Assert.DoesNotContain("#line (", harness.Generated["ArchGen+scale.g.cs"]);
        harness.MustBeClean();
    }

    [Fact]
    public void Another_user_does_not_print_it_again()
    {
        var harness = new Harness(WithLibrary(), ("/project/A.arch", Using("A")), ("/project/B.arch", "namespace Demo.B;\nconst x = 1\n")).Run();
        harness.EditSpec("/project/B.arch", Using("B")).Run();
        Assert.All(harness.Reasons(Pipeline.StepNames.Library), r => Assert.NotEqual(Microsoft.CodeAnalysis.IncrementalStepRunReason.Modified, r));
    }

    [Fact]
    public void None_without_a_use()
    {
        var harness = new Harness(("/project/Encoder.arch", Specs.Encoder)).Run();
        Assert.DoesNotContain(harness.Generated.Keys, k => k.StartsWith("ArchGen+", System.StringComparison.Ordinal));
    }
}
