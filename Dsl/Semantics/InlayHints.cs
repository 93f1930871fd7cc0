namespace ArchGen.Dsl.Semantics;

/// <summary>What a hint says.</summary>
public enum InlayKind
{
    /// <summary>The shape that a step gives.</summary>
    Shape,

    /// <summary>What a definition or a layer learns.</summary>
    Cost,
}

/// <summary>A short text shown in a line, at <paramref name="Offset"/>; <paramref name="Tooltip"/> is Markdown, or empty.</summary>
public sealed record InlayHint(int Offset, string Text, InlayKind Kind, string Tooltip);
