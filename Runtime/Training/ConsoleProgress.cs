using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;

namespace ArchGen.Runtime;

/// <summary>
/// Shows training in a terminal: a bar with loss, accuracy and the time to go, in one line that is written over; a line now and then where the output is
/// a file. While it lives, Ctrl-C (and a plea to end) cancels <see cref="Cancellation"/> rather than the process; a second Ctrl-C ends it at once.
/// </summary>
public sealed class ConsoleProgress : IDisposable
{
    private const int BarWidth = 24;
    private static readonly TimeSpan TerminalPause = TimeSpan.FromSeconds(0.1), FilePause = TimeSpan.FromSeconds(5);

    private readonly TextWriter _output;
    private readonly bool _isTerminal;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly PosixSignalRegistration[] _signals;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _next;
    private int _length;

    /// <summary>A view on the console's output.</summary>
    public ConsoleProgress()
        : this(Console.Out, !Console.IsOutputRedirected)
    {
    }

    /// <summary>A view on any writer.</summary>
    public ConsoleProgress(TextWriter output, bool isTerminal)
    {
        (_output, _isTerminal) = (output, isTerminal);
        _signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel)];
    }

    /// <summary>Cancelled when the user wants to stop.</summary>
    public CancellationToken Cancellation => _cancellation.Token;

    /// <summary>Shows where training stands, at most ten times a second.</summary>
    public void Report(TrainingProgress progress)
    {
        if (!progress.IsEpochEnd && _clock.Elapsed < _next)
            return;
        _next = _clock.Elapsed + (_isTerminal ? TerminalPause : FilePause);
        var line = Line(progress);
        if (!_isTerminal)
        {
            _output.WriteLine(line);
            return;
        }

        _output.Write('\r' + line.PadRight(_length));
        _length = line.Length;
        if (progress.IsEpochEnd)
            End();
    }

    /// <summary>Says that training was stopped and where the weights are; returns the exit code for it.</summary>
    public int Stopped(string checkpoint)
    {
        if (_isTerminal)
            End();
        _output.WriteLine($"stopped; the weights so far are in {checkpoint}. Go on with --resume.");
        return 130;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _cancellation.Dispose();
    }

    private static string Line(TrainingProgress p)
    {
        var done = (int)(BarWidth * p.Step / p.Steps);
        var test = p.TestAccuracy is { } accuracy ? string.Create(CultureInfo.InvariantCulture, $"  test {100 * accuracy:0.00}%") : "";
        var average = p.EmaAccuracy is { } averaged ? string.Create(CultureInfo.InvariantCulture, $" (averaged weights {100 * averaged:0.00}%)") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {p.Epoch}/{p.Epochs} [{new string('█', done)}{new string('░', BarWidth - done)}] {100 * p.Step / p.Steps,3}%  loss {p.Loss:0.000}  " +
            $"train {100 * p.Accuracy:0.0}%{test}{average}  waited {100 * p.Waited:0.0}%  {Time(p.Elapsed)} gone, {Time(p.Remaining)} to go");
    }

    private static string Time(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time.Seconds:00}");

    private void End()
    {
        _output.WriteLine();
        _length = 0;
    }

    private void Cancel(PosixSignalContext context)
    {
        if (_cancellation.IsCancellationRequested)
            return; // the second time, the process ends
        context.Cancel = true;
        _cancellation.Cancel();
    }
}
