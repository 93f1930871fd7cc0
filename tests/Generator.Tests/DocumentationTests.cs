using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ArchGen.Dsl;
using ArchGen.Dsl.Tests.Documentation;
using ArchGen.Dsl.Text;
using Xunit;

namespace ArchGen.Generator.Tests;

/// <summary>The C# of what the documentation shows compiles, its own C# with it, and its variants run: at the smallest legal sizes and where their costs are counted.</summary>
public class DocumentationTests
{
    private const string Usings =
        "#pragma warning disable CS1591\nusing System; using System.Linq; using ArchGen.Runtime; using ArchGen.Runtime.Generated; using TorchSharp; using TorchSharp.Modules; using static TorchSharp.torch; ";

    private static readonly IReadOnlyList<Example> s_examples =
    [
        .. Example.Of("README.md", Read("README.md")),
        .. new[] { "language.md", "checkpoints.md", "training.md" }.SelectMany(name => Example.Of(name, Read("docs", name))),
    ];

    /// <summary>Of examples that go on with one another, the last has it all.</summary>
    private static readonly IReadOnlyList<(string Path, string Text)> s_specs =
        [.. s_examples.Where(e => e.Error is null).GroupBy(e => e.Namespace).Select(g => ($"/project/{g.Key}.arch", g.Last().Text))];

    private static readonly Lazy<Harness> s_harness = new(() =>
        s_examples.SelectMany(e => e.CSharp.Select(fence => Code(e, fence))).Aggregate(new Harness([.. s_specs]), (harness, code) => harness.AddCSharp(code)).Run());

    private static readonly Lazy<Execution> s_execution = new(() => new Execution(s_harness.Value));

    private static readonly Lazy<CompilationResult> s_result = new(() => ArchCompiler.Compile([.. s_specs.Select(s => new SourceText(s.Path, s.Text))]));

    public static TheoryData<string> Variants => [.. s_result.Value.Variants.Select(v => v.Namespace + "." + v.Name)];

    [Fact]
    public void It_compiles() => s_harness.Value.MustBeClean();

    [Theory]
    [MemberData(nameof(Variants))]
    public void A_variant_runs_and_is_what_it_says(string name)
    {
        VariantRun.Check(s_result.Value, s_execution.Value, s_result.Value.Variants.Single(v => v.Namespace + "." + v.Name == name));
    }

    /// <summary>A whole file of C#, or statements, which get a method around them.</summary>
    private static string Code(Example example, Fence fence)
    {
        if (fence.Text.StartsWith("namespace ", StringComparison.Ordinal))
            return Usings + fence.Text;
        return $$"""
            {{Usings}} using {{example.Namespace}};
            namespace User.Line{{fence.Line}} {
                internal static class Uses {
                    public static void Run(Tensor images) {
            {{fence.Text}}
                    }
                }
            }
            """;
    }

    private static string Read(params string[] parts) => File.ReadAllText(Path.Combine([References.Metadata("Repository"), .. parts])).ReplaceLineEndings("\n");
}
