using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Diagnostics;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Dsl.Tests.Elaboration;

/// <summary>Several files compiled together: namespaces, imports, and findings that don't depend on the files' order.</summary>
public class FilesTests
{
    private const string Shared = """
        namespace Shared.Blocks
        const WIDTH = 8
        fn twice(a: int) = 2 * a
        block Encoder(dim: int = WIDTH) : [N, C] -> [N, dim] { f: linear(dim) }
        """;

    [Fact]
    public void A_file_sees_what_it_imports()
    {
        var result = Spec.Compile(Shared, """
            namespace Models
            import Shared.Blocks
            model M(dim: int = twice(WIDTH)) : [N, 3] -> [N, dim] { a: Encoder; b: Encoder(dim) }
            variant V = M() expect params 176
            """);
        Assert.Empty(Messages(result));
        Assert.Equal(["a.f.weight [8, 3] param", "a.f.bias [8] param", "b.f.weight [16, 8] param", "b.f.bias [16] param"], Spec.Keys(Assert.Single(result.Variants)));
    }

    [Fact]
    public void A_file_sees_its_namespace_s_other_files()
    {
        var result = Spec.Compile(
            "namespace Models\nvariant V = M()",
            "namespace Models\nmodel M() : [N, 3] -> same { Part }",
            "namespace Models\nblock Part() : [N, C] -> same { relu }");
        Assert.Empty(Messages(result));
        Assert.Equal("b.arch", result.Files[1].Model.Path);
        Assert.Equal("M", Assert.Single(result.Files[1].Model.Classes).Name);
        Assert.Equal("V", Assert.Single(result.Files[0].Model.Variants).Name);
    }

    [Theory]
    [InlineData("std", true)]
    [InlineData("std.Blocks", true)]
    [InlineData("stdlib", false)]
    [InlineData("Std", false)]
    public void The_library_s_namespace_is_its_own(string name, bool isReserved)
    {
        var result = Spec.Compile($"namespace {name}\nblock B() : [N, C] -> same {{ relu }}");
        Assert.Equal(isReserved ? [$"spec.arch ARCH0125: The namespace '{name}' is the standard library's: name yours otherwise, 'namespace Your.Name;'"] : [], Messages(result));
    }

    [Fact]
    public void The_library_s_own_files_may_be_compiled()
    {
        var user = "namespace Models\nimport std\nmodel M() : [N, L, 8] -> same { mlp: Mlp }\nvariant V = M()";
        var result = Spec.Compile(user, Spec.Read("specs", "std", "maps.arch"), Spec.Read("specs", "std", "tokens.arch"));
        Assert.Empty(Messages(result));
        Assert.Single(result.Variants);
        Assert.Empty(result.Library);
    }

    [Theory]
    [InlineData("m: Mlp", "tokens")]
    [InlineData("relu", "")]
    [InlineData("rearrange(n l c -> n c l 1); s: SqueezeExcite(2); rearrange(n c l 1 -> n l c)", "maps")]
    public void Of_the_library_what_is_used_is_given(string step, string files)
    {
        var result = Spec.Compile($"namespace Models\nimport std\nmodel M() : [N, L, 8] -> same {{ {step} }}\nvariant V = M()");
        Assert.Empty(Messages(result));
        Assert.Equal(files, string.Join(' ', result.Library.Select(m => System.IO.Path.GetFileNameWithoutExtension(m.Path).Split('.')[^1])));
    }

    [Fact]
    public void A_file_doesn_t_see_what_it_doesn_t_import()
    {
        var result = Spec.Compile(Shared, "namespace Models\nmodel M() : [N, 3] -> same { a: Encoder }");
        Assert.Equal(["b.arch ARCH0100: There is no 'Encoder' here"], Messages(result));
    }

    [Fact]
    public void Its_own_definitions_come_before_imported_ones()
    {
        var result = Spec.Compile(Shared, "namespace Models\nimport Shared.Blocks\nconst WIDTH = 3\nmodel M() : [N, 3] -> [N, WIDTH] { a: linear(WIDTH) }\nvariant V = M()");
        Assert.Empty(Messages(result));
        Assert.Equal("[N, 3]", result.Variants[0].Outputs[0].Shape.ToString());
    }

    [Fact]
    public void An_import_that_is_nearly_right_is_found()
    {
        var result = Spec.Compile(Shared, "namespace Models\nimport Shared.Block\nblock B() : [N, C] -> same { relu }");
        Assert.Equal(["b.arch ARCH0102: No file declares the namespace 'Shared.Block'; did you mean 'Shared.Blocks'?"], Messages(result));
    }

    [Fact]
    public void A_file_without_a_namespace_is_told_so_once()
    {
        var result = ArchCompiler.Compile([new SourceText("a.arch", "block B() : [N, C] -> same { relu }\nvariant V = B()")]);
        Assert.Equal("ARCH0103", result.Files[0].Diagnostics[0].Code);
        Assert.Single(result.Files[0].Diagnostics, d => d.Code == "ARCH0103");
    }

