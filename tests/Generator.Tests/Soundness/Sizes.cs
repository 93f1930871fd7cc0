using System;
using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Generator.Tests.Soundness;

/// <summary>Input sizes to try: the batch is 2, each other open size goes its own way, the smallest first.</summary>
internal static class Sizes
{
    /// <summary>The offsets of the second and third open sizes against the first: legal sizes need not be equal.</summary>
    private static readonly int[][] s_offsets = [[0, 0], [1, 3], [4, 8], [8, 0]];

    /// <summary>Shapes for inputs whose open sizes are names; a name has one size wherever it stands.</summary>
    public static IEnumerable<IReadOnlyList<long[]>> Of(IReadOnlyList<IReadOnlyList<object>> inputs)
    {
        var open = inputs.SelectMany(i => i.Skip(1)).OfType<string>().Distinct().ToList();
        if (open.Count > 3 || inputs.SelectMany(i => i).Any(d => d is not (string or long or Dsl.Syntax.IntSyntax)))
            throw new Reference.Unjudged("the input's form");
        // Small sizes one by one, then wider apart: what holds for 64 and 96 should for the smallest, too, and is costly.
        int[] all = open.Count == 3 ? [.. Enumerable.Range(1, 16)] : [.. Enumerable.Range(1, 40), 48, 56, 64, 84];
        foreach (var first in all)
        {
            foreach (var offsets in open.Count <= 1 ? s_offsets.Take(1) : s_offsets)
            {
                long At(string name) => open.IndexOf(name) switch { 0 => first, 1 => first + offsets[0], _ => first + offsets[1] };
                yield return [.. inputs.Select(input => input.Select((dim, i) => dim switch
                {
                    long known => known,
                    Dsl.Syntax.IntSyntax known => known.Value,
                    string name when open.Contains(name) => At(name),
                    _ => 2L,
                }).ToArray())];
            }
        }
    }
}
