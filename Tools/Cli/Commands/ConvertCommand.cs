using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ArchGen.Cli.Diagnostics;
using ArchGen.Cli.Specs;
using ArchGen.Dsl.Text;
using ArchGen.Runtime;
using ArchGen.Workspace;

namespace ArchGen.Cli.Commands;

/// <summary><c>archgen convert</c>: a file of weights as one safetensors file.</summary>
internal static class ConvertCommand
{
    private const int Shown = 5;

    public static Command Create(CliConsole console)
    {
        var input = new Argument<string>("IN") { Description = "A file of weights; its content says what format it has." };
        var output = new Argument<string>("OUT") { Description = "The safetensors file to write. It is there whole or not at all." };
        var keys = new Option<string?>("--keys") { Description = "A key map of --spec, by its name (Official, Net.Official): keys become those of its model.", HelpName = "MAP" };
        var specs = new Option<string[]>("--spec") { Description = "The specs that declare the map.", HelpName = "SPECS", DefaultValueFactory = _ => [] };
        var (under, ignore) = (WeightOptions.Under(), WeightOptions.Ignore());
        var command = new Command("convert", "Write a file of weights, in whatever format, as safetensors: nothing in it is run, and one tensor at a time is in memory.") { input, output, keys, specs, under, ignore };
        command.Validators.Add(result =>
        {
            if (result.GetValue(keys) is null != (result.GetValue(specs) is not { Length: > 0 }))
                result.AddError("--keys names a map, --spec the file that declares it: give both, or neither.");
        });
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            console, parsed.GetRequiredValue(input), parsed.GetRequiredValue(output), parsed.GetValue(keys), parsed.GetValue(specs) ?? [],
            WeightOptions.Of(parsed.GetValue(under), parsed.GetValue(ignore)), cancellation)));
        return command;
    }

    private static int Run(CliConsole console, string input, string output, string? keys, string[] paths, CheckpointOptions options, CancellationToken cancellation)
    {
        if (!output.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase))
            throw new CliException($"'{output}' doesn't end in .safetensors, which is what is written.");
        KeyMap? map = null;
        if (keys is not null)
        {
            var specs = SpecLoader.Load(paths, cancellation);
            if (!DiagnosticReport.WriteErrorsOnly(console, specs))
                return ExitCode.Findings;
            map = KeyMapPicker.ByName([.. specs.Result.Files.SelectMany(f => f.Model.KeyMaps)], keys);
        }

        using var file = CheckpointFile.Open(input, options);
        if (Path.GetFullPath(input) == Path.GetFullPath(output))
            throw new CliException($"'{output}' is what is read. Write to another file.");
        var names = Names(file, map);
        file.RequireUndamaged();
        cancellation.ThrowIfCancellationRequested();
        try
        {
            Safetensors.Write(output, file, key => names[key], file.Metadata);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"'{output}' can't be written: {e.Message}");
        }

        foreach (var line in WeightOptions.Choices(file))
            console.Note(line);
        if (file.LeftOut.Count > 0)
            console.Note($"{file.LeftOut.Count} no tensors, left out: {string.Join(", ", file.LeftOut.Take(Shown).Select(l => $"'{l.Path}'"))}{(file.LeftOut.Count > Shown ? $" and {file.LeftOut.Count - Shown} more" : "")}");
        console.Output.WriteLine($"{output}: {file.Entries.Count} tensors, {NumberText.Whole(file.Entries.Sum(e => e.Bytes))} bytes, from {CheckpointFile.NameOf(file.Format)}" + (map is null ? "" : $", keys by '{map.Name}'"));
        return ExitCode.Success;
    }

    private static Dictionary<string, string> Names(CheckpointFile file, KeyMap? map)
    {
        var names = file.Entries.ToDictionary(e => e.Key, e => map is null ? e.Key : map.Unmap(e.Key), StringComparer.Ordinal);
        var without = names.Where(n => n.Value is null).Select(n => $"'{n.Key}'").ToArray();
        if (without.Length > 0)
            throw new CliException($"By the key map '{map!.Name}', no tensor is called {string.Join(", ", without.Take(Shown))}{(without.Length > Shown ? $", and {without.Length - Shown} more" : "")}. Nothing was written.");
        if (names.GroupBy(n => n.Value).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new CliException($"By the key map '{map!.Name}', {string.Join(" and ", twice.Select(t => $"'{t.Key}'"))} would all be '{twice.Key}'. Nothing was written.");
        return names.ToDictionary(n => n.Key, n => n.Value!, StringComparer.Ordinal);
    }
}
