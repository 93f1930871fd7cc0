using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using TorchSharp.Native;

namespace ArchGen.Libtorch;

/// <summary>
/// The one seam beside the TorchSharp API: how this backend sets up the process (threads, waiting, memory) before
/// libtorch loads, and a report of it. Each setting gives way to its environment variable.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>OMP_WAIT_POLICY</term><description>PASSIVE unless set: waiting threads sleep rather than spin.</description></item>
/// <item><term>ARCHGEN_MALLOC=default</term><description>leaves the C allocator alone; otherwise it keeps freed memory (no trimming, no
/// mmap for large blocks), so that a forward pass takes no page faults. glibc's own MALLOC_* variables win too.</description></item>
/// <item><term>OMP_NUM_THREADS, ARCHGEN_THREADS</term><description>threads inside an operator; as many as cores unless set.</description></item>
/// </list>
/// </remarks>
public static unsafe class LibtorchRuntime
{
    private const int TrimThreshold = -1, TopPad = -2, MmapMax = -4;
    private static readonly List<(string Name, string Value)> Applied = [];

    /// <summary>The version of the libtorch in use, such as <c>1.13.1</c>.</summary>
    public static string Version => Marshal.PtrToStringUTF8((nint)Bindings.atg_version()) ?? "";

    /// <summary>The settings in force, as name and value pairs.</summary>
    public static IReadOnlyList<(string Name, string Value)> Settings
    {
        get
        {
            _ = Version; // loads the library, and so applies them
            lock (Applied) return [.. Applied];
        }
    }

    /// <summary>The settings as text, one a line, for logs and benchmarks.</summary>
    public static string Report()
    {
        var text = new StringBuilder();
        text.Append("libtorch ").Append(Version).Append('\n');
        foreach (var (name, value) in Settings) text.Append(name).Append(": ").Append(value).Append('\n');
        return text.ToString();
    }

    /// <summary>What must be set before libgomp and libtorch are loaded.</summary>
    internal static void PrepareProcess()
    {
        if (!OperatingSystem.IsLinux()) return;
        if (Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is { Length: > 0 } policy)
        {
            Note("OMP_WAIT_POLICY", policy + " (environment)");
        }
        else
        {
            setenv("OMP_WAIT_POLICY", "PASSIVE", 0);
            Note("OMP_WAIT_POLICY", "PASSIVE");
        }

        if (Environment.GetEnvironmentVariable("ARCHGEN_MALLOC") == "default")
        {
            Note("allocator", "default (environment)");
            return;
        }

        var kept = 0;
        if (Unset("MALLOC_TRIM_THRESHOLD_")) kept += mallopt(TrimThreshold, int.MaxValue);
        if (Unset("MALLOC_MMAP_MAX_")) kept += mallopt(MmapMax, 0);
        if (Unset("MALLOC_TOP_PAD_")) kept += mallopt(TopPad, 64 << 20);
        Note("allocator", kept > 0 ? "keeps freed memory (no trim, no mmap)" : "as the environment says");
    }

    /// <summary>Sets the threads of an operator, through the freshly loaded library.</summary>
    internal static void SetThreads(nint library)
    {
        var (count, origin) = (Environment.ProcessorCount, "");
        foreach (var variable in (string[])["ARCHGEN_THREADS", "OMP_NUM_THREADS"])
        {
            if (!int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var set) || set < 1) continue;
            (count, origin) = (set, $" ({variable})");
            break;
        }

        ((delegate* unmanaged<int, int>)NativeLibrary.GetExport(library, "atg_set_threads"))(count);
        Note("threads", count.ToString(CultureInfo.InvariantCulture) + origin);
    }

    private static bool Unset(string variable) => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));

    private static void Note(string name, string value)
    {
        lock (Applied) Applied.Add((name, value));
    }

    [DllImport("libc", CharSet = CharSet.Ansi)]
    private static extern int setenv([MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);

    [DllImport("libc")]
    private static extern int mallopt(int parameter, int value);
}
