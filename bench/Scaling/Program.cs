using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using ArchGen.Dsl;
using ArchGen.Dsl.Tests.Robustness;
using ArchGen.Dsl.Text;

// Compiles specs of growing size and says what each takes: processor time of the fastest of some runs, bytes allocated, and the exponent of both (1 is linear) by a straight line
// through the logarithms.
//   Scaling [runs] [kind…]
var runs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 3;
int[] lines = [1000, 2500, 5000, 10_000, 20_000, 40_000], instances = [100, 250, 500, 1000, 2000, 4000];
Measure("namespace T\nconst A = 1\n", 3);
foreach (var kind in LargeSpecs.Kinds.Where(k => args.Length < 2 || args.Skip(1).Contains(k.Name)))
{
    var sizes = kind.IsLines ? lines : instances;
    var points = sizes.Select(size =>
    {
        var text = kind.Make(size);
        return Measure(text.StartsWith("namespace", StringComparison.Ordinal) ? text : "namespace T\n" + text, runs);
    }).ToArray();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind.Name}, {(kind.IsLines ? "lines" : "instances")}: time ^ {Exponent(sizes, [.. points.Select(p => p.Milliseconds)]):F2}, memory ^ {Exponent(sizes, [.. points.Select(p => p.Megabytes)]):F2}"));
    for (var i = 0; i < sizes.Length; i++)
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {sizes[i],7:N0}{points[i].Milliseconds,10:F0} ms{points[i].Megabytes,10:F1} MB{(points[i].Problem is { } problem ? "   " + problem : "")}"));
}

static (double Milliseconds, double Megabytes, string? Problem) Measure(string text, int runs)
{
    var (best, bytes, problem) = (double.MaxValue, 0L, (string?)null);
    for (var run = 0; run < runs; run++)
    {
        GC.Collect();
        var (before, started) = (GC.GetAllocatedBytesForCurrentThread(), Process.GetCurrentProcess().TotalProcessorTime);
        var result = ArchCompiler.Compile([new SourceText("spec.arch", text)]);
        best = Math.Min(best, (Process.GetCurrentProcess().TotalProcessorTime - started).TotalMilliseconds);
        bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        problem = result.HasErrors ? result.Files[0].Diagnostics[0].Message : null;
    }
    return (best, bytes / 1048576.0, problem);
}

static double Exponent(int[] sizes, double[] costs)
{
    var (x, y) = (sizes.Select(s => Math.Log(s)).ToArray(), costs.Select(c => Math.Log(c)).ToArray());
    return x.Zip(y, (a, b) => (a - x.Average()) * (b - y.Average())).Sum() / x.Sum(a => (a - x.Average()) * (a - x.Average()));
}
