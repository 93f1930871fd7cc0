using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Shapes.Operators;

namespace ArchGen.Dsl.Shapes;

/// <summary>A way in which a learned tensor may start: its arguments, and of how many axes the tensor may be.</summary>
public sealed record Initial(Operator Call, int LeastAxes, int MostAxes)
{
    /// <summary>Its name.</summary>
    public string Name => Call.Name;
}

/// <summary>Every initialiser. Each is called as an operator that takes no tensor; names and defaults are PyTorch's.</summary>
public static class InitialTable
{
    private static readonly Dictionary<string, Initial> s_byName;

    static InitialTable()
    {
        All = [.. Initials.All];
        s_byName = All.ToDictionary(i => i.Name, StringComparer.Ordinal);
    }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Initial> All { get; }

    /// <summary>An initialiser by its name; null where there is none.</summary>
    public static Initial? Find(string name) => s_byName.TryGetValue(name, out var found) ? found : null;
}
