using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ArchGen.Cli.Diagnostics;
using ArchGen.Cli.Specs;
using ArchGen.Cli.Verify;
using ArchGen.Workspace;

namespace ArchGen.Cli.Commands;

/// <summary><c>archgen verify</c>: holds specs against numbers taken from official models.</summary>
internal static class VerifyCommand
{
    private const string Text =
        "Hold specs against golden numbers of official models: state-dict keys, parameters, MACs, logits, stages and a training step. Exits with 1 where anything differs.";

    private const string GoldenText =
        "Fixtures (.json), or folders of them with all below. Each has some of: state-dict keys and shapes, parameters and multiply-accumulates (compared to the " +
        "unit), logits and stage outputs (within a relative error of 1e-4: the largest difference over the largest golden value), one step in training mode: " +
        "outputs, gradients of every parameter, running averages (within 1e-3 of each tensor's norm). What it doesn't have isn't checked. Weights and input are filled by a rule from their names, so no checkpoint is needed.";

    private const string KeysText =
        " Where the spec's own keys differ from the fixture's, those that its `keys` maps give are compared.";

    private const string VariantText =
        "The variant, or the member of an ablation (`Ablation.Member`), to hold against every fixture. Without it, each fixture's variant is found by the fixture's name: both names are compared without case, '_' " +
        "and '-', the fixture's also without its tail of sizes ('_256', '_256x320', '_224_scaled'); the longest match wins. 'edgenext_xx_small_bn_hs_256' is the " +
        "variant EdgeNeXtXXSmallBnHs. No match, or several, counts as a failure of that fixture.";

    public static Command Create(CliConsole console)
    {
        var specs = Shared.Specs(ArgumentArity.ZeroOrMore);
        var golden = new Option<string[]>("--golden", "-g")
        {
            Description = GoldenText,
            HelpName = "FIXTURE.json",
            Required = true,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = true,
        };
        var variant = Shared.Variant(VariantText);
        var command = new Command("verify", Text + KeysText) { specs, golden, variant };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            console, parsed.GetValue(specs) ?? [], parsed.GetRequiredValue(golden), parsed.GetValue(variant), cancellation)));
        return command;
    }

    private static int Run(CliConsole console, string[] specPaths, string[] goldenPaths, string? variant, CancellationToken cancellation)
    {
        var (fixtures, more) = Fixtures(goldenPaths);
        string[] paths = [.. specPaths, .. more];
        if (paths.Length == 0)
            throw new CliException("No spec is given. Name .arch files or folders: archgen verify SPECS… --golden FIXTURE.json…");
        var specs = SpecLoader.Load(paths, cancellation);
        if (!DiagnosticReport.WriteErrorsOnly(console, specs))
            return ExitCode.Findings;
        if (variant is not null)
            _ = VariantPicker.ByName(specs.Named, variant); // a wrong name is told once, before anything is built

        var report = new VerifyReport(console, [.. fixtures.Select(f => Path.GetFileNameWithoutExtension(f))], variant is null ? [.. specs.Variants.Select(v => v.Name)] : [variant]);
        using var check = new FixtureCheck(specs, variant, cancellation);
        report.Begin();
        foreach (var fixture in fixtures)
        {
            cancellation.ThrowIfCancellationRequested();
            report.Add(check.Run(fixture));
        }

        report.End();
        return report.AllPass ? ExitCode.Success : ExitCode.Findings;
    }

    // What follows --golden may be specs too, where they were written last.
    private static (List<string> Fixtures, List<string> Specs) Fixtures(string[] paths)
    {
        var (fixtures, specs) = (new List<string>(), new List<string>());
        foreach (var path in paths)
        {
            if (path.EndsWith(".arch", StringComparison.OrdinalIgnoreCase))
            {
                specs.Add(path);
            }
            else if (Directory.Exists(path))
            {
                var found = Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
                if (found.Length > 0)
                    fixtures.AddRange(found);
                else if (Directory.EnumerateFiles(path, "*.arch", SearchOption.AllDirectories).Any())
                    specs.Add(path);
                else
                    throw new CliException($"There is no fixture (.json) in '{path}' or below it.");
            }
            else if (File.Exists(path))
            {
                fixtures.Add(path);
            }
            else
            {
                throw new CliException($"There is no fixture or folder '{path}'.");
            }
        }

        if (fixtures.Count == 0)
            throw new CliException("No fixture is given: archgen verify SPECS… --golden FIXTURE.json…");
        return ([.. fixtures.Distinct(StringComparer.Ordinal)], specs);
    }
}
