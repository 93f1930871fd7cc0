using System;
using System.Diagnostics;
using System.IO;
using System.Threading;

namespace ArchGen.Cli.Ablate.Journal;

/// <summary>
/// A lock that one process holds: the system's own on an open file, which ends with the process however that ends. A file that is left behind means nothing.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Takes the lock; null where another still has it when <paramref name="patience"/> is at its end.</summary>
    public static FolderLock? Take(string path, TimeSpan patience)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        for (var clock = Stopwatch.StartNew(); ; Thread.Sleep(Pause))
        {
            if (Open(path, FileShare.None) is { } file)
                return new FolderLock(file);
            if (clock.Elapsed >= patience)
                return null;
        }
    }

    /// <summary>Whether another has it now. Who takes it in this very moment has to be patient for a while.</summary>
    public static bool IsHeld(string path)
    {
        if (!File.Exists(path))
            return false;
        using var file = Open(path, FileShare.ReadWrite);
        return file is null;
    }

    private static FileStream? Open(string path, FileShare share)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share, bufferSize: 0);
        }
        catch (IOException e) when (IsSharing(e))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    // EWOULDBLOCK where locks are the system's flock, a sharing violation on Windows.
    private static bool IsSharing(IOException e) => (e.HResult & 0xFFFF) is 11 or 35 or 32 || e.HResult is 11 or 35;
}
