using System.CommandLine;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using ArchGen.Cli.Bench;
using ArchGen.Cli.Diagnostics;
using ArchGen.Cli.Specs;
using ArchGen.Dsl.Elaboration;
using ArchGen.Workspace;

namespace ArchGen.Cli.Commands;

/// <summary><c>archgen bench</c>: how fast a variant runs here, part by part.</summary>
internal static class BenchCommand
{
    private const string Text =
        "Measure a variant on this machine: latency, throughput, memory, and what it achieves of the machine's measured peak, by part and by operator. Weights are new ones: they change no time.";

    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(CliConsole console)
    {
        var specs = Shared.Specs(ArgumentArity.OneOrMore);
        var variant = Shared.Variant("The variant, or the member of an ablation (`Ablation.Member`). Not needed where the specs have one variant.");
        var batch = Positive(new Option<int>("--batch", "-b") { Description = "Inputs at a time.", DefaultValueFactory = _ => 1 });
        var size = new Option<string?>("--size") { Description = "The input's size: 224, or 256x320. Without it, the one that `archgen summary` shows costs at.", HelpName = "SIZE" };
        var threads = Positive(new Option<int?>("--threads", "-t") { Description = "Threads inside an operator. Without it, as many as cores, or what OMP_NUM_THREADS says." });
        var inference = new Option<bool>("--inference") { Description = "Measure what `ToInference()` makes of the model." };
        var seconds = new Option<double>("--seconds") { Description = "How long is measured, at least.", DefaultValueFactory = _ => 3 };
        seconds.Validators.Add(r =>
        {
            if (r.Tokens.Count > 0 && !(r.GetValueOrDefault<double>() is >= 0 and <= 3600))
                r.AddError($"'{r.Tokens[0].Value}' isn't a time to measure: --seconds takes 0 to 3600.");
        });
        var depth = Positive(new Option<int>("--depth") { Description = "How many levels of parts are shown.", DefaultValueFactory = _ => 1 });
        var format = new Option<string>("--format") { Description = "How it is written.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var command = new Command("bench", Text) { specs, variant, batch, size, threads, inference, seconds, depth, format };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            console, parsed.GetRequiredValue(specs), parsed.GetValue(variant),
            new BenchOptions(parsed.GetValue(batch), parsed.GetValue(size) is { } text ? Numbers.ParseSquareOrSize(text) : null, parsed.GetValue(threads), parsed.GetValue(inference), parsed.GetValue(seconds), parsed.GetValue(depth)),
            parsed.GetRequiredValue(format), cancellation)));
        return command;
    }

    private static int Run(CliConsole console, string[] paths, string? name, BenchOptions options, string format, CancellationToken cancellation)
    {
        var specs = SpecLoader.Load(paths, cancellation);
        if (!DiagnosticReport.WriteErrorsOnly(console, specs))
            return ExitCode.Findings;
        var result = new BenchRun(specs, options, console.Progress, cancellation).Of(Pick(specs, name));
        console.Progress("");
        if (format == "json")
            console.Output.WriteLine(BenchJson.Of(result).ToJsonString(s_json));
        else
            BenchText.Write(console, result);
        return ExitCode.Success;
    }

    private static ElaboratedVariant Pick(LoadedSpecs specs, string? name)
    {
        if (name is not null)
            return VariantPicker.ByName(specs.Named, name);
        var variants = specs.Variants.ToList();
        return variants.Count switch
        {
            1 => variants[0],
            0 => throw new CliException("The specs have no variant that compiles. Add one (`variant Name = Model(…)`), or see `archgen check`."),
            _ => throw new CliException($"The specs have {variants.Count} variants. Say which: --variant NAME. There are: {VariantPicker.List(variants)}."),
        };
    }

    private static Option<T> Positive<T>(Option<T> option)
    {
        option.Validators.Add(r =>
        {
            if (r.Tokens.Count > 0 && (!int.TryParse(r.Tokens[0].Value, out var value) || value < 1))
                r.AddError($"'{r.Tokens[0].Value}' isn't a number above 0, which {option.Name} takes.");
        });
        return option;
    }
}
