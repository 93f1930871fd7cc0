using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using System.Threading;
using ArchGen.Cli.Specs;
using ArchGen.Dsl.Elaboration;
using ArchGen.Runtime.Generated;
using ArchGen.Workspace;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using static TorchSharp.torch;

namespace ArchGen.Cli.Verify;

/// <summary>The C# of a set of specs, compiled and loaded in memory. Disposing it lets the runtime unload it.</summary>
internal sealed class SpecAssembly : IDisposable
{
    private const int ErrorsShown = 5;
    private readonly AssemblyLoadContext _context = new("specs", isCollectible: true);
    private readonly Assembly _assembly;

    private SpecAssembly(Stream image) => _assembly = _context.LoadFromStream(image);

    /// <summary>Compiles and loads.</summary>
    public static SpecAssembly Build(LoadedSpecs specs, CancellationToken cancellation) => Load(Compile(specs, cancellation));

    /// <summary>Loads what was compiled.</summary>
    public static SpecAssembly Load(byte[] image) => new(new MemoryStream(image));

    /// <summary>Compiles. C# that doesn't compile is a fault of the generator, and said so.</summary>
    public static byte[] Compile(LoadedSpecs specs, CancellationToken cancellation)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        var trees = SpecEmitter.Emit(specs.Result, cancellation)
            .Select(f => CSharpSyntaxTree.ParseText(SourceText.From(f.Text, Encoding.UTF8), options, f.Name, cancellation));
        var compilation = CSharpCompilation.Create(
            "ArchGen.Specs.InMemory", trees, References(),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable, deterministic: true));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image, cancellationToken: cancellation);
        if (!emitted.Success)
        {
            var errors = emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ToArray();
            throw new CliException(
                $"The generated C# doesn't compile, which is a fault of ArchGen's generator ({errors.Length} errors):\n" +
                string.Join("\n", errors.Take(ErrorsShown).Select(e => "  " + e)), ExitCode.Fault);
        }

        return image.ToArray();
    }

    /// <summary>Builds a variant's module by its factory, <c>Variant.Create()</c>, or that of an ablation's member.</summary>
    public nn.Module Create(ElaboratedVariant variant)
    {
        var full = VariantPicker.Full(variant);
        if (variant.Name.Contains('.'))
            return Member(full[..full.LastIndexOf('.')], variant.Name).Create();
        var type = _assembly.GetType(full) ?? throw new CliException($"The generated C# has no type {full}.", ExitCode.Fault);
        var factory = type.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(m => typeof(nn.Module).IsAssignableFrom(m.ReturnType) && m.GetParameters().All(p => p.IsOptional))
            .OrderBy(m => m.Name == "Create" ? 0 : 1).FirstOrDefault()
            ?? throw new CliException($"The generated type {full} has no factory.", ExitCode.Fault);
        var arguments = factory.GetParameters().Select(_ => Type.Missing).ToArray();
        return (nn.Module)factory.Invoke(null, BindingFlags.OptionalParamBinding | BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
    }

    /// <summary>A member of an ablation, by the ablation's full name and its own.</summary>
    public VariantDescriptor Member(string ablation, string name)
    {
        var all = _assembly.GetType(ablation)?.GetProperty("All", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as IEnumerable<VariantDescriptor>;
        return all?.FirstOrDefault(m => m.Name == name) ?? throw new CliException($"The generated C# has no member {name}.", ExitCode.Fault);
    }

    /// <inheritdoc/>
    public void Dispose() => _context.Unload();

    private static IEnumerable<MetadataReference> References()
    {
        var trusted = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "";
        foreach (var path in trusted.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var name = Path.GetFileName(path);
            if (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("TorchSharp", StringComparison.Ordinal)
                || name is "mscorlib.dll" or "netstandard.dll" or "ArchGen.Runtime.dll" or "ArchGen.Libtorch.dll" or "SkiaSharp.dll" or "Google.Protobuf.dll")
                yield return MetadataReference.CreateFromFile(path);
        }
    }
}
