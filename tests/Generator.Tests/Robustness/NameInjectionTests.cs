using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using ArchGen.Dsl;
using ArchGen.Dsl.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp;
using Xunit;

namespace ArchGen.Generator.Tests.Robustness;

/// <summary>
/// Any name of a spec may stand wherever a name may: the code has the declarations and statements that it has with a name that means nothing, and compiles. The names are C#'s
/// words, what TorchSharp's modules and .NET's objects have, and what generated code itself uses.
/// </summary>
public class NameInjectionTests
{
    private const string Slot = "harmless";

    private static readonly string[] s_own =
    [
        "__arglist", "__makeref", "__reftype", "__refvalue", "scope", "y", "x", "x2", "exposed", "result", "output", "whole", "piped", "channels", "Run", "Features", "Features_", "FeatureMaps", "Create", "Parameters",
        "Macs", "InputShape", "LegalInput", "Stages", "Descriptor", "All", "SpecValues", "harmlessKeys", "Name", "ModelType", "Shape", "Channels", "Stride", "T", "torch", "nn", "F", "System", "TorchSharp", "ArchGen", "Runtime",
        "Generated", "Module", "Tensor", "Type", "Math", "Func", "List", "Object", "String", "Int64", "Exception", "ArgumentException", "Attribute", "EqualityContract", "Deconstruct", "PrintMembers", "Clone", "op_Implicit",
        "get_Name", "set_Name", "get_harmless", "value", "Main", "Program", "_", "__", "_0", "_x", "_scope", "Demo", "N0", "Group", "KeyMap", "global", "conv2d", "pi", "len", "i", "j",
    ];

    /// <summary>Where a name stands, one file each, since most are definitions of their namespace.</summary>
    private static readonly (string Place, string Spec)[] s_places =
    [
        ("block", "block harmless(dim: int) : [N, dim] -> same { fc: linear(dim) }\nblock Z(dim: int) : [N, dim] -> same { b: harmless(dim); relu }"),
        ("model", "model harmless(dim: int = 3) : [N, 3] -> [N, dim] { fc: linear(dim); expose c }\nvariant Z = harmless()\nablation A of Z { axis dim: p = 4, q = 5 }\nkeys K of harmless { \"fc.**\" = \"g.**\" }"),
        ("variant", "model Z(dim: int = 3) : [N, 3] -> [N, dim] { fc: linear(dim); expose c }\nvariant harmless = Z(4)\nablation A of harmless { axis dim: p = 5, q = 6 }"),
        ("ablation", "model Z(dim: int = 3) : [N, 3] -> [N, dim] { fc: linear(dim) }\nablation harmless of Z { axis dim: p = 4, q = 5 }"),
        ("recipe", "model Z(dim: int = 3) : [N, 3] -> [N, dim] { fc: linear(dim) }\nrecipe harmless { epochs: 2; flip: true }\nablation A of Z { recipe: harmless; axis dim: p = 4, q = 5; setting shift: one = 1, two = 2 }"),
        ("option", "model Z(dim: int = 3) : [N, 3] -> [N, dim] { fc: linear(dim) }\nablation A of Z { axis dim: harmless = 4, q = 5 }"),
        ("key map", "model Z(dim: int = 3) : [N, 3] -> [N, dim] { fc: linear(dim) }\nvariant V = Z()\nkeys harmless of Z { \"fc.**\" = \"g.**\" }"),
        ("constant", "const harmless = 4\nblock Z(dim: int = harmless) : [N, dim] -> [N, 2 * harmless] { fc: linear(2 * harmless) }"),
        ("function", "fn harmless(a: int, b: int = 2) = a + b\nconst C = harmless(3)\nblock Z(dim: int) : [N, dim] -> [N, harmless(dim)] { fc: linear(harmless(dim)) }"),
        ("function's parameter", "fn f(harmless: int, b: int = 2) = harmless + b\nconst C = f(harmless: 3)"),
        ("parameter", "block Z(harmless: int, rate: float = 0.1 * harmless) : [N, harmless] -> [N, 2 * harmless] where harmless % 2 == 0 { fc: linear(2 * harmless); dropout(min(0.5, rate)) }\nmodel M(harmless: int = 3) : [N, 3] -> [N, harmless] { fc: linear(harmless) }\nvariant V = M(harmless: 4)\nablation A of V { axis harmless: p = 5, q = 6 }"),
        ("list parameter", "block Z(harmless: int[] = [1, 2]) : [N, C] -> [N, C] { for q in harmless { linears[q]: linear(C) } }"),
        ("component parameter", "block Z(harmless: block(C) [N, C] -> same = layer_norm) : [N, C] -> same { harmless: harmless; relu }"),
        ("dim", "block Z(k: int) : [harmless, L, k] -> same { let t = rearrange(it, f l c -> (f l) c); rearrange(t, (f l) c -> f l c, f: harmless); fc: linear(k) }"),
        ("filled dim", "block Z() : [N, harmless] -> [N, 2 * harmless] { fc: linear(2 * harmless); gelu }"),
        ("input", "block Z(dim: int) : harmless [N, dim], other [N, dim] -> same { fc: linear(dim); it + harmless + other }"),
        ("output", "model Z(dim: int = 3) : [N, 3] -> harmless [N, dim], other [N, dim] { fc: linear(dim); return it, it }"),
        ("layer", "block Z(dim: int) : [N, dim] -> same { harmless: linear(dim); relu; harmless }"),
        ("declared layer", "block Z(dim: int) : [N, dim] -> same { layer harmless: linear(dim); harmless; relu; harmless(it) }"),
        ("group", "block Z(dim: int) : [N, dim] -> same { harmless: { fc: linear(dim); harmless: { fc: linear(dim) } } }"),
        ("list of layers", "block Z(dim: int, n: int) : [N, dim] -> same { for q in 0..n { harmless[q]: { fc: linear(dim); relu } } }"),
        ("numbered layer", "block Z(dim: int, n: int) : [N, dim] -> same { for q in 0..n { harmless{q + 1}: linear(dim) } }"),
        ("learned tensor", "block Z(dim: int) : [N, dim] -> same { param harmless: [dim] = 1; buffer other: [dim] = 0; it * harmless + other }"),
        ("fixed tensor", "block Z(dim: int) : [N, dim] -> same { buffer harmless: [dim] = 1; it * harmless }"),
        ("let", "block Z(dim: int) : [N, dim] -> same { let harmless = fc: linear(dim); relu; it + harmless }"),
        ("static let", "block Z(dim: int) : [N, dim] -> [N, 2 * dim] { let harmless = 2 * dim; fc: linear(harmless) }"),
        ("var", "block Z(dim: int, n: int) : [N, dim] -> [N, dim + n] { var harmless = dim; for q in 0..n { harmless = harmless + 1; l[q]: linear(harmless) } }"),
        ("list of tensors", "block Z(dim: int, n: int) : [N, dim] -> [N, n * dim + dim] { var harmless = [it]; for q in 0..n { l[q]: linear(dim); harmless = harmless + [it] }; concat(harmless, dim: 1) }"),
        ("unpacked", "block Z(dim: int) : [N, dim] -> same where dim % 2 == 0 { let harmless, other = chunk(it, 2, dim: 1); concat(other, harmless, dim: 1) }"),
        ("loop index", "block Z(dims: int[]) : [N, C] -> [N, C] { for harmless in 0..len(dims) { l[harmless]: linear(C) } }"),
        ("comprehension's index", "block Z(n: int) : [N, C] -> [N, C] { let rates = [harmless * 2 for harmless in 0..n]; for r in rates { l[r]: linear(C) } }"),
        ("exposed feature", "model Z(dim: int = 3) : [N, 3] -> [N, dim] { fc: linear(dim); expose harmless; relu }\nvariant V = Z()"),
        ("pattern's letter", "block Z(k: int) : [N, L, C] -> same where L % k == 0 { rearrange(n (harmless q) c -> n harmless q c, q: k); rearrange(n harmless q c -> n (harmless q) c) }"),
        ("part of a namespace", "block Z(dim: int) : [N, dim] -> same { fc: linear(dim); gelu }\nmodel M() : [N, 3] -> same { z: Z(3) }\nvariant V = M()"),
    ];

