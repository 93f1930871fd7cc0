using System;
using System.Collections.Generic;

namespace ArchGen.Cli.Verify;

/// <summary>One figure of a fixture: what the table shows, and whether it is right. Null where the fixture doesn't have it.</summary>
internal sealed record Finding(string Text, bool IsRight);

/// <summary>How a variant compares with one fixture.</summary>
internal sealed record FixtureResult
{
    /// <summary>The fixture's name.</summary>
    public required string Fixture { get; init; }

    /// <summary>The variant's name; null where none was found.</summary>
    public string? Variant { get; set; }

    /// <summary>Keys and shapes of the state dict.</summary>
    public Finding? Keys { get; set; }

    /// <summary>The map through which the keys were compared; null where they were compared as they are.</summary>
    public string? KeyMap { get; set; }

    /// <summary>Learnable scalars.</summary>
    public Finding? Parameters { get; set; }

    /// <summary>Multiply-accumulates.</summary>
    public Finding? Macs { get; set; }

    /// <summary>The largest relative error of the logits.</summary>
    public Finding? Logits { get; set; }

    /// <summary>The largest relative error of stages and outputs.</summary>
    public Finding? Stages { get; set; }

    /// <summary>The largest relative difference of what the form for inference gives.</summary>
    public Finding? Inference { get; set; }

    /// <summary>The largest relative error of a step in training mode.</summary>
    public Finding? Training { get; set; }

    /// <summary>What is wrong, in words.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>The time it took.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>True when something was compared and nothing differs.</summary>
    public bool Passes => Problems.Count == 0;
}
