using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace ArchGen.Cli.Ablate.Journal;

/// <summary>How a member stands.</summary>
internal enum MemberState
{
    /// <summary>Nothing was done.</summary>
    Waiting,

    /// <summary>It was begun; it is being trained, or its process died. <see cref="MemberFolder.IsBusy"/> tells.</summary>
    Begun,

    /// <summary>It was stopped on purpose and goes on with the next run.</summary>
    Stopped,

    /// <summary>It can't be trained.</summary>
    Failed,

    /// <summary>It is trained.</summary>
    Finished,
}

/// <summary>What a member's journal says. It is only ever added to; what is no line of a journal, as a line that was torn when the machine went off, counts for nothing.</summary>
/// <param name="Events">All events in order.</param>
/// <param name="Unreadable">How many lines couldn't be read.</param>
internal sealed record MemberJournal(IReadOnlyList<JournalEvent> Events, int Unreadable)
{
    private const int MostBytes = 1 << 26;

    /// <summary>How the member stands.</summary>
    public MemberState State => Events.LastOrDefault() switch
    {
        null => MemberState.Waiting,
        FinishedEvent => MemberState.Finished,
        FailedEvent => MemberState.Failed,
        StoppedEvent => MemberState.Stopped,
        _ => MemberState.Begun,
    };

    /// <summary>Every epoch that counts, in order: of one that was trained again after its state was lost, the last; none of those before new weights were taken.</summary>
    public IReadOnlyList<EpochEvent> Epochs =>
        [.. SinceStart.OfType<EpochEvent>().GroupBy(e => e.Epoch).Select(g => g.Last()).OrderBy(e => e.Epoch)];

    /// <summary>How it ended; null where it hasn't.</summary>
    public FinishedEvent? Finished => Events.LastOrDefault() as FinishedEvent;

    /// <summary>Why it failed; null where it didn't.</summary>
    public FailedEvent? Failed => Events.LastOrDefault() as FailedEvent;

    /// <summary>How often it was begun or gone on with.</summary>
    public int Attempts => Events.Count(e => e is StartedEvent or ResumedEvent);

    private IEnumerable<JournalEvent> SinceStart => Events.Skip(Math.Max(0, Events.ToList().FindLastIndex(e => e is StartedEvent)));

    /// <summary>Reads a journal; an empty one where there is no file.</summary>
    public static MemberJournal Read(string path)
    {
        if (!File.Exists(path))
            return new MemberJournal([], 0);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length > MostBytes)
            throw new CliException($"'{path}' has {file.Length} bytes, which no journal has. Move it away to train the member anew.");
        using var reader = new StreamReader(file, Encoding.UTF8);
        var (events, unreadable) = (new List<JournalEvent>(), 0);
        foreach (var line in reader.ReadToEnd().Split('\n'))
        {
            if (line.Length == 0)
                continue;
            if (Parse(line) is { } known)
                events.Add(known);
            else
                unreadable++;
        }

        return new MemberJournal(events, unreadable);
    }

    /// <summary>Adds an event: one write, on the disk when this returns. A line that was torn before is ended first.</summary>
    public static void Append(string path, JournalEvent happened)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        var isTorn = false;
        if (file.Length > 0)
        {
            file.Seek(-1, SeekOrigin.End);
            isTorn = file.ReadByte() != '\n';
        }

        file.Seek(0, SeekOrigin.End);
        file.Write(Encoding.UTF8.GetBytes((isTorn ? "\n" : "") + JsonSerializer.Serialize(happened, JournalJson.Line) + "\n"));
        file.Flush(flushToDisk: true);
    }

    private static JournalEvent? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<JournalEvent>(line, JournalJson.Line);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
