using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ArchGen.Libtorch;

namespace TorchSharp.Native;

/// <summary>
/// Loads the native library at the first native call. Settings that libgomp and the allocator read only once go first:
/// this is the last moment before they are loaded.
/// </summary>
internal static class Loader
{
    private static readonly object Gate = new();
    private static nint library;

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "The resolver must stand before the first native call, whichever it is.")]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(Loader).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Bindings.Library) return 0;
        lock (Gate)
        {
            if (library != 0) return library;
            LibtorchRuntime.PrepareProcess();
            library = Load();
            LibtorchRuntime.SetThreads(library);
            return library;
        }
    }

    private static nint Load()
    {
        const string file = "libarchgen_torch.so";
        var path = Path.Combine(AppContext.BaseDirectory, file);
        if (!File.Exists(path))
        {
            throw new LibtorchUnavailableException(
                $"{file} is missing from {AppContext.BaseDirectory}. Rebuild the project (the build makes it), or set " +
                "TorchBackend=TorchSharp to use the official TorchSharp packages instead.");
        }

        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            throw new LibtorchUnavailableException(
                $"{file} can't be loaded, most likely because the libtorch it was built against is gone or has changed. " +
                "Install libtorch-dev and libopenblas0-pthread (or put the folder named by LIBTORCH back) and rebuild, or set " +
                $"TorchBackend=TorchSharp to use the official TorchSharp packages instead. The loader said: {Reason(e)}", e);
        }
    }

    // The runtime puts advice on tools before what the system's loader said, which is its last line.
    private static string Reason(Exception e) => e.Message.Trim().Split('\n')[^1].Trim();
}
