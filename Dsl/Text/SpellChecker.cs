using System;
using System.Collections.Generic;

namespace ArchGen.Dsl.Text;

/// <summary>Finds the word that a misspelled one was probably meant to be.</summary>
public static class SpellChecker
{
    /// <summary>
    /// The candidate nearest to <paramref name="written"/>, or null where none is near enough: one slip (a letter wrong,
    /// missing, added, or two swapped) in a word of up to five letters, two in a longer one, three from ten on.
    /// Case alone is half a slip. Of equally near candidates the first in ordinal order is taken.
    /// </summary>
    public static string? Nearest(string written, IEnumerable<string> candidates)
    {
        string? best = null;
        var bestCost = int.MaxValue;
        foreach (var candidate in candidates)
        {
            var allowed = 2 * AllowedSlips(Math.Max(written.Length, candidate.Length));
            if (candidate.Length == 0 || candidate == written || 2 * Math.Abs(candidate.Length - written.Length) > allowed)
                continue;
            var cost = Cost(written, candidate);
            if (cost > allowed || cost >= 2 * Math.Min(written.Length, candidate.Length))
                continue;
            if (cost < bestCost || (cost == bestCost && string.CompareOrdinal(candidate, best) < 0))
                (best, bestCost) = (candidate, cost);
        }
        return best;
    }

    private static int AllowedSlips(int length) => length <= 5 ? 1 : length < 10 ? 2 : 3;

    // Damerau-Levenshtein (optimal string alignment), counted in half slips.
    private static int Cost(string a, string b)
    {
        int[] twoBack = new int[b.Length + 1], oneBack = new int[b.Length + 1], row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            oneBack[j] = 2 * j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = 2 * i;
            for (var j = 1; j <= b.Length; j++)
            {
                var best = Math.Min(Math.Min(row[j - 1], oneBack[j]) + 2, oneBack[j - 1] + Substitution(a[i - 1], b[j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && a[i - 1] != b[j - 1])
                    best = Math.Min(best, twoBack[j - 2] + 2);
                row[j] = best;
            }
            (twoBack, oneBack, row) = (oneBack, row, twoBack);
        }
        return oneBack[b.Length];
    }

    private static int Substitution(char a, char b) =>
        a == b ? 0 : char.ToLowerInvariant(a) == char.ToLowerInvariant(b) ? 1 : 2;
}
