using System.Collections.Generic;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>What a lens shows.</summary>
public enum CodeLensKind
{
    /// <summary>A variant's parameters and multiply-accumulates.</summary>
    Costs,

    /// <summary>How often a block or model is used.</summary>
    Uses,
}

/// <summary>A line above a definition, whose name is <paramref name="Span"/>; <paramref name="Uses"/> are the places that it counts.</summary>
public sealed record CodeLens(TextSpan Span, string Text, CodeLensKind Kind, string Name, IReadOnlyList<SourceLocation> Uses);
