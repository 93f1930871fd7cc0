using System.Collections.Generic;
using System.Linq;
using ArchGen.Cli.Specs;
using ArchGen.Dsl.Text;
using ArchGen.Dsl;
using ArchGen.Dsl.Elaboration;
using Spectre.Console;

namespace ArchGen.Cli.Commands;

/// <summary>An ablation's members: what each takes on each axis, what it costs, and how that differs from what is varied.</summary>
internal static class AblationTable
{
    private const string None = "[grey]—[/]";

    /// <summary>Writes a heading and the table. Costs are at the shapes asked for, else where the ablation's are counted.</summary>
    public static void Write(CliConsole console, CompilationResult result, ElaboratedAblation ablation, IReadOnlyList<IReadOnlyList<long>> asked)
    {
        var members = ablation.Members.Select(m => (Member: m, Costs: At(result, m.Variant, asked.Count > 0 ? asked : Shape(m)))).ToArray();
        var input = asked.Count > 0 ? asked : members.Select(m => Shape(m.Member)).FirstOrDefault(s => s.Count > 0) ?? [];
        var origin = ablation.BaseVariant is { } variant ? At(result, variant, input) : default((long?, long?)?);

        var table = new Table().Border(TableBorder.Simple);
        // Where labels say no more than the options, these are enough.
        var isLabelled = ablation.Members.Any(m => m.Label != string.Join(", ", m.Choices.Select(c => c.Option)));
        string[] heads = isLabelled ? ["member", "label", .. ablation.Axes] : ["member", .. ablation.Axes];
        foreach (var column in heads)
            table.AddColumn(new TableColumn($"[grey]{Markup.Escape(column)}[/]") { NoWrap = true });
        foreach (var column in new[] { "parameters", "difference", "MACs", "difference" })
            table.AddColumn(new TableColumn($"[grey]{column}[/]") { NoWrap = true }.RightAligned());
        if (ablation.BaseVariant is not null && origin is var (baseParameters, baseMacs))
        {
            table.AddRow(
                [$"[grey]{Markup.Escape(ablation.Base)}[/]", .. heads.Skip(1).Select(_ => None), $"[grey]{Count(baseParameters)}[/]", "", $"[grey]{Count(baseMacs)}[/]", ""]);
        }

        foreach (var (member, (parameters, macs)) in members)
        {
            table.AddRow(
            [
                $"[bold]{Markup.Escape(member.Variant.Name[(ablation.Name.Length + 1)..])}[/]",
                .. isLabelled ? [Markup.Escape(member.Label)] : System.Array.Empty<string>(),
                .. member.Choices.Select(c => Markup.Escape(c.Option)),
                Count(parameters), Difference(parameters, origin?.Item1), Count(macs), Difference(macs, origin?.Item2),
            ]);
        }

        var left = ablation.LeftOut == 0 ? "" : $", {ablation.LeftOut} left out by its conditions";
        console.Markup(
            $"\n[bold]{Markup.Escape(ablation.Name)}[/] of {Markup.Escape(ablation.Base)}: {ablation.Members.Count} {(ablation.Members.Count == 1 ? "member" : "members")}{left}"
            + (input.Count == 0 ? "" : $"; MACs at {string.Join(", ", input.Select(NumberText.Sizes))}"));
        console.Write(table);
    }

    private static IReadOnlyList<IReadOnlyList<long>> Shape(ElaboratedMember member) => member.Facts.InputShape is { } shape ? [shape] : [];

    // Without a shape, or at one that isn't legal, MACs aren't known.
    private static (long? Parameters, long? Macs) At(CompilationResult result, ElaboratedVariant variant, IReadOnlyList<IReadOnlyList<long>> shapes) =>
        (variant.Root.Parameters.Value, shapes.Count == 0 ? null : ArchCompiler.At(result, variant, shapes, out _)?.Root.Macs.Value);

    private static string Count(long? value) => value is { } count ? NumberText.Short(count) : None;

    private static string Difference(long? value, long? from)
    {
        if (value is not { } now || from is not { } before)
            return None;
        return now == before ? "=" : (now > before ? "+" : "−") + NumberText.Short(System.Math.Abs(now - before));
    }
}
