using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text;
using ArchGen.Generator.Tests.Soundness.Specs;
using Xunit;
using Xunit.Abstractions;

namespace ArchGen.Generator.Tests.Soundness;

/// <summary>The contract, by generation: a spec that compiles runs at every legal size, and one that would fail doesn't compile.</summary>
public class SoundnessTests(ITestOutputHelper output)
{
    private static readonly int s_count = int.TryParse(Environment.GetEnvironmentVariable("ARCHGEN_SOUNDNESS"), out var count) ? count : 100;

    private static readonly long s_seed = long.TryParse(Environment.GetEnvironmentVariable("ARCHGEN_SOUNDNESS_SEED"), out var seed) ? seed : 1;

    [Fact]
    public void Random_specs_that_compile_run()
    {
        Check("random specs", [.. Enumerable.Range(0, s_count).Select(i => new Candidate($"S{s_seed + i}", SpecWriter.Write(s_seed + i, $"S{s_seed + i}")))]);
    }

    [Fact]
    public void Mutated_specs_that_compile_run()
    {
        var candidates = new List<Candidate>();
        for (var i = 0; i < s_count; i++)
        {
            var (choice, name) = (new Choice(7919 * (s_seed + i)), $"M{s_seed + i}");
            var text = choice.Percent(70) ? SpecWriter.Write(s_seed + choice.Below(1000), name) : Pool.In(name, choice.Of(choice.Percent(90) ? Pool.Examples : Pool.Shipped));
            for (var changes = choice.Between(1, 2); changes > 0; changes--)
                text = Mutations.Mutated(text, choice);
            candidates.Add(new Candidate(name, text));
        }
        Check("mutated specs", candidates);
    }

    /// <summary>Counter-examples of earlier days: each compiles and runs now. The first line is their namespace, which is their name.</summary>
    [Fact]
    public void What_went_wrong_once_goes_right()
    {
        var folder = System.IO.Path.Combine(References.Metadata("Repository"), "tests", "Generator.Tests", "Soundness", "Regressions");
        var candidates = System.IO.Directory.GetFiles(folder, "*.arch").Order(StringComparer.Ordinal).Select(f => System.IO.File.ReadAllText(f).ReplaceLineEndings("\n")).Select(t => new Candidate(t.Split(' ', ';')[1], t)).ToList();
        Assert.NotEmpty(candidates);
        Assert.All(Check("cases", candidates), verdict => Assert.True(verdict.Outcome == Outcome.Accepted && verdict.Judged > 0, $"{verdict.Candidate.Name}: {verdict.Outcome} {verdict.Reason}"));
    }

    [Fact]
    public void A_seed_is_a_spec()
    {
        Assert.Equal(SpecWriter.Write(s_seed, "A"), SpecWriter.Write(s_seed, "A"));
        Assert.NotEqual(SpecWriter.Write(s_seed, "A"), SpecWriter.Write(s_seed + 1, "A"));
        var (first, second) = (Judge.Of(new Candidate("A", SpecWriter.Write(s_seed, "A"))), Judge.Of(new Candidate("A", SpecWriter.Write(s_seed, "A"))));
        Assert.Equal((first.Outcome, first.Reason, first.Runs.Count), (second.Outcome, second.Reason, second.Runs.Count));
    }

    private IReadOnlyList<Verdict> Check(string what, IReadOnlyList<Candidate> candidates)
    {
        var clock = Stopwatch.StartNew();
        var judging = TimeSpan.Zero;
        var (verdicts, wrong, runs) = (new List<Verdict>(), new List<Verdict>(), 0);
        // Some at a time, of which only what is said of them is kept: each holds all that the compiler knows of a network.
        foreach (var some in candidates.Chunk(200))
        {
            var started = clock.Elapsed;
            var judged = some.Select(Judge.Of).ToList();
            judging += clock.Elapsed - started;
            var accepted = judged.Where(v => v.Outcome == Outcome.Accepted).ToList();
            runs += accepted.Sum(a => a.Runs.Count);
            wrong.AddRange(judged.Where(v => v.Outcome == Outcome.Wrong).Concat(accepted.Count == 0 ? [] : Batch.Run(accepted)).Select(v => v.Told));
            verdicts.AddRange(judged.Select(v => v.Told));
        }
        var text = new StringBuilder();
        text.AppendLine($"{candidates.Count} {what} from seed {s_seed}: {verdicts.Count(v => v.Outcome == Outcome.Accepted)} accepted with {runs} runs ({verdicts.Sum(a => a.Outcome == Outcome.Accepted ? a.Judged : 0)} beside the reference), {verdicts.Count(v => v.Outcome == Outcome.Refused)} refused, {verdicts.Count(v => v.Outcome == Outcome.Doubted)} doubted, {wrong.Count} wrong; {judging.TotalSeconds:F1} s and {(clock.Elapsed - judging).TotalSeconds:F1} s; {System.Environment.WorkingSet >> 20} MB held");
        foreach (var group in verdicts.Where(v => v.Outcome is Outcome.Refused or Outcome.Doubted).GroupBy(v => (v.Outcome, v.Reason[..8])).OrderByDescending(g => g.Count()))
            text.AppendLine($"  {group.Key}: {group.Count()}, e.g. {group.First().Candidate.Name} {group.First().Reason}");
        foreach (var verdict in wrong)
            text.AppendLine($"WRONG {verdict.Candidate.Name}: {verdict.Reason}\n{Shrunk(verdict)}");
        if (Environment.GetEnvironmentVariable("ARCHGEN_SOUNDNESS_LOG") is { } log)
            System.IO.File.WriteAllText($"{log}.{what.Split(' ')[0]}", text + string.Join("\n", verdicts.Where(v => v.Outcome is Outcome.Refused or Outcome.Doubted).Select(v => $"{v.Outcome} {v.Candidate.Name}: {v.Reason}\n{v.Candidate.Text}")));
        output.WriteLine(text.ToString());
        Assert.True(wrong.Count == 0, text.ToString());
        return verdicts;
    }

    /// <summary>The smallest spec with the same fault: of the same kind by the beginning of its reason.</summary>
    private static string Shrunk(Verdict verdict)
    {
        var kind = Kind(verdict.Reason);
        return Shrinker.Shrink(verdict.Candidate.Text, text =>
        {
            var judged = Judge.Of(verdict.Candidate with { Text = text });
            if (judged.Outcome == Outcome.Accepted)
                judged = Batch.Run([judged]).FirstOrDefault() ?? judged;
            return judged.Outcome == Outcome.Wrong && Kind(judged.Reason) == kind;
        });
    }

    private static string Kind(string reason) => string.Concat(reason.Where(c => !char.IsDigit(c))).Replace("NetB", "NetA") is var plain && plain.Length > 60 ? plain[..60] : plain;
}
