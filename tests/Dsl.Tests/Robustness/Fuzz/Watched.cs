using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace ArchGen.Dsl.Tests.Robustness;

/// <summary>
/// A thread that gives texts to targets, with as little stack as a thread may be given, and somebody who watches it. What counts is work, not time: the processor time of that
/// thread and the bytes it allocates, which other work on the machine doesn't change.
/// </summary>
public sealed class Watched : IDisposable
{
    /// <summary>What one text may cost.</summary>
    public static readonly TimeSpan MostTime = TimeSpan.FromSeconds(20);

    /// <summary>Bytes allocated for one text, in all.</summary>
    public const long MostBytes = 6L << 30;

    private const long MostHeld = 8L << 30;

    private readonly Thread _thread;
    private readonly AutoResetEvent _given = new(false), _taken = new(false);
    private string? _task, _problem, _stack;
    private Action? _action;
    private bool _isOver;

    /// <summary>Starts the thread.</summary>
    public Watched()
    {
        _thread = new Thread(Work, 1 << 20) { IsBackground = true };
        _thread.Start();
        _taken.WaitOne();
    }

    /// <summary>What the last text allocated.</summary>
    public long Bytes { get; private set; }

    /// <summary>True where the last text never came to an end: the thread is lost.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Runs a target on a text; what is wrong, or null.</summary>
    public string? Problem(IFuzzTarget target, string text) => Problem(() => target.Run(text));

    /// <summary>Runs anything; what is wrong, or null.</summary>
    public string? Problem(Action action)
    {
        (_action, _problem, _stack) = (action, null, null);
        var before = TimeOf(_task);
        _given.Set();
        while (!_taken.WaitOne(TimeSpan.FromSeconds(1)))
        {
            var spent = TimeOf(_task) - before;
            if (spent < MostTime && GC.GetTotalMemory(false) < MostHeld)
                continue;
            IsLost = true;
            return spent >= MostTime ? "it takes more than " + MostTime.TotalSeconds.ToString(CultureInfo.InvariantCulture) + " s of processor time" : "it holds more memory than there should be";
        }
        return _problem ?? (Bytes > MostBytes ? "it allocates too much" : null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isOver = true;
        _given.Set();
    }

    private void Work()
    {
        _task = Path.GetFileName(new FileInfo("/proc/thread-self").LinkTarget);
        _taken.Set();
        AppDomain.CurrentDomain.FirstChanceException += Notice;
        for (_given.WaitOne(); !_isOver; _given.WaitOne())
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                _action!();
            }
            catch (FuzzFault fault)
            {
                _problem = fault.Message + _stack;
            }
            catch (Exception fault)
            {
                _problem = fault.GetType().Name + ": " + fault.Message + _stack;
            }
            Bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            _taken.Set();
        }
        AppDomain.CurrentDomain.FirstChanceException -= Notice;
    }

    // Where it was thrown: the compiler makes a finding of an exception, and that has no stack.
    private void Notice(object? sender, FirstChanceExceptionEventArgs thrown)
    {
        if (Thread.CurrentThread != _thread || thrown.Exception is FuzzFault or OperationCanceledException || _stack is not null)
            return;
        var frames = new StackTrace(1).GetFrames().Select(f => f.GetMethod()).Where(m => m?.DeclaringType?.Namespace?.StartsWith("ArchGen", StringComparison.Ordinal) == true);
        _stack = string.Concat(frames.Take(6).Select(m => $"\n   at {m!.DeclaringType!.Name}.{m.Name}"));
    }

    private static TimeSpan TimeOf(string? task)
    {
        if (task is null)
            return Environment.CpuUsage.TotalTime;
        // The second field, a name in parentheses, may hold anything; ticks are hundredths of a second.
        var fields = File.ReadAllText($"/proc/self/task/{task}/stat").Split(')')[^1].Split(' ');
        return TimeSpan.FromMilliseconds(10 * (long.Parse(fields[12], CultureInfo.InvariantCulture) + long.Parse(fields[13], CultureInfo.InvariantCulture)));
    }
}
