using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using ArchGen.Cli.Ablate.Journal;

namespace ArchGen.Cli.Ablate;

/// <summary>Shows a run: on a terminal, a line for each member that is being trained and one for the whole, written over; elsewhere a line when something happens, and now and then one for the whole.</summary>
internal sealed class RunDisplay(TextWriter output, bool isTerminal) : IDisposable
{
    private const int BarWidth = 20;
    private static readonly TimeSpan TerminalPause = TimeSpan.FromSeconds(0.5), FilePause = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly Dictionary<StudyMember, WorkerProcess> _working = [];
    private readonly Dictionary<StudyMember, double> _seconds = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private IReadOnlyList<StudyMember> _members = [];
    private HashSet<StudyMember> _done = [];
    private Timer? _timer;
    private int _lines;

    public void Begin(StudyFile study, IReadOnlyList<StudyMember> members, StudyFolder folder)
    {
        lock (_gate)
        {
            _members = members;
            _done = [.. members.Where(m => folder.Member(m).IsTrained)];
            foreach (var member in _done)
                _seconds[member] = folder.Member(member).Journal.Finished?.Seconds ?? 0;
            var recipe = study.Recipe.Name is { } name ? $"recipe {name}" : "no recipe, so the values that go without saying";
            output.WriteLine(
                $"{study.Study} of {study.Of}: {members.Count} member{(members.Count == 1 ? "" : "s")}{(_done.Count > 0 ? $", {_done.Count} of them done" : "")}; {recipe}; " +
                $"{study.Data.Name} ({study.Data.Train} images for training, {study.Data.Test} for testing); in {folder.Root}");
            var pause = isTerminal ? TerminalPause : FilePause;
            _timer = new Timer(_ => Tick(), null, pause, pause);
        }
    }

    public void Started(StudyMember member, WorkerProcess worker)
    {
        lock (_gate)
        {
            _working[member] = worker;
            if (!isTerminal)
                output.WriteLine($"{Clock()} {member.Own}: begins");
        }
    }

    public void Ended(StudyMember member, MemberJournal journal)
    {
        lock (_gate)
        {
            _working.Remove(member);
            if (journal.Finished is { } finished)
            {
                _done.Add(member);
                _seconds[member] = finished.Seconds;
            }

            Above(journal.Events.LastOrDefault() switch
            {
                FinishedEvent f => string.Create(CultureInfo.InvariantCulture, $"{member.Own}: {(f.Accuracy is { } accuracy ? $"{100 * accuracy:0.00}%" : $"loss {f.Loss:0.000}")} after {f.Steps} steps, {Time(f.Seconds)}"),
                FailedEvent f => $"{member.Own}: failed: {f.Error}",
                StoppedEvent s => $"{member.Own}: stopped at step {s.Step}",
                _ => $"{member.Own}: not done",
            });
        }
    }

    /// <summary>Says something that stays.</summary>
    public void Note(string text)
    {
        lock (_gate)
            Above(text);
    }

    public void End(IReadOnlyList<StudyMember> members, bool wasStopped)
    {
        lock (_gate)
        {
            _timer?.Dispose();
            Wipe();
            var left = members.Count - _done.Count;
            output.WriteLine(
                $"{(wasStopped ? "stopped" : "done")} after {Time(_clock.Elapsed.TotalSeconds)}: {_done.Count} of {members.Count} members are trained" +
                (left == 0 ? "" : wasStopped ? "; the same command goes on from here" : $", {left} {(left == 1 ? "isn't" : "aren't")}: `archgen ablate status` says why, and the same command tries again"));
        }
    }

    public void Dispose() => _timer?.Dispose();

    private void Tick()
    {
        lock (_gate)
        {
            if (!isTerminal)
            {
                output.WriteLine($"{Clock()} {Whole()}{string.Concat(_working.Where(w => w.Value.Progress is not null).Select(w => $"; {w.Key.Own} {Short(w.Value.Progress!)}"))}");
                return;
            }

            var text = new StringBuilder();
            foreach (var (member, worker) in _working)
                text.Append(Line(member, worker.Progress)).Append('\n');
            text.Append(Whole()).Append('\n');
            Wipe();
            output.Write(text);
            output.Flush();
            _lines = _working.Count + 1;
        }
    }

    private void Above(string text)
    {
        Wipe();
        output.WriteLine(isTerminal ? text : $"{Clock()} {text}");
    }

    private void Wipe()
    {
        if (isTerminal && _lines > 0)
            output.Write($"\u001b[{_lines}A\u001b[J");
        _lines = 0;
    }

    private static string Line(StudyMember member, WorkerProgress? p)
    {
        if (p is null)
            return $"  {member.Own,-20} begins";
        var done = (int)(BarWidth * p.Step / Math.Max(1, p.Steps));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"  {member.Own,-20} [{new string('█', done)}{new string('░', BarWidth - done)}] epoch {p.Epoch}/{p.Epochs}  loss {p.Loss:0.000}{(p.Accuracy is { } a ? $"  test {100 * a:0.00}%" : "")}  {Time(p.Remaining)} to go");
    }

    private static string Short(WorkerProgress p) => string.Create(CultureInfo.InvariantCulture, $"epoch {p.Epoch}/{p.Epochs} at {100 * p.Step / Math.Max(1, p.Steps)}%, loss {p.Loss:0.000}");

    private string Whole() => $"{_done.Count} of {_members.Count} done, {Time(_clock.Elapsed.TotalSeconds)} gone" + (Remaining() is { } left ? $", about {Time(left)} to go" : "");

    // Members that haven't begun will take as long as the others do, by their multiply-accumulates.
    private double? Remaining()
    {
        var (known, left) = (new List<(StudyMember Member, double Seconds)>(_seconds.Select(s => (s.Key, s.Value))), 0.0);
        foreach (var (member, worker) in _working)
        {
            if (worker.Progress is { } p)
            {
                known.Add((member, p.Elapsed + p.Remaining));
                left += p.Remaining;
            }
        }

        if (known.Count == 0 || _working.Count == 0)
            return null;
        var rate = known.Sum(k => k.Seconds) / Math.Max(1, known.Sum(k => Weight(k.Member)));
        left += _members.Where(m => !_done.Contains(m) && !(_working.TryGetValue(m, out var w) && w.Progress is not null)).Sum(m => rate * Weight(m));
        return left / _working.Count;
    }

    private static double Weight(StudyMember member) => member.Macs ?? 1;

    private string Clock() => $"[{Time(_clock.Elapsed.TotalSeconds)}]";

    private static string Time(double seconds)
    {
        var time = TimeSpan.FromSeconds(double.IsFinite(seconds) ? Math.Clamp(seconds, 0, 1e8) : 0);
        return time.TotalHours >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:00}");
    }
}
