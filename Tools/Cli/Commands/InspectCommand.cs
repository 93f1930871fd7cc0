using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using ArchGen.Cli.Specs;
using ArchGen.Dsl.Text;
using ArchGen.Runtime;
using Spectre.Console;

namespace ArchGen.Cli.Commands;

/// <summary><c>archgen inspect</c>: what is in a file of weights.</summary>
internal static class InspectCommand
{
    private const string Text =
        "Show what is in a file of weights: safetensors, an index of several, or what torch.save wrote. Nothing in it is run, and only its heads are read.";

    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(CliConsole console)
    {
        var file = new Argument<string>("FILE") { Description = "The file; its content says what format it has." };
        var (under, ignore) = (WeightOptions.Under(), WeightOptions.Ignore());
        var format = new Option<string>("--format") { Description = "How it is written; `arch`: as a constant of a spec, for `expect tensors`.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json", "arch");
        var command = new Command("inspect", Text) { file, under, ignore, format };
        command.SetAction(parsed => Task.FromResult(Run(
            console, parsed.GetRequiredValue(file), WeightOptions.Of(parsed.GetValue(under), parsed.GetValue(ignore)), parsed.GetRequiredValue(format))));
        return command;
    }

    private static int Run(CliConsole console, string path, CheckpointOptions options, string format)
    {
        using var file = CheckpointFile.Open(path, options);
        if (format == "json")
            console.Output.WriteLine(Json(file).ToJsonString(s_json));
        else if (format == "arch")
            console.Output.Write(TensorList.Of(file));
        else
            Write(console, file);
        return ExitCode.Success;
    }

    private static void Write(CliConsole console, CheckpointFile file)
    {
        console.Markup($"[bold]{Markup.Escape(file.Path)}[/] is {CheckpointFile.NameOf(file.Format)} of {NumberText.Short(new FileInfo(file.Path).Length)} bytes");
        foreach (var line in WeightOptions.Choices(file))
            console.Markup(Markup.Escape(line));
        if (file.Entries.Count > 0)
        {
            var table = new Table().Border(TableBorder.Simple);
            foreach (var column in new[] { "key", "shape", "type" })
                table.AddColumn(new TableColumn($"[grey]{column}[/]") { NoWrap = true });
            table.AddColumn(new TableColumn("[grey]bytes[/]") { NoWrap = true, Alignment = Justify.Right });
            foreach (var entry in file.Entries)
                table.AddRow(Markup.Escape(Plain(entry.Key)), entry.Shape.Count == 0 ? "scalar" : NumberText.Sizes(entry.Shape), entry.Type.ToString(), NumberText.Whole(entry.Bytes));
            console.Write(table);
        }

        console.Markup($"{file.Entries.Count} tensors, {NumberText.Whole(file.Entries.Sum(e => e.Shape.Aggregate(1L, (a, b) => a * b)))} elements, {NumberText.Whole(file.Entries.Sum(e => e.Bytes))} bytes");
        Parts("what is in it", [.. file.Parts.Select(p => (p.Path, p.What))]);
        Parts("no tensors, left out", [.. file.LeftOut.Select(p => (p.Path, p.What))]);
        Parts("metadata", [.. file.Metadata.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => (m.Key, m.Value))]);

        void Parts(string title, (string Name, string What)[] parts)
        {
            if (parts.Length == 0)
                return;
            console.Markup($"[grey]{title}[/]");
            foreach (var (name, what) in parts)
                console.Markup($"  {Markup.Escape(Plain(name.Length == 0 ? "(at the top)" : name))}: {Markup.Escape(Plain(what))}");
        }
    }

    // What a file says must not speak to the terminal.
    private static string Plain(string text) => new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);

    private static JsonObject Json(CheckpointFile file) => new()
    {
        ["path"] = file.Path,
        ["format"] = file.Format switch
        {
            CheckpointFormat.Safetensors => "safetensors",
            CheckpointFormat.ShardedSafetensors => "safetensors-index",
            CheckpointFormat.TorchZip => "torch-zip",
            _ => "torch-legacy",
        },
        ["under"] = file.FoundUnder,
        ["alsoUnder"] = new JsonArray([.. file.AlsoUnder.Select(a => JsonValue.Create(a))]),
        ["takenOff"] = file.TakenOff,
        ["tensors"] = new JsonArray([.. file.Entries.Select(e => new JsonObject
        {
            ["key"] = e.Key,
            ["shape"] = new JsonArray([.. e.Shape.Select(s => JsonValue.Create(s))]),
            ["type"] = e.Type.ToString(),
            ["bytes"] = e.Bytes,
        })]),
        ["parts"] = Parts([.. file.Parts]),
        ["leftOut"] = Parts([.. file.LeftOut]),
        ["metadata"] = new JsonObject(file.Metadata.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => new System.Collections.Generic.KeyValuePair<string, JsonNode?>(m.Key, m.Value))),
    };

    private static JsonArray Parts(CheckpointPart[] parts) => new([.. parts.Select(p => new JsonObject { ["path"] = p.Path, ["what"] = p.What })]);
}
