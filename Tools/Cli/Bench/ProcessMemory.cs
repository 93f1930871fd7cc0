using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace ArchGen.Cli.Bench;

/// <summary>The most memory that this process holds from now on, above what it holds now; as the system counts it.</summary>
internal sealed class ProcessMemory
{
    private const string Status = "/proc/self/status";
    private readonly long _begin;

    /// <summary>Begins a measurement. The system's own peak begins anew; where it can't, nothing is measured.</summary>
    public ProcessMemory()
    {
        try
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
            _begin = Read("VmRSS:");
            IsMeasured = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // no such file system, or a sandbox
        }
    }

    /// <summary>False where the system doesn't tell.</summary>
    public bool IsMeasured { get; }

    /// <summary>Bytes at the peak above those at the beginning; null where the system doesn't tell.</summary>
    public long? Above() => IsMeasured ? Read("VmHWM:") - _begin : null;

    private static long Read(string name)
    {
        var line = File.ReadLines(Status).First(l => l.StartsWith(name, StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Trim(), NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
