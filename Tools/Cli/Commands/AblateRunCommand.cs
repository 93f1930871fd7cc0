using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ArchGen.Cli.Ablate;
using ArchGen.Cli.Ablate.Journal;
using ArchGen.Cli.Ablate.Slurm;

namespace ArchGen.Cli.Commands;

/// <summary><c>archgen ablate run</c>: trains the members of an ablation, here or by Slurm.</summary>
internal static class AblateRunCommand
{
    public static Command Create(CliConsole console)
    {
        var (study, specs, folder) = (AblateCommand.Study(), AblateCommand.Specs(), AblateCommand.Out());
        var workers = new Option<int?>("--workers", "-w") { Description = "Members trained at once: one a processor unless said otherwise.", HelpName = "N" };
        var threads = new Option<int?>("--threads", "-t") { Description = "Threads a member: what the processors give unless said otherwise. A run goes on with the number that it was begun with, since another one changes the last digits.", HelpName = "N" };
        var members = new Option<string?>("--members", "-m") { Description = "Only members of these names; '*' stands for any letters, ',' is between several.", HelpName = "PATTERN" };
        var restart = new Option<bool>("--restart") { Description = "Delete what was trained before, and train all anew." };
        var seconds = new Option<double>("--save-every") { Description = "Seconds between saved states, of which an interrupted run loses one at most.", HelpName = "SECONDS", DefaultValueFactory = _ => RunOptions.SaveEverySeconds };
        var on = new Option<string?>("--on") { Description = "Where the members are trained: 'slurm' submits them as a job array, a task each, and ends; the folder must be one that all nodes see.", HelpName = "ENGINE" };
        on.AcceptOnlyFromAmong("slurm");
        var partition = new Option<string?>("--partition") { Description = "With --on slurm: the partition.", HelpName = "NAME" };
        var time = new Option<string?>("--time") { Description = "With --on slurm: the longest time a task may take; what isn't done then goes on with the next run.", HelpName = "TIME" };
        var memory = new Option<string?>("--mem") { Description = "With --on slurm: memory a task.", HelpName = "SIZE" };
        var more = new Option<string[]>("--sbatch") { Description = "With --on slurm: a further option of sbatch, such as --sbatch=--account=vision. Any number of times.", HelpName = "OPTION", DefaultValueFactory = _ => [] };
        var wait = new Option<bool>("--wait") { Description = "With --on slurm: wait for the end, and exit as a run here does." };
        foreach (var (option, name) in new[] { (workers, "--workers"), (threads, "--threads") })
            option.Validators.Add(result => Check(result.GetValueOrDefault<int?>() is null or >= 1, name, "at least 1", result.AddError));
        seconds.Validators.Add(result => Check(result.GetValueOrDefault<double>() is >= 0 and < 1e6, "--save-every", "at least 0", result.AddError));
        var command = new Command("run", "Train every member that isn't trained yet, each in a process of its own. Stopped at any moment, the same command goes on.")
        {
            study, specs, folder, workers, threads, members, restart, seconds, on, partition, time, memory, more, wait,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(on) is null or { Implicit: true } && new Option[] { partition, time, memory, more, wait }.FirstOrDefault(o => result.GetResult(o) is { Implicit: false }) is { } alone)
                result.AddError($"{alone.Name} is for --on slurm.");
        });
        command.SetAction((parsed, cancellation) => Run(
            console, parsed.GetRequiredValue(study), AblateCommand.Paths(parsed.GetValue(specs)), parsed.GetValue(folder),
            new RunOptions(parsed.GetValue(workers), parsed.GetValue(threads), parsed.GetValue(members), parsed.GetValue(restart), TimeSpan.FromSeconds(parsed.GetValue(seconds))),
            parsed.GetValue(on) is null ? null : new SlurmOptions(parsed.GetValue(partition), parsed.GetValue(time), parsed.GetValue(memory), parsed.GetValue(more) ?? [], parsed.GetValue(wait)), cancellation));
        return command;
    }

    private static void Check(bool holds, string option, string range, Action<string> report)
    {
        if (!holds)
            report($"{option} must be {range}.");
    }

    private static async Task<int> Run(CliConsole console, string name, string[] paths, string? place, RunOptions options, SlurmOptions? slurm, CancellationToken cancellation)
    {
        if (PickedStudy.Load(console, name, paths, cancellation) is not { } picked)
            return ExitCode.Findings;
        var folder = place is null ? StudyFolder.DefaultOf(picked.Ablation.Name) : new StudyFolder(place);
        // A task of Slurm's has the processors that are asked for, not those of the machine that asks.
        if (slurm is not null)
            options = options with { Threads = options.Threads ?? folder.Read()?.Threads ?? 1 };
        StudyFile study;
        IReadOnlyList<StudyMember> members;
        using var display = new RunDisplay(console.Output, console.Output == Console.Out && !Console.IsOutputRedirected);
        var run = new StudyRun(folder, options, display);
        using (var held = FolderLock.Take(folder.LockPath, TimeSpan.FromSeconds(1))
            ?? throw new CliException($"Another `archgen ablate run` is at work in '{folder.Root}'. Wait for its end, or name another folder by --out DIR."))
        {
            study = run.Prepare(picked, paths, cancellation);
            members = run.Chosen(study);
            if (slurm is null)
                return await run.Train(study, members, cancellation).ConfigureAwait(false);
        }

        return await new SlurmRun(console, folder, options, slurm).Run(study, members, cancellation).ConfigureAwait(false);
    }
}
