using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using ArchGen.Cli.Ablate.Journal;
using ArchGen.Cli.Ablate.Slurm;
using Xunit;

namespace ArchGen.Cli.Tests.Ablate;

/// <summary>A study by Slurm: a cluster of one node is started on this machine (<c>slurm.sh</c>; <c>test.sh</c> installs Debian's packages), and jobs are submitted as a user would.</summary>
public sealed class SlurmTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();

    public SlurmTests()
    {
        var (code, output, error) = Script("start");
        Assert.True(code == 0, $"The cluster doesn't start (slurm-wlm and munge are needed): {output}{error}");
        Environment.SetEnvironmentVariable("SLURM_CONF", Path.Combine(_folder.Path, "slurm", "slurm.conf"));
    }

    [Fact]
    public void A_job_array_comes_to_what_a_run_here_comes_to()
    {
        using var study = new SmallStudy(960, "epochs: 60");
        string[] how = ["--threads", "1", "--save-every", "0.1"];
        Assert.Equal((0, ""), Ended(study.Run(["ablate", "run", "Rows", "--out", "here", .. how])));
        var refused = study.Run("ablate", "run", "Rows", "--out", "there", "--on", "slurm", "--partition", "nowhere");
        Assert.Equal(2, refused.Code);
        Assert.Contains("sbatch didn't take the job", refused.Error);
        Assert.Contains("nowhere", refused.Error);

        var submitted = study.Run(["ablate", "run", "Rows", "--out", "there", "--on", "slurm", "--partition", "other", "--sbatch=--comment=archgen", .. how]);
        Assert.Equal((0, ""), Ended(submitted));
        Assert.Contains("with 3 tasks, a member each", submitted.Output);
        var folder = study.Runs("there");
        var job = Assert.Single(new SlurmQueue(folder).Jobs);
        Assert.Equal(["Base", "Gated", "K5"], job.Members);
        // One task is put back while it is at work, another is ended.
        Until(() => folder.Member("Base").Journal.Epochs.Count > 0);
        Assert.Equal(0, Call("scontrol", "requeue", $"{job.Job}_0").Code);
        Assert.Equal(0, Call("scancel", $"{job.Job}_1").Code);
        var status = study.Run("ablate", "status", "Rows", "--out", "there");
        Assert.Equal(0, status.Code);
        Assert.Contains($"(job {job.Job}_0", status.Output);
        // Slurm would wait two minutes before it begins a task again.
        Until(() => Call("scontrol", "update", $"job={job.Job}_0", "StartTime=now").Code == 0);
        Until(() => !new SlurmQueue(folder).Tasks(CancellationToken.None)!.Any(t => t.Member == "Gated"));

        var last = study.Run(["ablate", "run", "Rows", "--out", "there", "--on", "slurm", "--wait", .. how]);
        Assert.Equal((0, ""), Ended(last));
        Assert.Contains("done: 3 of 3 members are trained", last.Output);
        Assert.Equal(SmallStudy.Result(study.Runs("here")), SmallStudy.Result(folder));
        Assert.Contains(folder.Member("Base").Journal.Events, e => e is ResumedEvent { Step: > 0 });
    }

    [Fact]
    public void A_member_that_fails_is_told()
    {
        using var study = new SmallStudy(64, "epochs: 1", "ablation Rates of Mixing { recipe: Quick; axis kernel: k3 = 3; setting learning_rate: low = 1e-3, huge = 1e38 }");
        var run = study.Run("ablate", "run", "Rates", "--on", "slurm", "--wait");
        Assert.Equal((1, ""), Ended(run));
        Assert.Contains("K3Huge: failed: The loss became", run.Output);
        Assert.Contains("done: 1 of 2 members are trained", run.Output);
    }

    public void Dispose()
    {
        Script("stop");
        Environment.SetEnvironmentVariable("SLURM_CONF", null);
        _folder.Dispose();
    }

    private static (int Code, string Error) Ended(Cli run) => (run.Code, run.Error);

    private (int Code, string Output, string Error) Script(string what) =>
        Call("bash", Path.Combine(Cli.Root, "tests", "Cli.Tests", "Ablate", "slurm.sh"), what, Path.Combine(_folder.Path, "slurm"));

    private static (int Code, string Output, string Error) Call(string program, params string[] arguments) =>
        SlurmQueue.Call(program, arguments, CancellationToken.None) ?? (-1, "", $"there is no {program}");

    private static void Until(Func<bool> holds)
    {
        for (var clock = Stopwatch.StartNew(); !holds(); Thread.Sleep(100))
        {
            if (clock.Elapsed > Patience)
                throw new TimeoutException("It didn't come to be.");
        }
    }
}