    private static readonly Lazy<IReadOnlyList<string>> s_names = new(() =>
    [
        .. SyntaxFacts.GetReservedKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(SyntaxFacts.GetText).Where(t => t.Length > 0 && t.All(c => char.IsAsciiLetter(c) || c == '_'))
            .Concat(Members(typeof(torch.nn.Module))).Concat(Members(typeof(torch.nn.Module<torch.Tensor, torch.Tensor>))).Concat(Members(typeof(object)))
            .Concat(s_own).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ]);

    private static IEnumerable<string> Members(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy)
            .Select(m => m.Name).Where(n => n.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'));

    public static TheoryData<string> Places => [.. s_places.Select(p => p.Place)];

    [Theory]
    [MemberData(nameof(Places))]
    public void Any_name_may_stand_there(string place)
    {
        var expected = Compile(place, Slot, 0);
        Assert.True(!expected.HasErrors, string.Join("\n", expected.Files[0].Diagnostics));
        var skeleton = Emitted.Skeleton(Assert.Single(Emitted.Trees(expected)));
        var (trees, problems, taken) = (new Dictionary<SyntaxTree, string>(), new List<string>(), 0);
        foreach (var (name, i) in s_names.Value.Select((name, i) => (name, i)))
        {
            var result = Compile(place, name, i);
            Assert.DoesNotContain(result.Files[0].Diagnostics, d => d.Code == "ARCH0900");
            // The language has words of its own, and may refuse a name; then nobody asks for the code.
            if (result.HasErrors)
                continue;
            taken++;
            var tree = Assert.Single(Emitted.Trees(result));
            trees.Add(tree, name);
            problems.AddRange(tree.GetDiagnostics().Take(1).Select(d => $"{name}: {d}"));
            if (!Emitted.Skeleton(tree).SequenceEqual(skeleton))
                problems.Add($"{name}: other declarations and statements than with a name that means nothing");
        }
        foreach (var group in Emitted.Findings(trees.Keys).GroupBy(d => d.Location.SourceTree))
            problems.Add($"{(group.Key is { } tree ? trees[tree] : "?")}: {group.First()}\n    {Line(group.First())}");
        Assert.True(problems.Count == 0, $"{problems.Count} problems with {place}:\n" + string.Join("\n", problems.Distinct().Take(40)));
        Assert.True(taken > s_names.Value.Count * 3 / 4, $"Only {taken} of {s_names.Value.Count} names are taken");
    }

    private static string Line(Diagnostic found) => found.Location.SourceTree?.GetText().Lines[found.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim() ?? "";

    private static CompilationResult Compile(string place, string name, int number)
    {
        var spec = s_places.Single(p => p.Place == place).Spec.Replace(Slot, name, StringComparison.Ordinal);
        var @namespace = place == "part of a namespace" ? $"Demo{number}.{name}.Inner" : $"Demo.N{number}";
        return ArchCompiler.Compile([new SourceText("/project/spec.arch", $"namespace {@namespace};\n{spec}\n")]);
    }
}
