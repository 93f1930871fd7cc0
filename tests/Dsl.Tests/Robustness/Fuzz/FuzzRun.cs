using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace ArchGen.Dsl.Tests.Robustness;

/// <summary>
/// Texts of a source, given to a target one after the other. A bounded number, unless <c>ARCHGEN_FUZZ</c> says how many, from the seed <c>ARCHGEN_FUZZ_SEED</c>; with
/// <c>ARCHGEN_FUZZ_KEEP</c>, each counter-example goes to a file of that folder, too.
/// </summary>
public static class FuzzRun
{
    private const int MostFaults = 12;

    /// <summary>The number of texts asked for; null where the tests' own numbers do.</summary>
    public static int? Count { get; } = int.TryParse(Environment.GetEnvironmentVariable("ARCHGEN_FUZZ"), out var count) ? count : null;

    /// <summary>Where the random numbers begin.</summary>
    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("ARCHGEN_FUZZ_SEED"), out var seed) ? seed : 1;

    /// <summary>What was found, and what it took; <paramref name="isFine"/> where nothing was.</summary>
    public static string Run(IFuzzSource source, IFuzzTarget target, int count, out bool isFine)
    {
        count = Count ?? count;
        var report = new StringBuilder();
        var faults = new HashSet<string>(StringComparer.Ordinal);
        var watched = new Watched();
        var clock = Stopwatch.StartNew();
        var (done, most, slowest) = (0, 0L, TimeSpan.Zero);
        for (; done < count && faults.Count < MostFaults; done++)
        {
            var text = source.Make(new Random(unchecked(Seed * 1_000_003 + done)));
            Remember(source, target, text);
            var started = clock.Elapsed;
            var problem = watched.Problem(target, text);
            (most, slowest) = (Math.Max(most, watched.Bytes), clock.Elapsed - started > slowest ? clock.Elapsed - started : slowest);
            if (problem is null || !faults.Add(KindOf(problem)))
                continue;
            if (watched.IsLost)
                watched = new Watched();
            else
                text = Reducer.Reduce(text, smaller => watched.Problem(target, smaller) is { } other && !watched.IsLost && KindOf(other) == KindOf(problem));
            report.AppendLine(CultureInfo.InvariantCulture, $"{target.Name}, {source.Name}, seed {Seed}, text {done}: {problem}\n{Shown(text)}");
            Keep($"{target.Name}-{source.Name}-{Seed}-{done}.arch", text);
        }
        watched.Dispose();
        isFine = faults.Count == 0;
        report.AppendLine(CultureInfo.InvariantCulture, $"{target.Name}, {source.Name}, seed {Seed}: {done} texts in {clock.Elapsed.TotalSeconds:F1} s, {faults.Count} faults; the most for one: {most >> 20} MB allocated, {slowest.TotalSeconds:F1} s");
        return report.ToString();
    }

    // So that a text is known that takes the whole process along.
    private static void Remember(IFuzzSource source, IFuzzTarget target, string text)
    {
        if (Count is not null)
            Keep($"last-{target.Name}-{source.Name}.arch", text);
    }

    private static void Keep(string name, string text)
    {
        if (Environment.GetEnvironmentVariable("ARCHGEN_FUZZ_KEEP") is { Length: > 0 } folder)
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(folder).FullName, name), text, new UnicodeEncoding(false, false) is var raw && text.Any(char.IsSurrogate) ? raw : new UTF8Encoding(false));
    }

    /// <summary>Faults of one kind differ in numbers and names only.</summary>
    private static string KindOf(string problem) =>
        new([.. problem.Split('\n').Where((line, i) => i == 0 || line.Contains(" at ", StringComparison.Ordinal)).Take(3).SelectMany(line => line).Where(c => !char.IsDigit(c)).Take(240)]);

    /// <summary>A text such that it can be written into a test.</summary>
    private static string Shown(string text) => string.Concat((text.Length > 4000 ? text[..4000] + "…" : text).Select(c =>
        c is '\n' || (c >= ' ' && c < 127) ? c.ToString() : $"\\u{(int)c:X4}"));
}
