using System;
using System.IO;
using System.Linq;
using ArchGen.Dsl;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Generator.Tests;

/// <summary>
/// Each spec in Baselines/ beside the C# that it gives. <c>ARCHGEN_UPDATE_BASELINES=1</c> writes the C# anew; read the difference before you keep it.
/// </summary>
public class BaselineTests
{
    private static readonly string s_folder = References.Metadata("Baselines");

    public static TheoryData<string> Names =>
        new(Directory.GetFiles(s_folder, "*.arch").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_spec_gives_its_baseline(string name)
    {
        var harness = new Harness(($"/project/{name}.arch", Read(name + ".arch"))).Run();
        Assert.True(harness.Diagnostics.IsEmpty, string.Join("\n", harness.Diagnostics));
        harness.MustCompile();
        var actual = harness.Generated[name + ".g.cs"];
        var baseline = Path.Combine(s_folder, name + ".cs");
        if (Environment.GetEnvironmentVariable("ARCHGEN_UPDATE_BASELINES") == "1")
            File.WriteAllText(baseline, actual);
        Assert.True(File.Exists(baseline), $"There is no baseline {name}.cs; run the tests with ARCHGEN_UPDATE_BASELINES=1.");
        Assert.Equal(File.ReadAllText(baseline), actual);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_line_directives_where_they_are_not_wanted(string name)
    {
        var result = ArchCompiler.Compile([new SourceText(name, Read(name + ".arch"))]);
        var text = Emit.CSharpEmitter.EmitFile(result.Files[0].Model, Emit.EmitOptions.Default with { LineDirectives = false });
        Assert.DoesNotContain("#line", text);
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(s_folder, file)).Replace("\r\n", "\n");
}
