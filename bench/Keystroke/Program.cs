using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using ArchGen.Bench.Keystroke;

// Keystroke write FILE LINES: a large spec. Keystroke FOLDER PROGRAM SPECS PLACES: measures PROGRAM (archgen.dll) on SPECS and on a large spec that it writes to FOLDER.
if (args is ["write", var target, var count])
{
    File.WriteAllText(target, LargeSpec.Write(int.Parse(count, CultureInfo.InvariantCulture)));
    return;
}

var (folder, program, specs, places) = (args[0], args[1], Path.GetFullPath(args[2]), int.Parse(args[3], CultureInfo.InvariantCulture));
var shipped = Directory.EnumerateFiles(specs, "*.arch", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
var largest = shipped.MaxBy(f => File.ReadAllLines(f).Length)!;
var large = Path.Combine(folder, "large.arch");
File.WriteAllText(large, LargeSpec.Write(5000));

Console.WriteLine($"{"",-46}{"p50",8}{"p95",8}{"max",8}   {"of that at p50: parse",21}{"compile",9}{"publish",9}{"the rest",10}");
Measure($"largest shipped spec ({Path.GetFileName(largest)}, {Lines(largest)} lines)", specs, [largest]);
Measure($"large spec ({Lines(large)} lines)", folder, [large]);
Measure($"all of specs/ open ({shipped.Count} files), typing in {Path.GetFileName(largest)}", specs, [.. shipped.Where(f => f != largest), largest]);

static int Lines(string path) => File.ReadAllLines(path).Length;

void Measure(string name, string root, IReadOnlyList<string> files)
{
    using var client = new Client(program, root, line => Console.Error.WriteLine(line));
    var opened = files.Select(f => new Typing(client, f)).ToList();
    // The runtime compiles what runs often a second time, better: the first round is what the first minutes feel like, the second what hours do.
    var first = opened[^1].Visit(places).ToList();
    var before = client.ProcessorMilliseconds;
    var strokes = opened[^1].Visit(places).ToList();
    var processor = (client.ProcessorMilliseconds - before) / strokes.Count;
    Console.WriteLine(name);
    foreach (var kind in strokes.GroupBy(s => s.Kind).Append(Everything(strokes, "all")).Append(Everything(first, "the server just started")))
    {
        var all = kind.ToList();
        double Middle(Func<Stroke, double> of) => At(all, of, 0.5);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{"  " + kind.Key + $" ({all.Count} keystrokes)",-46}{Middle(s => s.Milliseconds),8:0.0}{At(all, s => s.Milliseconds, 0.95),8:0.0}{all.Max(s => s.Milliseconds),8:0.0}   {Middle(s => s.Parse),21:0.0}{Middle(s => s.Compile),9:0.0}{Middle(s => s.Edit + s.Publish),9:0.0}{Middle(s => s.Milliseconds - s.Parse - s.Compile - s.Edit - s.Publish),10:0.0}"));
    }

    var slowest = strokes.MaxBy(s => s.Milliseconds)!;
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"  opened in {opened[^1].Opened:0} ms; slowest: {slowest.Kind} in line {slowest.Line + 1}; {strokes.Count(s => s.Findings > 0)} of {strokes.Count} with findings; processor {processor:0.0} ms a keystroke; memory at most {client.PeakMemory:0} MiB"));
}

static IGrouping<string, Stroke> Everything(List<Stroke> strokes, string name) => strokes.GroupBy(_ => name).Single();

static double At(List<Stroke> strokes, Func<Stroke, double> of, double part) => strokes.Select(of).Order().ElementAt(Math.Min(strokes.Count - 1, (int)(strokes.Count * part)));
