using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ArchGen.Cli.Ablate.Report;

/// <summary>A column of counts as papers print them: one unit and one number of digits for all, no more of these than tell the values apart.</summary>
internal sealed class PaperColumn
{
    private const int MostDigits = 3;

    private static readonly (double Size, string Name)[] s_units = [(1e9, "G"), (1e6, "M"), (1e3, "K")];
    private readonly double _unit;
    private readonly int _digits;

    /// <summary>A column of some counts, in <paramref name="usual"/> unless they are too small to be read in it.</summary>
    public PaperColumn(string name, string usual, IEnumerable<long?> counts)
    {
        var known = counts.Where(c => c is not null).Select(c => (double)c!.Value).Distinct().ToArray();
        var most = known.DefaultIfEmpty(0).Max();
        var (size, unit) = s_units.SkipWhile(u => u.Name != usual).SkipWhile(u => known.Length > 0 && u.Name != "K" && most < u.Size / 10).First();
        _unit = size;
        Head = $"{name} ({unit})";
        // What differs by less than a hundredth looks the same in a paper too.
        _digits = Enumerable.Range(1, MostDigits).FirstOrDefault(d => known.Select(c => Text(c, d)).Distinct().Count() == known.Length && known.All(c => c == 0 || c / _unit >= Math.Pow(10, 1 - d)), 2);
    }

    /// <summary>The column's head, with its unit.</summary>
    public string Head { get; }

    /// <summary>A count in it.</summary>
    public string Of(long? count) => count is { } known ? Text(known, _digits) : "";

    /// <summary>A share as a percentage with one digit behind the point.</summary>
    public static string Percent(double? share) => share is { } known ? (100 * known).ToString("F1", CultureInfo.InvariantCulture) : "";

    private string Text(double count, int digits) => (count / _unit).ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
