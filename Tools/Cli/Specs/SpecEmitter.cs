using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using ArchGen.Dsl;
using ArchGen.Generator.Emit;

namespace ArchGen.Cli.Specs;

/// <summary>One generated file.</summary>
/// <param name="Name">Its file name, unique among the files of one run.</param>
/// <param name="SpecPath">The spec that it comes from.</param>
/// <param name="IsLibrary">True for the standard library's.</param>
/// <param name="Text">The C#.</param>
internal sealed record EmittedFile(string Name, string SpecPath, bool IsLibrary, string Text);

/// <summary>Turns compiled specs into C#.</summary>
internal static class SpecEmitter
{
    /// <summary>Every file's C#, in the compiler's order, the used part of the standard library last.</summary>
    public static IReadOnlyList<EmittedFile> Emit(CompilationResult result, CancellationToken cancellation)
    {
        var models = result.Files.Select(f => f.Model).Concat(result.Library).ToArray();
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var emitted = new List<EmittedFile>();
        for (var i = 0; i < models.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var model = models[i];
            emitted.Add(new EmittedFile(Unique(taken, Path.GetFileNameWithoutExtension(model.Path)), model.Path, i >= result.Files.Count, CSharpEmitter.EmitFile(model, EmitOptions.For(result, model))));
        }

        return emitted;
    }

    private static string Unique(HashSet<string> taken, string stem)
    {
        var name = stem + ".g.cs";
        for (var i = 2; !taken.Add(name); i++)
            name = $"{stem}.{i}.g.cs";
        return name;
    }
}
