using System;

namespace ArchGen.Dsl.Tests.Robustness;

/// <summary>A way to make texts that nobody would write, or nearly somebody would.</summary>
public interface IFuzzSource
{
    /// <summary>What it is called in reports.</summary>
    string Name { get; }

    /// <summary>One text; the same for the same state of <paramref name="random"/>.</summary>
    string Make(Random random);
}
