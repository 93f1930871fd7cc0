using System.Collections.Generic;

namespace ArchGen.Cli.Ablate.Slurm;

/// <summary>What is asked of Slurm for each member.</summary>
/// <param name="Partition">The partition; null for Slurm's own choice.</param>
/// <param name="Time">The longest time a member may take at a stretch, as sbatch takes it; null for the partition's.</param>
/// <param name="Memory">Memory a member, as sbatch takes it; null for the partition's.</param>
/// <param name="More">Further options of sbatch, as they are.</param>
/// <param name="Wait">Waits for the end, and shows what happens.</param>
internal sealed record SlurmOptions(string? Partition, string? Time, string? Memory, IReadOnlyList<string> More, bool Wait);
