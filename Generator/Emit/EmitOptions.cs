using System.Collections.Generic;
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
}
