using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using ArchGen.Cli.Ablate.Journal;
using Xunit;

namespace ArchGen.Cli.Tests.Ablate;

/// <summary>The folder of a study that is run: what is written is read, and what is damaged is told or left aside.</summary>
public sealed class JournalTests : IDisposable
{
    private static readonly DateTime Noon = new(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryFolder _folder = new();

    private MemberFolder Member => new StudyFolder(_folder.Path).Member("Rows.Gated");

    [Fact]
    public void A_study_is_read_as_it_was_written()
    {
        var values = new Dictionary<string, object?> { ["epochs"] = 3L, ["learning_rate"] = 1e-3, ["warm_up"] = 1.0, ["flip"] = true, ["data"] = "fashion-mnist", ["image_size"] = null };
        var study = new StudyFile(
            "Rows", "My.Nets", "Mixing", "cumulative", ["rows.arch"],
            [new("gate", "parameter", [new("off", null, false), new("gated", "+ gating", true)]), new("seed", "setting", [new("a", null, 1L)])],
            new("Quick", values), new("fashion-mnist", 60000, 10000, 10, [1, 28, 28], "abc"), "Rows.Base", 2,
            [new("Rows.Base", "base", [new("gate", "off", null, false), new("seed", "a", null, 1L)], 123, null, null, "", new Dictionary<string, object?>(), null),
             new("Rows.Gated", "+ gating", [new("gate", "gated", "+ gating", true), new("seed", "a", null, 1L)], 133, 4_000_000_000, [1, 3, 32, 32], "H % 4 == 0",
                 new Dictionary<string, object?> { ["seed"] = 1L }, new("Rows.Base", [new("gate", "added", null, "conv2d", 10, 20)], 10, 20))])
        {
            Code = new Dictionary<string, string> { ["My.Nets.Mixing"] = "0123" },
        };
        var folder = new StudyFolder(_folder.Path);
        Assert.Null(folder.Read());
        folder.Write(study);
        var read = folder.Read()!;
        Assert.Equal(JsonSerializer.Serialize(study, JournalJson.File), JsonSerializer.Serialize(read, JournalJson.File));
        Assert.Equal(values, read.Recipe.Values); // with their types: 3 is a long, 1.0 a double
        Assert.Equal("Gated", read.Members[1].Own);
    }

    [Theory]
    [InlineData("", "isn't what a run of a study writes")]
    [InlineData("{\"format\": 1}", "isn't what a run of a study writes")]
    [InlineData("[1]", "isn't what a run of a study writes")]
    [InlineData("{\"format\": 99}", "was written by a later one")]
    public void A_damaged_study_is_told(string text, string expected)
    {
        var folder = new StudyFolder(_folder.Path);
        File.WriteAllText(folder.StudyPath, text);
        Assert.Contains(expected, Assert.Throws<CliException>(() => folder.Read()).Message);
    }

    [Fact]
    public void Events_are_read_as_they_were_written()
    {
        JournalEvent[] events =
        [
            new StartedEvent(Noon, "here", 17, 1), new EpochEvent(Noon, 1, 2, 10, 20, 0.1 + 0.2, 0.5, null, 1e-3, 1.5), new StoppedEvent(Noon, 15),
            new ResumedEvent(Noon, "there", 18, 2, 15), new EpochEvent(Noon, 2, 2, 20, 20, 1.0 / 3, 0.6, 0.7, 0, 2.5), new FinishedEvent(Noon, 0.7, 1.0 / 3, 20, 3, 1 << 20),
        ];
        Assert.Equal(MemberState.Waiting, Member.Journal.State);
        MemberState[] states = [MemberState.Begun, MemberState.Begun, MemberState.Stopped, MemberState.Begun, MemberState.Begun, MemberState.Finished];
        foreach (var (happened, state) in events.Zip(states))
        {
            Member.Append(happened);
            Assert.Equal(state, Member.Journal.State);
        }

        Assert.Equal(events, Member.Journal.Events);
        Assert.Equal((2, 2, 0), (Member.Journal.Epochs.Count, Member.Journal.Attempts, Member.Journal.Unreadable));
        Member.Append(new FailedEvent(Noon, "why", "all\nof it"));
        Assert.Equal(("why", null), (Member.Journal.Failed?.Error, Member.Journal.Finished));
    }

    [Fact]
    public void A_torn_line_counts_for_nothing_wherever_it_is_torn()
    {
        Member.Append(new StartedEvent(Noon, "here", 17, 1));
        var before = File.ReadAllBytes(Member.JournalPath);
        Member.Append(new FinishedEvent(Noon, 0.7, 0.3, 20, 3, 1));
        var whole = File.ReadAllBytes(Member.JournalPath);
        for (var length = before.Length; length < whole.Length - 1; length++)
        {
            File.WriteAllBytes(Member.JournalPath, whole[..length]);
            Assert.Equal((MemberState.Begun, length == before.Length ? 0 : 1), (Member.Journal.State, Member.Journal.Unreadable));
            Member.Append(new StoppedEvent(Noon, 3)); // and what follows it counts
            Assert.Equal((MemberState.Stopped, 2), (Member.Journal.State, Member.Journal.Events.Count));
        }
    }

    [Fact]
    public void What_is_no_event_is_counted_and_left_aside()
    {
        string[] lines =
        [
            """{"event":"started","time":"2026-11-22T12:00:00Z","host":"h","process":1,"attempt":1}""", "\0\0\0\0", "{}", "[]", "null", """{"event":"conquered","time":"2026-11-22T12:00:00Z"}""",
            """{"event":"finished"}""", """{"event":"epoch","time":"then"}""", """{"time":"2026-11-22T12:00:00Z","step":7,"event":"stopped"}""",
        ];
        Directory.CreateDirectory(Member.Root);
        File.WriteAllText(Member.JournalPath, string.Join('\n', lines) + "\n", Encoding.UTF8);
        Assert.Equal((2, 7, MemberState.Stopped), (Member.Journal.Events.Count, Member.Journal.Unreadable, Member.Journal.State));
    }

    [Fact]
    public void Of_an_epoch_told_twice_the_last_counts_and_none_before_new_weights()
    {
        EpochEvent Epoch(int epoch, double loss) => new(Noon, epoch, 3, epoch, 3, loss, 0, null, 0, 0);
        JournalEvent[] events =
        [
            new StartedEvent(Noon, "h", 1, 1), Epoch(1, 9), Epoch(2, 9), new StartedEvent(Noon, "h", 2, 2), Epoch(1, 1), Epoch(2, 2), new ResumedEvent(Noon, "h", 3, 3, 1), Epoch(2, 3), Epoch(3, 4),
        ];
        foreach (var happened in events)
            Member.Append(happened);
        Assert.Equal([1, 3, 4], Member.Journal.Epochs.Select(e => e.Loss));
    }

    [Fact]
    public void A_lock_is_one_process_s_and_ends_with_it()
    {
        var path = Member.LockPath;
        Assert.False(FolderLock.IsHeld(path));
        using (FolderLock.Take(path, TimeSpan.Zero))
        {
            Assert.True(FolderLock.IsHeld(path));
            Assert.True(Member.IsBusy);
            Assert.Null(FolderLock.Take(path, TimeSpan.FromMilliseconds(50)));
        }

        Assert.True(File.Exists(path)); // what is left behind is in nobody's way
        Assert.False(FolderLock.IsHeld(path));
        using var again = FolderLock.Take(path, TimeSpan.Zero);
        Assert.NotNull(again);
    }

    public void Dispose() => _folder.Dispose();
}
