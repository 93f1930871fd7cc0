using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using ArchGen.Generator.Emit;
using ArchGen.Runtime.Generated;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Generator.Tests.Soundness;

/// <summary>The C# of many accepted specs in one assembly; each is built and run at the sizes that were chosen for it.</summary>
internal static class Batch
{
    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.CSharp12);

    /// <summary>The verdicts that the generated code gives: what doesn't compile, can't be built, isn't what the compiler said or fails.</summary>
    public static IReadOnlyList<Verdict> Run(IReadOnlyList<Verdict> accepted)
    {
        var wrong = new List<Verdict>();
        var trees = new Dictionary<SyntaxTree, Verdict?>();
        var library = new HashSet<string>(StringComparer.Ordinal);
        foreach (var verdict in accepted)
        {
            foreach (var model in verdict.Result!.Files.Select(f => f.Model).Where(CSharpEmitter.HasContent))
                trees.Add(Parsed(CSharpEmitter.EmitFile(model, EmitOptions.For(verdict.Result, model) with { LineDirectives = false })), verdict);
            foreach (var model in verdict.Result.Library.Where(m => CSharpEmitter.HasContent(m) && library.Add(m.Path)))
                trees.Add(Parsed(CSharpEmitter.EmitFile(model, EmitOptions.For(verdict.Result, model) with { LineDirectives = false })), null);
        }
        var compilation = CSharpCompilation.Create("Soundness", trees.Keys, References.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var bad = compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Location.SourceTree is not null).GroupBy(d => trees[d.Location.SourceTree!]).ToList();
        foreach (var group in bad)
            wrong.Add((group.Key ?? accepted[0]) with { Outcome = Outcome.Wrong, Reason = $"the C# doesn't compile: {string.Join("; ", group.Take(2))}" });
        if (bad.Count > 0)
            compilation = compilation.RemoveSyntaxTrees(trees.Where(t => t.Value is not null && bad.Any(b => b.Key == t.Value)).Select(t => t.Key));
        using var stream = new MemoryStream();
        var emitted = compilation.Emit(stream);
        if (!emitted.Success)
            throw new InvalidOperationException(string.Join("\n", emitted.Diagnostics.Take(5)));
        stream.Position = 0;
        var context = new AssemblyLoadContext(null, isCollectible: true);
        var descriptors = VariantDescriptor.In(context.LoadFromStream(stream)).ToDictionary(d => d.GetType().FullName!.Split('+')[0], StringComparer.Ordinal);
        foreach (var verdict in accepted.Where(v => bad.All(b => b.Key != v)))
        {
            if (verdict.Runs.GroupBy(r => r.Variant.Name).Select(runs => Fault(descriptors, runs.Key, [.. runs])).FirstOrDefault(f => f is not null) is { } fault)
                wrong.Add(verdict with { Outcome = Outcome.Wrong, Reason = fault });
        }
        context.Unload();
        return wrong;
    }

    // By reflection: what 'dynamic' has seen of an assembly keeps it for good.
    private static IReadOnlyList<Tensor> Outputs(nn.Module model, Tensor[] inputs)
    {
        var result = model.GetType().GetMethod("call", [.. inputs.Select(_ => typeof(Tensor))])!.Invoke(model, [.. inputs])!;
        return result is ITuple several ? [.. Enumerable.Range(0, several.Length).Select(i => (Tensor)several[i]!)] : [(Tensor)result];
    }

    private static string? InferenceFault(nn.Module model, Tensor[] inputs)
    {
        model.eval();
        try
        {
            var plain = Outputs(model, inputs);
            var fast = Outputs((nn.Module)model.GetType().GetMethods().First(m => m.Name.StartsWith("ToInference", StringComparison.Ordinal)).Invoke(model, [])!, inputs);
            for (var i = 0; i < plain.Count; i++)
            {
                if (!plain[i].shape.SequenceEqual(fast[i].shape) || plain[i].dtype != fast[i].dtype)
                    return $"gives {fast[i].dtype} {Judge.Text(fast[i].shape)}, not {plain[i].dtype} {Judge.Text(plain[i].shape)}";
                if (plain[i].numel() == 0 || !plain[i].isfinite().all().item<bool>())
                    continue;
                var largest = plain[i].to(ScalarType.Float64).abs().max().item<double>();
                var difference = (plain[i].to(ScalarType.Float64) - fast[i].to(ScalarType.Float64)).abs().max().item<double>();
                // The norm of a single value is 0, of which each side has its own rounding, 316 times as large by the norm's eps of 1e-5.
                if (!(difference <= 1e-3 * largest + 1e-4))
                    return $"differs by {difference} where the largest value is {largest}";
            }
            return null;
        }
        finally
        {
            model.train();
        }
    }

    private static SyntaxTree Parsed(string text) => CSharpSyntaxTree.ParseText(text, s_parse);

    private static string? Fault(Dictionary<string, VariantDescriptor> descriptors, string name, IReadOnlyList<ExpectedRun> runs)
    {
        var variant = runs[0].Variant;
        if (!descriptors.TryGetValue($"{variant.Namespace}.{name}", out var described))
            return $"{name} has no descriptor";
        try
        {
            using var scope = NewDisposeScope();
            manual_seed(1);
            using var model = described.Create();
            var keys = variant.Root.StateDict().Select(entry => $"{entry.Key} {entry.Tensor.Shape}").Order(StringComparer.Ordinal).ToList();
            var built = model.state_dict().Select(entry => $"{entry.Key} {Judge.Text(entry.Value.shape)}").Order(StringComparer.Ordinal).ToList();
            if (!keys.SequenceEqual(built))
                return $"{name} has {string.Join("; ", built.Except(keys))}, not {string.Join("; ", keys.Except(built))}";
            if (model.parameters().Sum(p => p.numel()) is var count && (count != described.Parameters || count != variant.Root.Parameters.Value))
                return $"{name} has {count} parameters, not {described.Parameters} or {variant.Root.Parameters}";
            foreach (var run in runs)
            {
                var inputs = run.Inputs.Select(i => rand(i)).ToArray();
                var outputs = Outputs(model, inputs);
                if (outputs.Select(o => Judge.Text(o.shape)).ToList() is var shapes && !shapes.SequenceEqual(run.Outputs))
                    return $"{name} at {Judge.Text(run.Inputs)} gives {string.Join(", ", shapes)}, not {string.Join(", ", run.Outputs)}";
                if (InferenceFault(model, inputs) is { } fault)
                    return $"{name} at {Judge.Text(run.Inputs)}, made ready for inference, {fault}";
            }
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            var cause = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            return $"{name} is accepted, and fails: {cause.GetType().Name}: {cause.Message.Split('\n')[0]}";
        }
    }
}
