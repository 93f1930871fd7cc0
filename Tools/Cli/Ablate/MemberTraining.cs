using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using ArchGen.Cli.Ablate.Journal;
using ArchGen.Cli.Verify;
using ArchGen.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchGen.Cli.Ablate;

/// <summary>How a process that trained a member ended.</summary>
internal static class WorkerExit
{
    /// <summary>The member is trained.</summary>
    public const int Finished = 0;

    /// <summary>The member failed, and its journal says why.</summary>
    public const int Failed = 1;

    /// <summary>Stopped on purpose; another run goes on.</summary>
    public const int Stopped = ExitCode.Cancelled;

    /// <summary>Another process trains it.</summary>
    public const int Busy = 75;
}

/// <summary>Trains one member of a study from where its folder says that it is, and writes down what happens.</summary>
internal sealed class MemberTraining(StudyFolder folder, string name, TimeSpan saveEvery, Action<TrainingProgress> show)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly MemberFolder _member = folder.Member(name);

    /// <summary>Trains; gives a code of <see cref="WorkerExit"/>.</summary>
    public int Run(CancellationToken cancellation)
    {
        // One that was orphaned ends by itself, after its step.
        using var held = FolderLock.Take(_member.LockPath, Patience);
        if (held is null)
            return WorkerExit.Busy;
        var study = folder.Read() ?? throw new CliException($"There is no study in '{folder.Root}'.");
        var member = study.Members.FirstOrDefault(m => m.Own == name) ?? throw new CliException($"The study in '{folder.Root}' has no member '{name}'.");
        if (_member.IsTrained)
            return WorkerExit.Finished;
        foreach (var torn in Directory.EnumerateFiles(_member.Root, "*.tmp"))
            File.Delete(torn);
        try
        {
            return Train(study, member, cancellation);
        }
        catch (OperationCanceledException)
        {
            _member.Append(new StoppedEvent(DateTime.UtcNow, Trainer.CanResume(_member.WeightsPath, out var step) ? step : 0));
            return WorkerExit.Stopped;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _member.Append(new FailedEvent(DateTime.UtcNow, e.Message.Split('\n')[0].Trim(), e.ToString()));
            return WorkerExit.Failed;
        }
    }

    private int Train(StudyFile study, StudyMember member, CancellationToken cancellation)
    {
        var attempt = _member.Journal.Attempts + 1;
        var (host, process) = (Environment.MachineName, Environment.ProcessId);
        if (Trainer.CanResume(_member.WeightsPath, out var step))
        {
            _member.Append(new ResumedEvent(DateTime.UtcNow, host, process, attempt, step));
        }
        else
        {
            Trainer.Forget(_member.WeightsPath); // what can't be read is of no use
            _member.Append(new StartedEvent(DateTime.UtcNow, host, process, attempt));
        }

        set_num_threads(study.Threads);
        var options = RecipeOptions.Training(study.Recipe.Values, member.Settings) with
        {
            CheckpointPath = _member.WeightsPath, Resume = true, KeepState = true, SaveEvery = saveEvery, LogFolder = _member.LogPath, Loaders = Math.Clamp(study.Threads / 2, 1, 8),
        };
        var (train, test) = RecipeOptions.Data(study.Recipe.Values, member.Settings).Load(study.Data.Folder);
        if (!member.Settings.Keys.Any(RecipeOptions.IsData) && StudyPlan.Fingerprint(train, test) != study.Data.Fingerprint)
            throw new CliException($"The images of '{study.Data.Name}' aren't those that the study was begun with.");
        cancellation.ThrowIfCancellationRequested();
        manual_seed(options.Seed);
        using var code = SpecAssembly.Load(File.ReadAllBytes(folder.CodePath));
        using var network = code.Member(study.Namespace.Length == 0 ? study.Study : $"{study.Namespace}.{study.Study}", member.Name).Create();
        if (network is not nn.Module<Tensor, Tensor> model)
            throw new CliException($"{member.Name} isn't a network of one tensor in and one out.");
        var result = new Trainer(model, options).Fit(train, test, Told, cancellation);
        if (result.WasStopped)
        {
            _member.Append(new StoppedEvent(DateTime.UtcNow, result.Steps));
            return WorkerExit.Stopped;
        }

        using var self = Process.GetCurrentProcess();
        _member.Append(new FinishedEvent(DateTime.UtcNow, result.Accuracy, result.Loss, result.Steps, result.Elapsed.TotalSeconds, self.PeakWorkingSet64) { EmaAccuracy = result.EmaAccuracy });
        Trainer.Forget(_member.WeightsPath);
        return WorkerExit.Finished;
    }

    private void Told(TrainingProgress p)
    {
        show(p);
        if (p.IsEpochEnd)
            _member.Append(new EpochEvent(DateTime.UtcNow, p.Epoch, p.Epochs, p.Step, p.Steps, p.Loss, p.Accuracy, p.TestAccuracy, p.LearningRate, p.Elapsed.TotalSeconds) { EmaAccuracy = p.EmaAccuracy });
    }
}
