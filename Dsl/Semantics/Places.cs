using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>A span in one of a compilation's files.</summary>
public sealed record SourceLocation(string Path, TextSpan Span);

/// <summary>An edit in one of a compilation's files: replace <paramref name="Span"/> by <paramref name="NewText"/>.</summary>
public sealed record FileEdit(string Path, TextSpan Span, string NewText);
