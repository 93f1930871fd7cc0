using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>What stands at a place, as Markdown.</summary>
public sealed record HoverInfo(TextSpan Span, string Markdown);
