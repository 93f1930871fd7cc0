using System;
using System.IO;
using System.Text.Json;
using ArchGen.Runtime;

namespace ArchGen.Cli.Ablate.Journal;

/// <summary>The folder of a study that is run.</summary>
internal sealed record StudyFolder(string Root)
{
    /// <summary>Where a study's folder is unless another is named.</summary>
    public static StudyFolder DefaultOf(string study) => new(Path.Combine("runs", study));

    /// <summary>What the study is.</summary>
    public string StudyPath => Path.Combine(Root, "study.json");

    /// <summary>The members' classes, compiled when the study was begun or added to.</summary>
    public string CodePath => Path.Combine(Root, "specs.dll");

    /// <summary>Held by the one process that runs the study.</summary>
    public string LockPath => Path.Combine(Root, "run.lock");

    /// <summary>A member's folder, by its name with or without the study's.</summary>
    public MemberFolder Member(string name) => new(Path.Combine(Root, "members", name[(name.IndexOf('.') + 1)..]));

    /// <summary>A member's folder.</summary>
    public MemberFolder Member(StudyMember member) => Member(member.Own);

    /// <summary>Reads what the study is; null where it was never run here.</summary>
    public StudyFile? Read()
    {
        if (!File.Exists(StudyPath))
            return null;
        try
        {
            using var file = File.OpenRead(StudyPath);
            using var json = JsonDocument.Parse(file);
            if (json.RootElement.TryGetProperty("format", out var format) && format.TryGetInt32(out var number) && number > StudyFile.Current)
                throw new CliException($"'{StudyPath}' is of form {number}, and this archgen knows {StudyFile.Current}: it was written by a later one. Use that.");
            return json.Deserialize<StudyFile>(JournalJson.File) ?? throw new JsonException("it is empty");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new CliException($"'{StudyPath}' isn't what a run of a study writes: {e.Message} Move it away, or name another folder with --out.");
        }
    }

    /// <summary>Writes what the study is, whole or not at all.</summary>
    public void Write(StudyFile study) => AtomicFile.Write(StudyPath, stream => JsonSerializer.Serialize(stream, study, JournalJson.File));
}

/// <summary>A member's folder.</summary>
internal sealed record MemberFolder(string Root)
{
    /// <summary>What happened to it.</summary>
    public string JournalPath => Path.Combine(Root, "journal.jsonl");

    /// <summary>Its weights.</summary>
    public string WeightsPath => Path.Combine(Root, "weights.safetensors");

    /// <summary>The numbers of its steps and epochs, as tables and for TensorBoard.</summary>
    public string LogPath => Path.Combine(Root, "log");

    /// <summary>Held by the one process that trains it.</summary>
    public string LockPath => Path.Combine(Root, "lock");

    /// <summary>What its process said beside its events.</summary>
    public string OutputPath => Path.Combine(Root, "output.txt");

    /// <summary>Reads what happened to it.</summary>
    public MemberJournal Journal => MemberJournal.Read(JournalPath);

    /// <summary>Adds to what happened to it.</summary>
    public void Append(JournalEvent happened) => MemberJournal.Append(JournalPath, happened);

    /// <summary>True where its journal says that it is trained, and its weights are there.</summary>
    public bool IsTrained => Journal.State == MemberState.Finished && File.Exists(WeightsPath);

    /// <summary>True while a process trains it.</summary>
    public bool IsBusy => FolderLock.IsHeld(LockPath);
}
