using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ArchGen.Cli.Diagnostics;
using ArchGen.Dsl.Text;
using ArchGen.Cli.Specs;
using ArchGen.Dsl;
using ArchGen.Dsl.Elaboration;
using ArchGen.Workspace;
using Spectre.Console;

namespace ArchGen.Cli.Commands;

/// <summary><c>archgen summary</c>: the table of variants, or one variant part by part.</summary>
internal static class SummaryCommand
{
    private const int DefaultDepth = 2;

    public static Command Create(CliConsole console)
    {
        var specs = Shared.Specs(ArgumentArity.OneOrMore);
        var variant = Shared.Variant("One variant, or a member of an ablation (`Ablation.Member`), part by part. Without it: a table of all variants, and one of each ablation.");
        var input = new Option<string[]>("--input") { Description = "The input's shape, batch first: 1x3x256x256. Once for each input.", HelpName = "SHAPE", DefaultValueFactory = _ => [] };
        var depth = new Option<int>("--depth") { Description = "How many levels of parts are shown.", DefaultValueFactory = _ => DefaultDepth };
        var tsv = new Option<bool>("--tsv") { Description = "All variants and members of ablations for a program to read: a line each of file, name, model, parameters, MACs and input shape, with tabs between; and of a member, its label." };
        var command = new Command("summary", "Show parameters, multiply-accumulates (MACs) and shapes.") { specs, variant, input, depth, tsv };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            console, parsed.GetRequiredValue(specs), parsed.GetValue(variant), parsed.GetValue(input) ?? [], parsed.GetValue(depth), parsed.GetValue(tsv), cancellation)));
        return command;
    }

    private static int Run(CliConsole console, string[] paths, string? name, string[] inputs, int depth, bool tsv, CancellationToken cancellation)
    {
        var shapes = inputs.Select(Numbers.ParseShape).ToArray();
        var specs = SpecLoader.Load(paths, cancellation);
        if (!DiagnosticReport.WriteErrorsOnly(console, specs))
            return ExitCode.Findings;
        if (tsv)
            return Tsv(console, specs, name is null ? specs.Variants.Concat(specs.Ablations.SelectMany(a => a.Members).Select(m => m.Variant)) : [VariantPicker.ByName(specs.Named, name)], shapes);
        if (name is null)
            return Variants(console, specs, shapes);
        Parts(console, specs, VariantPicker.ByName(specs.Named, name), shapes, Math.Max(1, depth));
        return ExitCode.Success;
    }

    private static int Variants(CliConsole console, LoadedSpecs specs, long[][] shapes)
    {
        var variants = specs.Variants.ToList();
        var ablations = specs.Ablations.ToList();
        if (variants.Count + ablations.Count == 0)
        {
            console.Note("The specs have no variant. Add one: `variant Name = Model(…)`.");
            return ExitCode.Success;
        }

        var table = NewTable("variant", "model", ">parameters", ">MACs", "at", "legal input sizes");
        foreach (var variant in variants)
        {
            var at = Costs.At(specs.Result, variant, shapes, out var input, out var problem);
            table.AddRow(
                Cell($"[bold]{Escape(variant.Name)}[/]"), Cell(Escape(variant.Model)), Cell(Number(variant.Root.Parameters)),
                Cell(problem is null ? Number(at.Root.Macs) : "[yellow]—[/]"),
                Cell(problem is null ? input is null ? "any" : string.Join(", ", input.Select(NumberText.Sizes)) : $"[yellow]{Escape(problem)}[/]"),
                Cell(Escape(variant.LegalInput)));
        }

        if (variants.Count > 0)
            console.Write(table);
        foreach (var ablation in ablations)
            AblationTable.Write(console, specs.Result, ablation, shapes);
        return ExitCode.Success;
    }

    // Exact numbers; a formula where the size isn't known, nothing where it isn't legal.
    private static int Tsv(CliConsole console, LoadedSpecs specs, IEnumerable<ElaboratedVariant> variants, long[][] shapes)
    {
        var members = specs.Ablations.SelectMany(a => a.Members).ToDictionary(m => m.Variant);
        foreach (var variant in variants)
        {
            var at = Costs.At(specs.Result, variant, shapes, out var input, out var problem);
            console.Output.WriteLine(string.Join('\t',
            [
                variant.Path, variant.Name, variant.Model, variant.Root.Parameters, problem is null ? at.Root.Macs : "",
                problem is null && input is not null ? string.Join(", ", input.Select(NumberText.Sizes)) : "",
                .. members.TryGetValue(variant, out var member) ? [member.Label] : System.Array.Empty<object>(),
            ]));
        }

        return ExitCode.Success;
    }

    private static void Parts(CliConsole console, LoadedSpecs specs, ElaboratedVariant variant, long[][] shapes, int depth)
    {
        var at = Costs.At(specs.Result, variant, shapes, out var input, out var problem);
        if (problem is not null)
            throw new CliException($"{variant.Name} can't take that input: {problem}. Legal are: {variant.LegalInput}.");
        var rows = SummaryRows.Of(at.Root, depth).ToList();
        // Receptive fields are those at every size; where a size decides which parts there are, they say nothing of these.
        var followed = ArchCompiler.WithReceptiveFields(specs.Result, variant);
        var fields = followed is null ? [] : SummaryRows.Of(followed.Root, depth).ToList();
        var isFollowed = fields.Any(f => f.Field is not null) && fields.Select(f => f.Name).SequenceEqual(rows.Select(r => r.Name));
        var table = NewTable(["part", "what", "output", ">parameters", ">MACs", .. isFollowed ? [">receptive field"] : Array.Empty<string>()]);
        foreach (var (name, shape) in at.Inputs)
            table.AddRow([Cell(Escape(name)), Cell("[grey]input[/]"), Cell(Escape(shape.ToString()))]);
        foreach (var (row, place) in rows.Select((r, i) => (r, i)))
        {
            table.AddRow(
            [
                Cell(new string(' ', 2 * row.Level) + (row.Level == 0 ? $"[bold]{Escape(row.Name)}[/]" : Escape(row.Name))), Cell($"[grey]{Escape(row.Kind)}[/]"),
                Cell(Escape(row.Output)), Cell(row.Parameters == 0 ? "" : Number(row.Parameters)), Cell(row.Macs == 0 ? "" : Number(row.Macs)),
                .. isFollowed ? [Cell(Escape(fields[place].Field?.ToString() ?? ""))] : Array.Empty<Markup>(),
            ]);
        }

        console.Markup($"[bold]{Escape(variant.Name)}[/] = {Escape(variant.Model)}, " + (input is null ? "symbolic input" : "input " + string.Join(", ", input.Select(NumberText.Sizes))));
        console.Write(table);
        console.Markup($"parameters {Exact(at.Root.Parameters)}, MACs {Exact(at.Root.Macs)}; legal input sizes: {Escape(variant.LegalInput)}");
    }

    private static string Exact(Dsl.Shapes.Dim dim) => Escape(dim.Value is { } value ? $"{NumberText.Whole(value)} ({NumberText.Short(value)})" : dim.ToString());

    private static string Number(Dsl.Shapes.Dim dim) => Escape(Numbers.Of(dim));

    private static Table NewTable(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            var right = column.StartsWith('>');
            var header = new TableColumn($"[grey]{column.TrimStart('>')}[/]") { NoWrap = true };
            table.AddColumn(right ? header.RightAligned() : header);
        }

        return table;
    }

    private static Markup Cell(string markup) => new(markup);

    private static string Escape(string text) => Markup.Escape(text);
}
