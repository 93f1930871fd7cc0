using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ArchGen.Cli.Diagnostics;
using ArchGen.Cli.Draw;
using ArchGen.Cli.Export;
using ArchGen.Cli.Specs;
using ArchGen.Dsl;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Text;
using ArchGen.Runtime;
using ArchGen.Workspace;

namespace ArchGen.Cli.Commands;

/// <summary><c>archgen graph</c>: a variant as a figure.</summary>
internal static class GraphCommand
{
    private const int DefaultDepth = 3;

    public static Command Create(CliConsole console)
    {
        var specs = Shared.Specs(ArgumentArity.OneOrMore);
        var variant = Shared.Variant("The variant, or the member of an ablation (`Ablation.Member`). It may be left out where there is only one.");
        var output = new Option<string?>("--output", "-o") { Description = "The .svg file to write. Without it: NAME.svg here.", HelpName = "FILE.svg" };
        var depth = new Option<int>("--depth") { Description = "1: the network alone. 2: the insides of its blocks, too. 3: those of the blocks in these, and so on.", HelpName = "N", DefaultValueFactory = _ => DefaultDepth };
        var size = new Option<string?>("--size") { Description = "The sizes of the axes from 2 on that shapes and costs are at: 224x224. Without it: those that the spec's costs are told at.", HelpName = "SIZE" };
        var command = new Command("graph", "Draw a variant as SVG: stages, blocks with how often they follow, their insides once, shapes and costs.") { specs, variant, output, depth, size };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            console, parsed.GetRequiredValue(specs), parsed.GetValue(variant), parsed.GetValue(output), parsed.GetValue(depth), parsed.GetValue(size), cancellation)));
        return command;
    }

    private static int Run(CliConsole console, string[] paths, string? name, string? output, int depth, string? size, CancellationToken cancellation)
    {
        if (depth < 1)
            throw new CliException("--depth is at least 1.");
        var sizes = size is null ? null : Numbers.ParseSize(size);
        var specs = SpecLoader.Load(paths, cancellation);
        if (!DiagnosticReport.WriteErrorsOnly(console, specs))
            return ExitCode.Findings;
        var variant = VariantPicker.OneOf(specs, name);
        var path = output ?? variant.Name + ".svg";
        if (!path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
            throw new CliException($"'{path}' doesn't end in .svg, which is what is written.");
        var figure = Draw(specs, variant, depth, sizes);
        try
        {
            AtomicFile.Write(path, stream => stream.Write(new UTF8Encoding(false).GetBytes(SvgWriter.Write(figure))));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"'{path}' can't be written: {e.Message}");
        }
        console.Output.WriteLine($"{path}: {figure.Subtitle}");
        return ExitCode.Success;
    }

    /// <summary>A variant's figure, at the sizes that are asked for or else those that its costs are told at; with open sizes where there are none.</summary>
    internal static Figure Draw(LoadedSpecs specs, ElaboratedVariant variant, int depth, long[]? size)
    {
        var hasSize = size is not null || ArchCompiler.Facts(specs.Result, variant)?.InputShape is not null;
        var shapes = hasSize
            ? InputShapes.At(variant, InputSizes.Settle(specs.Result, variant, null, size, isStatic: true))
            : ArchCompiler.LegalInputs(specs.Result, variant, new Dictionary<string, long>(), 1).FirstOrDefault();
        var graph = ArchCompiler.Graph(specs.Result, variant, shapes, out var problem) ?? throw new CliException($"'{variant.Name}' can't be drawn: {problem}", ExitCode.Findings);
        var sources = specs.Result.Files.Select(f => f.Source).Concat(ArchCompiler.Library).GroupBy(s => s.Path).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        string At(string path, TextSpan span) => specs.Result.Locate(path, span) is var (real, at) && sources.TryGetValue(real, out var source) ? source.Slice(at) : "";
        string Line(string path, TextSpan span) => specs.Result.Locate(path, span) is var (real, at) && sources.TryGetValue(real, out var source) ? $"{real}:{source.PositionOf(at.Start).Line + 1}" : path;
        var builder = new FigureBuilder(
            graph, depth, node => Written(At(node.SpecPath, node.Place), node.Operator), scope => $"{(scope.Path.Length > 0 ? scope.Path : scope.Kind)}: {scope.Kind}, {Line(scope.SpecPath, scope.Place)}");
        var input = shapes is null ? string.Join(", ", variant.Inputs.Select(i => i.Shape)) : string.Join(", ", shapes.Select(s => NumberText.Sizes(s)));
        var costs = $"{Numbers.Of(variant.Root.Parameters)} parameters, {Numbers.Of(graph.Variant.Root.Macs)} MACs at {input}";
        return FigureLayout.Of(variant.Name, $"{variant.Model} · {costs} · shaded by share of MACs", builder.Build());
    }

    // The step on one line; where only a sign stands, the operator.
    private static string Written(string text, string name)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > 0 && (char.IsLetter(line[0]) || line[0] == '_') ? line : name;
    }
}
