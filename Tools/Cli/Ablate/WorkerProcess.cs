using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using ArchGen.Cli.Ablate.Journal;

namespace ArchGen.Cli.Ablate;

/// <summary>How far a process is: what it tells the one that started it, a JSON object a line.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">All steps.</param>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">How many there will be.</param>
/// <param name="Loss">The smoothed loss.</param>
/// <param name="Accuracy">The last test's accuracy; null before.</param>
/// <param name="Elapsed">Seconds on this member so far.</param>
/// <param name="Remaining">Seconds that the rest will probably take.</param>
internal sealed record WorkerProgress(long Step, long Steps, int Epoch, int Epochs, double Loss, double? Accuracy, double Elapsed, double Remaining);

/// <summary>A process of this program that trains one member. It goes on for as long as its input is open: when the process that started it ends, however that is, it saves and ends too.</summary>
internal sealed class WorkerProcess
{
    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    /// <summary>How far it is; null before the first step.</summary>
    public WorkerProgress? Progress { get; private set; }

    /// <summary>Starts training a member.</summary>
    public static WorkerProcess Start(StudyFolder folder, string member, int threads, TimeSpan saveEvery)
    {
        var start = Self();
        foreach (var argument in new[] { "ablate", WorkCommand.Name, member, "--out", Path.GetFullPath(folder.Root), "--save-every", saveEvery.TotalSeconds.ToString(CultureInfo.InvariantCulture), "--attended" })
            start.ArgumentList.Add(argument);
        foreach (var library in new[] { "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS" })
            start.Environment[library] = threads.ToString(CultureInfo.InvariantCulture);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        return new WorkerProcess(Process.Start(start) ?? throw new CliException("A worker process couldn't be started.", ExitCode.Fault));
    }

    /// <summary>Waits for its end and gives its exit code; what it says on its error stream goes to a file. Cancelling asks it to save and end.</summary>
    public async Task<int> Wait(string outputPath, CancellationToken cancellation)
    {
        await using var registration = cancellation.Register(Stop).ConfigureAwait(false);
        var errors = Task.Run(async () =>
        {
            while (await _process.StandardError.ReadLineAsync(CancellationToken.None).ConfigureAwait(false) is { } line)
                await File.AppendAllTextAsync(outputPath, line + "\n", CancellationToken.None).ConfigureAwait(false);
        }, CancellationToken.None);
        while (await _process.StandardOutput.ReadLineAsync(CancellationToken.None).ConfigureAwait(false) is { } line)
        {
            if (line.StartsWith('{'))
                Progress = JsonSerializer.Deserialize<WorkerProgress>(line, JournalJson.Line) ?? Progress;
        }

        await errors.ConfigureAwait(false);
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        var code = _process.ExitCode;
        _process.Dispose();
        return code;
    }

    /// <summary>This program, whether it was started by itself or by dotnet.</summary>
    public static ProcessStartInfo Self()
    {
        var assembly = typeof(CliApp).Assembly.Location;
        var own = Environment.ProcessPath ?? "dotnet";
        if (Path.GetFileNameWithoutExtension(own) == "archgen")
            return new ProcessStartInfo(own);
        var start = new ProcessStartInfo(Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet");
        start.ArgumentList.Add(assembly);
        return start;
    }

    private void Stop()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (Exception e) when (e is InvalidOperationException or IOException)
        {
            // It has ended already.
        }
    }
}
