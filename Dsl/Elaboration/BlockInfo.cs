using System.Collections.Generic;
using System.Linq;
using ArchGen.Dsl.Binding;
using ArchGen.Dsl.Lowering;
using ArchGen.Dsl.Semantics;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Elaboration;

/// <summary>What checking a block on its own tells.</summary>
internal sealed class BlockInfo
{
    private string? _fingerprint;

    /// <summary>Its class; null while it is being checked (it is then used by itself) and for an extern block.</summary>
    public ClassModel? Model { get; set; }

    /// <summary>The dims of its inputs that it is built with and that aren't parameters, in order of first use.</summary>
    public IReadOnlyList<string> Filled { get; set; } = [];

    /// <summary>The dims of its components' results, by the names that generated code has for them.</summary>
    public IReadOnlyDictionary<string, ResultSize> ResultSizes { get; set; } = new Dictionary<string, ResultSize>();

    /// <summary>True where it has tensors of its own, or may have.</summary>
    public bool HasState { get; set; } = true;

    public bool IsBroken { get; set; }

    /// <summary>True where it uses itself, perhaps by way of others.</summary>
    public bool IsRecursive { get; set; }

    /// <summary>The blocks that used it before all of this was known.</summary>
    public List<BlockSymbol> UsedUnfinished { get; } = [];

    /// <summary>The kinds of layers in it, those of its parts among them.</summary>
    public LayerKinds Kinds { get; } = new();

    /// <summary>What its inputs are taken for, and what its results are.</summary>
    public InputUses Uses { get; } = new();

    /// <summary>All of this that whoever uses the block can tell, as a text.</summary>
    public string Fingerprint => _fingerprint ??= string.Join("\u0001",
        IsBroken, HasState, IsRecursive, string.Join(" ", Filled), string.Join(" ", ResultSizes.OrderBy(s => s.Key, System.StringComparer.Ordinal).Select(s => $"{s.Key}={s.Value}")),
        $"{Kinds.IsOpen} {Kinds.IsWhole} {string.Join(" ", Kinds.Names)}",
        Uses.Fingerprint,
        Costs is null ? "" : $"{Costs.IsOpen} {Costs.Parameters} {Costs.Macs} {string.Join(" ", Costs.Components)}");

    /// <summary>What it costs, in its own names; null while it is being checked and for an extern block.</summary>
    public Tally? Costs { get; set; }

    /// <summary>What its steps give, where an editor asks.</summary>
    public BodyRecords? Records { get; set; }

    /// <summary>The same where its tokens are at other places.</summary>
    public BlockInfo At(System.Func<TextSpan, TextSpan> place, int start)
    {
        var moved = (BlockInfo)MemberwiseClone();
        moved.Records = Records?.At(place, start);
        return moved;
    }
}

/// <summary>A dim of what a component gives.</summary>
/// <param name="Parameter">The component's parameter.</param>
/// <param name="Output">Which of its outputs.</param>
/// <param name="Axis">Which axis of it.</param>
/// <param name="IsLooped">True where the component is applied in a loop, so that the dim may change from one iteration to the next.</param>
/// <param name="Span">Where it is applied.</param>
internal sealed record ResultSize(string Parameter, int Output, int Axis, bool IsLooped, TextSpan Span)
{
    /// <summary>The local that holds the tensor, once it does.</summary>
    public string? Tensor { get; init; }
}
