using System.CommandLine;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using ArchGen.Cli.Diagnostics;
using ArchGen.Cli.Specs;
using ArchGen.Dsl.Elaboration;
using ArchGen.Dsl.Shapes;
using ArchGen.Dsl.Text;
using ArchGen.Workspace;
using Spectre.Console;

namespace ArchGen.Cli.Commands;

/// <summary><c>archgen diff</c>: what tells one variant or member of an ablation from another, and which of its tensors can begin with the other's values.</summary>
internal static class DiffCommand
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(CliConsole console)
    {
        var from = new Argument<string>("FROM") { Description = "A variant, or a member of an ablation (`Ablation.Member`)." };
        var to = new Argument<string>("TO") { Description = "The variant or member that it is compared with." };
        var specs = Shared.Specs(ArgumentArity.OneOrMore);
        var input = new Option<string[]>("--input") { Description = "The input's shape, batch first: 1x3x256x256. Once for each input.", HelpName = "SHAPE", DefaultValueFactory = _ => [] };
        var format = new Option<string>("--format") { Description = "How it is written.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var command = new Command("diff", "Show what one network has that another hasn't, what that costs, and which weights carry over.") { from, to, specs, input, format };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            console, parsed.GetRequiredValue(from), parsed.GetRequiredValue(to), parsed.GetRequiredValue(specs), parsed.GetValue(input) ?? [], parsed.GetValue(format) == "json", cancellation)));
        return command;
    }

    private static int Run(CliConsole console, string from, string to, string[] paths, string[] inputs, bool json, CancellationToken cancellation)
    {
        var specs = SpecLoader.Load(paths, cancellation);
        if (!DiagnosticReport.WriteErrorsOnly(console, specs))
            return ExitCode.Findings;
        var shapes = inputs.Select(Numbers.ParseShape).ToArray();
        var (before, after) = (At(specs, from, shapes), At(specs, to, shapes));
        var diff = StructuralDiff.Of(before.Root, after.Root);
        if (json)
            console.Output.WriteLine(Json(before, after, diff).ToJsonString(s_json));
        else
            Write(console, before, after, diff);
        return ExitCode.Success;
    }

    private static ElaboratedVariant At(LoadedSpecs specs, string name, long[][] shapes)
    {
        var variant = VariantPicker.ByName(specs.Named, name);
        var at = Costs.At(specs.Result, variant, shapes, out _, out var problem);
        return problem is null ? at : throw new CliException($"{variant.Name} can't take that input: {problem}. Legal are: {variant.LegalInput}.");
    }

    private static void Write(CliConsole console, ElaboratedVariant before, ElaboratedVariant after, StructuralDiff diff)
    {
        console.Markup($"[bold]{Markup.Escape(before.Name)}[/] to [bold]{Markup.Escape(after.Name)}[/]");
        if (diff.Parts.Count > 0)
        {
            var table = new Table().Border(TableBorder.Simple);
            foreach (var column in new[] { "", "part", "what", "output", "parameters", "MACs" })
                table.AddColumn(new TableColumn($"[grey]{column}[/]") { NoWrap = true });
            foreach (var part in diff.Parts)
            {
                table.AddRow(
                    part.Change switch { PartChange.Added => "+", PartChange.Removed => "−", _ => "~" }, Markup.Escape(part.Path), Both(part, StructuralDiff.KindOf), Both(part, n => n.Output?.ToString() ?? ""),
                    Both(part, n => Numbers.Of(n.Parameters)), Both(part, n => Numbers.Of(n.Macs)));
            }

            console.Write(table);
        }

        var carried = diff.Tensors.Count(t => t.IsCarried);
        console.Markup($"parameters {Text(before.Root.Parameters)} to {Text(after.Root.Parameters)}, MACs {Text(before.Root.Macs)} to {Text(after.Root.Macs)}");
        var changed = diff.Tensors.Count(t => t is { IsCarried: false, Was: not null });
        console.Markup($"{carried} of {diff.Tensors.Count} tensors carry over, {diff.Tensors.Count - carried - changed} are new, {changed} are changed, {diff.Dropped.Count} are dropped");
        foreach (var tensor in diff.Tensors.Where(t => !t.IsCarried))
            console.Markup(Markup.Escape($"  {tensor.Fate}: {tensor.Key} {tensor.Shape}{(tensor.Was is { } was ? $", which was {was}" : "")}"));
    }

    private static string Both(PartDifference part, System.Func<GraphNode, string> text)
    {
        var (a, b) = (part.Before is null ? "" : text(part.Before), part.After is null ? "" : text(part.After));
        return Markup.Escape(a.Length == 0 || a == b ? b : b.Length == 0 ? a : $"{a} → {b}");
    }

    private static string Text(Dim dim) => Markup.Escape(dim.Value is { } value ? NumberText.Whole(value) : dim.ToString());

    private static JsonObject Json(ElaboratedVariant before, ElaboratedVariant after, StructuralDiff diff) => new()
    {
        ["from"] = Network(before),
        ["to"] = Network(after),
        ["parts"] = new JsonArray([.. diff.Parts.Select(p => new JsonObject
        {
            ["path"] = p.Path,
            ["change"] = p.Change.ToString().ToLowerInvariant(),
            ["from"] = p.Before is { } a ? Part(a) : null,
            ["to"] = p.After is { } b ? Part(b) : null,
        })]),
        ["tensors"] = new JsonArray([.. diff.Tensors.Select(t => new JsonObject
        {
            ["key"] = t.Key,
            ["shape"] = t.Shape.ToString(),
            ["fate"] = t.Fate,
            ["was"] = t.Was?.ToString(),
        })]),
        ["dropped"] = new JsonArray([.. diff.Dropped.Select(k => JsonValue.Create(k))]),
    };

    private static JsonObject Network(ElaboratedVariant variant) => new()
    {
        ["name"] = variant.Name,
        ["parameters"] = variant.Root.Parameters.Value,
        ["macs"] = variant.Root.Macs.Value,
    };

    private static JsonObject Part(GraphNode part) => new()
    {
        ["kind"] = StructuralDiff.KindOf(part),
        ["output"] = part.Output?.ToString(),
        ["parameters"] = part.Parameters.Value,
        ["macs"] = part.Macs.Value,
    };
}
