using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ArchGen.Cli.Ablate.Journal;
using Xunit;

namespace ArchGen.Cli.Tests.Ablate;

/// <summary>A run is killed at random moments, again and again: what it comes to is what an undisturbed one comes to, to the last bit.</summary>
public class KillTests
{
    private const int Kill = 9, Interrupt = 2;
    private const string Recipe = "epochs: 60";
    private static readonly string[] s_quick = ["--workers", "2", "--threads", "1", "--save-every", "0.05"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Killed_and_resumed_it_ends_the_same(int seed)
    {
        using var study = new SmallStudy(960, Recipe);
        var undisturbed = study.Run(["ablate", "run", "Rows", "--out", "whole", .. s_quick]);
        Assert.Equal((0, ""), (undisturbed.Code, undisturbed.Error));

        var random = new Random(seed);
        var folder = study.Runs("killed");
        var (parents, workers) = (0, 0);
        for (var i = 0; i < 60 && (parents < 2 || workers < 2); i++)
        {
            using var run = study.Start(["ablate", "run", "Rows", "--out", "killed", .. s_quick]);
            _ = run.StandardOutput.ReadToEndAsync();
            var errors = run.StandardError.ReadToEndAsync();
            var isParent = random.Next(2) == 0;
            if (!AfterATime(random, run, folder, out var worker))
            {
                Assert.Equal((0, ""), (run.ExitCode, await errors));
                break; // done before the moment came
            }

            if (isParent && SmallStudy.Signal(run.Id, Kill))
                parents++;
            else if (!isParent && SmallStudy.Signal(worker, Kill))
                workers++;
            if (!isParent)
                Thread.Sleep(random.Next(1500)); // it is started again meanwhile
            SmallStudy.Signal(run.Id, Kill);
            run.WaitForExit();
        }

        Assert.True(parents >= 2 && workers >= 2, $"{parents} runs and {workers} workers were killed");
        var last = study.Run(["ablate", "run", "Rows", "--out", "killed", .. s_quick]);
        Assert.Equal((0, ""), (last.Code, last.Error));
        Assert.Equal(SmallStudy.Result(study.Runs("whole")), SmallStudy.Result(folder));
        var events = folder.Read()!.Members.Select(m => folder.Member(m).Journal.Events).ToArray();
        Assert.All(events, e => Assert.Single(e.OfType<FinishedEvent>()));
        Assert.True(events.Sum(e => e.OfType<ResumedEvent>().Count(r => r.Step > 0)) >= 1, "nothing was gone on with");
        Assert.Empty(folder.Read()!.Members.SelectMany(m => Directory.GetFiles(folder.Member(m).Root, "*.tmp")));
    }

    [Fact]
    public void Ctrl_C_stops_it_cleanly()
    {
        using var study = new SmallStudy(960, "epochs: 400");
        var folder = study.Runs("stopped");
        using (var run = study.Start(["ablate", "run", "Rows", "--out", "stopped", .. s_quick]))
        {
            Assert.True(AfterATime(new Random(5), run, folder, out var _));
            SmallStudy.Signal(run.Id, Interrupt);
            var end = SmallStudy.End(run);
            Assert.Equal((130, ""), (end.Code, end.Error));
            Assert.Contains("stopped after", end.Output);
        }

        var journals = folder.Read()!.Members.Select(m => folder.Member(m).Journal).ToArray();
        Assert.Contains(journals, j => j.State == MemberState.Stopped);
        Assert.DoesNotContain(journals, j => j.State is MemberState.Failed or MemberState.Begun);
        var status = study.Run("ablate", "status", "Rows", "--out", "stopped");
        Assert.Equal(0, status.Code);
        Assert.Contains("stopped", status.Output);
        Assert.Contains("no run is at work", status.Output);
    }

    // A random time after a process was begun or, mostly, after one wrote a state; false where the run ended by itself.
    private static bool AfterATime(Random random, Process run, StudyFolder folder, out int worker)
    {
        worker = 0;
        var (isEarly, wait) = (random.Next(4) == 0, random.Next(900));
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(60); Thread.Sleep(20))
        {
            if (run.HasExited)
                return false;
            if (Processes(folder) is not { Count: > 0 } processes || (!isEarly && !HasState(folder)))
                continue;
            Thread.Sleep(wait);
            processes = Processes(folder) is { Count: > 0 } now ? now : processes;
            worker = processes[random.Next(processes.Count)];
            return !run.HasExited;
        }

        throw new TimeoutException("No member was begun.");
    }

    private static bool HasState(StudyFolder folder) =>
        folder.Read()!.Members.Select(folder.Member).Any(m => m.IsBusy && File.Exists(m.WeightsPath + ".resume"));

    private static List<int> Processes(StudyFolder folder) => folder.Read() is not { } study ? [] : [.. study.Members
        .Where(m => folder.Member(m).IsBusy).Select(m => folder.Member(m).Journal.Events.LastOrDefault(e => e is StartedEvent or ResumedEvent) switch
        {
            StartedEvent e => e.Process,
            ResumedEvent e => e.Process,
            _ => 0,
        }).Where(p => p > 0)];
}
