using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using ArchGen.Dsl;
using ArchGen.Dsl.Text;
using ArchGen.Generator;
using ArchGen.Generator.Emit;
using ArchGen.Generator.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using RoslynText = Microsoft.CodeAnalysis.Text.SourceText;

// Arguments: the folder of the specs, and how many edits are made in the end; of "cold" for that, only the first figure is told.
// Prints a line "name wall processor" for each figure, in milliseconds (memory: one number, in MiB). The first is of a process that has run nothing yet.
// The process's processor time is what a noisy machine leaves to compare; it has the runtime's own threads in it.
var folder = args[0];
var edits = args[1] == "cold" ? 0 : int.Parse(args[1], CultureInfo.InvariantCulture);
var files = Directory.EnumerateFiles(folder, "*.arch", SearchOption.AllDirectories).Where(p => !Path.GetRelativePath(folder, p).StartsWith("std", StringComparison.Ordinal))
    .Order(StringComparer.Ordinal).Select(p => new Spec(Path.GetFullPath(p), File.ReadAllText(p))).ToArray();
var parse = new CSharpParseOptions(LanguageVersion.Latest);
var compilation = CSharpCompilation.Create(
    "Specs", [CSharpSyntaxTree.ParseText("namespace User { internal static class Program; }", parse)], [], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

GeneratorDriver Driver(bool knowsNothing = false) => CSharpGeneratorDriver.Create(
    [(knowsNothing ? new ArchGenerator(WarmUnits.New()) : new ArchGenerator()).AsSourceGenerator()], files, parse, new Options(folder));

static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

static void Print(string name, Taken taken) => Console.WriteLine($"{name}\t{Number(taken.Wall)}\t{Number(taken.Processor)}");

static void PrintMemory(string name, double bytes) => Console.WriteLine($"memory {name}\t{Number(bytes / 1048576.0)}");

static Taken Time(Action action)
{
    using var process = Process.GetCurrentProcess();
    var before = process.TotalProcessorTime;
    var watch = Stopwatch.StartNew();
    action();
    var wall = watch.Elapsed.TotalMilliseconds;
    process.Refresh();
    return new Taken(wall, (process.TotalProcessorTime - before).TotalMilliseconds);
}

static Taken Both(TimeSpan time) => new(time.TotalMilliseconds, time.TotalMilliseconds);

static Taken Middle(IEnumerable<Taken> all, double part = 0.5)
{
    double At(Func<Taken, double> of) => all.Select(of).Order().ElementAt((int)(all.Count() * part));
    return new Taken(At(t => t.Wall), At(t => t.Processor));
}

GeneratorDriver driver = Driver();
Print("all cold", Time(() => driver = driver.RunGenerators(compilation)));
var faults = driver.GetRunResult().Diagnostics;
if (!faults.IsEmpty)
    throw new InvalidOperationException(faults[0].ToString());
// What of that is the runtime's own: compiling what came without machine code (Roslyn's own methods among it), and collecting garbage, on all threads.
Print("  compiling at run time", Both(System.Runtime.JitInfo.GetCompilationTime()));
Print("  collecting garbage", Both(GC.GetTotalPauseDuration()));
if (args[1] == "cold")
    return;
for (var i = 0; i < 2; i++)
    Driver(knowsNothing: true).RunGenerators(compilation);
// All of it anew, once the runtime has compiled the generator; and what a driver finds that begins where another has been.
Print("all warm", Median(3, () => Driver(knowsNothing: true).RunGenerators(compilation)));
Print("all again, by a new driver", Median(3, () => Driver().RunGenerators(compilation)));

// The phases of all files together, once each.
var sources = files.Select(f => new SourceText(f.Path, f.Text)).ToArray();
CompilationResult result = null!;
Print("phase parse", Median(3, () => Array.ForEach(sources, s => ArchCompiler.Header(s))));
Print("phase parse, bind and elaborate", Median(3, () => result = ArchCompiler.Compile(sources)));
Print("phase emit", Median(3, () =>
{
    foreach (var file in result.Files)
        CSharpEmitter.EmitFile(file.Model, EmitOptions.For(result, file.Model));
}));

// An edit of each file, in a driver that is up to date: a constant more at its end.
for (var i = 0; i < files.Length; i++)
{
    var times = new List<Taken>();
    var current = driver;
    AdditionalText before = files[i];
    for (var turn = 0; turn < 5; turn++)
    {
        var after = files[i].With(files[i].Text + $"\nconst BENCH_{turn} = {turn}\n");
        current = current.ReplaceAdditionalText(before, after);
        before = after;
        times.Add(Time(() => current = current.RunGenerators(compilation)));
    }
    Print("edit " + Path.GetRelativePath(folder, files[i].Path), Middle(times.Skip(1)));
}

// Many edits of files in turn, as an editor would make them: of each file first a constant's value, then a digit of a number anywhere in it, then that put back.
// The first tenth isn't counted: it is when the runtime compiles the ways that these take.
var (constants, numbers) = (new List<Taken>(), new List<Taken>());
var random = new Random(1);
AdditionalText[] texts = [.. files];
var held = new List<double>();
for (var n = 0; n < edits; n++)
{
    var at = n % files.Length;
    var turn = n / files.Length % 3;
    var text = files[at].Text;
    if (turn == 1 && text.IndexOfAny([.. "123456789"], random.Next(text.Length)) is >= 0 and var digit)
        text = text.Remove(digit, 1).Insert(digit, random.Next(1, 10).ToString(CultureInfo.InvariantCulture));
    var after = files[at].With(text + $"\nconst BENCH = {n / files.Length / 3}\n");
    driver = driver.ReplaceAdditionalText(texts[at], after);
    texts[at] = after;
    var taken = Time(() => driver = driver.RunGenerators(compilation));
    if (n >= edits / 10)
        (turn == 0 ? constants : numbers).Add(taken);
    if (n == edits / 10 || n == edits - 1)
        held.Add(GC.GetTotalMemory(forceFullCollection: true));
}
if (edits > 0)
{
    foreach (var (kind, all) in new[] { ("a constant", constants), ("any number", numbers) }.Where(e => e.Item2.Count > 0))
    {
        Print($"edit of {kind} p50", Middle(all));
        Print($"edit of {kind} p95", Middle(all, 0.95));
    }
    PrintMemory("held after a tenth of the edits", held[0]);
    PrintMemory("held after all edits", held[^1]);
    PrintMemory("process peak", Process.GetCurrentProcess().PeakWorkingSet64);
}

static Taken Median(int times, Action action) => Middle([.. Enumerable.Range(0, times).Select(_ => Time(action))]);

/// <summary>What something took, in milliseconds.</summary>
internal readonly record struct Taken(double Wall, double Processor);

/// <summary>A spec as the build hands it over.</summary>
internal sealed class Spec(string path, string text) : AdditionalText
{
    private readonly RoslynText _text = RoslynText.From(text);

    public override string Path { get; } = path;

    public string Text { get; } = text;

    public Spec With(string changed) => new(Path, changed);

    public override RoslynText GetText(CancellationToken cancellationToken = default) => _text;
}

/// <summary>The options of a build.</summary>
internal sealed class Options(string folder) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(folder);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Values(string folder) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value)
        {
            value = key == "build_property.ProjectDir" ? folder + "/" : "";
            return value.Length > 0;
        }
    }
}
