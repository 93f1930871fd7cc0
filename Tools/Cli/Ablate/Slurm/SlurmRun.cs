using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ArchGen.Cli.Ablate.Journal;
using ArchGen.Runtime;

namespace ArchGen.Cli.Ablate.Slurm;

/// <summary>
/// Submits the members of a study that aren't trained as one job array, a task each. Slurm decides when and where; a task that is put back or begun again goes on from what the member's
/// folder has, which all nodes must see.
/// </summary>
internal sealed class SlurmRun(CliConsole console, StudyFolder folder, RunOptions options, SlurmOptions slurm)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly SlurmQueue _queue = new(folder);

    /// <summary>Submits; gives the exit code.</summary>
    public async Task<int> Run(StudyFile study, IReadOnlyList<StudyMember> members, CancellationToken cancellation)
    {
        var queued = (_queue.Tasks(cancellation) ?? []).Select(t => t.Member).ToHashSet(StringComparer.Ordinal);
        var left = members.Where(m => !folder.Member(m).IsTrained).ToArray();
        var open = left.Where(m => !queued.Contains(m.Own)).ToArray();
        if (left.Length > open.Length)
            console.Output.WriteLine($"{left.Length - open.Length} of the members are in the queue already");
        if (open.Length > 0)
        {
            var job = Submit(study, open, cancellation);
            _queue.Add(new SubmittedJob(job, DateTime.UtcNow, [.. open.Select(m => m.Own)]));
            console.Output.WriteLine($"submitted job {job} with {open.Length} task{(open.Length == 1 ? "" : "s")}, a member each; `archgen ablate status {study.Study}{Out(study)}` shows how far they are");
        }
        else if (left.Length == 0)
        {
            console.Output.WriteLine($"all {members.Count} members are trained");
        }

        return slurm.Wait ? await Wait(members, cancellation).ConfigureAwait(false) : ExitCode.Success;
    }

    private string Out(StudyFile study) => folder == StudyFolder.DefaultOf(study.Study) ? "" : $" --out {folder.Root}";

    private long Submit(StudyFile study, IReadOnlyList<StudyMember> members, CancellationToken cancellation)
    {
        var root = Path.GetFullPath(folder.Root);
        var logs = Path.Combine(root, "slurm");
        Directory.CreateDirectory(logs);
        var script = Path.Combine(logs, "job.sh");
        AtomicFile.Write(script, stream => stream.Write(Encoding.UTF8.GetBytes(Script(study, members, root))));
        var array = string.Create(CultureInfo.InvariantCulture, $"0-{members.Count - 1}") + (options.Workers is { } most ? string.Create(CultureInfo.InvariantCulture, $"%{most}") : "");
        string?[] arguments =
        [
            "--parsable", $"--job-name=archgen-{study.Study}", $"--array={array}", string.Create(CultureInfo.InvariantCulture, $"--cpus-per-task={study.Threads}"), "--ntasks=1", "--requeue", "--open-mode=append",
            $"--output={logs.Replace("%", "%%", StringComparison.Ordinal)}/%A_%a.txt", slurm.Partition is { } partition ? "--partition=" + partition : null,
            slurm.Time is { } time ? "--time=" + time : null, slurm.Memory is { } memory ? "--mem=" + memory : null, .. slurm.More, script,
        ];
        var (code, output, error) = SlurmQueue.Call("sbatch", arguments.OfType<string>(), cancellation)
            ?? throw new CliException("There is no sbatch on the PATH: `--on slurm` is for a machine from which jobs are submitted. Without it, the members are trained here.");
        // With several clusters, the number is followed by one's name.
        return code == 0 && long.TryParse(output.Trim().Split(';')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var job) ? job
            : throw new CliException($"sbatch didn't take the job ({(code == 0 ? "it said: " + output.Trim() : error)}).");
    }

    private string Script(StudyFile study, IReadOnlyList<StudyMember> members, string root)
    {
        var self = WorkerProcess.Self();
        var program = string.Join(' ', new[] { self.FileName }.Concat(self.ArgumentList).Select(Quoted));
        var threads = study.Threads.ToString(CultureInfo.InvariantCulture);
        return $"""
            #!/bin/sh
            # Written by `archgen ablate run {study.Study} --on slurm`: a task for each of these members.
            set -- {string.Join(' ', members.Select(m => Quoted(m.Own)))}
            shift "$SLURM_ARRAY_TASK_ID"
            export OMP_NUM_THREADS={threads} OPENBLAS_NUM_THREADS={threads} MKL_NUM_THREADS={threads}
            exec {program} ablate {WorkCommand.Name} "$1" --out {Quoted(root)} --save-every {options.SaveEvery.TotalSeconds.ToString(CultureInfo.InvariantCulture)}

            """;
    }

    private async Task<int> Wait(IReadOnlyList<StudyMember> members, CancellationToken cancellation)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            while (true)
            {
                var tasks = _queue.Tasks(cancellation) ?? throw new CliException("squeue doesn't answer, so that there is nothing to wait for.");
                foreach (var member in members)
                {
                    var journal = folder.Member(member).Journal;
                    if (journal.State is MemberState.Finished or MemberState.Failed && told.Add(member.Own))
                        console.Output.WriteLine(journal.Failed is { } failed ? $"{member.Own}: failed: {failed.Error}" : $"{member.Own}: trained" + (journal.Finished?.Accuracy is { } a ? string.Create(CultureInfo.InvariantCulture, $", {100 * a:0.00}%") : ""));
                }

                if (!tasks.Any(t => members.Any(m => m.Own == t.Member)))
                    break;
                await Task.Delay(Pause, cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            console.Output.WriteLine("no longer waiting; the jobs go on (scancel ends them)");
            return ExitCode.Cancelled;
        }

        var trained = members.Count(m => folder.Member(m).IsTrained);
        console.Output.WriteLine($"done: {trained} of {members.Count} members are trained");
        return trained == members.Count ? ExitCode.Success : ExitCode.Findings;
    }

    private static string Quoted(string text) => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
