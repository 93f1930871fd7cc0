using System;
using System.Runtime.InteropServices;

namespace ArchGen.Bench.Comparison;

/// <summary>What this process holds from the C allocator, as allocations.c counts it where it is loaded.</summary>
internal sealed unsafe class Allocations
{
    private readonly delegate* unmanaged<long> _peak;
    private readonly long _begin;

    private Allocations(nint program)
    {
        _peak = (delegate* unmanaged<long>)NativeLibrary.GetExport(program, "allocations_peak");
        ((delegate* unmanaged<void>)NativeLibrary.GetExport(program, "allocations_reset"))();
        _begin = ((delegate* unmanaged<long>)NativeLibrary.GetExport(program, "allocations_now"))();
    }

    /// <summary>Begins a measurement; null where nothing counts.</summary>
    public static Allocations? Begin()
    {
        var program = NativeLibrary.GetMainProgramHandle();
        return NativeLibrary.TryGetExport(program, "allocations_now", out _) ? new Allocations(program) : null;
    }

    /// <summary>Bytes at the peak above those at the beginning.</summary>
    public long Above() => _peak() - _begin;
}
