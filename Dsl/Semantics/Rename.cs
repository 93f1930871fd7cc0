using System.Collections.Generic;
using ArchGen.Dsl.Text;

namespace ArchGen.Dsl.Semantics;

/// <summary>The name that a rename would change; with a <paramref name="Refusal"/>, why it can't be changed.</summary>
public sealed record RenameTarget(TextSpan Span, string Name, string? Refusal);

/// <summary>The edits of a rename, sorted by file and place; none, with the reason, where it is refused. A <paramref name="Warning"/> is what the author should know.</summary>
public sealed record RenameResult(IReadOnlyList<TextEdit> Edits, string? Refusal, string? Warning);
