using System.Collections.Generic;
using ArchGen.Dsl;
using ArchGen.Dsl.Elaboration;

namespace ArchGen.Generator.Tests.Soundness;

/// <summary>A spec to judge: one file, whose namespace is its name.</summary>
internal sealed record Candidate(string Name, string Text);

/// <summary>How a spec came out.</summary>
internal enum Outcome
{
    /// <summary>The compiler takes it; whether it runs is still to be seen.</summary>
    Accepted,

    /// <summary>The compiler refuses it, and it fails when it is run; or it is refused for what no run can tell.</summary>
    Refused,

    /// <summary>The compiler refuses it for its sizes, but it runs at every legal size that was tried.</summary>
    Doubted,

    /// <summary>The compiler is wrong: what it accepts fails, or what it says isn't so.</summary>
    Wrong,
}

/// <summary>What is thought of a spec, with the reason in a line.</summary>
internal sealed record Verdict(Candidate Candidate, Outcome Outcome, string Reason)
{
    public CompilationResult? Result { get; init; }

    /// <summary>The variants and legal shapes that the generated code shall be run at, with what it shall give.</summary>
    public IReadOnlyList<ExpectedRun> Runs { get; init; } = [];

    /// <summary>How much of it the reference run had a say in.</summary>
    public int Judged { get; init; }

    /// <summary>The same without all that the compiler knows of it.</summary>
    public Verdict Told => this with { Result = null, Runs = [] };
}

/// <summary>What a run has to give: the compiler's own claim at those sizes.</summary>
internal sealed record ExpectedRun(ElaboratedVariant Variant, IReadOnlyList<long[]> Inputs, IReadOnlyList<string> Outputs);
