using System.Collections.Generic;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Lowering;

namespace ArchGen.Dsl.Elaboration;

/// <summary>What checking a block on its own tells.</summary>
internal sealed class BlockInfo
{
    /// <summary>Its class; null while it is being checked (it is then used by itself) and for an extern block.</summary>
    public ClassModel? Model { get; set; }

    /// <summary>The dims of its inputs that it is built with and that aren't parameters, in order of first use.</summary>
    public IReadOnlyList<string> Filled { get; set; } = [];

    /// <summary>True where it has tensors of its own, or may have.</summary>
    public bool HasState { get; set; } = true;

    public bool IsBroken { get; set; }

    /// <summary>True where it uses itself, perhaps by way of others.</summary>
    public bool IsRecursive { get; set; }

    /// <summary>The blocks that used it before all of this was known.</summary>
    public List<BlockSymbol> UsedUnfinished { get; } = [];

    /// <summary>What it costs, in its own names; null while it is being checked and for an extern block.</summary>
    public Tally? Costs { get; set; }
}
