using System.Collections.Generic;
using System.Linq;

namespace ArchGen.Cli.Ablate.Report.Statistics;

/// <summary>Which points no other beats: none costs no more and gives no less, one of the two being better. Equal points stand or fall together.</summary>
internal static class ParetoFront
{
    /// <summary>For each point, whether it is on the front; one that has no cost or no gain isn't, and beats none.</summary>
    public static bool[] Of(IReadOnlyList<(double? Cost, double? Gain)> points)
    {
        var isOn = new bool[points.Count];
        var known = points.Select((p, i) => (p.Cost, p.Gain, Index: i)).Where(p => p.Cost is not null && p.Gain is not null)
            .OrderBy(p => p.Cost).ThenByDescending(p => p.Gain).ToArray();
        // From the cheapest on, what gains more than all that is cheaper; and its equals.
        (double? Cost, double? Gain) last = (null, null);
        foreach (var (cost, gain, index) in known)
        {
            if (last.Gain is not null && !(gain > last.Gain) && (cost, gain) != last)
                continue;
            isOn[index] = true;
            last = (cost, gain);
        }

        return isOn;
    }
}
