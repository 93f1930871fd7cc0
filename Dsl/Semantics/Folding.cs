using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>What is folded.</summary>
public enum FoldingKind
{
    /// <summary>What stands in brackets.</summary>
    Region,

    /// <summary>A comment.</summary>
    Comment,

    /// <summary>The imports.</summary>
    Imports,
}

/// <summary>A span over several lines: the first line stays, with what closes a bracket.</summary>
public sealed record FoldingSpan(TextSpan Span, FoldingKind Kind);
