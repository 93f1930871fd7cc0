using System;
using System.CommandLine;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ArchGen.Cli.Ablate;
using ArchGen.Cli.Ablate.Journal;

namespace ArchGen.Cli.Commands;

/// <summary><c>archgen ablate</c>: an ablation's members listed, trained, and looked after.</summary>
internal static class AblateCommand
{
    public static Command Create(CliConsole console) => new("ablate", "List, train and look after the members of an ablation.")
    {
        List(console), Run(console), Status(console), WorkCommand.Create(console),
    };

    private static Argument<string> Study() => new("STUDY") { Description = "An ablation's name." };

    private static Argument<string[]> Specs()
    {
        var specs = Shared.Specs(ArgumentArity.ZeroOrMore);
        specs.Description += " The current folder, where none is named.";
        return specs;
    }

    private static Option<string?> Out() => new("--out") { Description = "The run's folder: runs/STUDY unless said otherwise.", HelpName = "DIR" };

    private static Command List(CliConsole console)
    {
        var (study, specs) = (Study(), Specs());
        var command = new Command("list", "Show the members with what they cost, and the recipe that they are trained by.") { study, specs };
        command.SetAction((parsed, cancellation) =>
        {
            if (PickedStudy.Load(console, parsed.GetRequiredValue(study), Paths(parsed.GetValue(specs)), cancellation) is not { } picked)
                return Task.FromResult(ExitCode.Findings);
            AblationTable.Write(console, picked.Specs.Result, picked.Ablation, []);
            var given = picked.Ablation.Recipe?.Values.Select(v => v.Name).ToHashSet() ?? [];
            var values = RecipeOptions.All(picked.Ablation.Recipe?.Values ?? []).Where(v => v.Value is not null).ToLookup(v => given.Contains(v.Key), v => $"{v.Key}: {RecipeOptions.Text(v.Value)}");
            console.Output.WriteLine(picked.Ablation.Recipe is { } recipe ? $"recipe {recipe.Name}: {string.Join(", ", values[true])}" : "no recipe is named");
            console.Output.WriteLine($"without saying: {string.Join(", ", values[false])}");
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static Command Run(CliConsole console)
    {
        var (study, specs, folder) = (Study(), Specs(), Out());
        var workers = new Option<int?>("--workers", "-w") { Description = "Members trained at once: one a processor unless said otherwise.", HelpName = "N" };
        var threads = new Option<int?>("--threads", "-t") { Description = "Threads a member: what the processors give unless said otherwise. A run goes on with the number that it was begun with, since another one changes the last digits.", HelpName = "N" };
        var members = new Option<string?>("--members", "-m") { Description = "Only members of these names; '*' stands for any letters, ',' is between several.", HelpName = "PATTERN" };
        var restart = new Option<bool>("--restart") { Description = "Delete what was trained before, and train all anew." };
        var seconds = new Option<double>("--save-every") { Description = "Seconds between saved states, of which an interrupted run loses one at most.", HelpName = "SECONDS", DefaultValueFactory = _ => RunOptions.SaveEverySeconds };
        foreach (var (option, name) in new[] { (workers, "--workers"), (threads, "--threads") })
            option.Validators.Add(result => Check(result.GetValueOrDefault<int?>() is null or >= 1, name, "at least 1", result.AddError));
        seconds.Validators.Add(result => Check(result.GetValueOrDefault<double>() is >= 0 and < 1e6, "--save-every", "at least 0", result.AddError));
        var command = new Command("run", "Train every member that isn't trained yet, each in a process of its own. Stopped at any moment, the same command goes on.")
        {
            study, specs, folder, workers, threads, members, restart, seconds,
        };
        command.SetAction((parsed, cancellation) => Run(
            console, parsed.GetRequiredValue(study), Paths(parsed.GetValue(specs)), parsed.GetValue(folder),
            new RunOptions(parsed.GetValue(workers), parsed.GetValue(threads), parsed.GetValue(members), parsed.GetValue(restart), TimeSpan.FromSeconds(parsed.GetValue(seconds))), cancellation));
        return command;
    }

    private static void Check(bool holds, string option, string range, Action<string> report)
    {
        if (!holds)
            report($"{option} must be {range}.");
    }

    private static async Task<int> Run(CliConsole console, string name, string[] paths, string? place, RunOptions options, CancellationToken cancellation)
    {
        if (PickedStudy.Load(console, name, paths, cancellation) is not { } picked)
            return ExitCode.Findings;
        var folder = place is null ? StudyFolder.DefaultOf(picked.Ablation.Name) : new StudyFolder(place);
        using var held = FolderLock.Take(folder.LockPath, TimeSpan.FromSeconds(1))
            ?? throw new CliException($"Another `archgen ablate run` is at work in '{folder.Root}'. Wait for its end, or name another folder by --out DIR.");
        using var display = new RunDisplay(console.Output, console.Output == Console.Out && !Console.IsOutputRedirected);
        var run = new StudyRun(folder, options, display);
        var study = run.Prepare(picked, paths, cancellation);
        return await run.Train(study, run.Chosen(study), cancellation).ConfigureAwait(false);
    }

    private static Command Status(CliConsole console)
    {
        var (study, folder) = (Study(), Out());
        var command = new Command("status", "Show how far a run is, from its folder alone.") { study, folder };
        command.SetAction((parsed, _) =>
        {
            var name = parsed.GetRequiredValue(study);
            var at = parsed.GetValue(folder) is { } place ? new StudyFolder(place) : StudyFolder.DefaultOf(name[(name.LastIndexOf('.') + 1)..]);
            var file = at.Read() ?? throw new CliException($"There is no run in '{at.Root}'. `archgen ablate run {name}` begins one; --out DIR says where one is.");
            return Task.FromResult(StatusTable.Write(console, at, file));
        });
        return command;
    }

    private static string[] Paths(string[]? paths) => paths is { Length: > 0 } ? paths : ["."];
}
