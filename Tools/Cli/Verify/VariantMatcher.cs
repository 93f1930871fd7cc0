using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using ArchGen.Cli.Specs;
using ArchGen.Dsl.Elaboration;

namespace ArchGen.Cli.Verify;

/// <summary>
/// Finds the variant that a fixture's name means. Both are compared without case, <c>_</c> and <c>-</c>, and the fixture's also without its tail (the input's
/// size, <c>scaled</c>): <c>edgenext_xx_small_bn_hs_256</c> is <c>EdgeNeXtXXSmallBnHs</c>.
/// </summary>
internal static partial class VariantMatcher
{
    /// <summary>The variant; null with the reason where none or several match.</summary>
    public static ElaboratedVariant? Find(IReadOnlyList<ElaboratedVariant> variants, string fixture, out string? problem)
    {
        var parts = fixture.Split(['_', '-', '.', ' '], StringSplitOptions.RemoveEmptyEntries);
        var kept = parts.Length;
        while (kept > 1 && Tail().IsMatch(parts[kept - 1]))
            kept--;
        // The whole name first, then without its tail, then ever shorter: the longest match wins.
        var lengths = Enumerable.Range(0, parts.Length).Select(i => parts.Length - i).ToArray();
        foreach (var keys in new Func<ElaboratedVariant, IEnumerable<string>>[] { Keys, v => Keys(v).Select(Abbreviated) })
        {
            foreach (var length in lengths.Where(l => l >= kept))
            {
                if (Match(keys, length) is { Count: > 0 } found)
                    return One(found, fixture, out problem);
            }
        }

        foreach (var length in lengths.Where(l => l < kept && l > 1))
        {
            if (Match(Keys, length) is { Count: > 0 } found)
                return One(found, fixture, out problem);
        }

        var core = VariantPicker.Plain(string.Concat(parts.Take(kept)));
        var longer = variants.Where(v => VariantPicker.Plain(v.Name).StartsWith(core, StringComparison.Ordinal)).ToList();
        if (longer.Count == 1)
            return One(longer, fixture, out problem);
        var near = longer.Count > 0 ? longer : variants.OrderByDescending(v => Common(VariantPicker.Plain(v.Name), core)).ThenBy(v => v.Name, StringComparer.Ordinal).Take(5).ToList();
        problem = near.Count == 0
            ? $"the specs have no variant for '{fixture}'"
            : $"no variant is called as '{fixture}'; the nearest are {VariantPicker.List(near)}. Rename the variant, or give --variant";
        return null;

        List<ElaboratedVariant> Match(Func<ElaboratedVariant, IEnumerable<string>> keys, int length)
        {
            var name = VariantPicker.Plain(string.Concat(parts.Take(length)));
            var shorter = Abbreviated(name);
            return variants.Where(v => keys(v).Any(k => k == name || k == shorter)).ToList();
        }
    }

    [GeneratedRegex(@"^(\d+(x\d+)*|scaled)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tail();

    // A variant is known by its name, and by its namespace's last word and its name together.
    private static IEnumerable<string> Keys(ElaboratedVariant variant) =>
        [VariantPicker.Plain(variant.Name), VariantPicker.Plain(variant.Namespace[(variant.Namespace.LastIndexOf('.') + 1)..] + variant.Name)];

    private static string Abbreviated(string name) =>
        name.Replace("small", "s").Replace("tiny", "t").Replace("large", "l").Replace("base", "b").Replace("xlarge", "xl");

    private static ElaboratedVariant? One(List<ElaboratedVariant> found, string fixture, out string? problem)
    {
        problem = found.Count == 1 ? null : $"several variants are called as '{fixture}': {string.Join(", ", found.Select(VariantPicker.Full))}. Give --variant";
        return found.Count == 1 ? found[0] : null;
    }

    private static int Common(string a, string b)
    {
        var length = 0;
        while (length < a.Length && length < b.Length && a[length] == b[length])
            length++;
        return length;
    }
}
