using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ArchGen.Cli.Format;

/// <summary>A unified diff of two texts' lines.</summary>
internal static class LineDiff
{
    private const int Context = 3, MostChanges = 1000;

    private readonly record struct Change(char Kind, int Old, int New);

    /// <summary>The hunks, empty for equal texts; <c>\r</c> is shown, because it is a difference.</summary>
    public static string Between(string before, string after)
    {
        var (old, now) = (Lines(before), Lines(after));
        var changes = Changes(old, now);
        var text = new StringBuilder();
        for (var i = 0; i < changes.Count;)
        {
            var first = changes.FindIndex(i, c => c.Kind != ' ');
            if (first < 0)
                break;
            var last = first;
            for (var j = first; j < changes.Count && j <= last + (2 * Context) + 1; j++)
                last = changes[j].Kind != ' ' ? j : last;
            var (from, to) = (Math.Max(i, first - Context), Math.Min(changes.Count - 1, last + Context));
            var hunk = changes.GetRange(from, to - from + 1);
            text.Append(FormattableString.Invariant($"@@ -{Range(hunk, '+', c => c.Old)} +{Range(hunk, '-', c => c.New)} @@\n"));
            foreach (var change in hunk)
                text.Append(change.Kind).Append((change.Kind == '+' ? now[change.New] : old[change.Old]).Replace("\r", "\\r", StringComparison.Ordinal)).Append('\n');
            i = to + 1;
        }

        return text.ToString();
    }

    // A last line without a line break shows its end; one with a break is followed by nothing.
    private static string[] Lines(string text)
    {
        var lines = text.Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : [.. lines[..^1], lines[^1] + "\\ (no line break)"];
    }

    private static string Range(List<Change> hunk, char without, Func<Change, int> line)
    {
        var count = hunk.Count(c => c.Kind != without);
        return FormattableString.Invariant($"{line(hunk[0]) + (count > 0 ? 1 : 0)},{count}");
    }

    // Myers' greedy search for the shortest script. Texts with hardly a line in common (all line ends differ) are one change: the search would take long, and find no more.
    private static List<Change> Changes(string[] old, string[] now)
    {
        var (n, m) = (old.Length, now.Length);
        var furthest = new Dictionary<int, int> { [1] = 0 };
        var trace = new List<Dictionary<int, int>>();
        for (var d = 0; d <= MostChanges; d++)
        {
            trace.Add(new Dictionary<int, int>(furthest));
            for (var k = -d; k <= d; k += 2)
            {
                var x = IsDown(furthest, k, d) ? furthest[k + 1] : furthest[k - 1] + 1;
                while (x < n && x - k < m && old[x] == now[x - k])
                    x++;
                furthest[k] = x;
                if (x >= n && x - k >= m)
                    return Backwards(trace, n, m);
            }
        }

        return [.. Enumerable.Range(0, n).Select(i => new Change('-', i, 0)), .. Enumerable.Range(0, m).Select(i => new Change('+', n, i))];
    }

    private static bool IsDown(Dictionary<int, int> furthest, int k, int d) =>
        k == -d || (k != d && furthest[k - 1] < furthest[k + 1]);

    private static List<Change> Backwards(List<Dictionary<int, int>> trace, int x, int y)
    {
        var changes = new List<Change>();
        for (var d = trace.Count - 1; d >= 0; d--)
        {
            var k = x - y;
            var isDown = IsDown(trace[d], k, d);
            var startX = d == 0 ? 0 : isDown ? trace[d][k + 1] : trace[d][k - 1];
            var startY = d == 0 ? 0 : startX - (isDown ? k + 1 : k - 1);
            while (x > startX && y > startY)
                changes.Add(new Change(' ', --x, --y));
            if (d > 0 && isDown)
                changes.Add(new Change('+', x, --y));
            else if (d > 0)
                changes.Add(new Change('-', --x, y));
        }

        changes.Reverse();
        return changes;
    }
}
