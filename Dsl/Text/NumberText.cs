using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ArchGen.Dsl.Text;

/// <summary>How counts and sizes are written for people.</summary>
public static class NumberText
{
    private static readonly (long From, double Unit, string Suffix)[] s_units = [(1_000_000_000_000, 1e12, "T"), (1_000_000_000, 1e9, "G"), (1_000_000, 1e6, "M"), (10_000, 1e3, "K")];

    /// <summary><c>5.59M</c>.</summary>
    public static string Short(long value)
    {
        foreach (var (from, unit, suffix) in s_units)
        {
            if (value >= from)
                return (value / unit).ToString(value / unit >= 100 ? "0.#" : "0.00", CultureInfo.InvariantCulture) + suffix;
        }
        return Whole(value);
    }

    /// <summary><c>5,586,832</c>.</summary>
    public static string Whole(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1×3×256×256</c>.</summary>
    public static string Sizes(IEnumerable<long> sizes) => string.Join("×", sizes.Select(s => s.ToString(CultureInfo.InvariantCulture)));
}
