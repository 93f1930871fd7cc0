using System;

namespace ArchGen.Cli.Ablate;

/// <summary>How a study is run.</summary>
/// <param name="Workers">How many members at once; null for as many as the machine has processors, at most all.</param>
/// <param name="Threads">Threads a member; null for what the study was begun with, else the machine's processors over the workers.</param>
/// <param name="Members">A pattern of the members' names, <c>*</c> for any letters; null for all.</param>
/// <param name="Restart">Deletes what was trained before.</param>
/// <param name="SaveEvery">How often a member's state goes to the disk.</param>
internal sealed record RunOptions(int? Workers, int? Threads, string? Members, bool Restart, TimeSpan SaveEvery)
{
    /// <summary>How often unless said otherwise.</summary>
    public const double SaveEverySeconds = 20;
}
