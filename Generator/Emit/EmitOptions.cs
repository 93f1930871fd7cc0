using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Generator.Emit;

/// <summary>How C# is printed.</summary>
public sealed record EmitOptions
{
    /// <summary>The defaults.</summary>
    public static EmitOptions Default { get; } = new();

    /// <summary>Whether forward passes carry <c>#line</c> directives that lead the debugger and the C# compiler's messages back to the spec.</summary>
    public bool LineDirectives { get; init; } = true;

    /// <summary>The types of the values of other files' <c>fn</c>s and <c>const</c>s, by <c>namespace.name</c>.</summary>
    public IReadOnlyDictionary<string, StaticType>? FunctionTypes { get; init; }

    /// <summary>Names of types in the same namespace that the file doesn't define: they must not be taken for TorchSharp's.</summary>
    public IReadOnlyCollection<string>? NeighbourTypes { get; init; }

    /// <summary>True where the same is printed of a file with either.</summary>
    public bool IsSameAs(EmitOptions other) => LineDirectives == other.LineDirectives
        && (NeighbourTypes ?? []).SequenceEqual(other.NeighbourTypes ?? [])
        && (FunctionTypes ?? s_none).OrderBy(t => t.Key, StringComparer.Ordinal).SequenceEqual((other.FunctionTypes ?? s_none).OrderBy(t => t.Key, StringComparer.Ordinal));

    private static readonly Dictionary<string, StaticType> s_none = [];

    /// <summary>What the printing of one file needs to know of all that are compiled with it, the standard library's included.</summary>
    public static EmitOptions For(CompilationResult result, FileModel own)
    {
        var models = result.Files.Select(f => f.Model).Concat(result.Library).ToArray();
        var types = new Dictionary<string, StaticType>(StringComparer.Ordinal);
        foreach (var model in models)
        {
            foreach (var function in model.Functions)
                types[model.Namespace + "." + function.Name] = function.ReturnType;
        }
        var neighbours = models.Where(m => m != own && m.Namespace == own.Namespace)
            .SelectMany(m => m.Classes.Select(c => c.Name).Concat(m.Variants.Select(v => v.Name)).Concat(m.Ablations.Select(a => a.Name)).Concat(m.Recipes.Select(r => r.Name)).Concat(m.KeyMaps.Select(k => k.Holder)));
        return Default with { FunctionTypes = types, NeighbourTypes = [.. neighbours] };
    }
}
