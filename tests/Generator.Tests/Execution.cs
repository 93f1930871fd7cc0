using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Xunit;

namespace ArchGen.Generator.Tests;

/// <summary>Generated code, compiled and loaded.</summary>
internal sealed class Execution
{
    private readonly Assembly _assembly;

    public Execution(params (string Path, string Text)[] specs)
        : this(new Harness(specs).Run().MustBeClean())
    {
    }

    public Execution(Harness harness)
    {
        using var stream = new MemoryStream();
        var result = harness.Output.Emit(stream);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        stream.Position = 0;
        _assembly = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(stream);
    }

    public Assembly Assembly => _assembly;

    /// <summary>Builds a block or model; left-out arguments take their defaults.</summary>
    public dynamic New(string type, params object?[] arguments)
    {
        var constructor = _assembly.GetType(type, throwOnError: true)!.GetConstructors().Single();
        var all = constructor.GetParameters().Select((p, i) => i < arguments.Length ? arguments[i] : p.DefaultValue).ToArray();
        try
        {
            return constructor.Invoke(all);
        }
        catch (TargetInvocationException wrapped)
        {
            throw wrapped.InnerException!;
        }
    }

    /// <summary>A static member's value.</summary>
    public object? Value(string type, string member)
    {
        var holder = _assembly.GetType(type, throwOnError: true)!;
        return holder.GetProperty(member)?.GetValue(null) ?? holder.GetField(member)?.GetValue(null);
    }
}