    [Fact]
    public void Nothing_and_an_empty_file_compile()
    {
        Assert.Empty(ArchCompiler.Compile([]).Files);
        var result = ArchCompiler.Compile([new SourceText("a.arch", "")]);
        Assert.False(result.Variants.Any());
        Assert.Equal("a.arch", Assert.Single(result.Files).Model.Path);
    }

    [Fact]
    public void A_finding_in_a_block_tells_who_instantiated_it_in_other_files()
    {
        var result = Spec.Compile(
            "namespace P\nblock Part(dim: int, heads: int) : [N, dim] -> same where dim % heads == 0 { f: linear(dim) }",
            "namespace Q\nimport P\nmodel M(dim: int, heads: int) : [N, dim] -> same { part: Part(dim, heads) }",
            "namespace R\nimport Q\nvariant V = M(10, 4)");
        var diagnostic = Assert.Single(result.Files.SelectMany(f => f.Diagnostics));
        // The heads that don't divide are written in the variant; the way to the constraint is told in notes.
        Assert.Equal("c.arch", diagnostic.Path);
        Assert.Contains(diagnostic.Related, place => place.Path == "b.arch" && place.Message == "Part in M");
        Assert.Contains(diagnostic.Related, place => place.Path == "c.arch" && place.Message == "M as V");
    }

    public static TheoryData<string[]> Orders => new()
    {
        new[] { "0", "1", "2", "3" }, new[] { "3", "2", "1", "0" }, new[] { "2", "0", "3", "1" }, new[] { "1", "3", "0", "2" },
    };

    private static readonly string[] s_files =
    [
        Shared,
        "namespace Models\nimport Shared.Blocks\nmodel M(dim: int) : [N, 3] -> [N, dim] where dim % 2 == 0 { a: Encoder(dim); let unused = 3 }\nvariant Even = M(8) expect params 32",
        "namespace Models\nvariant Odd = M(7)\nvariant Same = Even() expect params 33\nmodel Other() : [N, 3] -> same { b: Missing }\nmodel M() : [N, 4] -> same { relu }",
        "namespace More\nimport Models\nimport Shared.Blocks\nvariant Again = M(twice(WIDTH))\nblock Bad(k: int) : [N, k] -> [N, k / 2] { f: linear(3) }",
    ];

    [Theory]
    [MemberData(nameof(Orders))]
    public void The_files_order_changes_nothing(string[] order)
    {
        var sources = s_files.Select((text, i) => new SourceText($"{i}.arch", text)).ToArray();
        var straight = ArchCompiler.Compile(sources);
        var shuffled = ArchCompiler.Compile([.. order.Select(i => sources[int.Parse(i)])]);

        Assert.Equal(Describe(straight), Describe(shuffled));
    }

    private static IEnumerable<string> Describe(CompilationResult result) =>
        result.Files.OrderBy(f => f.Source.Path, System.StringComparer.Ordinal).SelectMany(file => new[] { file.Source.Path }
            .Concat(file.Diagnostics.Select(d => $"{d.Code} {d.Span.Start} {d.Message} {string.Join(", ", d.Related.Select(r => $"{r.Path} {r.Span.Start} {r.Message}"))}"))
            .Concat(file.Model.Classes.Select(c => c.Name)).Concat(file.Model.Variants.Select(v => $"{v.Name} {v.Facts?.Parameters}")))
        .Concat(result.Variants.Select(v => v.Name).Order(System.StringComparer.Ordinal));

    [Fact]
    public void A_file_that_others_refer_to_is_checked_where_it_is_compiled_itself()
    {
        const string Models = "namespace N\nmodel M(dim: int) : [N, 3] -> [N, dim] { a: linear(dim) }\nvariant Wrong = M(8) expect params 33";
        CompilationResult Compile(string own, bool isContext) =>
            ArchCompiler.Compile([new SourceText("a.arch", Models) { IsContext = isContext }, new SourceText("b.arch", "namespace N\n" + own)]);

        const string Variant = "variant Small = M(4) expect params 16";
        Assert.NotEmpty(Messages(Compile(Variant, isContext: false)));
        Assert.Empty(Messages(Compile(Variant, isContext: true)));
        Assert.Equal(["Small"], Compile(Variant, isContext: true).Variants.Select(v => v.Name));
        Assert.Contains(Compile("variant Twin = M(8)", isContext: true).Files[1].Diagnostics, d => d.Descriptor == Catalog.SameVariant);
        // A key map is checked against the variants of other files.
        Assert.Contains("ARCH0420", Assert.Single(Messages(Compile("keys Theirs of M { \"b.*\" = \"c.*\" }", isContext: true))));
    }

    private static IEnumerable<string> Messages(CompilationResult result) =>
        result.Files.SelectMany(f => f.Diagnostics).Where(d => d.Severity == Severity.Error).Select(d => $"{d.Path} {d.Code}: {d.Message}");
}
