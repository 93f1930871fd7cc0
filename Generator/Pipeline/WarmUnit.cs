using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ArchGen.Dsl;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Text;
using ArchGen.Generator.Emit;

namespace ArchGen.Generator.Pipeline;

/// <summary>A compiler that knows what it found out about a unit, and what was printed of it.</summary>
internal sealed class WarmUnit(WarmUnits owner, Func<IReadOnlyList<SourceText>, CancellationToken, CompilationResult> compile) : IDisposable
{
    private readonly Dictionary<string, Text> _printed = new(StringComparer.Ordinal);

    /// <summary>The files that it was last for.</summary>
    public HashSet<string> Paths { get; set; } = [];

    /// <summary>How much text it was last for.</summary>
    public long Size { get; set; }

    /// <summary>True once it did what it was taken for. One that failed isn't asked again.</summary>
    public bool IsSound { get; set; }

    /// <summary>What it was last asked for, and what that came to.</summary>
    public (CompileUnit Unit, UnitResult Result)? Last { get; set; }

    /// <summary>Compiles the unit's files.</summary>
    public CompilationResult Compile(IReadOnlyList<SourceText> sources, CancellationToken cancellation)
    {
        try
        {
            return compile(sources, cancellation);
        }
        catch (OperationCanceledException)
        {
            // What was done by then holds.
            IsSound = true;
            throw;
        }
    }

    /// <summary>
    /// A file's code, printed where it isn't what was printed last. Where a block has errors, one that uses it may lack what is printed of it: then all of the file's classes are
    /// shells, and the errors are what is to be said.
    /// </summary>
    public string Print(FileModel model, EmitOptions options, bool hasErrors)
    {
        if (_printed.TryGetValue(model.Path, out var known) && known.IsOf(model, options))
            return known.Value;
        string text;
        try
        {
            text = CSharpEmitter.EmitFile(model, options);
        }
        catch (NotSupportedException) when (hasErrors)
        {
            _printed.Remove(model.Path);
            return CSharpEmitter.EmitFile(model with { Classes = [.. model.Classes.Select(c => c with { IsBroken = true, Body = [], Nested = [] })] }, options);
        }
        if (_printed.Count > 2 * Paths.Count + 16)
            _printed.Clear();
        _printed[model.Path] = new Text(model, options, text);
        return text;
    }

    public void Dispose()
    {
        if (IsSound)
            owner.GiveBack(this);
    }

    private sealed record Text(FileModel Model, EmitOptions Options, string Value)
    {
        // What is still the same is the same object.
        public bool IsOf(FileModel model, EmitOptions options) =>
            Model.Namespace == model.Namespace && Model.Classes.SequenceEqual(model.Classes) && Model.Variants.SequenceEqual(model.Variants)
            && Model.Functions.SequenceEqual(model.Functions) && Model.Ablations.SequenceEqual(model.Ablations) && Model.Recipes.SequenceEqual(model.Recipes)
            && Model.KeyMaps.SequenceEqual(model.KeyMaps) && Options.IsSameAs(options);
    }
}
