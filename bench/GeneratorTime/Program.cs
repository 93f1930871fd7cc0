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
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using RoslynText = Microsoft.CodeAnalysis.Text.SourceText;

// Prints a line "name value" for each figure, in milliseconds (memory in MiB). The first is of a process that has run nothing yet.
var folder = args[0];
var edits = int.Parse(args[1], CultureInfo.InvariantCulture);
var files = Directory.EnumerateFiles(folder, "*.arch", SearchOption.AllDirectories).Where(p => !Path.GetRelativePath(folder, p).StartsWith("std", StringComparison.Ordinal))
    .Order(StringComparer.Ordinal).Select(p => new Spec(Path.GetFullPath(p), File.ReadAllText(p))).ToArray();
var parse = new CSharpParseOptions(LanguageVersion.Latest);
var compilation = CSharpCompilation.Create(
    "Specs", [CSharpSyntaxTree.ParseText("namespace User { internal static class Program; }", parse)], [], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

GeneratorDriver Driver() => CSharpGeneratorDriver.Create([new ArchGenerator().AsSourceGenerator()], files, parse, new Options(folder));

static void Print(string name, double value) => Console.WriteLine($"{name}\t{value.ToString("0.000", CultureInfo.InvariantCulture)}");

static double Time(Action action)
{
    var watch = Stopwatch.StartNew();
    action();
    return watch.Elapsed.TotalMilliseconds;
}

GeneratorDriver driver = Driver();
Print("all cold", Time(() => driver = driver.RunGenerators(compilation)));
var faults = driver.GetRunResult().Diagnostics;
if (!faults.IsEmpty)
    throw new InvalidOperationException(faults[0].ToString());
for (var i = 0; i < 5; i++)
    Driver().RunGenerators(compilation);
Print("all warm", Median(5, () => Driver().RunGenerators(compilation)));

// The phases of all files together, once each.
var sources = files.Select(f => new SourceText(f.Path, f.Text)).ToArray();
CompilationResult result = null!;
Print("phase parse", Median(5, () => Array.ForEach(sources, s => ArchCompiler.Header(s))));
Print("phase parse, bind and elaborate", Median(5, () => result = ArchCompiler.Compile(sources)));
Print("phase emit", Median(5, () =>
{
    foreach (var file in result.Files)
        CSharpEmitter.EmitFile(file.Model, EmitOptions.For(result, file.Model));
}));

// An edit of each file, in a driver that is up to date: a changed number, then back.
for (var i = 0; i < files.Length; i++)
{
    var times = new List<double>();
    var current = driver;
    AdditionalText before = files[i];
    for (var turn = 0; turn < 8; turn++)
    {
        var after = files[i].With(files[i].Text + $"\nconst BENCH_{turn} = {turn}\n");
        current = current.ReplaceAdditionalText(before, after);
        before = after;
        times.Add(Time(() => current = current.RunGenerators(compilation)));
    }
    times.RemoveAt(0);
    times.Sort();
    Print("edit " + Path.GetRelativePath(folder, files[i].Path), times[times.Count / 2]);
}

// Many edits of files in turn, as an editor would make them.
var all = new List<double>();
AdditionalText[] texts = [.. files];
var held = new List<double>();
for (var n = 0; n < edits; n++)
{
    var at = n % files.Length;
    var after = files[at].With(files[at].Text + $"\nconst BENCH = {n}\n");
    driver = driver.ReplaceAdditionalText(texts[at], after);
    texts[at] = after;
    all.Add(Time(() => driver = driver.RunGenerators(compilation)));
    if (n == edits / 10 || n == edits - 1)
        held.Add(GC.GetTotalMemory(forceFullCollection: true) / 1048576.0);
}
if (all.Count > 0)
{
    all.Sort();
    Print("edit p50", all[all.Count / 2]);
    Print("edit p95", all[all.Count * 95 / 100]);
    Print("memory held after a tenth of the edits", held[0]);
    Print("memory held after all edits", held[^1]);
    Print("memory process peak", Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0);
}

static double Median(int times, Action action)
{
    var taken = Enumerable.Range(0, times).Select(_ => Time(action)).Order().ToArray();
    return taken[times / 2];
}

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
