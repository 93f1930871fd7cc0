using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using ArchGen.Cli.Ablate.Journal;
using ArchGen.Cli.Ablate.Slurm;
using Spectre.Console;

namespace ArchGen.Cli.Ablate;

/// <summary>How far each member of a run is.</summary>
internal static class StatusTable
{
    /// <summary>Writes a heading and the table; gives the exit code, which tells whether any member failed.</summary>
    public static int Write(CliConsole console, StudyFolder folder, StudyFile study, CancellationToken cancellation)
    {
        var tasks = new SlurmQueue(folder).Tasks(cancellation);
        var rows = study.Members.Select(m => (Member: m, Folder: folder.Member(m), folder.Member(m).Journal)).ToArray();
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in new[] { "member", "label", "state", "epoch", "loss", "test", "time", "" })
            table.AddColumn(new TableColumn($"[grey]{column}[/]") { NoWrap = true });
        foreach (var (member, own, journal) in rows)
        {
            var last = journal.Epochs.LastOrDefault();
            table.AddRow(
                $"[bold]{Markup.Escape(member.Own)}[/]", Markup.Escape(member.Label), StateOf(own, journal, tasks?.FirstOrDefault(t => t.Member == member.Own)),
                last is null ? "" : $"{last.Epoch}/{last.Epochs}", last is null ? "" : last.Loss.ToString("0.000", CultureInfo.InvariantCulture),
                (journal.Finished?.Accuracy ?? last?.TestAccuracy) is { } accuracy ? (100 * accuracy).ToString("0.00", CultureInfo.InvariantCulture) + "%" : "",
                (journal.Finished?.Seconds ?? last?.Seconds) is { } seconds ? TimeSpan.FromSeconds(Math.Round(seconds)).ToString("g", CultureInfo.InvariantCulture) : "",
                Markup.Escape(Remark(own, journal)));
        }

        var isHeld = FolderLock.IsHeld(folder.LockPath);
        console.Markup(
            $"[bold]{Markup.Escape(study.Study)}[/] of {Markup.Escape(study.Of)} in {Markup.Escape(folder.Root)}: {rows.Count(r => r.Folder.IsTrained)} of {rows.Length} members are trained; "
            + (isHeld ? "a run is at work" : "no run is at work"));
        console.Write(table);
        if (tasks is null)
            console.Note("squeue doesn't answer: what Slurm has in its queue isn't shown.");
        return rows.Any(r => r.Journal.State == MemberState.Failed) ? ExitCode.Findings : ExitCode.Success;
    }

    private static string StateOf(MemberFolder folder, MemberJournal journal, QueuedTask? task) => journal.State switch
    {
        _ when folder.IsBusy => "[blue]at work[/]" + (task is null ? "" : $" (job {task.Job}_{task.Task} on {Markup.Escape(task.Where)})"),
        not MemberState.Finished when task is not null => $"[blue]{(task.State == "RUNNING" ? "beginning" : "queued")}[/] (job {task.Job}_{task.Task}, {Markup.Escape(task.Where)})",
        MemberState.Waiting => "[grey]waiting[/]",
        MemberState.Finished when !File.Exists(folder.WeightsPath) => "[red]weights gone[/]",
        MemberState.Finished => "[green]trained[/]",
        MemberState.Failed => "[red]failed[/]",
        MemberState.Stopped => "[yellow]stopped[/]",
        _ => "[yellow]interrupted[/]",
    };

    private static string Remark(MemberFolder folder, MemberJournal journal)
    {
        var damaged = journal.Unreadable > 0 ? $"{journal.Unreadable} unreadable line{(journal.Unreadable == 1 ? "" : "s")} in its journal. " : "";
        return damaged + (journal.Failed is { } failed ? $"{failed.Error} (all of it: {folder.JournalPath})" : "");
    }
}
