using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using ArchGen.Cli.Ablate.Journal;

namespace ArchGen.Cli.Ablate.Slurm;

/// <summary>A job array that was submitted: its number, and the member of each of its tasks.</summary>
internal sealed record SubmittedJob(long Job, DateTime Time, IReadOnlyList<string> Members);

/// <summary>A member's task as Slurm has it: <c>PENDING</c> with a reason, <c>RUNNING</c> on a node.</summary>
internal sealed record QueuedTask(string Member, long Job, int Task, string State, string Where);

/// <summary>The jobs of a study's folder, and what Slurm says of them.</summary>
internal sealed class SlurmQueue(StudyFolder folder)
{
    /// <summary>What was submitted, a JSON object a line.</summary>
    public string JobsPath => Path.Combine(folder.Root, "slurm", "jobs.jsonl");

    /// <summary>Every job that was submitted for the folder.</summary>
    public IReadOnlyList<SubmittedJob> Jobs => !File.Exists(JobsPath) ? [] : [.. File.ReadLines(JobsPath).Select(Read).OfType<SubmittedJob>()];

    /// <summary>Notes a job that was submitted.</summary>
    public void Add(SubmittedJob job) => File.AppendAllText(JobsPath, JsonSerializer.Serialize(job, JournalJson.Line) + "\n");

    /// <summary>The members that Slurm still has tasks of; null where there is no Slurm to ask.</summary>
    public IReadOnlyList<QueuedTask>? Tasks(CancellationToken cancellation)
    {
        var jobs = Jobs;
        if (jobs.Count == 0)
            return [];
        // All of the user's: of a job that is over, squeue knows nothing, which would be an error for all.
        if (Call("squeue", ["--me", "--noheader", "--array", "--format=%F|%K|%T|%R"], cancellation) is not (0, var text, _))
            return null;
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Task(jobs, line)).OfType<QueuedTask>()];
    }

    /// <summary>Runs one of Slurm's commands; null where there is none.</summary>
    public static (int Code, string Output, string Error)? Call(string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync(cancellation);
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.GetAwaiter().GetResult().Trim());
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static QueuedTask? Task(IReadOnlyList<SubmittedJob> jobs, string line) =>
        line.Split('|') is [var job, var task, var state, var place] && long.TryParse(job, out var number) && int.TryParse(task, out var index)
        && jobs.FirstOrDefault(j => j.Job == number) is { } known && index >= 0 && index < known.Members.Count
            ? new QueuedTask(known.Members[index], number, index, state, place.Trim('(', ')')) : null;

    private static SubmittedJob? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<SubmittedJob>(line, JournalJson.Line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
