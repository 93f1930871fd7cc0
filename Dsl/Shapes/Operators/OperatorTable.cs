using System;
using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Shapes.Operators;

namespace ArchGen.Dsl.Shapes;

/// <summary>Every built-in operator and layer.</summary>
public static class OperatorTable
{
    private static readonly Dictionary<string, Operator> s_byName;

    static OperatorTable()
    {
        All =
        [
            .. Convolutions.All, .. Projections.All, .. Normalizations.All, .. Elementwise.All, .. Broadcasting.All, .. Reductions.All,
            .. Layouts.All, .. Slices.All, .. Paddings.All, .. Joins.All, .. Splits.All, .. Spaces.All, .. Pooling.All, .. Creation.All,
        ];
        s_byName = All.ToDictionary(o => o.Name, StringComparer.Ordinal);
    }

    /// <summary>All of them, by family.</summary>
    public static IReadOnlyList<Operator> All { get; }

    /// <summary>An operator by its name; null where there is none.</summary>
    public static Operator? Find(string name) => s_byName.TryGetValue(name, out var found) ? found : null;
}
