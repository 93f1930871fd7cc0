using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ArchGen.Cli.Diagnostics;
using ArchGen.Cli.Export;
using ArchGen.Cli.Specs;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Text;
using ArchGen.Workspace;

namespace ArchGen.Cli.Commands;

/// <summary><c>archgen export</c>: variants as ONNX models.</summary>
internal static class ExportCommand
{
    private const string Suffix = ".onnx";

    private static readonly Option<bool> s_onnx = new("--onnx") { Description = "As ONNX (operator set 17), which is the one format so far.", Required = true };
    private static readonly Option<bool> s_all = new("--all") { Description = "Every variant of the specs, each in a file of its name." };
    private static readonly Option<string?> s_output = new("--output", "-o") { Description = "The .onnx file to write, or the folder, which is made. Without it: NAME.onnx here. A model is there whole or not at all.", HelpName = "PATH" };
    private static readonly Option<string?> s_weights = new("--weights", "-w") { Description = "A file of weights: safetensors or PyTorch's. Every key, shape and type must fit. Without it: the model's initial weights.", HelpName = "FILE" };
    private static readonly Option<string?> s_keys = new("--keys") { Description = "The key map of the specs by which that file calls the tensors: Official, Net.Official.", HelpName = "MAP" };
    private static readonly Option<string?> s_under = WeightOptions.Under();
    private static readonly Option<string[]> s_ignore = WeightOptions.Ignore();
    private static readonly Option<int> s_seed = new("--seed") { Description = "What initial weights are drawn by.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private static readonly Option<bool> s_byNames = new("--golden-weights") { Description = "Weights that follow from the tensors' names, as `archgen verify` and its fixtures have them: to compare runtimes with." };
    private static readonly Option<long?> s_batch = new("--batch") { Description = "Settles the batch. Without it, any.", HelpName = "N" };
    private static readonly Option<string?> s_size = new("--size") { Description = "Settles the sizes of the axes from 2 on: 224x224, or 16x224x224 for a clip. Without it, whatever the signature allows.", HelpName = "SIZE" };
    private static readonly Option<bool> s_static = new("--static") { Description = "Settles what is left open: a batch of 1, and the size that the spec's costs are told at." };
    private static readonly Option<bool> s_features = new("--features") { Description = "What the model exposes becomes outputs, too, after its results." };
    private static readonly Option<bool> s_apart = new("--external-data") { Description = "Weights in a file beside the model, NAME.onnx.data. They go there by themselves where they are beyond 2 GB." };
    private static readonly Option<bool> s_testData = new("--test-data") { Description = "Beside NAME.onnx a folder NAME with up to two sets of small inputs and what the C# module gives for them, laid out as ONNX's own tests are." };

    public static Command Create(CliConsole console)
    {
        var specs = Shared.Specs(ArgumentArity.OneOrMore);
        var variant = Shared.Variant("The variant, or the member of an ablation (`Ablation.Member`). It may be left out where there is only one.");
        var command = new Command("export", "Write variants as ONNX models, from the compiler's graph: batch and sizes stay open as far as the signature lets them.")
        {
            specs, variant, s_onnx, s_all, s_output, s_weights, s_keys, s_under, s_ignore, s_seed, s_byNames, s_batch, s_size, s_static, s_features, s_apart, s_testData,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(s_all) && result.GetValue(variant) is not null)
                result.AddError("--all takes every variant, --variant one: give either.");
            if (result.GetValue(s_all) && result.GetValue(s_weights) is not null)
                result.AddError("A file of weights is one variant's: with --weights, name it by --variant.");
            if (result.GetValue(s_weights) is null && (result.GetValue(s_keys) ?? result.GetValue(s_under)) is not null)
                result.AddError("--keys and --under say how --weights is read: give that file, too.");
            if (result.GetValue(s_byNames) && result.GetValue(s_weights) is not null)
                result.AddError("--golden-weights and --weights are two sources of the same: give either.");
            if (result.GetValue(s_batch) < 1)
                result.AddError("--batch is at least 1.");
        });
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(console, parsed, parsed.GetRequiredValue(specs), parsed.GetValue(variant), cancellation)));
        return command;
    }

    private static int Run(CliConsole console, ParseResult parsed, string[] paths, string? name, CancellationToken cancellation)
    {
        var size = parsed.GetValue(s_size) is { } text ? Numbers.ParseSize(text) : null;
        var specs = SpecLoader.Load(paths, cancellation);
        if (!DiagnosticReport.WriteErrorsOnly(console, specs))
            return ExitCode.Findings;
        var chosen = Chosen(specs, name, parsed.GetValue(s_all));
        var keys = parsed.GetValue(s_keys) is { } map ? KeyMapPicker.ByName([.. specs.Result.Files.SelectMany(f => f.Model.KeyMaps)], map) : null;
        var weights = new WeightChoice(
            parsed.GetValue(s_weights), keys, WeightOptions.Of(parsed.GetValue(s_under), parsed.GetValue(s_ignore)), parsed.GetValue(s_seed), parsed.GetValue(s_byNames));
        var request = new OnnxRequest(
            weights, parsed.GetValue(s_batch), size, parsed.GetValue(s_static), parsed.GetValue(s_features), parsed.GetValue(s_apart) ? true : null, parsed.GetValue(s_testData) ? 2 : 0);
        using var job = new OnnxJob(specs, request, cancellation);
        foreach (var (variant, path) in Targets(chosen, parsed.GetValue(s_output), parsed.GetValue(s_all)))
        {
            cancellation.ThrowIfCancellationRequested();
            Tell(console, path, job.Run(variant, path));
        }
        return ExitCode.Success;
    }

    private static List<ElaboratedVariant> Chosen(LoadedSpecs specs, string? name, bool all) =>
        all && specs.Variants.Any() ? [.. specs.Variants] : [VariantPicker.OneOf(specs, name, ", or take them all (--all)")];

    /// <summary>Each variant's file. What ends in .onnx is a file, all else a folder.</summary>
    private static List<(ElaboratedVariant Variant, string Path)> Targets(List<ElaboratedVariant> variants, string? output, bool all)
    {
        var isFile = output is not null && output.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) && !Directory.Exists(output);
        if (isFile && all)
            throw new CliException($"'{output}' is one file, and --all writes one for each variant. Give a folder.");
        if (isFile)
            return [(variants[0], output!)];
        if (output is not null && File.Exists(output))
            throw new CliException($"'{output}' is a file that doesn't end in {Suffix}. Give a name that does, or a folder.");
        var names = variants.GroupBy(v => v.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).SelectMany(g => g).ToHashSet();
        return [.. variants.Select(v => (v, Path.Combine(output ?? "", (names.Contains(v) ? VariantPicker.Full(v) : v.Name) + Suffix)))];
    }

    private static void Tell(CliConsole console, string path, OnnxJob.Done done)
    {
        foreach (var line in done.Loaded is { } loaded && loaded.FoundUnder.Length > 0 ? new[] { $"weights taken from '{loaded.FoundUnder}'" } : [])
            console.Note(line);
        var open = done.OpenSizes.Count == 0 ? "all sizes settled" : $"open sizes {string.Join(", ", done.OpenSizes)}";
        var sets = done.TestSets == 0 ? "" : done.TestSets == 1 ? "; 1 test set" : $"; {done.TestSets} test sets";
        console.Output.WriteLine(
            $"{path}: operator set {OnnxBuilder.Opset}, {done.Nodes} nodes, {NumberText.Whole(done.Bytes)} bytes; {open}; weights: {done.Weights}{sets}");
    }
}
