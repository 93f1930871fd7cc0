using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using ArchGen.Cli.Ablate.Journal;
using ArchGen.Cli.Verify;
using ArchGen.Runtime;

namespace ArchGen.Cli.Ablate;

/// <summary>Runs a study: makes its folder or sees that it agrees with it, and has a process train each member that isn't done.</summary>
internal sealed class StudyRun(StudyFolder folder, RunOptions options, RunDisplay display)
{
    // A process that is killed from outside is started again, but not for ever without any progress.
    private const int MostDeaths = 3;

    /// <summary>Makes the folder, or sees that it agrees. The caller holds the study's lock.</summary>
    public StudyFile Prepare(PickedStudy picked, IReadOnlyList<string> files, CancellationToken cancellation)
    {
        if (options.Restart)
            Delete();
        var was = folder.Read();
        var workers = Math.Min(options.Workers ?? Environment.ProcessorCount, picked.Ablation.Members.Count);
        var threads = options.Threads ?? was?.Threads ?? Math.Max(1, Environment.ProcessorCount / workers);
        var now = StudyPlan.Of(picked, files, threads, cancellation);
        if (was is not null && StudyAgreement.Differences(was, now) is { Count: > 0 } differences)
        {
            throw new CliException(
                $"The run in '{folder.Root}' was begun with something else:\n" + string.Join("\n", differences.Take(8).Select(d => "  " + d)) + (differences.Count > 8 ? $"\n  and {differences.Count - 8} more" : "") +
                "\nUndo that, name another folder by --out DIR, or train all members anew by --restart, which deletes what was trained there.");
        }

        if (was is not null && now.Members.Count > was.Members.Count)
            display.Note($"{now.Members.Count - was.Members.Count} members are new since the run was begun.");
        // The classes go first: a study is there once it can be worked on.
        var image = SpecAssembly.Compile(picked.Specs, cancellation);
        AtomicFile.Write(folder.CodePath, stream => stream.Write(image));
        folder.Write(now);
        return now;
    }

    /// <summary>The members that are asked for.</summary>
    public IReadOnlyList<StudyMember> Chosen(StudyFile study)
    {
        if (options.Members is not { } pattern)
            return study.Members;
        var regex = new Regex("^(" + string.Join('|', pattern.Split(',').Select(p => Regex.Escape(p.Trim()).Replace("\\*", ".*", StringComparison.Ordinal))) + ")$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        var chosen = study.Members.Where(m => regex.IsMatch(m.Own) || regex.IsMatch(m.Name)).ToArray();
        return chosen.Length > 0 ? chosen : throw new CliException($"No member of '{study.Study}' is called '{pattern}'. There are: {string.Join(", ", study.Members.Select(m => m.Own))}.");
    }

    /// <summary>Trains what isn't done yet; gives the exit code.</summary>
    public async Task<int> Train(StudyFile study, IReadOnlyList<StudyMember> members, CancellationToken cancellation)
    {
        var waiting = new Queue<StudyMember>(members.Where(m => !folder.Member(m).IsTrained));
        display.Begin(study, members, folder);
        var workers = Math.Min(options.Workers ?? Math.Max(1, Environment.ProcessorCount / study.Threads), Math.Max(1, waiting.Count));
        var gate = new Lock();
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(Work, CancellationToken.None))).ConfigureAwait(false);
        var failed = members.Count(m => folder.Member(m).Journal.State == MemberState.Failed);
        display.End(members, cancellation.IsCancellationRequested);
        return cancellation.IsCancellationRequested ? ExitCode.Cancelled : failed > 0 ? ExitCode.Findings : ExitCode.Success;

        async Task Work()
        {
            while (!cancellation.IsCancellationRequested)
            {
                StudyMember? member;
                lock (gate)
                {
                    if (!waiting.TryDequeue(out member))
                        return;
                }

                await Train(study, member, cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task Train(StudyFile study, StudyMember member, CancellationToken cancellation)
    {
        var own = folder.Member(member);
        for (var (deaths, reached) = (0, -1L); !cancellation.IsCancellationRequested;)
        {
            Directory.CreateDirectory(own.Root);
            var worker = WorkerProcess.Start(folder, member.Own, study.Threads, options.SaveEvery);
            display.Started(member, worker);
            var code = await worker.Wait(own.OutputPath, cancellation).ConfigureAwait(false);
            if (code is WorkerExit.Finished or WorkerExit.Failed or WorkerExit.Stopped && own.Journal.State is MemberState.Finished or MemberState.Failed or MemberState.Stopped)
                break;
            if (code == WorkerExit.Busy)
            {
                display.Note($"{member.Own} is being trained by another process.");
                break;
            }

            // It was ended from outside, or by a fault that no handler sees: it goes on from what it saved last.
            var step = Trainer.CanResume(own.WeightsPath, out var saved) ? saved : 0;
            deaths = step > reached ? 1 : deaths + 1;
            reached = Math.Max(reached, step);
            if (deaths >= MostDeaths)
            {
                var said = File.Exists(own.OutputPath) ? string.Join('\n', File.ReadLines(own.OutputPath).TakeLast(20)) : "";
                own.Append(new FailedEvent(DateTime.UtcNow, $"Its process ended {deaths} times without a word, the last time with {Meaning(code)}.", said));
                break;
            }

            display.Note($"the process of {member.Own} ended with {Meaning(code)}; it goes on from step {step}");
        }

        display.Ended(member, own.Journal);
    }

    private static string Meaning(int code) => code > 128 ? $"signal {code - 128}{(code == 137 ? ", as it does when memory runs out" : "")}" : $"exit code {code}";

    private void Delete()
    {
        File.Delete(folder.StudyPath); // first: without it, there is no run
        var members = Path.Combine(folder.Root, "members");
        if (Directory.Exists(members))
            Directory.Delete(members, recursive: true);
    }
}
