using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ArchGen.Bench.Kernels;

/// <summary>Seconds: of this thread on a core where it does all of the work, which other programs don't disturb; else of the wall.</summary>
internal sealed class Clock(bool thread)
{
    internal string Name => thread ? "the thread's processor time" : "wall time";

    internal double Now()
    {
        if (!thread) return Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
        const int threadTime = 3; // CLOCK_THREAD_CPUTIME_ID
        _ = clock_gettime(threadTime, out var time);
        return time.Seconds + time.Nanoseconds * 1e-9;
    }

    [DllImport("libc")]
    private static extern int clock_gettime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        internal long Seconds, Nanoseconds;
    }
}
